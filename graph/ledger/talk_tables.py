"""Facts of talk as tables of whole numbers: what the ledger reads once of a conversation and then keeps.

A table's columns name what they point at, so that parts can be put together, cut and packed without
knowing what they mean. Ids are numbered part by part; people in the order in which they were met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

import numpy as np

from graph.measures.arrays import Bools, Ints

COLUMNS: Mapping[str, tuple[tuple[str, str | None], ...]] = MappingProxyType(
    {
        "conversations": (
            ("visibility", None),
            ("kind", None),
            ("group", "groups"),
            ("settled", None),
        ),
        "messages": (
            ("conversation", "conversations"),
            ("second", None),
            ("author", "people"),
            ("kind", None),
            ("accepted", None),
            ("mass", None),
        ),
        "replies": (
            ("message", "messages"),
            ("person", "people"),
            ("target", "messages"),
            ("elsewhere", "elsewhere"),
        ),
        "mentions": (("message", "messages"), ("person", "people")),
        "receivers": (("message", "messages"), ("person", "people")),
        "reactions": (("message", "messages"), ("person", "people"), ("second", None)),
        "refs": (("message", "messages"), ("ref", "keys")),
        "participants": (("conversation", "conversations"), ("person", "people")),
        "hosts": (("conversation", "conversations"), ("person", "people")),
        "questions": (("message", "messages"), ("asker", "people")),
        "answers": (
            ("message", "messages"),
            ("helper", "people"),
            ("asker", "people"),
            ("question", "messages"),
            ("elsewhere", "elsewhere"),
        ),
        "namings": (
            ("message", "messages"),
            ("who", "people"),
            ("named", "people"),
            ("beginner", "people"),
            ("joined", None),
        ),
        "dependences": (("conversation", "conversations"), ("other", "elsewhere")),
    }
)
"""Table → its columns with the list of ids or the table that each points into; -1 points at nothing."""
OWNERS: Mapping[str, str] = {"conversations": "conversations", "messages": "messages"}
"""Lists of ids that are the rows of a table."""
LISTS = ("conversations", "messages", "people", "groups", "keys", "elsewhere")


@dataclass(frozen=True, eq=False)
class TalkTables:
    """Facts of some conversations: lists of ids, and tables of shape (rows, columns)."""

    ids: Mapping[str, Sequence[str]]
    tables: Mapping[str, Ints]

    def column(self, table: str, name: str) -> Ints:
        """One column of a table."""
        places = [column for column, _ in COLUMNS[table]]
        return self.tables[table][:, places.index(name)]

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.tables[table])


def no_talk() -> TalkTables:
    """Nothing said yet."""
    tables = {name: np.zeros((0, len(columns)), np.int64) for name, columns in COLUMNS.items()}
    return TalkTables({name: [] for name in LISTS}, tables)


def joined_talk(parts: Sequence[TalkTables]) -> TalkTables:
    """The facts of all parts; each conversation is in one of them only."""
    if len(parts) == 1:
        return parts[0]
    ids: dict[str, Sequence[str]] = {}
    maps: dict[str, list[Ints]] = {}
    for name in LISTS:
        if name in OWNERS:
            sizes = [len(part.ids[name]) for part in parts]
            starts = np.cumsum([0, *sizes])
            maps[name] = [np.arange(n) + s for n, s in zip(sizes, starts, strict=False)]
            ids[name] = list(chain.from_iterable(part.ids[name] for part in parts))
        else:
            ids[name] = list(dict.fromkeys(chain.from_iterable(part.ids[name] for part in parts)))
            place = {one: number for number, one in enumerate(ids[name])}.__getitem__
            maps[name] = [
                np.fromiter(map(place, part.ids[name]), np.int64, len(part.ids[name]))
                for part in parts
            ]
    tables = {
        name: np.concatenate(
            [
                _pointed(
                    part.tables[name], name, {to: of_parts[number] for to, of_parts in maps.items()}
                )
                for number, part in enumerate(parts)
            ]
            or [np.zeros((0, len(COLUMNS[name])), np.int64)]
        )
        for name in COLUMNS
    }
    return TalkTables(ids, tables)


def _pointed(table: Ints, name: str, numbers: Mapping[str, Ints]) -> Ints:
    """A table whose pointers are taken through the new numbers of the lists that have some."""
    found = table.copy()
    for place, (_, points_at) in enumerate(COLUMNS[name]):
        number = numbers.get(points_at or "")
        if number is not None and len(number) and len(table):
            column = table[:, place]
            found[:, place] = np.where(column < 0, -1, number[np.maximum(column, 0)])
    return found


def selected_talk(talk: TalkTables, chosen: Bools, *, whole_lists: bool = False) -> TalkTables:
    """The facts of the conversations that are `chosen`; pointers at others become none.

    Of people, groups, keys and what is elsewhere stays what these point at: nothing is told of the rest;
    but with `whole_lists` these keep their numbers.
    """
    messages = chosen[talk.column("messages", "conversation")]
    kept = {"conversations": chosen, "messages": messages}
    maps = {
        name: np.where(mask, np.cumsum(mask) - 1, -1).astype(np.int64)
        for name, mask in kept.items()
    }
    ids: dict[str, Sequence[str]] = {
        name: [talk.ids[name][one] for one in np.flatnonzero(mask).tolist()]
        for name, mask in kept.items()
    }
    tables = {}
    for name, columns in COLUMNS.items():
        table = talk.tables[name]
        mask = kept[name] if name in OWNERS else kept[str(columns[0][1])][table[:, 0]]
        tables[name] = table[mask]
    for name in LISTS:
        if name not in OWNERS and whole_lists:
            ids[name] = talk.ids[name]
        elif name not in OWNERS:
            used = _pointed_at(tables, name, len(talk.ids[name]))
            maps[name] = np.where(used, np.cumsum(used) - 1, -1).astype(np.int64)
            ids[name] = [talk.ids[name][one] for one in np.flatnonzero(used).tolist()]
    return TalkTables(ids, {name: _pointed(table, name, maps) for name, table in tables.items()})


def _pointed_at(tables: Mapping[str, Ints], wanted: str, size: int) -> Bools:
    """Which ids of a list these tables point at."""
    used = np.zeros(size, np.bool_)
    for name, table in tables.items():
        for place, (_, points_at) in enumerate(COLUMNS[name]):
            if points_at == wanted:
                used[table[:, place][table[:, place] >= 0]] = True
    return used


def order_of_ids(ids: Sequence[str]) -> Ints:
    """The places of ids in their order; equal ones stay as they stand."""
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)


def ordered_talk(talk: TalkTables, order: Ints | None = None) -> TalkTables:
    """The same facts with conversations in the order of ids: numbers do not tell what was read when.

    Messages keep their order inside a conversation, and so do the rows of a message.
    """
    names = talk.ids["conversations"]
    order = order_of_ids(names) if order is None else order
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    messages = np.argsort(rank[talk.column("messages", "conversation")], kind="stable")
    message_rank = np.empty(len(messages), np.int64)
    message_rank[messages] = np.arange(len(messages))
    ranks = {"conversations": rank, "messages": message_rank}
    orders = {"conversations": order, "messages": messages}
    tables = {}
    for name, table in talk.tables.items():
        moved = _pointed(table, name, ranks)
        by = orders[name] if name in OWNERS else np.argsort(moved[:, 0], kind="stable")
        tables[name] = moved[by]
    ids = {name: [talk.ids[name][one] for one in by.tolist()] for name, by in orders.items()}
    return TalkTables({**talk.ids, **ids}, tables)


def numbered_people(talk: TalkTables, people: Sequence[str]) -> TalkTables:
    """The same facts with people numbered as in this list; who is not in it becomes nobody."""
    place = {id_: number for number, id_ in enumerate(people)}
    numbers = np.array([place.get(id_, -1) for id_ in talk.ids["people"]], np.int64)
    tables = {
        name: _pointed(table, name, {"people": numbers}) for name, table in talk.tables.items()
    }
    return TalkTables({**talk.ids, "people": people}, tables)
