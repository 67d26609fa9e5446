"""Check-ins that the store has without an id of their source, and the rows that bear one now.

A source that begins to send ids for its check-ins means the same check-ins. A row with an id that the
store does not know is the one of the same goal, day and author where exactly one fits: first by the very
time, then by the day. Where several might, none is taken, and the row says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from graph.keys import native_of, source_of
from graph.sources.kinds import Kind
from graph.sources.report import Note
from graph.sources.spool import Spool, State

BATCH = 1000
Group = tuple[str, str, str, str | None]
"""The source that states it, the goal, the day (UTC), and the account of who said it."""


@dataclass(frozen=True, slots=True)
class StoredCheckIn:
    """A check-in of the store, with its time as text."""

    id: str
    goal: str
    at: str
    source: str | None
    by: str | None

    @property
    def group(self) -> Group:
        """What it shares with the row that means it."""
        return self.source or source_of(self.id), self.goal, self.at[:10], self.by

    @property
    def is_keyless(self) -> bool:
        """Whether its id was made of goal, time and author."""
        goal = f"(?:{re.escape(self.goal)}|{re.escape(native_of(self.goal))}|[0-9a-f]{{32}})"
        pattern = rf"{goal}@{re.escape(self.at[:10])}(?:T[0-9:.]+Z)?(?:~[0-9a-f]{{16}})?"
        return re.fullmatch(pattern, native_of(self.id)) is not None


class Lookup(Protocol):
    """What the store can say of check-ins."""

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        """Those of these ids that the store holds."""

    async def check_ins_of_days(self, days: Sequence[tuple[str, str]]) -> list[StoredCheckIn]:
        """The check-ins of these goals on these days."""


def group_of(row: Mapping[str, Any]) -> Group:
    """What a row shares with the check-in that it means."""
    return row.get("source") or source_of(row["id"]), row["goal"], row["at"][:10], row.get("by")


async def find_keyless(spool: Spool, look: Lookup) -> None:
    """Note in the spool which rows with an id mean a check-in that the store has without one."""
    if Kind.CHECKINS not in spool.span:
        return
    first, last = spool.span[Kind.CHECKINS]
    query = (
        f"SELECT n, id, row, line FROM rows WHERE n > ? AND n <= {last} "
        f"AND state = {State.GOOD:d} ORDER BY n LIMIT ?"
    )
    wanted: dict[Group, list[tuple[int, str]]] = defaultdict(list)
    lines, held = dict[int, int](), dict[str, StoredCheckIn]()
    for page in spool.pages(query, first - 1, BATCH):
        rows = {n: row for n, _, packed, _ in page if "id" in (row := orjson.loads(packed))}
        known = await look.known(Kind.CHECKINS, sorted({row["id"] for row in rows.values()}))
        new = {n: row for n, row in rows.items() if row["id"] not in known}
        days = sorted({(row["goal"], row["at"][:10]) for row in new.values()})
        found = await look.check_ins_of_days(days) if days else []
        held |= {one.id: one for one in found if one.is_keyless and not _stands(spool, one.id)}
        groups = {one.group for one in held.values()}
        lines |= {n: line for n, _, _, line in page if n in new}
        for n, row in new.items():
            if group_of(row) in groups:
                wanted[group_of(row)].append((n, row["at"]))
    pairs, unclear = paired(wanted, held.values())
    spool.many("INSERT INTO former VALUES (?, ?)", pairs.items())
    spool.note(_unclear(spool, n, lines[n], number) for n, number in unclear.items())


def paired(
    wanted: Mapping[Group, Sequence[tuple[int, str]]], held: Iterable[StoredCheckIn]
) -> tuple[dict[int, str], dict[int, int]]:
    """Row → the check-in that it means, by time, then by day; and the rows of which that is unclear,
    with how many check-ins it might be."""
    of_group: dict[Group, list[StoredCheckIn]] = defaultdict(list)
    for one in held:
        of_group[one.group].append(one)
    pairs, unclear = dict[int, str](), dict[int, int]()
    for group, rows in wanted.items():
        left = sorted(of_group[group], key=lambda one: one.id)
        for n, at in rows:
            same = [one for one in left if one.at == at]
            if len(same) == 1 and sum(other == at for _, other in rows) == 1:
                pairs[n] = same[0].id
        left = [one for one in left if one.id not in pairs.values()]
        rest = [n for n, _ in rows if n not in pairs]
        if len(rest) == len(left) == 1:
            pairs[rest[0]] = left[0].id
        elif left:
            unclear |= dict.fromkeys(rest, len(left))
    return pairs, unclear


def _stands(spool: Spool, id_: str) -> bool:
    """Whether a row of the bundle has this key itself."""
    query = "SELECT 1 FROM rows WHERE kind = ? AND id = ?"
    return spool.one(query, (Kind.CHECKINS.number, id_)) is not None


def _unclear(spool: Spool, n: int, line: int, number: int) -> Note:
    id_ = str(spool.one("SELECT id FROM rows WHERE n = ?", (n,)))
    some = "one check-in" if number == 1 else f"{number} check-ins"
    return Note(
        Kind.CHECKINS.file,
        line,
        "noted",
        id_,
        "id",
        native_of(id_),
        f"the store has {some} without an id of this goal, day and author, and it cannot be told "
        "which row means which; this one is kept beside them",
        "take back the ones that are said twice, with `removeCheckIn`",
    )
