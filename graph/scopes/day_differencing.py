"""Which groups and sets would tell, by sums over days, about fewer than five people.

Values are summed over the days on which people belonged, so two groups with the same people may differ by
the days of one. Here a group is its people each with their days in the window: two are compared as
`differencing` compares people, and a person counts as lacking whose days the other does not have. Sums
of parts can be taken from the whole, too: where fewer than five people are in no part that is shown,
the smallest part is not shown either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from scipy import sparse

from graph.goals.alignment.organisation_view import WindowView
from graph.ledger.scope_days import ScopeDays, of_people, within, without
from graph.measures.arrays import Bools, Ints, Matrix
from graph.network.conventions import LEAST_MEMBERS
from graph.organisation.membership import MembershipIndex
from graph.scopes.differencing import differences_of
from graph.scopes.membership_days import (
    days_of_group_places,
    surely_there,
    top_groups,
    union,
    while_there,
)

BLOCK = 256
"""Groups that are compared with all others at once: it bounds the memory."""


@dataclass(frozen=True, eq=False)
class DayPatterns:
    """The different ways in which people belong: a person with the days of one group or several."""

    days: ScopeDays
    """The spans of all patterns; `person` is the pattern."""
    person: Ints

    @classmethod
    def of(cls, parts: Sequence[ScopeDays]) -> tuple[DayPatterns, list[Ints]]:
        """The patterns of these people and days, and which of them each part has."""
        number: dict[tuple[int, bytes], int] = {}
        person: list[int] = []
        spans: list[tuple[int, int, int]] = []
        owned: list[Ints] = []
        for part in parts:
            who, first = np.unique(part.person, return_index=True)
            ends = np.append(first, len(part.person))[1:]
            own = []
            for one, start, end in zip(who.tolist(), first.tolist(), ends.tolist(), strict=True):
                since, until = part.since[start:end], part.until[start:end]
                key = (one, since.tobytes() + until.tobytes())
                if key not in number:
                    number[key] = len(person)
                    person.append(one)
                    pairs = zip(since.tolist(), until.tolist(), strict=True)
                    spans += [(number[key], low, high) for low, high in pairs]
                own.append(number[key])
            owned.append(np.array(own, np.int64))
        columns = np.array(spans, np.int64).reshape(-1, 3).T
        return cls(ScopeDays(columns[0], columns[1], columns[2]), np.array(person, np.int64)), owned

    def compared(self, others: DayPatterns) -> tuple[Matrix, Matrix]:
        """Which of these patterns lie within which of the others, and which have a day in common."""
        mine, theirs = _pairs(self.person, others.person)
        wanted, shared = _days(self.days), _common(self.days, others.days, mine, theirs)
        inside = shared == wanted[mine]
        shape = (len(self.person), len(others.person))
        return _table(mine[inside], theirs[inside], shape), _table(
            mine[shared > 0], theirs[shared > 0], shape
        )


def _days(days: ScopeDays) -> Ints:
    """How many days each pattern has."""
    size = int(days.person.max(initial=-1)) + 1
    return np.bincount(days.person, days.until - days.since, size).astype(np.int64)


def _common(one: ScopeDays, other: ScopeDays, mine: Ints, theirs: Ints) -> Ints:
    """How many days each pair of patterns has in common."""
    starts = [np.searchsorted(d.person, np.arange(int(d.person.max(initial=-1)) + 2)) for d in (one, other)]  # fmt: skip
    common = np.zeros(len(mine), np.int64)
    sizes = [np.diff(start) for start in starts]
    for a in range(int(sizes[0].max(initial=0))):
        for b in range(int(sizes[1].max(initial=0))):
            rows = np.flatnonzero((sizes[0][mine] > a) & (sizes[1][theirs] > b))
            x, y = starts[0][mine[rows]] + a, starts[1][theirs[rows]] + b
            low = np.maximum(one.since[x], other.since[y])
            common[rows] += np.maximum(0, np.minimum(one.until[x], other.until[y]) - low)
    return common


def _pairs(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The places of equal people in both."""
    order = np.argsort(other, kind="stable")
    low, high = (np.searchsorted(other[order], one, side) for side in ("left", "right"))
    sizes = high - low
    mine = np.repeat(np.arange(len(one)), sizes)
    step = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return mine, order[np.repeat(low, sizes) + step]


