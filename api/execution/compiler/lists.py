"""The lists of a plan as one request asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLField, Node, VariableNode
from strawberry.types.field import StrawberryField

from api.execution.compiler.aggregates import FacetArguments
from api.execution.compiler.declarations import Listing
from api.execution.compiler.plan import Asked, ListAsked, Refused
from api.execution.selection import ColumnExecutor
from api.execution.strawberry_fields import arguments_of
from graph.errors import GoalgraphError
from graph.store.filter_terms import reckoned


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where the arguments of list `number` stand in the document."""

    number: int
    field: GraphQLField
    details: Any
    own: StrawberryField
    listing: Listing

    def asked(self, executor: ColumnExecutor) -> ListAsked:
        """The list as this request asks for it, or why it does not."""
        try:
            given = arguments_of(executor, self.field, self.details, self.own)
            page = self.listing.pages.page(self.listing.relation.node, given)
            return Asked(given, self.listing.chosen(given), page, self.listing.pages)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
            return Refused(error)


class Lists:
    """The lists of a plan; what has no variable in its arguments is read once."""

    def __init__(self, lists: Sequence[Arguments | FacetArguments]) -> None:
        self.lists = lists
        self.constant: dict[int, ListAsked] = {}

    async def asked(self, executor: ColumnExecutor) -> dict[int, ListAsked]:
        """The lists by number."""
        by_number = self._read(executor)
        for number, asked in by_number.items():
            if isinstance(asked, Asked):
                by_number[number] = await _whole(asked, executor.context_value)
        return by_number

    def _read(self, executor: ColumnExecutor) -> dict[int, ListAsked]:
        by_number: dict[int, ListAsked] = dict(self.constant)
        for arguments in self.lists:
            number = arguments.number
            if number not in by_number:
                asked = by_number[number] = arguments.asked(executor)
                if not isinstance(asked, Refused) and not varies(
                    arguments.details[0].node.arguments
                ):
                    self.constant[number] = asked
        return by_number


async def _whole(asked: Asked, context: Any) -> ListAsked:
    """The list with what its filters compare with, or why that cannot be said."""
    try:
        filters = await reckoned(asked.page.filters, context)
    except GoalgraphError as error:
        return Refused(error)
    if filters is asked.page.filters:
        return asked
    return replace(asked, page=replace(asked.page, filters=filters))


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
