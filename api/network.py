"""The whole network as a scope, and what there is of everything."""

from __future__ import annotations

from typing import Any

import strawberry

from api.connections import connection
from api.context import Context
from api.scope import Scope
from api.shape import PARENT
from api.ties import GroupTies, ties_by_kind_field
from graph.people import people
from graph.scope import NETWORK, NetworkScope, Totals, network_totals


@strawberry.type(description="How many of everything there are.")
class NetworkTotals:
    """Counts of the store."""

    people: int = strawberry.field(description="People, programs not counted.")
    bots: int = strawberry.field(description="Programs that take part like people.")
    groups: int = strawberry.field(description="Groups of every kind.")
    goals: int = strawberry.field(description="Goals of every kind.")
    conversations: int = strawberry.field(description="Conversations.")
    messages: int = strawberry.field(description="Messages.")
    links: int = strawberry.field(description="Confirmed links of conversations to goals.")


async def _totals(context: Context, roots: Any, _: dict[str, Any]) -> list[Totals]:
    return [await network_totals(context.store)] * len(roots)


async def _resolve_totals(root: Any, info: strawberry.types.Info) -> NetworkTotals:
    return (await _totals(info.context, [root], {}))[0]  # type: ignore[return-value]


_resolve_totals.__annotations__["root"] = PARENT


@strawberry.type(description="Everybody, and the ties between groups.")
class Network(Scope):
    """The scope of everybody."""

    members = connection(people, "Everybody.")
    ties = ties_by_kind_field(GroupTies, "Ties between groups of one kind, strongest first.")
    totals = strawberry.field(
        resolver=_resolve_totals,
        description="How many of everything there are.",
        metadata={"batch": _totals},
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is the network."""
        return isinstance(obj, NetworkScope)


def find_network() -> Network:
    """The network."""
    return NETWORK  # type: ignore[return-value]
