"""The second half of pass one: repeated ids, references that dangle, and rows that close a cycle.

All of it is set arithmetic in the spool; what the bundle does not hold is looked up in the store.
"""

from __future__ import annotations

from typing import Protocol

from graph.keys import native_of, tombstone
from graph.sources.cycles import find_cycles
from graph.sources.kinds import FIELDS, NOUNS, ORDER, UP, Field, Kind
from graph.sources.legacy_check_in_keys import keep_former_keys
from graph.sources.report import Note, Report
from graph.sources.rows import points
from graph.sources.similar_ids import (
    CASE,
    difference,
    find_nearby,
    join_cases,
    missing_references,
    note_alike,
)
from graph.sources.spool import AbsenceReason, Spool, State
from graph.sources.tombstones import REMOVABLE, leave_out_removed
from graph.sources.values import quote

BATCH = 1000
NOT_TAKEN = (
    (State.REJECTED, AbsenceReason.REJECTED),
    (State.PRIVATE, AbsenceReason.PRIVATE),
    (State.REMOVED, AbsenceReason.REMOVED),
)
"""States of rows that are not saved, and what that makes of references to them."""
WHO = (Kind.PEOPLE, Kind.GROUPS)
"""Whom goals and check-ins name."""
UNSAID = (AbsenceReason.PRIVATE, AbsenceReason.REMOVED)
"""What may be referred to in vain without a note."""


class Lookup(Protocol):
    """What the store can say of things that a bundle refers to."""

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        """Those of these ids that the store holds."""

    async def authors(self, check_ins: list[str]) -> dict[str, tuple[str | None, str | None]]:
        """Those of these check-ins that the store holds: the source and the author of each."""

    async def private(self, ids: list[str]) -> set[str]:
        """Those of these conversations that the store holds as private ones."""

    async def removed(self, kind: Kind) -> set[str]:
        """The tombstones of all things of a kind that were taken back."""

    async def removed_by_former_key(self) -> set[str]:
        """The tombstones of check-ins from when a key named goal and time alone."""

    async def parents(self, kind: Kind, ids: list[str]) -> list[tuple[str, str]]:
        """(id, id of what it points up to) for these ids, by the relationship of `kinds.UP`."""


async def resolve(spool: Spool, report: Report, look: Lookup) -> None:
    """Decide of every row in the spool whether it is saved, and without what."""
    if report.match_case == "fold":
        await _join_cases(spool, look)
    await keep_former_keys(spool, look)
    _mark_repeated(spool)
    await leave_out_removed(spool, look)
    note_alike(spool)
    await _find_missing(spool, report, look)
    find_nearby(spool)
    for kind in ORDER:
        if kind not in spool.span:
            continue
        _leave_out_dangling(spool, kind, report.strict)
        if kind in UP:
            await find_cycles(spool, kind, look.parents)
        if kind in NOUNS:
            _forget(spool, kind)
    _drop_references(spool)
    _count(spool, report)


async def _join_cases(spool: Spool, look: Lookup) -> None:
    """Join references that name neither the bundle's nor the store's things but for letter case."""
    missing = missing_references(spool)
    for kind in NOUNS:
        ids = sorted(id_ for number, id_ in missing if number == kind.number)
        for start in range(0, len(ids), BATCH):
            known = await look.known(kind, ids[start : start + BATCH])
            missing -= {(kind.number, id_) for id_ in known}
    join_cases(spool, missing)


def _mark_repeated(spool: Spool) -> None:
    """The later row of an id wins; the earlier ones are noted."""
    spool.run(
        "INSERT INTO repeated SELECT r.n, m.last FROM rows r JOIN (SELECT kind, id, max(n) AS last "
        "FROM rows GROUP BY kind, id HAVING count(*) > 1) m "
        "ON r.kind = m.kind AND r.id = m.id AND r.n < m.last"
    )
    spool.run("UPDATE rows SET state = ? WHERE n IN (SELECT n FROM repeated)", (State.REPEATED,))
    spool.run("DELETE FROM refs WHERE n IN (SELECT n FROM repeated)")
    for page in spool.pages(
        "SELECT r.n, r.kind, r.line, r.id, w.line FROM repeated x JOIN rows r ON r.n = x.n "
        "JOIN rows w ON w.n = x.winner WHERE x.n > ? ORDER BY x.n LIMIT ?"
    ):
        spool.note(_repeated(ORDER[kind], line, id_, at) for _, kind, line, id_, at in page)
    # A row that stands is no reason to call its id rejected because of another line.
    spool.run(
        "DELETE FROM gone WHERE EXISTS "
        "(SELECT 1 FROM rows WHERE rows.kind = gone.kind AND rows.id = gone.id)"
    )


