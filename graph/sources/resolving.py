"""The second half of pass one: repeated ids, references that dangle, and rows that close a cycle.

All of it is set arithmetic in the spool; what the bundle does not hold is looked up in the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from graph.keys import native_of
from graph.sources.cycles import find_cycles
from graph.sources.kinds import FIELDS, NOUNS, ORDER, UP, Field, Kind
from graph.sources.report import Note, Report
from graph.sources.rows import points
from graph.sources.spool import Spool, State, Why
from graph.sources.values import shown

BATCH = 1000


class Lookup(Protocol):
    """What the store can say of things that a bundle refers to."""

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        """Those of these ids that the store holds."""

    async def private(self, ids: list[str]) -> set[str]:
        """Those of these conversations that the store holds as private ones."""

    async def parents(self, kind: Kind, ids: list[str]) -> list[tuple[str, str]]:
        """(id, id of what it points up to) for these ids, by the relationship of `kinds.UP`."""


async def resolve(spool: Spool, report: Report, look: Lookup) -> None:
    """Nothing; decides of every row in the spool whether it is saved, and without what."""
    _mark_repeated(spool, report)
    await _find_missing(spool, report, look)
    for kind in ORDER:
        if kind not in spool.span:
            continue
        _leave_out_dangling(spool, report, kind)
        if kind in UP:
            await find_cycles(spool, report, kind, look.parents)
        if kind in NOUNS:
            _forget(spool, kind)
    _drop_references(spool, report)
    _count(spool, report)


def _mark_repeated(spool: Spool, report: Report) -> None:
    """The later row of an id wins; the earlier ones are noted."""
    found = spool.all("SELECT kind, id, max(n) FROM rows GROUP BY kind, id HAVING count(*) > 1")
    for number, id_, last in found:
        kind = ORDER[number]
        winner = spool.one("SELECT line FROM rows WHERE n = ?", (last,))
        losers = spool.all(
            "SELECT n, line FROM rows WHERE kind = ? AND id = ? AND n < ?", (number, id_, last)
        )
        for n, line in losers:
            spool.run("UPDATE rows SET state = ? WHERE n = ?", (State.REPEATED, n))
            spool.run("DELETE FROM refs WHERE n = ?", (n,))
            spool.note([_repeated(kind, line, id_, winner)])
    # A row that stands is no reason to call its id rejected because of another line.
    spool.run(
        "DELETE FROM gone WHERE EXISTS "
        "(SELECT 1 FROM rows WHERE rows.kind = gone.kind AND rows.id = gone.id)"
    )


def _repeated(kind: Kind, line: int, id_: str, winner: int) -> Note:
    native = native_of(id_) if kind in NOUNS else identity_in_words(kind, id_)
    return Note(
        kind.file,
        line,
        "mended",
        id_,
        "id" if kind in NOUNS else None,
        shown(native),
        f"{shown(native)} stands again in line {winner}; the later row wins",
        "keep one of the two rows",
    )


def identity_in_words(kind: Kind, id_: str) -> str:
    """The identity of a row without an id, as a reader can find it: its parts in native form."""
    parts = id_.replace("\uffff", "").split("\u001f")
    return " · ".join(native_of(part) if "/" in part else part for part in parts if part)


async def _find_missing(spool: Spool, report: Report, look: Lookup) -> None:
    """Put into `gone` what is referred to, not in the bundle and not in the store."""
    spool.run(
        "INSERT OR IGNORE INTO gone SELECT DISTINCT kind, id, ?, 0 FROM refs WHERE NOT EXISTS "
        "(SELECT 1 FROM rows WHERE rows.kind = refs.kind AND rows.id = refs.id)",
        (Why.MISSING,),
    )
    for kind in NOUNS:
        ids = "SELECT id FROM gone WHERE kind = ? AND why = ? AND id > ? ORDER BY id LIMIT ?"
        last = ""
        while found := spool.all(ids, (kind.number, Why.MISSING, last, BATCH)):
            batch = [id_ for (id_,) in found]
            last = batch[-1]
            stored = await look.known(kind, batch)
            hidden = set[str]()
            if kind is Kind.CONVERSATIONS:
                hidden = await look.private(sorted(stored))
                if report.private != "none":
                    spool.many("INSERT INTO hidden VALUES (?)", [(id_,) for id_ in hidden])
                    hidden = set()
            spool.many(
                "DELETE FROM gone WHERE kind = ? AND id = ?",
                [(kind.number, id_) for id_ in stored - hidden],
            )
            spool.many(
                "UPDATE gone SET why = ? WHERE kind = ? AND id = ?",
                [(Why.PRIVATE, kind.number, id_) for id_ in hidden],
            )


def _leave_out_dangling(spool: Spool, report: Report, kind: Kind) -> None:
    """Reject the rows of a kind whose required references dangle; leave out those in private talk."""
    required = [
        (number, item) for number, item in enumerate(FIELDS[kind]) if item.required and points(item)
    ]
    if not required:
        return
    first, last = spool.span[kind]
    places = ", ".join(str(number) for number, _ in required)
    found = spool.all(
        "SELECT t.n, t.line, t.id, r.field, r.kind, r.id, g.why, g.line FROM refs r "
        "JOIN gone g ON g.kind = r.kind AND g.id = r.id JOIN rows t ON t.n = r.n "
        f"WHERE r.n BETWEEN ? AND ? AND r.field IN ({places}) AND t.state = ?",
        (first, last, State.GOOD),
    )
    hidden = {n for n, *_, why, _ in found if why == Why.PRIVATE}
    _set_state(spool, hidden, State.PRIVATE)
    lost = [row for row in found if row[0] not in hidden]
    _set_state(spool, {row[0] for row in lost}, State.REJECTED)
    spool.note(
        _dangling("rejected", kind, line, id_, field, target, missing, why, at)
        for _, line, id_, field, target, missing, why, at in lost
    )


def _set_state(spool: Spool, ns: Iterable[int], state: State) -> None:
    spool.many("UPDATE rows SET state = ? WHERE n = ?", [(state, n) for n in ns])


def _dangling(
    status: str,
    kind: Kind,
    line: int,
    id_: str,
    field: int,
    target: int,
    missing: str,
    why: int,
    at: int,
) -> Note:
    """The note of a reference to something that is not there."""
    item: Field = FIELDS[kind][field]
    noun = NOUNS[ORDER[target]]
    name = shown(native_of(missing))
    reason = (
        f"`{item.name}` names the {noun} {name}, which is neither in the bundle nor in the store"
    )
    mend = f"add the {noun}, or correct the id"
    if why == Why.REJECTED:
        reason = f"`{item.name}` names the {noun} {name}, whose row was rejected"
        reason += f" ({ORDER[target].file}:{at})" if at else ""
        mend = "mend that row first"
    if status == "mended":
        reason += "; the reference was left out"
    return Note(kind.file, line, status, id_, item.name, name, reason, mend)


def _forget(spool: Spool, kind: Kind) -> None:
    """Let references to what was not taken of a kind dangle."""
    first, last = spool.span[kind]
    for state, why in ((State.REJECTED, Why.REJECTED), (State.PRIVATE, Why.PRIVATE)):
        spool.run(
            "INSERT OR REPLACE INTO gone SELECT kind, id, ?, line FROM rows "
            "WHERE n BETWEEN ? AND ? AND state = ?",
            (why, first, last, state),
        )


def _drop_references(spool: Spool, report: Report) -> None:
    """Flag and note the rows that lose an optional reference; private talk is lost unsaid."""
    if not spool.one("SELECT 1 FROM gone"):
        return
    query = (
        "SELECT t.n, t.kind, t.line, t.id, r.field, r.kind, r.id, g.why, g.line FROM refs r "
        "JOIN gone g ON g.kind = r.kind AND g.id = r.id JOIN rows t ON t.n = r.n "
        "WHERE t.state = ? AND t.n > ? ORDER BY t.n LIMIT ?"
    )
    last = 0
    while found := spool.all(query, (State.GOOD, last, 10 * BATCH)):
        if len(found) == 10 * BATCH and found[0][0] != found[-1][0]:
            found = [row for row in found if row[0] != found[-1][0]]
        last = found[-1][0]
        spool.many(
            "UPDATE rows SET dropped = 1, mended = max(mended, ?) WHERE n = ?",
            [(row[7] != Why.PRIVATE, row[0]) for row in found],
        )
        spool.note(
            _dangling("mended", ORDER[kind], line, id_, field, target, missing, why, at)
            for _, kind, line, id_, field, target, missing, why, at in found
            if why != Why.PRIVATE
        )


def _count(spool: Spool, report: Report) -> None:
    """Put the counts of rejected, repeated, private and mended rows into the report."""
    query = "SELECT kind, state, count(*), sum(mended) FROM rows GROUP BY kind, state"
    for number, state, count, mended in spool.all(query):
        counts = report.of(ORDER[number])
        if state == State.REJECTED:
            counts.rejected += count
        elif state == State.REPEATED:
            counts.repeated += count
            counts.mended += count
        elif state == State.PRIVATE:
            counts.private += count
        else:
            counts.mended += mended
