"""What is read for one field and what hangs below it, made of its selection once a document.

A `Level` is the rows of one part of a statement: the columns that are read and the parts below each
row. The places of a row are first its columns, then its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.execution.compiler.declarations import Pages
from graph.records.base import NodeRecord
from graph.store.composition.aggregates import Aggregate, Tally
from graph.store.composition.read_selection import (
    Absent,
    ById,
    Count,
    Rows,
    Selection,
    count_params,
    numbered,
    rows_params,
)
from graph.store.filter_terms import shapes_of
from graph.store.statement_lists import DayList, NodeList, NodeOne, RootDayList, RootList
from graph.store.where import Page, PageShape, shape_of

NO_SHAPE = PageShape()


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as one request asks for it: the arguments, the list that they choose, its page."""

    given: dict[str, Any]
    relation: RootList[Any] | NodeList[Any]
    page: Page
    pages: Pages


@dataclass(frozen=True, slots=True)
class Refused:
    """A list whose arguments do not fit; the error is told wherever the list would stand."""

    error: Exception


@dataclass(frozen=True, slots=True)
class FacetsAsked:
    """By what a request tells the rows of a list apart."""

    tallies: tuple[Tally, ...]


ListAsked = Asked | Refused | FacetsAsked


@dataclass(slots=True)
class Level:
    """The rows of one part: the record of their nodes, their columns, and what hangs below each."""

    node: type[NodeRecord] | None = None
    columns: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def column(self, name: str) -> int:
        """The place of a column in each row; it is read from now on."""
        if name not in self.columns:
            self.columns.append(name)
        return self.columns.index(name)

    def add(self, part: Part) -> int:
        """The place of a part among the parts."""
        self.parts.append(part)
        return len(self.parts) - 1

    def below(
        self, asked: Mapping[int, ListAsked]
    ) -> tuple[Rows | Count | Aggregate | Absent, ...]:
        """The parts below each row as this request asks for them."""
        return tuple(part.selection(asked) for part in self.parts)


@dataclass(slots=True)
class Part:
    """Something below each row."""

    number: int
    level: Level

    def selection(self, asked: Mapping[int, ListAsked]) -> Rows | Count | Aggregate | Absent:
        """What the statement reads for it."""
        raise NotImplementedError

    def empty(self) -> Any:
        """What stands in a row that has nothing of it."""
        return []


@dataclass(slots=True)
class ListPart(Part):
    """A page of a list."""

    def selection(self, asked: Mapping[int, ListAsked]) -> Rows | Count | Aggregate | Absent:
        """What the statement reads for it."""
        own = asked[self.number]
        if not isinstance(own, Asked):
            return Absent(self.number)
        columns = tuple(self.level.columns)
        below = self.level.below(asked)
        return Rows(self.number, timeless(own.relation), shape_of(own.page), columns, below)


@dataclass(slots=True)
class CountPart(Part):
    """The length of the list of part `of`."""

    of: int = 0

    def selection(self, asked: Mapping[int, ListAsked]) -> Rows | Count | Aggregate | Absent:
        """What the statement reads for it."""
        own = asked[self.of]
        if not isinstance(own, Asked):
            return Absent(self.number)
        return Count(self.number, timeless(own.relation), shapes_of(own.page.filters))

    def empty(self) -> Any:
        """The length of no list."""
        return 0


@dataclass(slots=True)
class OnePart(Part):
    """A single relation, or nodes by id."""

    relation: NodeOne[Any] | ById = field(kw_only=True)

    def selection(self, asked: Mapping[int, ListAsked]) -> Rows | Count | Aggregate | Absent:
        """What the statement reads for it."""
        columns = tuple(self.level.columns)
        return Rows(self.number, self.relation, NO_SHAPE, columns, self.level.below(asked))


def selection_of(top: Level, asked: Mapping[int, ListAsked]) -> Selection:
    """What one statement reads: the parts below the parents that the top level stands for, or all."""
    return Selection(top.below(asked), top.node)


def params_of(level: Level, asked: Mapping[int, ListAsked]) -> dict[str, object]:
    """The parameters of all parts below a level."""
    params: dict[str, object] = {}
    for part in level.parts:
        of = part.number if isinstance(part, ListPart) else getattr(part, "of", None)
        if of is not None:
            own = asked[of]
            if not isinstance(own, Asked):
                continue
            of_page = rows_params if isinstance(part, ListPart) else count_params
            params |= of_page(part.number, own.page)
            if isinstance(own.relation, DayList | RootDayList):
                params |= numbered(part.number, {"day": own.relation.day_text})
        params |= params_of(part.level, asked)
    return params


def timeless(relation: Any) -> Any:
    """The list whatever its day, which is a parameter."""
    return relation.on(None) if isinstance(relation, DayList | RootDayList) else relation
