"""`goalgraph goals`: the goals in course, how far they are, and which are at risk for which reason."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer

from api.cli.options import Data
from api.cli.row_formats import Format, print_rows, require_no_terminal
from api.cli.store_connection import reachable_store
from api.cli.value import EVERYBODY, scope_named
from graph.config import Settings, Target
from graph.errors import BadInput
from graph.goals.goals_at_risk import day_facts, risks_of_goals, today
from graph.goals.progress.decimals import decimal_of
from graph.goals.risk import DayFacts, GoalRisk, Reason, order_of
from graph.goals.risk_kinds import RiskKind
from graph.goals.scope_goals import goals_of_scope
from graph.records import Goal
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id
from graph.upkeep.migrations import require_migrated

COLUMNS = ("goal", "title", "due", "progress", "expected", "proposed", "said", "reasons")
RISK_COLUMNS = ("goal", "title", "due", "reason", "because", "evidence")

Scope = Annotated[
    str | None,
    typer.Option(
        "--scope",
        help="Only goals of a person or a group, with what is part of it: SOURCE/ID or a mail address.",
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--reason", help="Only this reason, as behind or owner_left; repeat."),
]
Day = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="At whose end it is judged; today."),
]


@dataclass(frozen=True)
class GoalTable:
    """What is printed: goals with their records, by the facts of a day."""

    facts: DayFacts
    risks: Sequence[GoalRisk]
    goals: dict[str, Goal]

    async def rows(self) -> AsyncIterator[tuple[Any, ...]]:
        """One row a goal in course."""
        for risk in self.risks:
            goal = self.goals[risk.goal]
            said = self.facts.day.status(risk.goal)
            yield (
                goal.id,
                goal.title,
                self.facts.day.version(goal.id).due_on,
                _number(self.facts.value(goal.id)),
                _number(self.facts.expected(goal.id).share),
                self.facts.proposed(goal.id),
                None if said is None else said.status,
                ", ".join(reason.kind for reason in risk.reasons) or None,
            )

    async def reasons(self, kinds: frozenset[RiskKind]) -> AsyncIterator[tuple[Any, ...]]:
        """One row a goal and reason."""
        for risk in self.risks:
            goal = self.goals[risk.goal]
            for reason in risk.reasons:
                if reason.kind in kinds:
                    due = self.facts.day.version(goal.id).due_on
                    evidence = evidence_of(reason)
                    yield goal.id, goal.title, due, reason.kind, reason.because, evidence


def goals(
    at_risk: Annotated[
        bool, typer.Option("--at-risk", help="Only goals at risk, a row for each reason.")
    ] = False,
    scope: Scope = None,
    kinds: Kinds = None,
    on: Day = None,
    format_: Annotated[Format, typer.Option("--format", help="How it is printed.")] = Format.TABLE,
    data: Data = None,
) -> None:
    """Print the goals in course with their progress, or those at risk with the reasons."""
    asked = kinds_of(kinds)
    require_no_terminal(format_)
    day = today() if on is None else on.date()
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        table = asyncio.run(_table(target, scope, day, asked if at_risk or kinds else None))
    by_reason = at_risk or bool(kinds)
    columns = RISK_COLUMNS if by_reason else COLUMNS
    rows = table.reasons(asked) if by_reason else table.rows()
    asyncio.run(print_rows(columns, rows, format_))


def kinds_of(names: Sequence[str] | None) -> frozenset[RiskKind]:
    """The reasons with these names, all where none is named; raises BadInput for an unknown one."""
    if not names:
        return frozenset(RiskKind)
    known = {kind.value: kind for kind in RiskKind}
    for name in names:
        if name.lower() not in known:
            raise BadInput(
                f"there is no reason {name!r}", remedy=f"choose one of {', '.join(known)}"
            )
    return frozenset(known[name.lower()] for name in names)


async def _table(
    target: Target, scope: str | None, on: date, kinds: frozenset[RiskKind] | None
) -> GoalTable:
    async with Store.open(target) as store:
        await require_migrated(store)
        return await table_of(store, scope, on, kinds)


async def table_of(
    store: Store, scope: str | None, on: date, kinds: frozenset[RiskKind] | None = None
) -> GoalTable:
    """The goals of a scope on a day, most reasons first; `kinds`: only those at risk for one of these."""
    root = await scope_named(store, scope or EVERYBODY)
    wanted = None if scope is None else await goals_of_scope(store, root)
    risks = await risks_of_goals(store, on, wanted)
    shown = [
        risk
        for risk in sorted(risks.values(), key=order_of)
        if risk.in_course and (kinds is None or risk.kinds & kinds)
    ]
    records = await nodes_by_id(store, Goal, [risk.goal for risk in shown])
    facts = await day_facts(store, on)
    return GoalTable(facts, [risk for risk in shown if risk.goal in records], records)


def evidence_of(reason: Reason) -> list[str]:
    """The ids of what a reason was seen by."""
    return [*reason.people, *reason.goals, *(talk.conversation for talk in reason.questions)]


def _number(share: Any) -> float | None:
    return None if share is None else float(round(decimal_of(share), 4))
