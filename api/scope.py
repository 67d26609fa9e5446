"""The interface `Scope`: a person, a group and the network answer the same questions."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.alignment import alignment_field
from api.connections import connection
from api.scores import MeasureArgument, Score, scores_batch
from api.shape import PARENT, Node, plain_field
from api.sight import line_of_sight_field
from api.structure import brokerage_field, mixing_field, resilience_field
from api.talk_arguments import GoalArgument, WindowArgument
from api.ties import Ties, ties_field
from graph.keys import native_of
from graph.scope import people_in_groups


async def _centrality(
    root: Any,
    info: Info,
    measure: MeasureArgument,
    goal: GoalArgument = UNSET,
    window: WindowArgument = UNSET,
) -> Score:
    """The score of one scope."""
    given = {"measure": measure, "goal": goal, "window": window}
    return (await scores_batch(info.context, [root], given))[0]


_centrality.__annotations__["root"] = PARENT


def _display_name(root: Any) -> str:
    return root.name or native_of(root.id)


@strawberry.interface(
    description="A person, a group or the network: the same questions at every scale."
)
class Scope(Node):
    """What holds at every scale; a group of one answers as its person, everybody as the network."""

    display_name = plain_field(
        _display_name, str, "The name, or the id in the source where it has none."
    )
    members = connection(
        people_in_groups,
        "The people it is about: the person; who belongs to the group or to what is part of it "
        "now; everybody.",
    )
    ties = ties_field(Ties, "Ties to others of its kind, strongest first.")
    centrality = strawberry.field(
        resolver=_centrality,
        description="Its place in the network of ties, read from the latest analysis.",
        metadata={"batch": scores_batch},
    )
    brokerage = brokerage_field
    resilience = resilience_field
    mixing = mixing_field
    line_of_sight = line_of_sight_field
    alignment = alignment_field


__all__ = ["Scope"]
