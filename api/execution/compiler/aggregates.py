"""How the fields `aggregate` and `facets` of a connection are read by the statement of its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLField, get_named_type
from strawberry.types.field import StrawberryField

from api.execution.compiler.aggregate_sources import AggregateSource, having
from api.execution.compiler.declarations import Aggregated
from api.execution.compiler.fields import Row
from api.execution.compiler.plan import (
    Asked,
    FacetsAsked,
    Level,
    ListAsked,
    Part,
    Refused,
    timeless,
)
from api.execution.compiler.run import Run
from api.execution.selection import ColumnExecutor, Entry, PathOf
from api.execution.strawberry_fields import arguments_of, own_field
from graph.records.base import NodeRecord
from graph.store.composition.aggregates import Aggregate, Number, Numbers, Tally
from graph.store.composition.read_selection import Absent, Count, Rows
from graph.store.filter_terms import shapes_of


@dataclass(frozen=True, slots=True)
class FacetArguments:
    """Where the arguments of a field that tells rows apart stand in the document."""

    number: int
    field: GraphQLField
    details: Any
    own: StrawberryField
    declared: Aggregated

    def asked(self, executor: ColumnExecutor) -> ListAsked:
        """By what rows are told apart, or why the arguments do not say it."""
        try:
            given = arguments_of(executor, self.field, self.details, self.own)
            return FacetsAsked(tuple(self.declared.tallies(given)))
        except Exception as error:  # noqa: BLE001 - the field itself tells it in its place
            return Refused(error)


@dataclass(slots=True)
class AggregatePart(Part):
    """What is said of the list of part `of`."""

    of: int = 0
    node: type[NodeRecord] = NodeRecord
    columns: dict[Number, None] = field(default_factory=dict)
    counts_rows: bool = False
    asks: list[int] = field(default_factory=list)
    """The numbers of the fields by which its rows are told apart."""

    def measures(self, asked: Mapping[int, ListAsked]) -> tuple[Tally | Numbers, ...]:
        """What this request reads: the numbers, then each tally once."""
        tallies: dict[Tally, None] = {}
        for number in self.asks:
            own = asked[number]
            if isinstance(own, FacetsAsked):
                tallies |= dict.fromkeys(own.tallies)
        has_numbers = self.counts_rows or bool(self.columns)
        numbers = (Numbers(tuple(self.columns)),) if has_numbers else ()
        return (*numbers, *tallies)

    def selection(self, asked: Mapping[int, ListAsked]) -> Rows | Count | Aggregate | Absent:
        """What the statement reads for it."""
        own, measures = asked[self.of], self.measures(asked)
        if not isinstance(own, Asked) or not measures:
            return Absent(self.number)
        filters = shapes_of(own.page.filters)
        return Aggregate(self.number, timeless(own.relation), filters, measures)

    def empty(self) -> Any:
        """What is said of no list."""
        return None


class AggregateShown:
    """One of the two fields: what was read becomes sources, and these are completed as any others."""

    def __init__(self, entry: Entry, part: AggregatePart, place: int, of: Aggregated) -> None:
        self.entry = entry
        self.part = part
        self.place = place
        self.of = of
        self.ask = 0
        """The number of the arguments by which it tells rows apart."""

    def column(self, above: Level, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The values of the field below these rows."""
        measures, place = self.part.measures(run.asked), len(above.columns) + self.place
        node = self.part.node
        sources = [AggregateSource.of(node, measures, row[place]) for row in rows]
        values: list[Any] = list(sources)
        if self.of.is_list:
            values = []
            for source in sources:
                try:
                    values.append(self._facets(source, run))
                except Exception as error:  # noqa: BLE001 - the column tells it in its place
                    values.append(error)
        return run.executor.column(self.entry, self.entry.field.type, values, path_of, run.pending)

    def _facets(self, source: AggregateSource, run: Run) -> Any:
        asked = run.asked[self.ask]
        if isinstance(asked, Refused):
            raise asked.error
        assert isinstance(asked, FacetsAsked)
        return self.of.facets(run.executor.context_value, source, asked.tallies)


def aggregate_shown(
    builder: Any, type_: Any, name: str, details: Any, part: AggregatePart, place: int
) -> AggregateShown:
    """How one of the two fields of a connection is read, by its part, which reads what all of them show."""
    field_name = details[0].node.name.value
    graphql_field = type_.fields[field_name]
    own = own_field(graphql_field)
    assert own is not None
    declared: Aggregated = own.metadata["read"]
    shown = AggregateShown(Entry(type_, name, details, graphql_field), part, place, declared)
    if declared.is_list:
        shown.ask = _ask(builder, graphql_field, details, own, declared)
        part.asks.append(shown.ask)
        return shown
    inner_type = get_named_type(graphql_field.type)
    for _, inner in builder.selected(inner_type, details):
        _add(builder, part, inner_type, inner, declared)
    return shown


def _ask(
    builder: Any, graphql_field: Any, details: Any, own: StrawberryField, declared: Aggregated
) -> int:
    number: int = builder.number()
    builder.lists.append(FacetArguments(number, graphql_field, details, own, declared))
    return number


def _add(builder: Any, part: AggregatePart, type_: Any, details: Any, declared: Aggregated) -> None:
    """Let the statement read what one field of `aggregate` shows."""
    name = details[0].node.name.value
    if name in declared.numbers:
        inner_type = get_named_type(type_.fields[name].type)
        for _, inner in builder.selected(inner_type, details):
            number = declared.numbers[name].get(inner[0].node.name.value)
            if number is not None:
                part.columns |= {number: None, having(number): None}
    elif name == "countBy":
        graphql_field = type_.fields[name]
        own = own_field(graphql_field)
        assert own is not None
        part.asks.append(_ask(builder, graphql_field, details, own, own.metadata["facets"]))
    elif name == "count":
        part.counts_rows = True
