"""The root of subscriptions: what is told when it happens (docs/subscriptions.md)."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import strawberry

from api.nouns.analysis import Progress, progress_stream
from api.nouns.change import OF_ALL, SINCE
from api.nouns.change_event import ChangeEvent, changes_stream, goal_activity, link_suggestions
from api.types.subscription_fields import live_field


def optional(type_: Any, doc: str) -> Any:
    """An argument that may be null."""
    return Annotated[Optional[type_], strawberry.argument(description=doc)]  # noqa: UP045


def required(type_: Any, doc: str) -> Any:
    """An argument that must be there."""
    return Annotated[type_, strawberry.argument(description=doc)]


@strawberry.type(description="Everything that is told when it happens, over a web socket.")
class Subscription:
    """The root of subscriptions."""

    changes = live_field(
        changes_stream,
        ChangeEvent,
        "What is changed of goals, links and people, in the order in which the store writes it.",
        **{name: optional(*argument) for name, argument in OF_ALL.own.items()},
    )
    goal_activity = live_field(
        goal_activity,
        ChangeEvent,
        "What is changed of a goal and of links to it. A goal that was removed and a link that was erased have no place "
        "any more: such tombstones are told to all who might have known them.",
        goal=required(strawberry.ID, "Whose changes."),
        include_descendants=optional(
            bool, "Also of all goals that support it, at any depth; false."
        ),
        since=optional(str, SINCE),
    )
    link_suggestions = live_field(
        link_suggestions,
        ChangeEvent,
        "Links that are suggested, and suggestions that are confirmed, rejected or removed.",
        for_=Annotated[
            Optional[strawberry.ID],  # noqa: UP045
            strawberry.argument(
                name="for",
                description="Only those around a person (who owns the goal or has part in the talk), a group (that "
                "pursues the goal), a goal or a conversation: its id.",
            ),
        ],
        since=optional(str, SINCE),
    )
    analysis_progress = live_field(
        progress_stream,
        Progress,
        "How far a run is, now and whenever that has changed; it ends with the run.",
        id=required(strawberry.ID, "The run: the id of the analysis that `runAnalysis` gave."),
    )
