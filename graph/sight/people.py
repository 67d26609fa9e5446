"""People and the groups they belong to, at any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np

from graph.sight.lists import Lists, reached
from graph.sight.talk import SINCE, UNTIL
from graph.value.arrays import Bools, Ints

DAY = 86_400
KEPT = 16
"""Days whose membership is kept."""


@dataclass(frozen=True, eq=False)
class Spans:
    """Who belonged to which group itself, from which day to before which."""

    group: Ints
    person: Ints
    home: Bools
    since: Ints
    until: Ints

    def at(self, day: int | None) -> Bools:
        """The spans that hold on the day before `day`; without it, those that have not ended."""
        found: Bools = self.until == UNTIL
        if day is not None:
            found = (self.since <= day - 1) & (self.until > day - 1)
        return found


@dataclass(frozen=True, eq=False)
class Crowd:
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
    _members: dict[int | None, Lists] = field(default_factory=dict)
    _lock: Any = field(default_factory=Lock)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id of a person → place."""
        return {id_: place for place, id_ in enumerate(self.people)}

    @cached_property
    def group_index(self) -> Mapping[str, int]:
        """Id of a group → place."""
        return {id_: place for place, id_ in enumerate(self.groups)}

    def members(self, day: int | None) -> Lists:
        """The people of each group and of what is part of it, once each, programs left out."""
        with self._lock:
            if day not in self._members:
                while len(self._members) >= KEPT:
                    self._members.pop(next(iter(self._members)))
                self._members[day] = self._membership(day)
            return self._members[day]

    def _membership(self, day: int | None) -> Lists:
        held = self.spans.at(day) & self.measured[self.spans.person]
        size = max(len(self.people), 1)
        new = np.unique(self.spans.group[held] * size + self.spans.person[held])
        known = new
        while len(new):
            group, person = np.divmod(new, size)
            times = self.above.starts[group + 1] - self.above.starts[group]
            up = np.unique(self.above.of_many(group) * size + np.repeat(person, times))
            new = np.setdiff1d(up, known, assume_unique=True)
            known = np.union1d(known, new)
        group, person = np.divmod(known, size)
        return Lists.of(len(self.groups), group, person)

    def homes(self, day: int | None) -> tuple[Ints, Ints]:
        """People and the groups that are their homes."""
        held = self.spans.at(day) & self.spans.home & self.measured[self.spans.person]
        return self.spans.person[held], self.spans.group[held]

    def and_parts(self, group: int) -> Ints:
        """The group and every group that is part of it."""
        return reached(self.below, np.array([group]))

    def there(self, since: int, until: int) -> Bools:
        """Who had joined before the end and not gone before the beginning, as far as is known."""
        return (self.joined < until) & (self.gone >= since)


def crowd(
    people: Sequence[Sequence[Any]],
    groups: Sequence[Sequence[Any]],
    spans: Sequence[Sequence[Any]],
) -> Crowd:
    """Rows as the statements `people_measured`, `group_tree` and `group_spans` give them."""
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
    return Crowd(
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
    found = [
        (groups[group], people[person], home, _day(since, SINCE), _day(until, UNTIL))
        for group, held in rows
        for person, home, since, until in held
        if group in groups and person in people
    ]
    columns = np.array(found, np.int64).reshape(-1, 5).T
    return Spans(columns[0], columns[1], columns[2].astype(np.bool_), columns[3], columns[4])


def _day(second: int | None, unknown: int) -> int:
    return unknown if second is None else second // DAY
