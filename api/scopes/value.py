"""The field `value` of every scope: its profile, period by period, part by part, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Optional

import strawberry

from api.execution.context import Context
from api.scopes.tie_arguments import GoalArgument, WindowArgument, goal_of, window_of
from api.scopes.value_parts import ValueParts, parts_batch
from api.scopes.value_profile import ValueProfile
from api.scopes.value_scopes import HeldLedger, ShownValue, shown_values
from api.scopes.value_trend import trend_batch
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field, plain_nested
from graph import records
from graph.errors import NotFound
from graph.ledger.build import CODE
from graph.ledger.cache import parts_behind
from graph.records.window import day_time
from graph.scopes.value import PeriodLength

Period: Any = graphql_enum(PeriodLength)
ByArgument = Annotated[
    Optional[Period],  # noqa: UP045
    strawberry.argument(description="Months or quarters of the calendar; QUARTER where absent."),
]


async def _behind(
    context: Context, roots: Sequence[HeldLedger], _: dict[str, Any]
) -> list[list[str]]:
    return [await parts_behind(context.store, roots[0].ledger.reach)] * len(roots)


@strawberry.type(description="How far the ledger reaches that a value was read from.")
class LedgerReach:
    """Whoever reads a number should know of which talk it is."""

    first_day = plain_field(
        lambda held: _time(held.ledger.reach.first_day),
        datetime | None,
        "The first day of talk in it; null: it holds none.",
    )
    last_day = plain_field(
        lambda held: _time(held.ledger.reach.last_day),
        datetime | None,
        "The last day of talk in it.",
    )
    built_at = plain_field(
        lambda held: datetime.fromtimestamp(held.ledger.reach.built_at, UTC),
        datetime,
        "When it was made.",
    )
    hash = plain_field(
        lambda held: held.ledger.reach.hash, str, "Of all its rows: equal hashes are equal ledgers."
    )
    behind = batched(
        _behind,
        list[str],
        "Parts of the organisation that have changed since; empty: it is up to date. `goalgraph "
        "ledger` brings it up to date.",
    )


def _time(day: int | None) -> datetime | None:
    return None if day is None else day_time(day)


@strawberry.type(description="How the numbers of a value come about.")
class ValueExplanation:
    """One arithmetic for a person, a group and the network."""

    formula = plain_field(
        lambda _: (
            "V(S) = Σ over events in the window, for the goal, of the credits of the people of S; "
            "rate = V(S) / D(S), D counted over the same people"
        ),
        str,
        "What every kind is.",
    )
    inputs = plain_field(
        lambda _: [
            "standing messages and reactions outside private talk",
            "needs, experiments and outcomes that did not come from private talk",
            "memberships by day: a member counts while a member, a person always",
            "confirmed links of talk to goals",
        ],
        list[str],
        "What it is computed from.",
    )
    code_version = plain_field(
        lambda shown: CODE if shown.held is None else shown.held.ledger.reach.code_version,
        str,
        "The version of the rules by which events were told.",
    )
    reach = plain_nested(
        lambda shown: shown.held,
        Optional[LedgerReach],  # noqa: UP045
        "How far the ledger reaches; null: there is none yet.",
    )


async def _goals(context: Context, roots: Sequence[ShownValue], _: dict[str, Any]) -> list[Any]:
    ids = [shown.goal for shown in roots if shown.goal is not None]
    nodes = await context.nodes(records.Goal).load_by_key(ids)
    return [None if shown.goal is None else nodes[shown.goal] for shown in roots]


@strawberry.type(
    description="Which value the people of a scope created in a window, for a goal or for any: the "
    "same fields for a person, a group, a set and the network."
)
class Value(ValueProfile):
    """See `ShownValue`."""

    goal = batched(
        _goals,
        Optional[lazy_type("Goal")],  # noqa: UP045
        "The goal that it was asked for, with what supports it; null: for any goal or none.",
    )
    trend = batched(
        trend_batch,
        list[ValueProfile],
        "The same for each month or quarter of the window, from the first to the last in which the "
        "ledger has anything, oldest first; beyond 120 only those in which it has. What adds up over "
        "days adds up to the whole, where it is not rounded. Each is withheld, or rounded, by itself.",
        by=ByArgument,
    )
    parts = batched(
        parts_batch,
        Optional[ValueParts],  # noqa: UP045
        "The same for each part: of a group the groups that are part of it, of a set the groups that "
        "it names, of the network the units that are part of no other; null of a person.",
    )
    explain = plain_nested(
        lambda shown: shown, ValueExplanation, "Formula, inputs, version, and how far it reaches."
    )


async def value_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[ShownValue]:
    """The value of each scope. Raises NotFound for a goal that there is not."""
    goal = goal_of(arguments.get("goal"))
    if goal is not None and await context.node(records.Goal, goal) is None:
        raise NotFound("there is no such goal", remedy="look the goal up", path=("goal",))
    return await shown_values(context, roots, window_of(arguments.get("window")), goal)


value_field = batched(
    value_batch,
    Value,
    "Which value its people created by helping, stage by stage: connecting, sharing, solving, "
    "innovating, and the culture that carries it. A member of a group counts while a member.",
    window=WindowArgument,
    goal=GoalArgument,
)
