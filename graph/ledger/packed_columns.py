"""The ledger in packed form: a part a month and column, named by what is in it.

Equal contents have equal names, whatever was read in which order: people, sets of goals and evidence
of a month stand in its part `tables`, in the order of their ids, and rows count places there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import orjson

from graph.ledger.columns import Rows, month_of
from graph.ledger.evidence_numbers import KIND_BITS, LABELS
from graph.measures.arrays import Ints

TABLES = "tables"
"""The name of the part that says what the numbers of a month's rows stand for."""
FAST = 1
"""How hard texts are compressed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One column of one month, or its tables."""

    id: str
    month: str
    name: str
    rows: int
    data: str


@dataclass(frozen=True, slots=True)
class MonthTables:
    """What the numbers of a month's rows stand for."""

    people: Sequence[str]
    goal_sets: Sequence[Sequence[str]]
    evidence: Sequence[str]
    """Label, a blank, and the id."""

    def with_people(self, people: Sequence[str]) -> MonthTables:
        """The same with these people in the place of its own."""
        return replace(self, people=people)

    @property
    def content(self) -> bytes:
        """The tables as JSON."""
        return json.dumps([self.people, self.goal_sets, self.evidence]).encode()


def packed(data: bytes) -> str:
    """Bytes as text that the store holds."""
    return base64.b64encode(zlib.compress(data, FAST)).decode()


def unpacked(text: str) -> bytes:
    """The bytes of such a text."""
    return zlib.decompress(base64.b64decode(text))


def packed_ids(ids: Iterable[str]) -> str:
    """Ids as text that the store holds, in their order.

    >>> sorted(unpacked_ids(packed_ids({"b", "a"})))
    ['a', 'b']
    """
    return packed(json.dumps(sorted(ids)).encode())


def unpacked_ids(text: str) -> frozenset[str]:
    """The ids of such a text."""
    return frozenset(json.loads(unpacked(text)))


def parts_of(
    columns: Mapping[str, Rows],
    people: Sequence[str],
    goal_sets: Sequence[frozenset[str]],
    evidence: Mapping[str, Sequence[str]],
) -> Iterable[Part]:
    """The parts of these rows, month by month."""
    by_month = rows_by_month(columns)
    by_name = set_ranks(goal_sets)
    for month in sorted(by_month):
        of_month = {name: columns[name].select(rows) for name, rows in by_month[month].items()}
        shown = np.unique(np.concatenate([rows.evidence for rows in of_month.values()]))
        shown = shown[shown >= 0]
        texts = evidence_texts(shown, evidence)
        yield from parts_of_month(month, of_month, people, goal_sets, by_name, (shown, texts))


def rows_by_month(columns: Mapping[str, Rows]) -> dict[int, dict[str, Ints]]:
    """Month → column → places of its rows, in their order."""
    found: dict[int, dict[str, Ints]] = {}
    for name, rows in columns.items():
        months = month_of(rows.day)
        order = np.argsort(months, kind="stable")
        of_column, starts = np.unique(months[order], return_index=True)
        for month, start, end in zip(
            of_column.tolist(), starts.tolist(), [*starts.tolist()[1:], len(order)], strict=False
        ):
            found.setdefault(month, {})[name] = order[start:end].astype(np.int32)
    return found


