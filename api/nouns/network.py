"""The whole network as a scope, and what there is of everything."""

from __future__ import annotations

from typing import Any

import strawberry

from api.execution.context import Context
from api.scopes.flows import flows_field
from api.scopes.key_players import key_players_field
from api.scopes.network_figures import network_figures_field
from api.scopes.network_graph import network_graph_field
from api.scopes.scope import Scope
from api.scopes.ties import GroupTies, ties_by_kind_field
from api.types.connections import connection
from api.types.record_types import batched, plain_field
from graph.organisation.members import present_people
from graph.organisation.totals import NETWORK, NetworkScope, Totals, goals_from_talk, network_totals


@strawberry.type(description="How many of everything there are.")
class NetworkTotals:
    """Counts of the store."""

    people: int = strawberry.field(description="People, programs not counted.")
    bots: int = strawberry.field(description="Programs that take part like people.")
    groups: int = strawberry.field(description="Groups of every kind.")
    goals: int = strawberry.field(description="Goals of every kind.")
    conversations: int = strawberry.field(description="Conversations that the viewer may read.")
    messages: int = strawberry.field(description="Messages in these.")
    links: int = strawberry.field(description="Confirmed links of these to goals.")


@strawberry.type(description="How many goals grew from talk.")
class GoalsFromTalk:
    """A share with its denominator."""

    goals: int = strawberry.field(description="Goals, archived ones not counted.")
    from_talk: int = strawberry.field(
        description="Those that keep the conversation they grew from, as `origin` shows it to the viewer."
    )
    share = plain_field(
        lambda root: root.from_talk / root.goals if root.goals else None,
        float | None,
        "`fromTalk` / `goals`; null where there are no goals. It has no target direction.",
    )


async def _goals_from_talk(context: Context, roots: Any, _: dict[str, Any]) -> list[Any]:
    return [await goals_from_talk(context.store)] * len(roots)


async def _totals(context: Context, roots: Any, _: dict[str, Any]) -> list[Totals]:
    return [await network_totals(context.store)] * len(roots)


@strawberry.type(description="Everybody, and the ties between groups.")
class Network(Scope):
    """The scope of everybody."""

    members = connection(present_people, "Everybody who is there now.")
    ties = ties_by_kind_field(GroupTies, "Ties between groups of one kind, strongest first.")
    totals = batched(_totals, NetworkTotals, "How many of everything there are.")
    figures = network_figures_field
    flows = flows_field
    graph = network_graph_field
    key_players = key_players_field
    goals_from_talk = batched(
        _goals_from_talk,
        GoalsFromTalk,
        "How many goals grew from conversations, rather than being set.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is the network."""
        return isinstance(obj, NetworkScope)


def find_network() -> Network:
    """The network."""
    return NETWORK  # type: ignore[return-value]
