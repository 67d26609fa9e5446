"""The arguments that say which talk makes ties, and how, and the question that they stand for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.cost import Cost
from api.types.connections import ARGUMENTS
from api.types.global_ids import id_in_argument
from api.types.null_inputs import refuse_nulls
from api.types.record_types import batched, graphql_enum
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import TieKind
from graph.records.window import Window


@strawberry.input(
    description="Days that count, whole ones in UTC; open where a side is not given. Every answer says "
    "which these are, as `window`."
)
class WindowInput:
    """From `since` to before `until`, both at the UTC midnight that is nearest."""

    since: datetime | None = strawberry.field(
        description="First moment that counts, moved to the nearest midnight in UTC.",
        default=UNSET,
    )
    until: datetime | None = strawberry.field(
        description="First moment that no longer counts, moved to the nearest midnight in UTC: of "
        "windows that end where others begin no day counts twice.",
        default=UNSET,
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
    return id_in_argument(id, "Goal", "goal")


def window_of(argument: Any) -> Window:
    """The days that an argument names."""
    if argument is None or argument is UNSET:
        return Window()
    refuse_nulls(argument, ("since", "until"), "window")
    return Window.of(argument.since or None, argument.until or None)


KindsArgument: Any = Annotated[
    Optional[list[graphql_enum(TieKind)]],  # type: ignore[misc]  # noqa: UP045
    strawberry.argument(
        description="What ties are made of: contact, help or both added up (an answer then counts "
        "as a reply and as help); CONTACT where absent."
    ),
]
HalfLifeArgument = Annotated[
    Optional[float],  # noqa: UP045
    strawberry.argument(description="After so many days an act counts half; 90 where absent."),
]
LeastArgument = Annotated[
    Optional[int],  # noqa: UP045
    strawberry.argument(
        description="Acts in the window, both ways together, below which two people have no tie; "
        "1, every tie, where absent. A conversation in which both spoke is one act."
    ),
]

First = Annotated[Optional[int], strawberry.argument(description=ARGUMENTS["first"])]  # noqa: UP045
After = Annotated[Optional[str], strawberry.argument(description=ARGUMENTS["after"])]  # noqa: UP045
Last = Annotated[Optional[int], strawberry.argument(description=ARGUMENTS["last"])]  # noqa: UP045
Before = Annotated[Optional[str], strawberry.argument(description=ARGUMENTS["before"])]  # noqa: UP045
PAGING: dict[str, Any] = {"first": First, "after": After, "last": Last, "before": Before}
"""Which page of a list of ties."""

TIE_ARGUMENTS: dict[str, Any] = {
    "goal": GoalArgument,
    "window": WindowArgument,
    "kinds": KindsArgument,
    "half_life_days": HalfLifeArgument,
    "least_interactions": LeastArgument,
}
"""The arguments of every field that reads ties, or a snapshot of them."""


def tie_query_of(arguments: Mapping[str, Any]) -> TieQuery:
    """The question that the arguments of a field stand for.

    Raises BadInput for an id that is no goal's, a window that ends before it begins, an empty list
    of kinds, a half-life or a least number of acts that is no such thing.
    """
    settings = {
        name: arguments[name]
        for name in ("half_life_days", "least_interactions")
        if arguments.get(name) is not None and arguments[name] is not UNSET
    }
    kinds = arguments.get("kinds")
    if kinds is not None and kinds is not UNSET:
        settings["kinds"] = tuple(kinds)
    return TieQuery(goal_of(arguments.get("goal")), window_of(arguments.get("window")), **settings)


Batch = Callable[[Any, Sequence[Any], dict[str, Any]], Awaitable[Sequence[Any]]]


def tie_field(
    batch: Batch, type_: Any, description: str, *, cost: Cost | None = None, **arguments: Any
) -> Any:
    """A field asked once for all sources, with the tie arguments after `arguments`.

    One of `arguments` may stand for the tie argument of its name. `cost` is stated where it is dear.
    """

    return batched(batch, type_, description, cost, **{**arguments, **TIE_ARGUMENTS, **arguments})