def set_ranks(goal_sets: Sequence[frozenset[str]]) -> Ints:
    """Set of goals → its place in the order of the names of the goals in it."""
    names = [" ".join(sorted(one)) for one in goal_sets]
    ranks = np.empty(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def parts_of_month(
    month: int,
    columns: Mapping[str, Rows],
    people: Sequence[str],
    goal_sets: Sequence[frozenset[str]],
    set_rank: Ints,
    evidence: tuple[Ints, Sequence[str]],
    in_order: Collection[str] = (),
) -> Iterable[Part]:
    """The parts of the rows of one month; `evidence` are all numbers of it in order, and their texts.

    The columns that are `in_order` stand as they were packed before.
    """
    who = np.unique(np.concatenate([p for r in columns.values() for p in (r.person, r.other)]))
    who = who[who >= 0]
    sets = np.unique(np.concatenate([rows.goals for rows in columns.values()]))
    sets = sets[np.argsort(set_rank[sets])]
    shown, texts = evidence
    order = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
    tables = MonthTables(
        [people[one] for one in who.tolist()],
        [sorted(goal_sets[one]) for one in sets.tolist()],
        [texts[one] for one in order.tolist()],
    )
    text = month_text(month)
    first = int(np.datetime64(text, "D").astype(np.int64))
    yield _part(text, TABLES, len(tables.evidence), tables.content, b"")
    mark = hashlib.sha256(tables.content).digest()
    maps = (_Ranks(who), _Ranks(sets), _Ranks(shown, np.argsort(order)))
    for name in sorted(columns):
        yield _column_part(text, name, columns[name], first, maps, mark, name in in_order)


class _Ranks:
    """Numbers → places in a table of the month; what is in none keeps -1."""

    def __init__(self, numbers: Ints, rank: Ints | None = None) -> None:
        self._order = np.argsort(numbers, kind="stable")
        self._sorted = numbers[self._order]
        self._rank = rank

    def __call__(self, numbers: Ints) -> Ints:
        if not len(self._sorted):
            return np.full(len(numbers), -1)
        place = np.minimum(np.searchsorted(self._sorted, numbers), len(self._sorted) - 1)
        there = self._sorted[place] == numbers
        found = self._order[place] if self._rank is None else self._rank[self._order[place]]
        return np.where(there, found, -1)


def _column_part(
    month: str,
    name: str,
    rows: Rows,
    first: int,
    maps: tuple[_Ranks, ...],
    mark: bytes,
    in_order: bool,
) -> Part:
    people, sets, shown = maps
    local = Rows(
        rows.day - first,
        people(rows.person),
        people(rows.other),
        sets(rows.goals),
        rows.units,
        shown(rows.evidence),
    )
    local = local if in_order else local.ordered()
    narrow = (local.day, local.person, local.other, local.goals, local.evidence)
    data = b"".join(one.astype("<i4").tobytes() for one in narrow)
    return _part(month, name, len(local), data + local.units.astype("<i8").tobytes(), mark)


def _part(month: str, name: str, rows: int, content: bytes, mark: bytes) -> Part:
    digest = hashlib.sha256(content + mark).hexdigest()[:16]
    return Part(f"{month}/{name}/{digest}", month, name, rows, packed(content))


def month_text(month: int) -> str:
    """The month as yyyy-mm."""
    return str(np.datetime64(month, "M"))


def evidence_texts(numbers: Ints, evidence: Mapping[str, Sequence[str]]) -> list[str]:
    """Label, a blank, and the id of each of these numbers."""
    mask = (1 << KIND_BITS) - 1
    return [
        f"{LABELS[one >> KIND_BITS]} {evidence[LABELS[one >> KIND_BITS]][one & mask]}"
        for one in numbers.tolist()
    ]


def tables_of(part: Part) -> MonthTables:
    """The tables of a month."""
    return MonthTables(*orjson.loads(unpacked(part.data)))


def packed_tables(tables: MonthTables) -> str:
    """These tables as text that the store holds."""
    return packed(tables.content)


def rows_of_part(part: Part) -> Rows:
    """The rows of a column, counting places in the month's tables; days are days."""
    data = unpacked(part.data)
    size = 4 * part.rows
    narrow = [
        np.frombuffer(data, "<i4", part.rows, place * size).astype(np.int64) for place in range(5)
    ]
    units = np.frombuffer(data, "<i8", part.rows, 5 * size).astype(np.int64)
    day, person, other, goals, shown = narrow
    first = int(np.datetime64(part.month, "D").astype(np.int64))
    return Rows(day + first, person, other, goals, units, shown)


def content_hash(ids: Iterable[str]) -> str:
    """The hash of a ledger: equal hashes are equal rows."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]
