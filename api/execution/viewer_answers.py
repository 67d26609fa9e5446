"""Answers that say nothing but what is asked and who asks: executed once, then remembered with their document.

Such an operation selects `__typename` and what `viewer` carries itself. It has no variables, so its
answer follows from the document and the viewer, and neither changes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_object_type,
)

from api.execution.strawberry_fields import own_field

MOST_ANSWERS = 64
"""Answers that are remembered of one document: one for each operation of it and each viewer."""
ROOT = "viewer"
"""The root field that gives who asks."""


@dataclass(frozen=True, slots=True)
class ViewerAnswer:
    """The data of an operation, and what it costs."""

    data: Mapping[str, Any]
    cost: int


@dataclass(slots=True)
class ViewerAnswers:
    """The answers of one document; nothing else is remembered than what is told of one viewer alone."""

    answers: dict[Hashable, ViewerAnswer] = field(default_factory=dict)
    _told: dict[str | None, bool] = field(default_factory=dict)

    def keep(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        key: tuple[str | None, Hashable],
        answer: ViewerAnswer,
    ) -> None:
        """Remember an answer without errors under the operation's name and the viewer, if it may be."""
        name = key[0]
        if name not in self._told:
            self._told[name] = tells_viewer_only(schema, document, operation)
        if self._told[name] and len(self.answers) < MOST_ANSWERS:
            self.answers[key] = answer


def tells_viewer_only(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> bool:
    """Whether a valid operation reads nothing but who asks."""
    if operation.operation is not OperationType.QUERY or operation.variable_definitions:
        return False
    fragments = {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    query = schema.query_type
    assert query is not None
    return all(
        node.name.value == "__typename"
        or (
            node.name.value == ROOT
            and node.selection_set is not None
            and _is_plain(get_named_type(query.fields[ROOT].type), node.selection_set, fragments)
        )
        for node in _fields(operation.selection_set, fragments)
    )


def _is_plain(
    type_: GraphQLNamedType,
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> bool:
    """Whether all that is selected of an object is read from it without asking anybody."""
    if not is_object_type(type_):
        return False
    return all(
        node.name.value == "__typename" or _carries(type_.fields.get(node.name.value))
        for node in _fields(selections, fragments)
    )


def _carries(field_: Any) -> bool:
    own = own_field(field_)
    return own is not None and "plain" in own.metadata


def _fields(
    selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[FieldNode]:
    """The selected fields of one object; those of fragments are among them."""
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, FragmentSpreadNode):
            yield from _fields(fragments[node.name.value].selection_set, fragments)
        else:
            yield from _fields(node.selection_set, fragments)  # type: ignore[attr-defined]
