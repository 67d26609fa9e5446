"""The field `Group.sharedGoals`: what two groups both advance in talk, on paper or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.line_of_sight import computed, prefetch_view, view_of
from api.scopes.readable_talk import keep_readable
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.connections import connection_types
from api.types.global_ids import from_global_id
from api.types.memory_connections import After, Before, First, Last, pages_of, place_and_page
from api.types.record_types import PARENT
from graph import records
from graph.errors import BadInput, NotFound
from graph.goals.alignment.goal_surroundings import SharedGoals
from graph.records.talk_counts import Shared

SharedList = connection_types(records.Goal, Shared)


async def _shared_goals_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[Any]:
    place, page = place_and_page("shared_goals", records.Goal, arguments)
    window = window_of(arguments.get("window"))
    label, other = from_global_id(str(arguments["other"]), "with")
    if label != "Group":
        raise BadInput(
            f"`with` is the id of a {label}", remedy="pass the id of a group", path=("with",)
        )
    view = await view_of(context)
    if other not in view.membership.group_index:
        raise NotFound("there is no such group", remedy="look the group up", path=("with",))
    paper = arguments.get("on_paper")
    on_paper = None if paper is None or paper is UNSET else bool(paper)
    shared = [SharedGoals(view, root.id, other, window) for root in roots]
    await keep_readable(context, shared)
    lists = await computed(view, lambda: [shared_goals.goals(on_paper) for shared_goals in shared])
    return await pages_of(context, records.Goal, lists, page, place, window)


async def _shared_goals(
    root: Any,
    info: Info,
    other: Annotated[
        strawberry.ID, strawberry.argument(name="with", description="The other group.")
    ],
    window: WindowArgument = UNSET,
    on_paper: Annotated[
        Optional[bool],  # noqa: UP045
        strawberry.argument(
            description="Only goals that both pursue (true), or that they share in talk but not on "
            "paper (false)."
        ),
    ] = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Any:
    arguments: dict[str, Any] = {"other": other, "window": window, "on_paper": on_paper}
    arguments |= {"first": first, "after": after, "last": last, "before": before}
    return (await _shared_goals_batch(info.context, [root], arguments))[0]


_shared_goals.__annotations__ |= {"root": PARENT, "return": SharedList}
shared_goals_field = strawberry.field(
    resolver=_shared_goals,
    description="The goals that members of this group and of another both advance in talk, each "
    "with whether both pursue it on paper.",
    metadata={"batch": _shared_goals_batch, "reads": ("id",), "prefetch": prefetch_view},
)
