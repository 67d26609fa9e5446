"""What is selected of the graph: rows of statements, columns of rows, and rows below each row.

All of it is hashable, and holds shapes only: what a selection is made of decides its text, values are
parameters. `number` names a part's parameters: `$limit_3` is the limit of part 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.records.base import NodeRecord
from graph.store.composition.aggregates import Aggregate
from graph.store.filter_terms import FilterShape
from graph.store.statement_lists import BY_ID, NodeList, NodeOne, RootList
from graph.store.where import Page, PageShape, filter_params, page_params


@dataclass(frozen=True, slots=True)
class ById:
    """The nodes of a label with given ids.

    `column` of the row above holds the one id; None: the ids are a parameter.
    """

    node: type[NodeRecord]
    column: str | None = None

    @property
    def name(self) -> str:
        """The name of the statement."""
        return BY_ID[self.node.label]


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing: null in the place of a part that is not read."""

    number: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one statement: which columns of each, and what hangs below each.

    Columns are `cursor`, `link.…` and `node.…`. A row comes back as a list: its columns, then for
    each part below it a list of rows, or a number.
    """

    number: int
    relation: RootList[Any] | NodeList[Any] | NodeOne[Any] | ById
    shape: PageShape
    columns: tuple[str, ...]
    below: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """The length of a list with filters."""

    number: int
    relation: RootList[Any] | NodeList[Any]
    filters: tuple[FilterShape, ...]


Part = Rows | Count | Aggregate | Absent


@dataclass(frozen=True, slots=True)
class Selection:
    """What one statement reads: `parts` of all nodes, or below each of the nodes of a label by id.

    The answer is one list: without `parents` one entry a part, with them a row a parent, which
    begins with its id.
    """

    parts: tuple[Part, ...]
    parents: type[NodeRecord] | None = None


def numbered(number: int, params: Mapping[str, object]) -> dict[str, object]:
    """The parameters of part `number` by the names that they have in a composed statement."""
    return {f"{name}_{number}": value for name, value in params.items()}


def rows_params(number: int, page: Page) -> dict[str, object]:
    """The parameters of rows of a list."""
    return numbered(number, page_params(page))


def count_params(number: int, page: Page) -> dict[str, object]:
    """The parameters of the count of a list."""
    return numbered(number, filter_params(page))
