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
from graph.errors import BadInput
from graph.network.ties.tie_query import CONTACT, TieQuery
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


@strawberry.input(
    description="Which talk makes ties, and how: all that is asked of ties takes one."
)
class TieInput:
    """The ties that are asked for."""

    goal: strawberry.ID | None = strawberry.field(
        description="Only talk that advances this goal, or what supports it, by a confirmed link.",
        default=UNSET,
    )
    window: WindowInput | None = strawberry.field(
        description="Only talk of these days; all talk where absent.", default=UNSET
    )
    kinds: list[graphql_enum(TieKind)] | None = strawberry.field(  # type: ignore[valid-type]
        description="What ties are made of: contact, help or both added up (an answer then counts "
        "as a reply and as help); CONTACT where absent, of `flows` HELP.",
        default=UNSET,
    )
    half_life_days: float | None = strawberry.field(
        description="After so many days an act counts half; 90 where absent.", default=UNSET
    )
    least_interactions: int | None = strawberry.field(
        description="Acts in the window, both ways together, below which two people have no tie; "
        "1, every tie, where absent. A conversation in which both spoke is one act.",
        default=UNSET,
    )


TIE_FIELDS = ("goal", "window", "kinds", "half_life_days", "least_interactions")
TiesArgument = Annotated[
    Optional[TieInput],  # noqa: UP045
    strawberry.argument(description="Which talk makes ties, and how; all contact where absent."),
]

First = Annotated[Optional[int], strawberry.argument(description=ARGUMENTS["first"])]  # noqa: UP045
After = Annotated[Optional[str], strawberry.argument(description=ARGUMENTS["after"])]  # noqa: UP045
Last = Annotated[Optional[int], strawberry.argument(description=ARGUMENTS["last"])]  # noqa: UP045
Before = Annotated[Optional[str], strawberry.argument(description=ARGUMENTS["before"])]  # noqa: UP045
PAGING: dict[str, Any] = {"first": First, "after": After, "last": Last, "before": Before}
"""Which page of a list of ties."""


def says_ties(ties: Any) -> bool:
    """Whether the argument `ties` of a field says anything; one whose variables have no value does not."""
    given = () if ties is None or ties is UNSET else TIE_FIELDS
    return any(getattr(ties, name) is not UNSET for name in given)


def tie_query_of(arguments: Mapping[str, Any], kinds: tuple[TieKind, ...] = CONTACT) -> TieQuery:
    """The question that the argument `ties` of a field stands for; of these `kinds` where it names none.

    Raises BadInput, at its place, for an id that is no goal's, a window that ends before it begins, an
    empty list of kinds, a half-life or a least number of acts that is no such thing.
    """
    ties = arguments.get("ties")
    if ties is None or ties is UNSET:
        return TieQuery(kinds=kinds)
    refuse_nulls(ties, TIE_FIELDS, "ties")
    settings = {
        name: value
        for name in ("kinds", "half_life_days", "least_interactions")
        if (value := getattr(ties, name)) is not UNSET
    }
    try:
        goal, window = goal_of(ties.goal), window_of(ties.window)
        return TieQuery(goal, window, **{"kinds": kinds} | settings)
    except BadInput as error:
        path = ("ties", *error.path)
        raise BadInput(error.message, remedy=error.remedy, path=path) from None


Batch = Callable[[Any, Sequence[Any], dict[str, Any]], Awaitable[Sequence[Any]]]


def tie_field(
    batch: Batch, type_: Any, description: str, *, cost: Cost | None = None, **arguments: Any
) -> Any:
    """A field asked once for all sources, with `ties` after `arguments`; `cost` where it is dear."""
    return batched(batch, type_, description, cost, **arguments, ties=TiesArgument)
