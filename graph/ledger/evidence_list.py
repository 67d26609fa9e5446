"""The evidence behind a figure as a list, a page at a time, the newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph.errors import BadInput
from graph.ledger.columns import Rows
from graph.ledger.ledger import EvidenceRef, Ledger
from graph.ledger.profile import bounds
from graph.ledger.registry.kind import Kind
from graph.ledger.scope_days import FIRST, ScopeDays
from graph.ledger.set_figures import SetQuestion, open_at_end, open_rows
from graph.measures.arrays import Bools
from graph.records.window import Window

FIRST_DAYS = 7
"""Days that are looked at first, from the newest back; then twice as many, and so on."""
Place = tuple[int, str, int]
"""Where an entry stands: its day, its thing, and how many of the same come before it."""
_CURSOR = re.compile(r"(?P<day>-?[0-9]{1,7})(\.(?P<turn>[0-9]{1,7}))? (?P<ref>\S+ .+)", re.DOTALL)


class Entry(NamedTuple):
    """What one thing earned on one day; of a kind that does not add up each thing is by itself."""

    day: int
    ref: EvidenceRef
    units: int | None
    """None where what it was is no credit, as a time."""
    turn: int = 0
    """How many of the same thing on the same day come before it."""

    @property
    def cursor(self) -> str:
        """Its place in the list, as text."""
        day = f"{self.day}.{self.turn}" if self.turn else f"{self.day}"
        return f"{day} {self.ref.label} {self.ref.id}"


@dataclass(frozen=True, eq=False)
class EvidenceList:
    """What shows the units of these columns for a scope: a row a day and thing, in the order of ids.

    Of a kind that does not add up the rows are those that it was reckoned of, each by itself: two holds
    that began on one day are two.
    """

    ledger: Ledger
    columns: Sequence[str]
    scope: ScopeDays
    window: Window
    goals: Bools | None = None
    kind: Kind | None = None
    """The kind whose value the columns are."""

    def __len__(self) -> int:
        since, until = self._bounds()
        return len(self._totals(since, until)[0])

    def page(
        self,
        limit: int,
        after: str | None = None,
        before: str | None = None,
        backward: bool = False,
    ) -> tuple[list[Entry], bool, bool]:
        """The rows of a page, whether more follow, whether more precede. Raises BadInput for no cursor."""
        since, until = self._bounds()
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
        high: Place | None,
        low: Place | None,
        most: int | None = None,
    ) -> list[Entry]:
        """The rows after one place and before another, the first few of them."""
        found: list[Entry] = []
        for on, number, earned, turn in zip(*self._totals(since, until), strict=True):
            ref = self.ledger.evidence.ref(number)
            place = (-on, f"{ref.label} {ref.id}", turn)
            if high is not None and place <= (-high[0], *high[1:]):
                continue
            if low is not None and place >= (-low[0], *low[1:]):
                break
            found.append(Entry(on, ref, None if self._alone else earned, turn))
            if most is not None and len(found) >= most:
                break
        return found

    @property
    def _alone(self) -> bool:
        return self.kind is not None and not self.kind.additive

    @property
    def _stock(self) -> bool:
        return self.kind is not None and self.kind.reckoned == open_at_end.__name__

    def _bounds(self) -> tuple[int, int]:
        """The days of the list: what is open at the end of a window may have begun at any time."""
        since, until = bounds(self.window)
        return FIRST if self._stock else since, until

    def _rows(self, since: int, until: int) -> Rows:
        if self._stock and self.kind is not None:
            window = bounds(self.window)
            rows = open_rows(SetQuestion(self.ledger, self.kind, self.scope, *window, self.goals))
            return rows.select((rows.day >= since) & (rows.day < until))
        columns = [self.ledger.column(name) for name in self.columns]
        return Rows.joined([one.select(self.scope, since, until, self.goals) for one in columns])

    def _totals(self, since: int, until: int) -> tuple[list[int], list[int], list[int], list[int]]:
        """Day, evidence, units and turn of each row, the newest first."""
        rows = self._rows(since, until)
        rows = rows.select(rows.evidence >= 0)
        order = np.lexsort((rows.evidence, -rows.day))
        day, evidence, units = rows.day[order], rows.evidence[order], rows.units[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = (day[1:] != day[:-1]) | (evidence[1:] != evidence[:-1])
        starts = np.flatnonzero(first)
        if self._alone:
            turn = np.arange(len(day)) - np.repeat(starts, np.diff(np.append(starts, len(day))))
            return day.tolist(), evidence.tolist(), units.tolist(), turn.tolist()
        sums = np.add.reduceat(units, starts) if len(starts) else units
        return day[starts].tolist(), evidence[starts].tolist(), sums.tolist(), [0] * len(starts)

    def _newest(self) -> int:
        last = self.ledger.reach.last_day
        days = [int(self.ledger.column(one).rows.day.max(initial=-1)) for one in self.columns]
        return max([-1 if last is None else last, *days])

    def _oldest(self) -> int:
        days = [int(self.ledger.column(one).rows.day.min(initial=2**31)) for one in self.columns]
        return min(days, default=2**31)


def _place(cursor: str | None, argument: str) -> Place | None:
    if cursor is None:
        return None
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise BadInput(
            f"`{argument}` is not a cursor of this list",
            remedy="pass a cursor of the same list",
            path=(argument,),
        )
    return int(found["day"]), found["ref"], int(found["turn"] or 0)
