"""The plan of a field and of what hangs below it, made of its selection.

A field that the statement cannot read is asked of the records of its rows (`Objects.worked_out`), and
what hangs below it is compiled again from there on: what this process works out, and lists or single
relations more than `LEVELS` deep in one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_non_null_type, is_object_type
from strawberry.types.field import StrawberryField

from api.execution.compiler.aggregates import AggregatePart, FacetArguments, aggregate_shown
from api.execution.compiler.columns import default_of, shape_of
from api.execution.compiler.connections import Connection, PageShown, Shown
from api.execution.compiler.declarations import (
    Column,
    Function,
    Listing,
    One,
    Pointer,
    declaration_of,
)
from api.execution.compiler.fields import (
    Constant,
    Derived,
    DerivedObject,
    Field,
    Required,
    Stored,
)
from api.execution.compiler.lists import Arguments
from api.execution.compiler.objects import Objects, Single
from api.execution.compiler.plan import CountPart, Level, ListPart, OnePart
from api.execution.field_entries import entry_of
from api.execution.selection import ColumnExecutor
from api.execution.strawberry_fields import leaf_shape, own_field
from graph.records import BY_LABEL
from graph.records.base import NodeRecord, Property, Record
from graph.store.composition.read_selection import ById
from graph.store.keyset_pages import NoProperties
from graph.store.statement_lists import NodeList, NodeOne, RootList

WITHOUT_ROWS = frozenset({"totalCount", "__typename", "window", "aggregate", "facets"})
"""What of a connection needs none of its rows."""
CURSORS = frozenset({"startCursor", "endCursor"})
LEVELS = 5
"""How deep lists and nodes may lie in one another inside one statement.

