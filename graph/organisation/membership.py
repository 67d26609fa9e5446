"""People and the groups they belong to, at any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists, reached, steps_from
from graph.organisation.participation_columns import SINCE, UNTIL

DAY = 86_400


@dataclass(frozen=True, eq=False)
class Spans:
    """Who belonged to which group itself, from which day to before which."""

    group: Ints
    person: Ints
    home: Bools
    since: Ints
    until: Ints

    def at(self, day: int, spans: Ints | slice = slice(None)) -> Bools:
        """Which of the spans hold on the day before `day`."""
        present: Bools = (self.since[spans] < day) & (self.until[spans] >= day)
        return present


@dataclass(frozen=True, eq=False)
class MembershipIndex:
    """People in the order of ids, groups in the order of names."""

    people: Sequence[str]
    measured: Bools
    """Whether it is a person: programs are in no number."""
    joined: Ints
    gone: Ints
    groups: Sequence[str]
    keys: Sequence[str]
    archived: Bools
    above: Lists
    below: Lists
    spans: Spans

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id of a person → place."""
        return {id_: place for place, id_ in enumerate(self.people)}

    @cached_property
    def group_index(self) -> Mapping[str, int]:
        """Id of a group → place."""
        return {id_: place for place, id_ in enumerate(self.groups)}

    @cached_property
    def spans_of(self) -> Lists:
        """The spans of each group itself, programs left out."""
        counted = np.flatnonzero(self.measured[self.spans.person])
        return Lists.of(len(self.groups), self.spans.group[counted], counted)

    def members(self, group: int, day: int) -> Ints:
        """The people of a group and of what is part of it, once each, programs left out."""
        return self.members_of(self.and_parts(group), day)

    def members_of(self, groups: Ints, day: int) -> Ints:
        """The people of these groups themselves, once each, programs left out."""
        spans = self.spans_of.of_many(groups)
        return np.unique(self.spans.person[spans[self.spans.at(day, spans)]])

    def groups_with(self, people: Bools, day: int) -> Bools:
        """Which groups have one of these people, themselves or in what is part of them."""
        present = self.spans.at(day) & self.measured[self.spans.person]
        nearest = self.spans.group[present & people[self.spans.person]]
        return steps_from(self.above, nearest) >= 0

    def homes(self, day: int) -> tuple[Ints, Ints]:
        """People and the groups that are their homes."""
        present = self.spans.at(day) & self.spans.home & self.measured[self.spans.person]
        return self.spans.person[present], self.spans.group[present]

    def and_parts(self, group: int) -> Ints:
        """The group and every group that is part of it."""
        if not len(self.below[group]):
            return np.array([group])
        return reached(self.below, np.array([group]))

    def with_parts(self, groups: Ints) -> Ints:
        """These groups and every group that is part of one of them."""
        return reached(self.below, groups)

    def there_at(self, day: int) -> Bools:
        """Who was there on the day before `day`: had joined and not left, as far as is known."""
        return (self.joined < day) & (self.gone >= day)

    def there(self, since: int, until: int) -> Bools:
        """Who had joined before the end and not gone before the beginning, as far as is known."""
        return (self.joined < until) & (self.gone >= since)


def membership_index(
    people: Sequence[Sequence[Any]],
    groups: Sequence[Sequence[Any]],
    spans: Sequence[Sequence[Any]],
) -> MembershipIndex:
    """Rows as the statements `presence_spans`, `group_tree` and `direct_membership_spans` give them."""
    people = sorted(people, key=lambda row: row[0])
    groups = sorted(groups, key=lambda row: (row[1] or "", row[0]))
    index = {row[0]: place for place, row in enumerate(people)}
    group_index = {row[0]: place for place, row in enumerate(groups)}
    parts = [
        (place, group_index[high])
        for place, row in enumerate(groups)
        for high in dict.fromkeys(row[3])
        if high in group_index
    ]
    low, high = np.array(parts, np.int64).reshape(-1, 2).T
    return MembershipIndex(
        people=[row[0] for row in people],
        measured=np.array([not row[1] for row in people], np.bool_),
        joined=np.array([_day(row[2], SINCE) for row in people], np.int64),
        gone=np.array([_day(row[3], UNTIL) for row in people], np.int64),
        groups=[row[0] for row in groups],
        keys=[row[1] or row[0] for row in groups],
        archived=np.array([row[2] for row in groups], np.bool_),
        above=Lists.of(len(groups), low, high),
        below=Lists.of(len(groups), high, low),
        spans=_spans(spans, group_index, index),
    )


def _spans(
    rows: Sequence[Sequence[Any]], groups: Mapping[str, int], people: Mapping[str, int]
) -> Spans:
    columns_of = [
        (groups[group], people[person], home, _day(since, SINCE), _day(until, UNTIL))
        for group, spans in rows
        for person, home, since, until in spans
        if group in groups and person in people
    ]
    columns = np.array(columns_of, np.int64).reshape(-1, 5).T
    return Spans(columns[0], columns[1], columns[2].astype(np.bool_), columns[3], columns[4])


def _day(second: int | None, unknown: int) -> int:
    return unknown if second is None else second // DAY
