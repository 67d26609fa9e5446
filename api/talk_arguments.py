"""The arguments that restrict talk, `goal` and `window`, and what they stand for."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.ids import from_global_id
from graph.analysing.network import Window
from graph.errors import BadInput


@strawberry.input(description="Days that count; open where a side is not given.")
class WindowInput:
    """From `since` to before `until`, snapped to whole UTC days."""

    since: datetime | None = strawberry.field(
        description="First moment that counts; its whole UTC day does.", default=None
    )
    until: datetime | None = strawberry.field(
        description="First moment that no longer counts, rounded up to a whole UTC day.",
        default=None,
    )


GoalArgument = Annotated[
    Optional[strawberry.ID],  # noqa: UP045
    strawberry.argument(
        description="Only talk that advances this goal, or what supports it, by a confirmed link."
    ),
]
WindowArgument = Annotated[
    Optional[WindowInput],  # noqa: UP045
    strawberry.argument(description="Only talk of these days; all talk where absent."),
]


def goal_of(id: Any) -> str | None:
    """The stored id of the goal that an argument names."""
    if id is None or id is UNSET:
        return None
    label, native = from_global_id(str(id))
    if label != "Goal":
        raise BadInput(
            f"`goal` is the id of a {label}", remedy="pass the id of a goal", path=("goal",)
        )
    return native


def window_of(given: Any) -> Window:
    """The days that an argument names."""
    if given is None or given is UNSET:
        return Window()
    return Window.of(given.since, given.until)