The store plans each further level in two to three times the time: the seventh takes it seconds.
"""


class Builder:
    """Makes the plan of one field; `lists` are the arguments of its connections.

    `first` tells the numbers of its parts from those of another plan in the same statement.
    """

    def __init__(self, executor: ColumnExecutor, first: int = 0) -> None:
        self.executor = executor
        self.lists: list[Arguments | FacetArguments] = []
        self.numbers = first
        self.depth = 0

    def number(self) -> int:
        """The number of the next part."""
        self.numbers += 1
        return self.numbers

    def relation(
        self, field: Any, details: Any, top: Level, own: StrawberryField, declared: Listing | One
    ) -> Field:
        """The list or single relation with which a statement begins."""
        if isinstance(declared, Listing):
            return self.connection(field, details, top, own, declared)
        return self.single(get_named_type(field.type), details, top, declared.relation)

    def objects(self, type_: GraphQLObjectType, details: Any, level: Level) -> Objects:
        """The objects that the rows of a level become."""
        assert level.node is not None
        objects = Objects(level, type_.name)
        for name, inner in self.selected(type_, details):
            field = self.field(type_, inner, level, level.node, "node")
            if field is None:
                entry = entry_of(self.executor, type_, name, inner)
                if entry is None:
                    continue
                objects.worked_out.append(entry)
                field = Constant(None)
            objects.add(name, field)
        for entry in objects.worked_out:
            for name in level.node.FIELDS if entry.reads is None else entry.reads:
                objects.source_places[name] = level.column(f"node.{name}")
        return objects

    def selected(self, type_: GraphQLObjectType, details: Any) -> Iterable[tuple[str, Any]]:
        """The fields that are selected of an object of this type, by the name each has in the answer."""
        return self.executor.collect_subfields(type_, details).grouped_field_set.items()

    def field(
        self,
        type_: GraphQLObjectType,
        details: Any,
        level: Level,
        record: type[Record],
        prefix: str,
    ) -> Field | None:
        """How a field of a node or a relationship is read; None where this process works it out."""
        name = details[0].node.name.value
        if name == "__typename":
            return Constant(type_.name)
        field = self.executor.schema.get_field(type_, name)
        own = own_field(field)
        if field is None or own is None:
            return None
        declared = declaration_of(own.metadata)
        required = Required(type_.name, name) if is_non_null_type(field.type) else None
        if isinstance(declared, Column):
            declared_prefix, _, stored_name = declared.name.partition(".")
            assert declared_prefix == prefix
            return self.stored(field, record.PROPERTIES[stored_name], prefix, level, required)
        if isinstance(declared, Function):
            return self.derived(field, details, declared, level, required)
        if isinstance(declared, Pointer | One | Listing):
            if self.depth >= LEVELS and prefix == "node":
                return None
            return self.below(field, details, level, own, declared)
        if own.base_resolver is None and own.python_name in record.PROPERTIES:
            item = record.PROPERTIES[own.python_name]
            return self.stored(field, item, prefix, level, required)
        return None

    def below(
        self,
        field: Any,
        details: Any,
        level: Level,
        own: StrawberryField,
        declared: Pointer | One | Listing,
    ) -> Field:
        """A list or a node below a row."""
        if isinstance(declared, Listing):
            return self.connection(field, details, level, own, declared)
        relation: NodeOne[Any] | ById
        if isinstance(declared, One):
            relation = declared.relation
        else:
            level.column(declared.column)
            relation = ById(BY_LABEL[declared.label], declared.column)
        return self.single(get_named_type(field.type), details, level, relation)

    def stored(
        self, field: Any, item: Property, prefix: str, level: Level, required: Required | None
    ) -> Field:
        """A property."""
        place = level.column(f"{prefix}.{item.name}")
        return Stored(place, shape_of(item, field.type), default_of(item), required)

    def derived(
        self,
        field: Any,
        details: Any,
        declared: Function,
        level: Level,
        required: Required | None,
    ) -> Field | None:
        """A function of properties: a leaf, or an object of leaves."""
        assert level.node is not None
        label, of = level.node.label, declared.of
        reads = declared.reads
        if reads and reads[0] == "label":
            reads, of_label = reads[1:], of
            of = lambda *values: of_label(label, *values)
        places = [level.column(f"node.{name}") for name in reads]
        type_ = get_named_type(field.type)
        if not is_object_type(type_):
            return Derived(of, places, leaf_shape(type_), required)
        attributes: list[tuple[str, str | None]] = []
        for name, inner in self.selected(type_, details):
            inner_name = inner[0].node.name.value
            own = own_field(self.executor.schema.get_field(type_, inner_name))
            if own is not None and own.base_resolver is None:
                attributes.append((name, own.python_name))
            elif inner_name == "__typename":
                attributes.append((name, None))
            else:
                return None
        return DerivedObject(of, places, type_.name, attributes)

    def single(
        self, type_: GraphQLObjectType, details: Any, above: Level, relation: NodeOne[Any] | ById
    ) -> Single:
        """The one node that a row points at."""
        level = self.level(relation.node)
        part = above.add(OnePart(self.number(), level, relation=relation))
        single = Single(above, part, self.objects(type_, details, level))
        self.depth -= 1
        return single

    def level(self, node: type[NodeRecord]) -> Level:
        """The rows of the next part, one level deeper."""
        self.depth += 1
        return Level(node)

    def connection(
        self, field: Any, details: Any, above: Level, own: StrawberryField, listing: Listing
    ) -> Connection:
        """A page of a list."""
        relation, number = listing.relation, self.number()
        type_, level = get_named_type(field.type), self.level(relation.node)
        connection = Connection(number, type_.name, above, level)
        self.lists.append(Arguments(number, field, details, own, listing))
        has_rows = False
        for name, inner in self.selected(type_, details):
            inner_name = inner[0].node.name.value
            shown: Shown
            if inner_name in ("aggregate", "facets"):
                if connection.said is None:
                    part = AggregatePart(self.number(), Level(), of=number, node=relation.node)
                    connection.said = part, above.add(part)
                shown = aggregate_shown(self, type_, name, inner, *connection.said)
            else:
                shown = self.part_of_connection(type_, connection, inner_name, inner, relation)
            if inner_name == "totalCount" and connection.count is None:
                connection.count = above.add(CountPart(self.number(), Level(), of=number))
            connection.fields.append((name, shown))
            has_rows = has_rows or inner_name not in WITHOUT_ROWS
        if has_rows:
            connection.rows = above.add(ListPart(number, level))
        given = {argument.name.value for argument in details[0].node.arguments or ()}
        has_bounds = bool(given & {"after", "before"})
        if not isinstance(relation, RootList) and (has_bounds or connection.cursor is not None):
            connection.near = above.column("node.id")
        self.depth -= 1
        return connection

    def part_of_connection(
        self,
        type_: GraphQLObjectType,
        connection: Connection,
        name: str,
        details: Any,
        relation: NodeList[Any] | RootList[Any],
    ) -> Objects | PageShown | Constant | None:
        """What one field of a connection shows; None: the length of the list."""
        if name == "totalCount":
            return None
        if name == "__typename":
            return Constant(type_.name)
        if name == "window":
            return Constant(None)
        below = get_named_type(type_.fields[name].type)
        if name == "nodes":
            return self.objects(below, details, connection.level)
        if name == "edges":
            link = getattr(relation, "link", NoProperties)
            return self.edges(below, details, connection, link)
        assert name == "pageInfo", name
        return self.page_info(below, details, connection)

    def edges(
        self,
        type_: GraphQLObjectType,
        details: Any,
        connection: Connection,
        link: type[Record],
    ) -> Objects:
        """The edges of a connection: cursor, node, and what the relationship carries."""
        level = connection.level
        edges = Objects(level, type_.name)
        for name, inner in self.selected(type_, details):
            inner_name = inner[0].node.name.value
            if inner_name == "cursor":
                connection.cursor = level.column("cursor")
                edges.add(name, Stored(connection.cursor, None, None, None))
            elif inner_name == "node":
                node_type = get_named_type(type_.fields[inner_name].type)
                edges.add(name, self.objects(node_type, inner, level))
            else:
                field = self.field(type_, inner, level, link, "link")
                assert field is not None, f"{type_.name}.{inner_name} is read by no statement"
                edges.add(name, field)
        return edges

    def page_info(
        self, type_: GraphQLObjectType, details: Any, connection: Connection
    ) -> PageShown:
        """The place of a page in its list."""
        fields = [(name, inner[0].node.name.value) for name, inner in self.selected(type_, details)]
        if any(field_name in CURSORS for _, field_name in fields):
            connection.cursor = connection.level.column("cursor")
        return PageShown(fields)
