"""Reading that begins when an operation starts, not when its field is reached: one wait fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    is_object_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter

Begin = Callable[[Any], None]


def prefetch(executor: StrawberryGraphQLCoreExecutionContext) -> None:
    """Begin to read what the selected fields say that they will need.

    Fields are told by their name alone: one too many reads what a loader remembers, no more.
    """
    known = _by_name(executor.schema)
    names = selected_names(executor.operation.selection_set, executor.fragment_definitions)
    for begin in {known[name] for name in names if name in known}:
        begin(executor.context_value)


@cache
def _by_name(schema: GraphQLSchema) -> Mapping[str, Begin]:
    """What begins to read, by the name of a field of any type."""
    found = {}
    for type_ in schema.type_map.values():
        if is_object_type(type_):
            for name, field in type_.fields.items():
                own = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
                begin = getattr(own, "metadata", {}).get("prefetch")
                if begin is not None:
                    found[name] = begin
    return found


def selected_names(selections: SelectionSetNode, fragments: Mapping[str, Any]) -> Iterator[str]:
    """The names of all selected fields; each fragment is entered once."""
    stack = [selections]
    entered: set[str] = set()
    while stack:
        for node in stack.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in entered and name in fragments:
                    entered.add(name)
                    stack.append(fragments[name].selection_set)
                continue
            if isinstance(node, FieldNode):
                yield node.name.value
            inner = cast(FieldNode | InlineFragmentNode, node).selection_set
            if inner is not None:
                stack.append(inner)