def _repeated(kind: Kind, line: int, id_: str, winner: int) -> Note:
    native = native_of(id_) if kind in NOUNS else identity_in_words(kind, id_)
    both = ", or give each an `id`" if kind is Kind.CHECKINS else ""
    return Note(
        kind.file,
        line,
        "mended",
        id_,
        "id" if kind in NOUNS else None,
        quote(native),
        f"{quote(native)} stands again in line {winner}; the later row wins",
        f"keep one of the two rows{both}",
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
        (AbsenceReason.MISSING,),
    )
    for kind in NOUNS:
        ids = "SELECT id FROM gone WHERE kind = ? AND why = ? AND id > ? ORDER BY id LIMIT ?"
        last = ""
        while page := spool.all(ids, (kind.number, AbsenceReason.MISSING, last, BATCH)):
            batch = [id_ for (id_,) in page]
            last = batch[-1]
            stored = await look.known(kind, batch)
            hidden = set[str]()
            if kind is Kind.CONVERSATIONS:
                hidden = await look.private(sorted(stored))
                if report.private != "none":
                    spool.many("INSERT INTO hidden VALUES (?)", [(id_,) for id_ in hidden])
                    hidden = set()
            missing = set(batch) - stored
            removed = await look.removed(kind) if missing and kind in REMOVABLE else set()
            spool.many(
                "UPDATE gone SET why = ? WHERE kind = ? AND id = ?",
                [
                    (AbsenceReason.REMOVED, kind.number, id_)
                    for id_ in missing
                    if tombstone(kind.value, id_) in removed
                ],
            )
            spool.many(
                "DELETE FROM gone WHERE kind = ? AND id = ?",
                [(kind.number, id_) for id_ in stored - hidden],
            )
            spool.many(
                "UPDATE gone SET why = ? WHERE kind = ? AND id = ?",
                [(AbsenceReason.PRIVATE, kind.number, id_) for id_ in hidden],
            )


_DANGLING = (
    "SELECT t.n, t.kind, t.line, t.id, r.field, r.kind, r.id, g.why, g.line, x.other FROM rows t "
    "CROSS JOIN refs r ON r.n = t.n CROSS JOIN gone g ON g.kind = r.kind AND g.id = r.id "
    "LEFT JOIN nearby x ON x.kind = g.kind AND x.id = g.id "
    f"WHERE t.state = {State.GOOD:d} AND t.n > ? "
)
"""References of good rows to what is not there; the columns are those of `_note_of`, after `n`."""


def _leave_out_dangling(spool: Spool, kind: Kind, strict: bool) -> None:
    """Reject the rows of a kind whose required references dangle; leave out those in private talk.

    `strict`: also goals and check-ins that name people or groups whom nobody knows.
    """
    required = [
        number for number, item in enumerate(FIELDS[kind]) if item.required and points(item)
    ]
    named = [
        number
        for number, item in enumerate(FIELDS[kind])
        if strict and kind in (Kind.GOALS, Kind.CHECKINS) and item.target in WHO
    ]
    if not required and not named:
        return
    first, last = spool.span[kind]
    places = ", ".join(map(str, [*required, *named]))
    query = f"{_DANGLING} AND t.n <= {last} AND r.field IN ({places}) ORDER BY t.n LIMIT ?"
    for page in spool.pages(query, first - 1):
        page = [row for row in page if row[4] in required or row[7] == AbsenceReason.MISSING]
        hidden = {row[0] for row in page if row[7] == AbsenceReason.PRIVATE}
        removed = {row[0] for row in page if row[7] == AbsenceReason.REMOVED} - hidden
        rejected = [row for row in page if row[0] not in hidden | removed]
        spool.many(
            "UPDATE rows SET state = ? WHERE n = ?",
            [
                *((State.PRIVATE, n) for n in hidden),
                *((State.REMOVED, n) for n in removed),
                *((State.REJECTED, row[0]) for row in rejected),
            ],
        )
        spool.note(_note_of("rejected", *row[1:]) for row in rejected)


def _note_of(
    status: str,
    number: int,
    line: int,
    id_: str,
    field: int,
    target: int,
    missing: str,
    why: int,
    at: int,
    nearby: str | None,
) -> Note:
    """The note of a reference to something that is not there."""
    kind = ORDER[number]
    item: Field = FIELDS[kind][field]
    noun = NOUNS[ORDER[target]]
    name = quote(native_of(missing))
    reason = (
        f"`{item.label}` names the {noun} {name}, which is neither in the bundle nor in the store"
    )
    mend = f"add the {noun}, or correct the id"
    if nearby is not None:
        differs = difference(native_of(missing), native_of(nearby))
        reason += f"; {quote(native_of(nearby))} differs from it {differs}"
        mend = f"write {quote(native_of(nearby))}"
        mend += ", or import with --match-case fold" if differs == CASE else ""
    if why == AbsenceReason.REJECTED:
        reason = f"`{item.label}` names the {noun} {name}, whose row was rejected"
        reason += f" ({ORDER[target].file}:{at})" if at else ""
        mend = "mend that row first"
    if status == "mended":
        reason += "; the reference was left out"
    return Note(kind.file, line, status, id_, item.label, name, reason, mend)


def _forget(spool: Spool, kind: Kind) -> None:
    """Let references to what was not taken of a kind dangle."""
    first, last = spool.span[kind]
    for state, why in NOT_TAKEN:
        spool.run(
            "INSERT OR REPLACE INTO gone SELECT kind, id, ?, line FROM rows "
            "WHERE n BETWEEN ? AND ? AND state = ?",
            (why, first, last, state),
        )


def _drop_references(spool: Spool) -> None:
    """Flag and note the rows that lose an optional reference; private talk is lost unsaid."""
    if not spool.one("SELECT 1 FROM gone"):
        return
    for page in spool.pages(f"{_DANGLING} ORDER BY t.n LIMIT ?"):
        spool.many(
            "UPDATE rows SET dropped = 1, mended = max(mended, ?) WHERE n = ?",
            [(row[7] not in UNSAID, row[0]) for row in page],
        )
        spool.note(_note_of("mended", *row[1:]) for row in page if row[7] not in UNSAID)


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
        elif state == State.REMOVED:
            counts.removed += count
        else:
            counts.mended += mended
