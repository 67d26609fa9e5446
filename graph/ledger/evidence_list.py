"""The evidence behind a figure as a list, a page at a time, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph.errors import BadInput
from graph.ledger.columns import Rows
from graph.ledger.ledger import EvidenceRef, Ledger
from graph.ledger.profile import bounds
from graph.ledger.scope_days import ScopeDays
from graph.measures.arrays import Bools, Ints
from graph.records.window import Window

FIRST_DAYS = 7
"""Days that are looked at first, from the newest back; then twice as many, and so on."""


class Entry(NamedTuple):
    """What one thing earned on one day."""

    day: int
    ref: EvidenceRef
    units: int

    @property
    def cursor(self) -> str:
        """Its place in the list, as text."""
        return f"{self.day} {self.ref.label} {self.ref.id}"


@dataclass(frozen=True, eq=False)
class EvidenceList:
    """What shows the units of these columns for a scope: a row a day and thing, in the order of ids."""

    ledger: Ledger
    columns: Sequence[str]
    scope: ScopeDays
    window: Window
    goals: Bools | None = None

    def __len__(self) -> int:
        since, until = bounds(self.window)
        return len(self._totals(since, until)[0])

    def page(
        self,
        limit: int,
        after: str | None = None,
        before: str | None = None,
        backward: bool = False,
    ) -> tuple[list[Entry], bool, bool]:
        """The rows of a page, whether more follow, whether more precede. Raises BadInput for no cursor."""
        since, until = bounds(self.window)
        low, high = _place(before, "before"), _place(after, "after")
        if high is not None:
            until = min(until, high[0] + 1)
        if low is not None:
            since = max(since, low[0])
        if backward or low is not None:
            entries = self._between(since, until, high, low)
            taken = entries[-limit:] if backward and limit else entries[:limit]
            more = len(entries) > len(taken)
            follow, precede = (low is not None, more) if backward else (more, high is not None)
            return taken, follow, precede or (backward and high is not None)
        days = FIRST_DAYS
        newest = min(until, self._newest() + 1)
        while True:
            start = max(since, newest - days)
            entries = self._between(start, until, high, None, limit + 1)
            if len(entries) > limit or start <= since or start <= self._oldest():
                return entries[:limit], len(entries) > limit, high is not None
            days *= 4

    def _between(
        self,
        since: int,
        until: int,
        high: tuple[int, str] | None,
        low: tuple[int, str] | None,
        most: int | None = None,
    ) -> list[Entry]:
        """The rows after one place and before another, the first few of them."""
        day, evidence, units = self._totals(since, until)
        found: list[Entry] = []
        for on, number, earned in zip(day.tolist(), evidence.tolist(), units.tolist(), strict=True):
            ref = self.ledger.evidence.ref(number)
            place = (-on, f"{ref.label} {ref.id}")
            if high is not None and place <= (-high[0], high[1]):
                continue
            if low is not None and place >= (-low[0], low[1]):
                break
            found.append(Entry(on, ref, earned))
            if most is not None and len(found) >= most:
                break
        return found

    def _totals(self, since: int, until: int) -> tuple[Ints, Ints, Ints]:
        """Day, evidence and units of each row, the newest first."""
        parts = [
            self.ledger.column(name).select(self.scope, since, until, self.goals)
            for name in self.columns
        ]
        rows = Rows.joined(parts)
        rows = rows.select(rows.evidence >= 0)
        order = np.lexsort((rows.evidence, -rows.day))
        day, evidence, units = rows.day[order], rows.evidence[order], rows.units[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = (day[1:] != day[:-1]) | (evidence[1:] != evidence[:-1])
        starts = np.flatnonzero(first)
        sums = np.add.reduceat(units, starts) if len(starts) else units
        return day[starts], evidence[starts], sums

    def _newest(self) -> int:
        last = self.ledger.reach.last_day
        days = [int(self.ledger.column(one).rows.day.max(initial=-1)) for one in self.columns]
        return max([-1 if last is None else last, *days])

    def _oldest(self) -> int:
        days = [int(self.ledger.column(one).rows.day.min(initial=2**31)) for one in self.columns]
        return min(days, default=2**31)


def _place(cursor: str | None, argument: str) -> tuple[int, str] | None:
    if cursor is None:
        return None
    day, _, text = cursor.partition(" ")
    if not day.lstrip("-").isdecimal() or " " not in text:
        raise BadInput(
            f"`{argument}` is not a cursor of this list",
            remedy="pass a cursor of the same list",
            path=(argument,),
        )
    return int(day), text
