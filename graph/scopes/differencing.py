"""Which groups and sets of people would, beside others that are shown, tell about fewer than five.

The mean of six people and that of five of them give the sixth. So two sets that share people are
not both shown where one has somebody, but fewer than five people, whom the other lacks.

Who belongs is taken from the people held in process, at the window's end: as they belong, as far as
they count in the window (who was there then or spoke, which is whom an analysis of that window
covers), and as far as they spoke in it. Where only some have a value, as of a measure of ties, those
are compared too. A snapshot that is older than a change of groups was computed of the
members of its day; the verdict is about the members of now.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from scipy import sparse

from graph.goals.alignment.organisation_view import WindowView
from graph.measures.arrays import Bools, Ints, Matrix
from graph.network.conventions import LEAST_MEMBERS
from graph.organisation.membership import MembershipIndex

BLOCK = 256
"""Groups that are compared with all others at once: it bounds the memory."""
KEPT = 256
"""Verdicts on sets that are kept of a window."""


def differ_by_few(one: int | Ints, other: int | Ints, both: int | Ints) -> Bools:
    """Whether sets of these sizes that have `both` people in common differ by one to four on a side.

    >>> [bool(differ_by_few(6, 5, both)) for both in (0, 1, 3, 5)]
    [False, True, True, True]
    >>> bool(differ_by_few(10, 5, 5)), bool(differ_by_few(5, 5, 5))
    (False, False)
    """
    few: Bools = np.zeros(np.shape(both), np.bool_)
    for left in (np.subtract(one, both), np.subtract(other, both)):
        few |= (left > 0) & (left < LEAST_MEMBERS)
    return few & (np.asarray(both) > 0)


class Verdict(NamedTuple):
    """What the groups say of a set of people."""

    is_group: bool
    """Whether it is just a group of at least five, or everybody: then it is shown as that is."""
    close: bool
    """Whether its numbers would tell about few."""


class Differences:
    """All groups of one window, each beside the others and beside everybody."""

    def __init__(self, at: WindowView) -> None:
        membership = at.view.membership
        members = _members(membership, at.end)
        spoke = np.zeros(len(membership.people), np.bool_)
        spoke[at.view.participation.person[at.rows]] = True
        self._groups, self._rows = membership.groups, members
        self._tables: dict[bytes, _Table] = {}
        self._beside: dict[bytes, frozenset[str]] = {}
        self._members = self._table(membership.measured)
        self.always = (membership.measured, at.present, spoke & membership.measured)
        self._verdicts: OrderedDict[bytes, Verdict] = OrderedDict()
        self.ids = self.beside(())
        """The ids of groups that must not be shown to those who may not see each person's numbers."""

    def beside(self, having: Sequence[Bools]) -> frozenset[str]:
        """The ids of these groups where numbers are about those people only, each time, too."""
        key = _key(having)
        if key not in self._beside:
            close = np.flatnonzero(self._close(having)).tolist()
            self._beside[key] = frozenset(self._groups[row] for row in close)
        return self._beside[key]

    def of(self, places: Ints, having: Sequence[Bools] = ()) -> Verdict:
        """The verdict on a set of people, by their places; the same as on a group of just these."""
        inside = np.zeros(self._members.size, np.bool_)
        inside[places] = True
        key = _key([inside, *having])
        if key not in self._verdicts:
            self._verdicts[key] = self._judged(inside, having)
        self._verdicts.move_to_end(key)
        while len(self._verdicts) > KEPT:
            self._verdicts.popitem(last=False)
        return self._verdicts[key]

    def _judged(self, inside: Bools, having: Sequence[Bools]) -> Verdict:
        if np.array_equal(inside, self._members.everybody):
            return Verdict(True, False)
        same = self._members.same(inside)
        if len(same):
            return Verdict(True, bool(self._close(having)[same].any()))
        tables = [self._table(mask) for mask in (*self.always, *having)]
        return Verdict(False, any(table.close_to(inside) for table in tables))

    def _close(self, having: Sequence[Bools]) -> Bools:
        """Which groups differ by few from others among any of these people."""
        close = np.zeros(len(self._groups), np.bool_)
        for mask in (*self.always, *having):
            table = self._table(mask)
            close[table.groups[table.close]] = True
        close[self._members.same(self._members.everybody)] = False
        return close

    def _table(self, mask: Bools) -> _Table:
        key = _key([mask])
        if key not in self._tables:
            self._tables[key] = _Table(self._rows, mask)
        return self._tables[key]


