"""Who took part in which conversation on which days, as packed columns; changed conversations are exchanged."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np

from graph.measures.arrays import Bools, Ints

UNDATED = -(2**31)
"""The day of talk without any date: it counts only where all days do."""

SINCE, UNTIL = UNDATED + 1, 2**31
"""Bounds beyond every day."""


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of conversation, person (absent from the table of conversations), day and messages."""

    conversation: Ints
    person: Ints
    day: Ints
    count: Ints

    def ordered(self) -> Table:
        """The same rows by conversation; those of one conversation stay in their order."""
        order = np.argsort(self.conversation, kind="stable")
        return Table(*(column[order] for column in self.columns()))

    def columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The four columns."""
        return self.conversation, self.person, self.day, self.count

    def select(self, rows: Bools) -> Table:
        """Only these rows."""
        return Table(*(column[rows] for column in self.columns()))

    @classmethod
    def concatenated(cls, tables: Sequence[Table]) -> Table:
        """The rows of all tables."""
        columns = zip(*(table.columns() for table in tables), strict=True)
        return cls(*(np.concatenate(parts) for parts in columns))


@dataclass(frozen=True, eq=False)
class ParticipationColumns:
    """All settled conversations in the order of ids; private ones are known by id only.

    `held` says on which days a conversation was held and how many messages it had; `turns` the same
    of each person in it, with 0 messages on the first day for one who wrote none.
    """

    ids: Sequence[str]
    private: Bools
    people: Sequence[str]
    conversation_days: Table
    person_days: Table

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id → place."""
        return {id_: place for place, id_ in enumerate(self.ids)}


def no_participation() -> ParticipationColumns:
    """Nothing said yet."""
    none = np.zeros(0, np.int64)
    table = Table(none, none, none, none)
    return ParticipationColumns([], np.zeros(0, np.bool_), [], table, table)


@dataclass(slots=True)
class ParticipationBuilder:
    """Collects conversations as the statement `participation_by_day` gives them."""

    people: dict[str, int]
    ids: list[str] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)
    _conversation_days: list[array[int]] = field(
        default_factory=lambda: [array("q") for _ in range(4)]
    )
    _person_days: list[array[int]] = field(default_factory=lambda: [array("q") for _ in range(4)])

    def add_all(self, rows: Iterable[Sequence[Any]]) -> None:
        """Note these conversations."""
        for row in rows:
            self.add(row)

    def add(self, row: Sequence[Any]) -> None:
        """Note one conversation."""
        id_, private, days, counts, people, sizes, people_days, people_counts = row
        place = len(self.ids)
        self.ids.append(id_)
        self.private.append(bool(private))
        if private or days is None:
            return
        _note(self._conversation_days, place, 0, days, counts)
        start = 0
        for person, size in zip(people, sizes, strict=True):
            number = self.people.setdefault(person, len(self.people))
            own = slice(start, start + size)
            _note(self._person_days, place, number, people_days[own], people_counts[own])
            start += size

    def tables(self) -> tuple[Table, Table]:
        """What was held and who took part, conversations by their place in `ids`."""
        conversation_days, person_days = (
            Table(*(np.frombuffer(column, np.int64) for column in columns))
            for columns in (self._conversation_days, self._person_days)
        )
        return conversation_days, person_days


def _note(
    columns: list[array[int]], place: int, person: int, days: Sequence[int], counts: Sequence[int]
) -> None:
    if not days:
        days, counts = (UNDATED,), (0,)
    columns[0].extend(repeat(place, len(days)))
    columns[1].extend(repeat(person, len(days)))
    columns[2].extend(days)
    columns[3].extend(counts)


def replace_conversations(
    talk: ParticipationColumns, builder: ParticipationBuilder
) -> ParticipationColumns:
    """The talk with the conversations that were heard in place of those of the same ids."""
    ids = sorted({*talk.ids, *builder.ids}) if talk.ids else sorted(builder.ids)
    index = {id_: place for place, id_ in enumerate(ids)}
    now = np.array([index[id_] for id_ in builder.ids], np.int64)
    before = np.arange(len(ids))
    if len(ids) > len(talk.ids):
        before = np.array([index[id_] for id_ in talk.ids], np.int64)
    changed = np.zeros(len(ids), np.bool_)
    changed[now] = True
    private = np.zeros(len(ids), np.bool_)
    private[before] = talk.private
    private[now] = builder.private
    tables = [
        Table.concatenated(
            [
                _renumbered(old, before).select(~changed[before[old.conversation]]),
                _renumbered(new, now),
            ]
        ).ordered()
        for old, new in zip(
            (talk.conversation_days, talk.person_days), builder.tables(), strict=True
        )
    ]
    return ParticipationColumns(ids, private, list(builder.people), tables[0], tables[1])


def keep_conversations(
    talk: ParticipationColumns, ids_there: frozenset[str]
) -> ParticipationColumns:
    """The talk without the conversations that are not `there`."""
    mask = np.array([id_ in ids_there for id_ in talk.ids], np.bool_)
    places = np.cumsum(mask) - 1
    conversation_days, person_days = (
        _renumbered(table.select(mask[table.conversation]), places)
        for table in (talk.conversation_days, talk.person_days)
    )
    ids = [id_ for id_ in talk.ids if id_ in ids_there]
    return ParticipationColumns(
        ids, talk.private[mask], talk.people, conversation_days, person_days
    )


def _renumbered(table: Table, places: Ints) -> Table:
    return Table(places[table.conversation], table.person, table.day, table.count)


def messages_of_people(talk: ParticipationColumns, programs: Bools) -> Ints:
    """The messages of each row of `talk.held` that no program wrote; unknown authors are people.

    `programs` says of each of `talk.people` whether it is one.
    """
    table = (
        talk.person_days.select(programs[talk.person_days.person])
        if len(programs)
        else talk.person_days
    )
    if not len(table.day):
        return talk.conversation_days.count
    days = np.concatenate((talk.conversation_days.day, table.day))
    first, span = int(days.min()), int(days.max() - days.min()) + 1
    keys_of_conversations = talk.conversation_days.conversation * span + (
        talk.conversation_days.day - first
    )
    by_programs = table.conversation * span + (table.day - first)
    spoken = talk.conversation_days.count.copy()
    places = np.searchsorted(keys_of_conversations, by_programs)
    there = (places < len(keys_of_conversations)) & (
        keys_of_conversations[np.minimum(places, len(keys_of_conversations) - 1)] == by_programs
    )
    np.subtract.at(spoken, places[there], table.count[there])
    return spoken
