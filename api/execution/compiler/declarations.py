"""What a field of the schema says about how it is read from the store, as `metadata={"read": …}`.

A field without one, and without a resolver, is the property of its record of the same name; any other
field without one is worked out by this process.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from strawberry import UNSET

from graph.records import NodeRecord
from graph.store.composition.aggregates import Number, Tally
from graph.store.statement_lists import DayList, NodeList, NodeOne, RootDayList, RootList
from graph.store.where import Page

ON = "on"
"""The argument that names the day of a list of who belongs on a day."""


@dataclass(frozen=True)
class Column:
    """A column of the statement: `link.role`."""

    name: str


@dataclass(frozen=True)
class Function:
    """A function of properties of the node; `label` among `reads` is that of the node."""

    of: Callable[..., Any]
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Pointer:
    """The node of this label whose id a column holds."""

    label: str
    column: str


@dataclass(frozen=True)
class One:
    """A single relation."""

    relation: NodeOne[Any]


@dataclass(frozen=True)
class Wider:
    """A Boolean argument of a connection that asks for another list: its name, meaning, the list."""

    name: str
    doc: str
    relation: NodeList[Any]


class Pages(Protocol):
    """How the arguments of a list are read, and how its cursors are written."""

    def page(self, node: type[NodeRecord], given: dict[str, Any]) -> Page:
        """The page that the arguments ask for; its bounds may be cursors of another list."""

    def places(self, name: str, given: dict[str, Any], parents: Sequence[str]) -> list[str]:
        """What cursors of the list under each parent belong to."""

    def cursor(self, place: str, sort_key: str | Sequence[Any]) -> str:
        """The cursor of a row of the list at this place."""

    def check(self, given: dict[str, Any], places: Sequence[str]) -> None:
        """Raise BadInput where a bound is no cursor of all these lists."""


@dataclass(frozen=True)
class Listing:
    """A list, or the wider one where an argument asks for it."""

    relation: NodeList[Any] | RootList[Any]
    pages: Pages
    wider: Wider | None = None

    def chosen(self, given: Mapping[str, Any]) -> NodeList[Any] | RootList[Any]:
        """The list that the arguments ask for, on the day that they name."""
        wide = self.wider is not None and given.get(self.wider.name) is True
        chosen = self.wider.relation if wide and self.wider is not None else self.relation
        if isinstance(chosen, DayList | RootDayList) and given.get(ON) is not UNSET:
            day: date | None = given.get(ON)
            return chosen.on(day)
        return chosen


@dataclass(frozen=True)
class Found:
    """Nodes by id: `keys` gives label and id of each, None for none, from context and arguments."""

    keys: Callable[[Any, Mapping[str, Any]], Awaitable[Sequence[tuple[str, str] | None]]]
    many: bool = False


@dataclass(frozen=True)
class Aggregated:
    """What is said of a whole list: one object of numbers and tallies, or a list of tallies.

    `numbers` are those of each field by function and by property; `tallies` reads by what the arguments
    tell rows apart; `facets` makes the tallies that are shown, as the viewer may see them.
    """

    numbers: Mapping[str, Mapping[str, Number]]
    tallies: Callable[[Mapping[str, Any]], Sequence[Tally]]
    facets: Callable[[Any, Any, Sequence[Tally]], Sequence[Any]]
    is_list: bool = False


Declaration = Column | Function | Pointer | One | Listing | Found | Aggregated


def declaration_of(metadata: Mapping[str, Any]) -> Declaration | None:
    """What a field says of how it is read."""
    declaration: Declaration | None = metadata.get("read")
    return declaration
