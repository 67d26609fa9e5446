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

    def kept(self, rows: Bools) -> Table:
        """Only these rows."""
        return Table(*(column[rows] for column in self.columns()))

    @classmethod
    def joined(cls, tables: Sequence[Table]) -> Table:
        """The rows of all tables."""
        columns = zip(*(table.columns() for table in tables), strict=True)
        return cls(*(np.concatenate(parts) for parts in columns))


@dataclass(frozen=True, eq=False)
class Talk:
    """All settled conversations in the order of ids; private ones are known by id only.

    `held` says on which days a conversation was held and how many messages it had; `turns` the same
    of each person in it, with 0 messages on the first day for one who wrote none.
    """

    ids: Sequence[str]
    private: Bools
    people: Sequence[str]
    held: Table
    turns: Table

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id → place."""
        return {id_: place for place, id_ in enumerate(self.ids)}


def no_talk() -> Talk:
    """Nothing said yet."""
    none = np.zeros(0, np.int64)
    table = Table(none, none, none, none)
    return Talk([], np.zeros(0, np.bool_), [], table, table)


@dataclass(slots=True)
class Heard:
    """Collects conversations as the statement `talk_by_day` gives them."""

    people: dict[str, int]
    ids: list[str] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)
    _held: list[array[int]] = field(default_factory=lambda: [array("q") for _ in range(4)])
    _turns: list[array[int]] = field(default_factory=lambda: [array("q") for _ in range(4)])

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
        _note(self._held, place, 0, days, counts)
        start = 0
        for person, size in zip(people, sizes, strict=True):
            number = self.people.setdefault(person, len(self.people))
            own = slice(start, start + size)
            _note(self._turns, place, number, people_days[own], people_counts[own])
            start += size

    def tables(self) -> tuple[Table, Table]:
        """What was held and who took part, conversations by their place in `ids`."""
        held, turns = (
            Table(*(np.frombuffer(column, np.int64) for column in columns))
            for columns in (self._held, self._turns)
        )
        return held, turns


def _note(
    columns: list[array[int]], place: int, person: int, days: Sequence[int], counts: Sequence[int]
) -> None:
    if not days:
        days, counts = (UNDATED,), (0,)
    columns[0].extend(repeat(place, len(days)))
    columns[1].extend(repeat(person, len(days)))
    columns[2].extend(days)
    columns[3].extend(counts)


def exchanged(talk: Talk, heard: Heard) -> Talk:
    """The talk with the conversations that were heard in place of those of the same ids."""
    ids = sorted({*talk.ids, *heard.ids}) if talk.ids else sorted(heard.ids)
    index = {id_: place for place, id_ in enumerate(ids)}
    now = np.array([index[id_] for id_ in heard.ids], np.int64)
    before = np.arange(len(ids))
    if len(ids) > len(talk.ids):
        before = np.array([index[id_] for id_ in talk.ids], np.int64)
    changed = np.zeros(len(ids), np.bool_)
    changed[now] = True
    private = np.zeros(len(ids), np.bool_)
    private[before] = talk.private
    private[now] = heard.private
    tables = [
        Table.joined(
            [_moved(old, before).kept(~changed[before[old.conversation]]), _moved(new, now)]
        ).ordered()
        for old, new in zip((talk.held, talk.turns), heard.tables(), strict=True)
    ]
    return Talk(ids, private, list(heard.people), tables[0], tables[1])


def reduced(talk: Talk, there: frozenset[str]) -> Talk:
    """The talk without the conversations that are not `there`."""
    kept = np.array([id_ in there for id_ in talk.ids], np.bool_)
    places = np.cumsum(kept) - 1
    held, turns = (
        _moved(table.kept(kept[table.conversation]), places) for table in (talk.held, talk.turns)
    )
    ids = [id_ for id_ in talk.ids if id_ in there]
    return Talk(ids, talk.private[kept], talk.people, held, turns)


def _moved(table: Table, places: Ints) -> Table:
    return Table(places[table.conversation], table.person, table.day, table.count)


def messages_of_people(talk: Talk, programs: Bools) -> Ints:
    """The messages of each row of `talk.held` that no program wrote; unknown authors are people.

    `programs` says of each of `talk.people` whether it is one.
    """
    table = talk.turns.kept(programs[talk.turns.person]) if len(programs) else talk.turns
    if not len(table.day):
        return talk.held.count
    days = np.concatenate((talk.held.day, table.day))
    first, span = int(days.min()), int(days.max() - days.min()) + 1
    held = talk.held.conversation * span + (talk.held.day - first)
    by_programs = table.conversation * span + (table.day - first)
    spoken = talk.held.count.copy()
    places = np.searchsorted(held, by_programs)
    there = (places < len(held)) & (held[np.minimum(places, len(held) - 1)] == by_programs)
    np.subtract.at(spoken, places[there], table.count[there])
    return spoken
