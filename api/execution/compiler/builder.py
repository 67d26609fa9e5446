"""The plan of a field and of what hangs below it, made of its selection.

What cannot be read by one statement raises `NotCompiled`: the field is then read by its resolver, one
statement a level, and what hangs below it is compiled where that can be done. These are connections
whose edges or pages have fields of their own that this process works out.
"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_non_null_type, is_object_type
from strawberry.types.field import StrawberryField

from api.execution.compiler.columns import default_of, shape_of
from api.execution.compiler.declarations import (
    Column,
    Function,
    Listing,
    One,
    Pointer,
    declaration_of,
)
from api.execution.compiler.fields import (
    Connection,
    Constant,
    Derived,
    DerivedObject,
    Field,
    Node,
    Objects,
    PageShown,
    Single,
    Stored,
)
from api.execution.compiler.lists import Arguments
from api.execution.compiler.plan import CountPart, Level, ListPart, OnePart
from api.execution.selection import ColumnExecutor, entry_of
from api.execution.strawberry_fields import leaf_shape, own_field
from graph.records import BY_LABEL
from graph.records.base import NodeRecord, Property, Record
from graph.store.composition.read_selection import ById
from graph.store.keyset_pages import NoProperties
from graph.store.statement_lists import NodeList, RootList

PAGE_INFO = frozenset({"hasNextPage", "hasPreviousPage", "startCursor", "endCursor", "__typename"})
WITHOUT_ROWS = frozenset({"totalCount", "__typename", "window"})
"""What of a connection needs none of its rows."""
CURSORS = frozenset({"startCursor", "endCursor"})
LEVELS = 12
"""How deep lists may lie in one another inside one statement."""


class NotCompiled(Exception):
    """A selection that one statement cannot read."""


class Builder:
    """Makes the plan of one field; `lists` are the arguments of its connections.

    `first` tells the numbers of its parts from those of another plan in the same statement.
    """

    def __init__(self, executor: ColumnExecutor, first: int = 0) -> None:
        self.executor = executor
        self.lists: list[Arguments] = []
        self.numbers = first
        self.depth = 0

    def number(self) -> int:
        """The number of the next part."""
        self.numbers += 1
        return self.numbers

    def relation(
        self, field: Any, details: Any, top: Level, own: StrawberryField, said: Listing | One
    ) -> Field:
        """The list or single relation with which a statement begins."""
        if isinstance(said, Listing):
            return self.connection(field, details, top, (), own, said)
        return self.single(field, details, top, (), said.relation.node, said.relation)

    def objects(
        self, type_: GraphQLObjectType, details: Any, level: Level, keys: tuple[str, ...]
    ) -> Objects:
        """The objects that the rows of a level become."""
        assert level.node is not None
        made = Objects(level, keys)
        for name, one in self.executor.collect_subfields(type_, details).grouped_field_set.items():
            found = self.field(type_, one, level, (*keys, name), level.node, "node")
            if found is None:
                entry = entry_of(self.executor, type_, name, one)
                if entry is None:
                    continue
                made.rest.append(entry)
                found = Constant(None)
            made.add(name, found)
        if made.rest:
            made.record_places = [level.column(f"node.{one}") for one in level.node.FIELDS]
        return made

    def field(
        self,
        type_: GraphQLObjectType,
        details: Any,
        level: Level,
        keys: tuple[str, ...],
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
        said = declaration_of(own.metadata)
        if isinstance(said, Column):
            column_prefix, _, prop = said.name.partition(".")
            assert column_prefix == prefix
            return self.stored(field, record.PROPERTIES[prop], prefix, level)
        if isinstance(said, Function):
            return self.derived(field, details, said, level)
        if isinstance(said, Pointer):
            node = BY_LABEL[said.label]
            level.column(said.column)
            return self.single(field, details, level, keys, node, ById(node, said.column))
        if isinstance(said, One):
            return self.single(field, details, level, keys, said.relation.node, said.relation)
        if isinstance(said, Listing):
            return self.connection(field, details, level, keys, own, said)
        if own.base_resolver is None and own.python_name in record.PROPERTIES:
            return self.stored(field, record.PROPERTIES[own.python_name], prefix, level)
        return None

    def stored(self, field: Any, item: Property, prefix: str, level: Level) -> Field:
        """A property."""
        place = level.column(f"{prefix}.{item.name}")
        required = is_non_null_type(field.type)
        return Stored(place, shape_of(item, field.type), default_of(item), required=required)

    def derived(self, field: Any, details: Any, said: Function, level: Level) -> Field | None:
        """A function of properties: a leaf, or an object of leaves."""
        assert level.node is not None
        label, of = level.node.label, said.of
        reads = said.reads
        if reads and reads[0] == "label":
            reads, inner = reads[1:], of
            of = lambda *values: inner(label, *values)
        places = [level.column(f"node.{one}") for one in reads]
        type_ = get_named_type(field.type)
        required = is_non_null_type(field.type)
        if not is_object_type(type_):
            return Derived(of, places, leaf_shape(type_), required=required)
        found: list[tuple[str, str | None]] = []
        selected = self.executor.collect_subfields(type_, details).grouped_field_set
        for name, one in selected.items():
            inner_name = one[0].node.name.value
            own = own_field(self.executor.schema.get_field(type_, inner_name))
            if own is not None and own.base_resolver is None:
                found.append((name, own.python_name))
            elif inner_name == "__typename":
                found.append((name, None))
            else:
                return None
        return DerivedObject(of, places, type_.name, found)

    def single(
        self,
        field: Any,
        details: Any,
        above: Level,
        keys: tuple[str, ...],
        node: type[NodeRecord],
        relation: Any,
    ) -> Field:
        """The one node that a row points at."""
        level = self.level(node)
        part = above.add(OnePart(self.number(), level, relation=relation))
        made = Single(above, part, self.objects(get_named_type(field.type), details, level, keys))
        self.depth -= 1
        return made

    def level(self, node: type[NodeRecord]) -> Level:
        """The rows of the next part, one level deeper."""
        self.depth += 1
        if self.depth > LEVELS:
            raise NotCompiled
        return Level(node)

    def connection(
        self,
        field: Any,
        details: Any,
        above: Level,
        keys: tuple[str, ...],
        own: StrawberryField,
        listing: Listing,
    ) -> Connection:
        """A page of a list."""
        relation, number = listing.relation, self.number()
        level = self.level(relation.node)
        made = Connection(number, above, level)
        self.lists.append(Arguments(number, field, details, own, listing))
        type_, rows = get_named_type(field.type), False
        for name, one in self.executor.collect_subfields(type_, details).grouped_field_set.items():
            inner = one[0].node.name.value
            shown = self.part_of_connection(type_, made, inner, one, (*keys, name), relation)
            if inner == "totalCount" and made.count is None:
                made.count = above.add(CountPart(self.number(), Level(), of=number))
            made.fields.append((name, shown))
            rows = rows or inner not in WITHOUT_ROWS
        if rows:
            made.rows = above.add(ListPart(number, level))
        bounds = {one.name.value for one in details[0].node.arguments or ()} & {"after", "before"}
        if not isinstance(relation, RootList) and (bounds or made.cursor is not None):
            made.near = above.column("node.id")
        self.depth -= 1
        return made

    def part_of_connection(
        self,
        type_: GraphQLObjectType,
        made: Connection,
        inner: str,
        details: Any,
        keys: tuple[str, ...],
        relation: NodeList[Any] | RootList[Any],
    ) -> Objects | PageShown | Constant | None:
        """What one field of a connection shows; None: the length of the list."""
        if inner == "totalCount":
            return None
        if inner == "__typename":
            return Constant(type_.name)
        if inner == "window":
            return Constant(None)
        below = get_named_type(type_.fields[inner].type)
        if inner == "nodes":
            return self.objects(below, details, made.level, keys)
        if inner == "edges":
            return self.edges(below, details, made, keys, getattr(relation, "link", NoProperties))
        if inner == "pageInfo":
            return self.page_info(below, details, made)
        raise NotCompiled

    def edges(
        self,
        type_: GraphQLObjectType,
        details: Any,
        made: Connection,
        keys: tuple[str, ...],
        link: type[Record],
    ) -> Objects:
        """The edges of a connection."""
        edges = Objects(made.level, keys)
        for name, one in self.executor.collect_subfields(type_, details).grouped_field_set.items():
            inner = one[0].node.name.value
            if inner == "cursor":
                made.cursor = made.level.column("cursor")
                edges.add(name, Stored(made.cursor, None, None, required=True))
            elif inner == "node":
                node = get_named_type(type_.fields[inner].type)
                edges.add(name, Node(self.objects(node, one, made.level, (*keys, name))))
            else:
                found = self.field(type_, one, made.level, (*keys, name), link, "link")
                if found is None:
                    raise NotCompiled
                edges.add(name, found)
        return edges

    def page_info(self, type_: GraphQLObjectType, details: Any, made: Connection) -> PageShown:
        """The place of a page in its list."""
        selected = self.executor.collect_subfields(type_, details).grouped_field_set
        fields = [(name, one[0].node.name.value) for name, one in selected.items()]
        if any(of not in PAGE_INFO for _, of in fields):
            raise NotCompiled
        if any(of in CURSORS for _, of in fields):
            made.cursor = made.level.column("cursor")
        return PageShown(fields)
