"""Fields of goals about the talk behind them, and the goals that two groups share in talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.alignment import SupportingArgument
from api.scopes.conventions import PATHS_SHOWN
from api.scopes.line_of_sight import (
    LazyGoal,
    PathsArgument,
    computed,
    path_limit,
    prefetch_view,
    view_of,
)
from api.scopes.readable_talk import keep_readable
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.connections import connection_types
from api.types.memory_connections import PAGES, listed, pages_of, place_and_page
from api.types.record_types import PARENT, add_fields, batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph import records
from graph.goals.alignment.goal_graph import Connectedness, Tops
from graph.goals.alignment.goal_surroundings import GoalSight, Reach
from graph.records.talk_counts import TalkVolume
from graph.records.window import Window
from graph.store.keyset_pages import NoProperties
from graph.store.memory_pages import MemoryList


@dataclass(slots=True)
class GoalPathSource:
    """A way up with its goals."""

    goals: list[Any]

    @property
    def steps(self) -> int:
        """Relationships that it walks."""
        return len(self.goals) - 1


@strawberry.type(description="One way from a goal over what it supports up to a top.")
class GoalPath:
    """An ordered walk."""

    goals: list[LazyGoal] = strawberry.field(
        description="The goal, what it supports, and so on up to the top."
    )
    steps: int = strawberry.field(description="Relationships from the goal to the top.")


async def _paths(context: Context, roots: Sequence[GoalSight], _: dict[str, Any]) -> list[Any]:
    ids = (goal for sight in roots for path in sight.ways for goal in path)
    nodes = await context.nodes(records.Goal).load_by_key(ids)
    paths_of_goals = [
        [GoalPathSource([nodes[goal] for goal in path]) for path in sight.ways] for sight in roots
    ]
    return [
        [path for path in paths if all(node is not None for node in path.goals)]
        for paths in paths_of_goals
    ]


@strawberry.type(description="Where a goal stands in the goal graph.")
class GoalLineOfSight:
    """Goal → … → purpose."""

    connection = plain_field(
        lambda sight: sight.connection, graphql_enum(Connectedness), "Whether a way leads to a top."
    )
    tops = plain_field(
        lambda sight: sight.tops, graphql_enum(Tops), "In which goals a line of sight ends."
    )
    paths = batched(
        _paths, list[GoalPath], "The shortest few ways up; none for a goal that is not connected."
    )


async def _sight_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[GoalSight]:
    limit, view = path_limit(arguments.get("first")), await view_of(context)
    return [GoalSight(view, root.id, limit) for root in roots]


async def _sight(root: Any, info: Info, first: PathsArgument = PATHS_SHOWN) -> GoalLineOfSight:
    return (await _sight_batch(info.context, [root], {"first": first}))[0]  # type: ignore[return-value]


_sight.__annotations__["root"] = PARENT
goal_sight_field = strawberry.field(
    resolver=_sight,
    description="Where the goal stands in the goal graph, with the shortest few ways to a top. "
    "Archived and dropped goals are left out.",
    metadata={"batch": _sight_batch, "reads": ("id",), "prefetch": prefetch_view},
)


async def _reaches(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[Reach]:
    window, view = window_of(arguments.get("window")), await view_of(context)
    reaches = [Reach(view, root.id, window) for root in roots]
    await keep_readable(context, reaches)
    return reaches


async def _homes(_: Context, roots: Sequence[Reach], __: dict[str, Any]) -> list[MemoryList]:
    return await computed(roots[0].view, lambda: [reach.homes() for reach in roots])


async def _groups(_: Context, roots: Sequence[Reach], __: dict[str, Any]) -> list[MemoryList]:
    return await computed(roots[0].view, lambda: [reach.groups() for reach in roots])


@strawberry.type(
    description="Whom the talk of a goal reaches in a window: the conversations that advance it, or "
    "what supports it, and who took part in them."
)
class GoalReach:
    """Breadth, not depth; it has no direction that is better."""

    people_count = plain_field(
        lambda reach: reach.people, int, "People who took part, programs apart."
    )
    homes = listed(
        "homes_reached",
        records.Group,
        _homes,
        "The units that are the home of one of them at the window's end (now, without one).",
    )
    groups = listed(
        "groups_reached",
        records.Group,
        _groups,
        "The groups with a member among them at the window's end.",
    )
    window = window_field(lambda reach: reach.at.window)


async def _reach(root: Any, info: Info, window: WindowArgument = UNSET) -> GoalReach:
    return (await _reaches(info.context, [root], {"window": window}))[0]  # type: ignore[return-value]


_reach.__annotations__["root"] = PARENT
reach_field = strawberry.field(
    resolver=_reach,
    description="Whom the talk about the goal, or about what supports it, reaches.",
    metadata={"batch": _reaches, "reads": ("id",), "prefetch": prefetch_view},
)


@dataclass(frozen=True, slots=True)
class GoalTalkSource:
    """The source of `GoalTalk`."""

    volume: TalkVolume
    window: Window


class GoalTalk:
    """How much a goal is talked about."""

    window = window_field(lambda source: source.window)


add_fields(GoalTalk, TalkVolume, inside="volume")
GoalTalkType = strawberry.type(GoalTalk, description="How much a goal is talked about in a window.")


async def _goal_talk_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[GoalTalkSource]:
    window, view = window_of(arguments.get("window")), await view_of(context)
    supporting = arguments.get("include_supporting") is True
    reaches = [Reach(view, root.id, window, supporting) for root in roots]
    await keep_readable(context, reaches)
    return await computed(view, lambda: [GoalTalkSource(reach.live, window) for reach in reaches])


async def _goal_talk(
    root: Any,
    info: Info,
    window: WindowArgument = UNSET,
    include_supporting: SupportingArgument = False,
) -> Any:
    arguments = {"window": window, "include_supporting": include_supporting}
    return (await _goal_talk_batch(info.context, [root], arguments))[0]


_goal_talk.__annotations__ |= {"root": PARENT, "return": GoalTalkType}
talk_field = strawberry.field(
    resolver=_goal_talk,
    description="How much the goal is talked about, in conversations that advance it by a "
    "confirmed link and that the viewer may read. Nothing for an archived or dropped goal.",
    metadata={"batch": _goal_talk_batch, "reads": ("id",), "prefetch": prefetch_view},
)


async def _unreached_groups_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[Any]:
    place, page = place_and_page("unreached_groups", records.Group, arguments)
    reaches = await _reaches(context, roots, arguments)
    lists = await computed(reaches[0].view, lambda: [reach.unreached() for reach in reaches])
    return await pages_of(context, records.Group, lists, page, place, reaches[0].at.window)


unreached_groups_field = batched(
    _unreached_groups_batch,
    connection_types(records.Group, NoProperties),
    "Groups that pursue the goal, or what supports it, with no member (of theirs or of a group that is "
    "part of them) in the talk that advances the goal or what supports it. Archived groups are left out.",
    metadata={"reads": ("id",), "prefetch": prefetch_view},
    window=WindowArgument,
    **PAGES,
)
