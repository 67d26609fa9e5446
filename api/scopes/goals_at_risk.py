"""The field `goalsAtRisk` of every scope: which of its goals are at risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Optional

import numpy as np
import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.conventions import RISK_COST
from api.scopes.line_of_sight import prefetch_view, scope_of, view_of
from api.types.memory_connections import listed
from api.types.risk_filter import RiskKindEnum, all_risks, risk_loader
from graph import records
from graph.goals.goals_at_risk import today
from graph.goals.risk import GoalRisk
from graph.goals.risk_kinds import RiskKind
from graph.records.window import Window
from graph.store.memory_pages import MemoryList, most_first

KindsArgument = Annotated[
    Optional[list[RiskKindEnum]],  # noqa: UP045
    strawberry.argument(description="Only goals with one of these reasons; any where absent."),
]
OnArgument = Annotated[
    date | None,
    strawberry.argument(
        description="The day at whose end it is judged; today (UTC) where absent. The goals are those "
        "that its people own and its groups pursue now."
    ),
]


async def _goals_at_risk(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[MemoryList]:
    """The goals at risk of each scope, most reasons first."""
    given, kinds = arguments.get("on"), arguments.get("kinds")
    on = today() if given is None or given is UNSET else given
    asked = frozenset(RiskKind if kinds is None or kinds is UNSET else kinds)
    view = await view_of(context)
    ids = view.goals.ids
    scopes = [scope_of(view, root, Window()).goals.tolist() for root in roots]
    if any(root.label == "Network" for root in roots):
        await all_risks(context, on)
    every = sorted({ids[goal] for goals in scopes for goal in goals})
    loaded = await risk_loader(context, on).load_by_key(every)
    risks = {goal: one for goal, one in loaded.items() if one is not None}
    return [_list([ids[goal] for goal in goals], risks, asked) for goals in scopes]


def _list(
    goals: Sequence[str], risks: dict[str, GoalRisk], kinds: frozenset[RiskKind]
) -> MemoryList:
    """Those of the goals that have one of these reasons, most reasons first, then by id."""
    names = sorted({goal for goal in goals if goal in risks and risks[goal].kinds & kinds})
    amounts = np.array([len(risks[goal].reasons) for goal in names], np.int64)
    return most_first("Goal", np.arange(len(names)), names, amounts)


goals_at_risk_field = listed(
    "goals_at_risk",
    records.Goal,
    _goals_at_risk,
    "Its goals that are at risk, most reasons first: those that its people own or its groups pursue, of "
    "the network all. `Goal.risk` says why; what talk says counts for whoever may see it.",
    cost=RISK_COST,
    metadata={"prefetch": prefetch_view},
    kinds=KindsArgument,
    on=OnArgument,
)
