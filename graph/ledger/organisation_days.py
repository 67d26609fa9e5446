"""The organisation on any day, as events need it: members, leads, levels, goals that groups pursue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.ledger.scope_days import FIRST, LAST
from graph.measures.arrays import Ints
from graph.organisation.membership import MembershipIndex
from graph.records.window import DAY

Leads = Mapping[str, Sequence[tuple[int, int, int]]]
"""Group → (person, since, until) of those who led it."""


MOST_MEMBERS = 4_000_000
"""Members of groups that are kept at once, 8 bytes each."""


class KeptMembers:
    """The members of the groups and days that were worked out last, no more than `most` in all.

    >>> kept = KeptMembers(3)
    >>> for day in range(4):
    ...     kept.keep(("a", day), np.array([1, 2]))
    >>> kept.get(("a", 2)), kept.get(("a", 3)).tolist(), kept.size
    (None, [1, 2], 2)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[tuple[str, int], Ints] = {}
        self.size = 0

    def get(self, key: tuple[str, int]) -> Ints | None:
        """What is kept of a group and day."""
        return self._found.get(key)

    def keep(self, key: tuple[str, int], members: Ints) -> None:
        """Keep these, and of the older ones those for which there is room; an empty one counts, too."""
        self._found[key] = members
        self.size += len(members) or 1
        while self.size > self._most and len(self._found) > 1:
            self.size -= len(self._found.pop(next(iter(self._found)))) or 1


@dataclass(frozen=True, eq=False)
class Organisation:
    """People by number, in the order of ids; groups by id."""

    membership: MembershipIndex
    levels: Ints
    """-1 where none is known; 1 is the top."""
    joined: Sequence[int | None]
    """The day of joining, where it is known and has come."""
    leads: Leads
    pursued: Mapping[str, Sequence[str]]
    """Group → goals."""
    _members: KeptMembers = field(default_factory=lambda: KeptMembers(MOST_MEMBERS))
    _spans: dict[str, Ints] = field(default_factory=dict)
    _turns: dict[str, Ints] = field(default_factory=dict)

    @cached_property
    def pursuers(self) -> Mapping[str, Sequence[str]]:
        """Goal → the groups that pursue it."""
        found: dict[str, list[str]] = {}
        for group, goals in self.pursued.items():
            for goal in goals:
                found.setdefault(goal, []).append(group)
        return found

    def members(self, group: str, day: int) -> Ints:
        """Who belongs to a group or to a part of it on a day, programs left out."""
        since = int(np.searchsorted(self.turns(group), day, "right"))
        found = self._members.get((group, since))
        if found is None:
            spans = self.spans_of(group)
            there = spans[self.membership.spans.at(day + 1, spans)]
            found = np.unique(self.membership.spans.person[there])
            self._members.keep((group, since), found)
        return found

    def turns(self, group: str) -> Ints:
        """The days on which somebody comes into a group or leaves it, in order."""
        if group not in self._turns:
            spans, rows = self.membership.spans, self.spans_of(group)
            self._turns[group] = np.unique(np.concatenate([spans.since[rows], spans.until[rows]]))
        return self._turns[group]

    def spans_of(self, group: str) -> Ints:
        """The spans of a group and of what is part of it, programs left out."""
        if group not in self._spans:
            index = self.membership
            place = index.group_index.get(group)
            parts = np.zeros(0, np.int64) if place is None else index.and_parts(place)
            self._spans[group] = index.spans_of.of_many(parts)
        return self._spans[group]

    @cached_property
    def _groups_of(self) -> Mapping[int, Sequence[tuple[str, int, int]]]:
        spans, groups = self.membership.spans, self.membership.groups
        found: dict[int, list[tuple[str, int, int]]] = {}
        columns = (spans.person, spans.group, spans.since, spans.until)
        for person, group, since, until in zip(*(c.tolist() for c in columns), strict=True):
            found.setdefault(person, []).append((groups[group], since, until))
        return found

    def groups_of(self, person: int, day: int) -> set[str]:
        """The groups that somebody belongs to on a day, what these are part of not counted."""
        return {
            group for group, since, until in self._groups_of.get(person, ()) if since <= day < until
        }

    def above(self, person: int, other: int, day: int) -> int:
        """How many levels the other stands above a person; where levels are unknown, 1 for the lead
        of a group of theirs, else 0 or below."""
        mine, others = int(self.levels[person]), int(self.levels[other])
        if mine >= 0 and others >= 0:
            return mine - others
        leads = any(
            one == other and since <= day < until
            for group in self.groups_of(person, day)
            for one, since, until in self.leads.get(group, ())
        )
        return int(leads and person != other)


def leads_of(
    rows: Iterable[tuple[str, str, int | None, int | None]], index: Mapping[str, int]
) -> Leads:
    """Rows as `leads_of_groups` gives them."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for group, person, since, until in rows:
        if person in index:
            first = FIRST if since is None else since // DAY
            end = LAST if until is None else until // DAY
            found.setdefault(group, []).append((index[person], first, end))
    return found
