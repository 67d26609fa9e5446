"""The lists of a plan as one request asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLField, Node, VariableNode
from strawberry.types.field import StrawberryField

from api.execution.compiler.declarations import Listing
from api.execution.compiler.plan import Asked
from api.execution.selection import ColumnExecutor
from api.execution.strawberry_fields import arguments_of


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where the arguments of list `number` stand in the document."""

    number: int
    field: GraphQLField
    details: Any
    own: StrawberryField
    listing: Listing

    def asked(self, executor: ColumnExecutor) -> Asked:
        """The list as this request asks for it; raises BadInput where the arguments do not fit."""
        given = arguments_of(executor, self.field, self.details, self.own)
        page = self.listing.pages.page(self.listing.relation.node, given)
        return Asked(given, self.listing.chosen(given), page, self.listing.pages)


class Lists:
    """The lists of a plan; what has no variable in its arguments is read once."""

    def __init__(self, lists: Sequence[Arguments]) -> None:
        self.lists = lists
        self.known: dict[int, Asked] = {}

    def asked(self, executor: ColumnExecutor) -> dict[int, Asked]:
        """The lists by number."""
        found = dict(self.known)
        for one in self.lists:
            if one.number not in found:
                asked = found[one.number] = one.asked(executor)
                if not varies(one.details[0].node.arguments):
                    self.known[one.number] = asked
        return found


def varies(nodes: Sequence[Node] | None) -> bool:
    """Whether a variable occurs in these parts of a document."""
    stack: list[Any] = list(nodes or ())
    while stack:
        node = stack.pop()
        if isinstance(node, VariableNode):
            return True
        for name in ("value", "values", "fields"):
            inner = getattr(node, name, None)
            if isinstance(inner, Node):
                stack.append(inner)
            elif isinstance(inner, tuple | list):
                stack.extend(inner)
    return False
