"""The field `Group.sharedGoals`: what two groups both advance in talk, on paper or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.line_of_sight import computed, prefetch_view, view_of
from api.scopes.readable_talk import keep_readable
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.connections import connection_types
from api.types.global_ids import id_in_argument
from api.types.memory_connections import PAGES, pages_of, place_and_page
from api.types.record_types import batched
from graph import records
from graph.errors import NotFound
from graph.goals.alignment.goal_surroundings import SharedGoals
from graph.records.talk_counts import Shared


async def _shared_goals_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[Any]:
    place, page = place_and_page("shared_goals", records.Goal, arguments)
    window = window_of(arguments.get("window"))
    other = id_in_argument(arguments["other"], "Group", "with")
    view = await view_of(context)
    if other not in view.membership.group_index:
        raise NotFound("there is no such group", remedy="look the group up", path=("with",))
    paper = arguments.get("both_pursue")
    on_paper = None if paper is None or paper is UNSET else bool(paper)
    shared = [SharedGoals(view, root.id, other, window) for root in roots]
    await keep_readable(context, shared)
    lists = await computed(view, lambda: [shared_goals.goals(on_paper) for shared_goals in shared])
    return await pages_of(context, records.Goal, lists, page, place, window)


OtherArgument = Annotated[
    strawberry.ID, strawberry.argument(name="with", description="The other group.")
]
BothPursueArgument = Annotated[
    Optional[bool],  # noqa: UP045
    strawberry.argument(
        description="Only goals that both pursue (true), or that they share only in talk (false)."
    ),
]
shared_goals_field = batched(
    _shared_goals_batch,
    connection_types(records.Goal, Shared),
    "The goals that members of this group and of another both advance in talk, each with whether both "
    "pursue it on paper.",
    metadata={"reads": ("id",), "prefetch": prefetch_view},
    other=OtherArgument,
    window=WindowArgument,
    both_pursue=BothPursueArgument,
    **PAGES,
)