_OF_WINDOWS: WeakKeyDictionary[WindowView, Differences] = WeakKeyDictionary()


def are_compared(at: WindowView) -> bool:
    """Whether the groups of a window have been compared, so that `differences_of` answers at once."""
    return at in _OF_WINDOWS


def differences_of(at: WindowView) -> Differences:
    """Which groups of a window, each beside the others, would tell about few people; kept with it."""
    differences = _OF_WINDOWS.get(at)
    if differences is None:
        differences = _OF_WINDOWS[at] = Differences(at)
    return differences


class _Table:
    """The groups of at least five of these people, a row each."""

    def __init__(self, members: Matrix, everybody: Bools) -> None:
        self.everybody = everybody
        self.size = len(everybody)
        columns = members[:, np.flatnonzero(everybody)]
        self.groups: Ints = np.flatnonzero(np.diff(columns.indptr) >= LEAST_MEMBERS)
        self._rows = columns[self.groups]
        self._sizes = np.diff(self._rows.indptr).astype(np.int64)

    @cached_property
    def close(self) -> Bools:
        """Which of its groups differ by few from another, or from everybody."""
        close = differ_by_few(self._sizes, int(self.everybody.sum()), self._sizes)
        turned = self._rows.T.tocsr()
        for start in range(0, len(self.groups), BLOCK):
            shared = (self._rows[start : start + BLOCK] @ turned).tocoo()
            size, other_size = self._sizes[start + shared.row], self._sizes[shared.col]
            few = differ_by_few(size, other_size, shared.data.astype(np.int64))
            close[start + shared.row[few]] = True
        return close

    def close_to(self, inside: Bools) -> bool:
        """Whether these people differ by few from a group, or from everybody."""
        mine = inside[self.everybody]
        size = int(mine.sum())
        both = np.append((self._rows @ mine.astype(np.int32)).astype(np.int64), size)
        others = np.append(self._sizes, len(mine))
        return bool(differ_by_few(size, others, both).any())

    def same(self, inside: Bools) -> Ints:
        """The groups that have just these people."""
        both = self._rows @ inside[self.everybody].astype(np.int32)
        groups: Ints = self.groups[(both == self._sizes) & (self._sizes == inside.sum())]
        return groups


def _key(masks: Sequence[Bools]) -> bytes:
    return b"".join(np.packbits(mask).tobytes() for mask in masks)


def _members(membership: MembershipIndex, day: int) -> Matrix:
    """The people of each group and of what is part of it at a day, a row a group, programs left out."""
    current = membership.spans.at(day) & membership.measured[membership.spans.person]
    own = _ones(membership.spans.group[current], membership.spans.person[current], (len(membership.groups), len(membership.people)))  # fmt: skip
    groups = np.arange(len(membership.groups))
    size = (len(groups), len(groups))
    parts = _ones(
        np.append(groups, np.repeat(groups, membership.below.sizes())),
        np.append(groups, membership.below.values),
        size,
    )
    before = -1
    while parts.nnz != before:  # each turn doubles the depth
        before = parts.nnz
        parts = _flat(parts @ parts)
    return _flat(parts @ own)


def _ones(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    return _flat(sparse.csr_array((np.ones(len(rows), np.int32), (rows, columns)), shape=shape))


def _flat(table: Matrix) -> Matrix:
    """One wherever there is anything."""
    table.sum_duplicates()
    table.data = np.ones_like(table.data)
    return table