def _table(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    return sparse.csr_array((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)


def _few(people: Any) -> Bools:
    few: Bools = np.greater(people, 0) & np.less(people, LEAST_MEMBERS)
    return few


class DayDifferences:
    """All groups of one window with their people's days, each beside the others and everybody."""

    def __init__(
        self, membership: MembershipIndex, since: int, until: int, masks: Sequence[Bools]
    ) -> None:
        """`masks` are the people who are compared, each time apart."""
        self._membership = membership
        self._since, self._until, self._masks = since, until, masks
        self._days = [
            within(days_of_group_places(membership, membership.and_parts(group)), since, until)
            for group in range(len(membership.groups))
        ]
        self._patterns, owned = DayPatterns.of(self._days)
        groups = np.repeat(np.arange(len(owned)), [len(own) for own in owned])
        patterns = np.concatenate([*owned, np.zeros(0, np.int64)])
        self._rows = _table(groups, patterns, (len(owned), len(self._patterns.person)))
        close = np.zeros(len(owned), np.bool_)
        for mask in self._masks:
            close |= self._close(mask)
        self._place = membership.group_index
        self.hidden = self._with_siblings(close)

    def hides(self, group: str) -> bool:
        """Whether the values of a group would tell about few."""
        place = self._place.get(group)
        return place is not None and bool(self.hidden[place])

    def close_to(self, days: ScopeDays) -> bool:
        """Whether the values of a set would tell about few beside those of groups, or of everybody."""
        own = within(days, self._since, self._until)
        mine, _ = DayPatterns.of([own])
        inside, shares = self._patterns.compared(mine)
        covers, _ = mine.compared(self._patterns)
        for mask in self._masks:
            rows, sizes, shown = self._shown(mask)
            size = int(mask[mine.person].sum())
            here = mask[mine.person].astype(np.int32)
            lacks = size - rows @ (covers.T @ here)
            lacked = sizes - rows @ (inside @ here)
            touched = rows @ (shares @ here) > 0
            if (shown & touched & (_few(lacks) | _few(lacked))).any():
                return True
            if _few(np.array([int(mask.sum()) - int((self._whole(mine) & (here > 0)).sum())]))[0]:
                return True
        return False

    def is_about_few(self, days: ScopeDays) -> bool:
        """Whether these days are in the window those of one to four people, of any who are compared."""
        people = within(days, self._since, self._until).people()
        return any(bool(_few(mask[people].sum())) for mask in self._masks)

    def _shown(self, mask: Bools) -> tuple[Matrix, Ints, Bools]:
        """The groups' patterns of these people, how many each has, and whether these are enough."""
        counted = np.flatnonzero(mask[self._patterns.person])
        here = _table(counted, counted, (len(self._patterns.person),) * 2)
        rows = sparse.csr_array(self._rows @ here)
        sizes = np.asarray(rows.sum(axis=1)).reshape(-1).astype(np.int64)
        return rows, sizes, sizes >= LEAST_MEMBERS

    def _close(self, mask: Bools) -> Bools:
        """Which groups differ by few from another, or from everybody."""
        inside, shares = self._patterns.compared(self._patterns)
        rows, sizes, shown = self._shown(mask)
        whole = rows @ self._whole(self._patterns).astype(np.int32)
        close = shown & _few(int(mask.sum()) - whole)
        turned = sparse.csr_array(rows.T)
        for start in range(0, len(sizes), BLOCK):
            part = rows[start : start + BLOCK]
            shared = sparse.csr_array(part @ shares @ turned).tocoo()
            row, column = start + shared.row, shared.col
            both = shown[row] & shown[column] & (row != column)
            row, column = row[both], column[both]
            forth = sparse.csr_array(part @ inside @ turned)
            back = sparse.csr_array(part @ sparse.csr_array(inside.T) @ turned)
            lacks = sizes[row] - np.asarray(forth[row - start, column]).reshape(-1)
            lacked = sizes[column] - np.asarray(back[row - start, column]).reshape(-1)
            close[row[_few(lacks) | _few(lacked)]] = True
        return close

    def _whole(self, patterns: DayPatterns) -> Bools:
        """Which patterns have every day of the window on which their person was there."""
        membership = self._membership
        low = np.maximum(membership.joined[patterns.person], self._since)
        high = np.minimum(membership.gone[patterns.person], self._until)
        complete: Bools = _days(patterns.days) >= np.maximum(high - low, 0)
        return complete

    def _with_siblings(self, close: Bools) -> Bools:
        """The hidden groups, with the smallest part wherever a sum of parts would tell about few."""
        hidden, membership = close.copy(), self._membership
        everybody = of_people(np.flatnonzero(membership.measured).tolist())
        self._hide_smallest(hidden, while_there(membership, everybody), top_groups(membership))
        for group in range(len(self._days)):
            self._hide_smallest(hidden, self._days[group], membership.below[group].tolist())
        for group in np.flatnonzero(hidden).tolist():
            self._hide_in(hidden, group, set())
        return hidden

    def _hide_in(self, hidden: Bools, group: int, visited: set[int]) -> None:
        """Hide a part of a hidden group that is the sum of its parts, and so on down."""
        parts = self._sized(hidden, self._membership.below[group].tolist())
        if group in visited or not parts:
            return
        visited.add(group)
        if not len(without(self._days[group], union(self._days[part] for _, part in parts)).person):
            smallest = min(parts)[1]
            hidden[smallest] = True
            self._hide_in(hidden, smallest, visited)

    def _hide_smallest(self, hidden: Bools, whole: ScopeDays, below: Iterable[int]) -> None:
        parts = sorted(self._sized(hidden, below))
        window = self._since, self._until
        while parts:
            rest = without(whole, union(self._days[part] for _, part in parts))
            few = len(surely_there(self._membership, rest, *window)) < LEAST_MEMBERS
            if not few or not len(within(rest, *window).person):
                break
            hidden[parts.pop(0)[1]] = True

    def _sized(self, hidden: Bools, groups: Iterable[int]) -> list[tuple[int, int]]:
        """Those of the groups that are shown, with how many people each has."""
        sizes = [(len(self._days[one].people()), one) for one in groups if not hidden[one]]
        return [(size, one) for size, one in sizes if size >= LEAST_MEMBERS]


_OF_WINDOWS: WeakKeyDictionary[WindowView, DayDifferences] = WeakKeyDictionary()


def day_differences_of(at: WindowView) -> DayDifferences:
    """How the groups of a window differ by days; kept with it."""
    found = _OF_WINDOWS.get(at)
    if found is None:
        masks = differences_of(at).always
        found = DayDifferences(at.view.membership, at.since, at.until, masks)
        _OF_WINDOWS[at] = found
    return found


__all__ = ["DayDifferences", "day_differences_of"]
