"""Nodes by label and id, each with what is selected of it at one or several places, in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphql import GraphQLObjectType

from api.execution.compiler.builder import Builder
from api.execution.compiler.fields import Row
from api.execution.compiler.lists import Lists
from api.execution.compiler.plan import Level, ListAsked, OnePart, params_of, selection_of
from api.execution.selection import ColumnExecutor
from graph.records import BY_LABEL
from graph.store.composition.composed_rows import answer
from graph.store.composition.read_selection import ById, numbered
from graph.store.statement_lists import BY_ID

Key = tuple[str, str]
"""Label and id of a node."""
NUMBERS = 1000
"""Parts that one label's nodes may have in a statement beside those of other labels."""


class NodePlan:
    """How the nodes of one label are read by id: a part of a statement, and the objects of its rows.

    `selections` are the places where the nodes stand; `also` names properties that are read whatever is
    selected.
    """

    def __init__(
        self,
        executor: ColumnExecutor,
        label: str,
        selections: Sequence[Any],
        also: Sequence[str] = (),
    ) -> None:
        builder = Builder(executor, first=NUMBERS * sorted(BY_LABEL).index(label))
        level = builder.level(BY_LABEL[label])
        fields = BY_LABEL[label].FIELDS
        self.places = {
            name: level.column(f"node.{name}") for name in ("id", *also) if name in fields
        }
        self.part = OnePart(builder.number(), level, relation=ById(BY_LABEL[label]))
        type_ = type_of(executor, label)
        self.objects = {
            selection_key(details): builder.objects(type_, details, level) for details in selections
        }
        self.lists = Lists(builder.lists)


def selection_key(details: Any) -> tuple[int, ...]:
    """What tells a selection in a document from others, in all requests that send the document."""
    return tuple(id(detail.node) for detail in details)


def type_of(executor: ColumnExecutor, label: str) -> GraphQLObjectType:
    """The GraphQL type of a label."""
    return cast(GraphQLObjectType, executor.schema.type_map[label])


async def rows_of_nodes(
    executor: ColumnExecutor,
    plans: Mapping[str, NodePlan],
    keys: Sequence[Key],
    asked: dict[int, ListAsked],
) -> dict[Key, Row]:
    """The rows of the nodes that there are, in one statement; `asked` gets the lists below them."""
    ids: dict[str, list[str]] = {}
    for label, native in dict.fromkeys(keys):
        ids.setdefault(label, []).append(native)
    if not ids:
        return {}
    top, params, labels = Level(), dict[str, object](), sorted(ids)
    for label in labels:
        plan = plans[label]
        top.add(plan.part)
        asked |= await plan.lists.asked(executor)
        params |= numbered(plan.part.number, {"ids": ids[label]})
    selection, params = selection_of(top, asked), params | params_of(top, asked)
    store, statement = executor.context_value.store, BY_ID[labels[0]]
    rows_of_labels = await answer(store, statement, selection, params)
    return {
        (label, row[plans[label].places["id"]]): row
        for label, rows in zip(labels, rows_of_labels, strict=True)
        for row in rows
    }
