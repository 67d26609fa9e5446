"""Nodes of lists that this process works out: ties, hits of a search, groups that nobody reaches.

The list says which nodes stand on a page; what is selected of them, and of what hangs below them, is
read for all of them in one statement. Until they are laid out they are rows, which know label and id,
and the properties that the list itself needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graphql import GraphQLNamedType, get_named_type, is_abstract_type, is_object_type

from api.execution.compiler.fields import Row
from api.execution.compiler.node_plans import (
    Key,
    NodePlan,
    rows_of_nodes,
    selection_key,
)
from api.execution.compiler.plan import ListAsked
from api.execution.compiler.run import Run
from api.execution.selection import ColumnExecutor, PathOf, Pending
from graph.records import BY_LABEL

Plans = dict[str, NodePlan]


class NodeReader:
    """Reads the nodes of one field's lists as they are selected there.

    `plans` are remembered with the field, by label.
    """

    def __init__(self, executor: ColumnExecutor, type_: Any, details: Any, plans: Plans) -> None:
        self.executor = executor
        self.type_ = get_named_type(type_)
        self.details = details
        self.plans = plans
        self.asked: dict[int, ListAsked] = {}

    async def nodes(self, keys: Sequence[Key], also: Sequence[str] = ()) -> dict[Key, NodeRow]:
        """The nodes that there are; `also` names properties that the list itself needs."""
        for label in {label for label, _ in keys} - set(self.plans):
            self.plans[label] = NodePlan(self.executor, label, list(self._selections()), also)
        rows = await rows_of_nodes(self.executor, self.plans, keys, self.asked)
        return {key: NodeRow(self, key[0], row) for key, row in rows.items()}

    def _selections(self) -> Iterator[Any]:
        """What is selected of nodes on a page: of `nodes`, and of every node that an edge shows."""
        for name, details in self._selected(self.type_, self.details):
            inner = get_named_type(self.type_.fields[name].type)
            if name == "nodes":
                yield details
            elif name == "edges":
                for end, end_details in self._selected(inner, details):
                    if is_node(get_named_type(inner.fields[end].type)):
                        yield end_details

    def _selected(self, type_: Any, details: Any) -> Iterator[tuple[str, Any]]:
        """The names of the selected fields of a type, and their own details."""
        grouped = self.executor.collect_subfields(type_, details).grouped_field_set
        for inner in grouped.values():
            if inner[0].node.name.value in type_.fields:
                yield inner[0].node.name.value, inner


class NodeRow:
    """A node of a page that is not laid out yet."""

    __slots__ = ("label", "reader", "row")

    def __init__(self, reader: NodeReader, label: str, row: Row) -> None:
        self.reader = reader
        self.label = label
        self.row = row

    def __getattr__(self, name: str) -> Any:
        """A property that the list itself needs."""
        place = self.reader.plans[self.label].places.get(name)
        if place is None:
            raise AttributeError(name)
        return self.row[place]


def is_node(type_: GraphQLNamedType) -> bool:
    """Whether values of the type are nodes of the store, or may be."""
    return type_.name in BY_LABEL if is_object_type(type_) else is_abstract_type(type_)


def objects_of_rows(
    executor: ColumnExecutor,
    details: Any,
    nodes: Sequence[NodeRow],
    path_of: PathOf,
    pending: Pending,
) -> list[dict[str, Any]]:
    """The objects of nodes of one label and one field, as they are selected at this place."""
    reader = nodes[0].reader
    objects = reader.plans[nodes[0].label].objects[selection_key(details)]
    run = Run(executor, reader.asked, pending)
    return objects.column([node.row for node in nodes], run, path_of)
