"""The field `Goal.risk`: why a goal is at risk, each reason with what it was seen by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.nouns.goal_progress_inputs import is_type_of_source, nested_field, number_field
from api.nouns.goal_warnings import REMEDY, OpenQuestions
from api.scopes.suppression import Withheld
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field
from api.types.risk_filter import RiskKindEnum, risk_loader
from graph import records
from graph.goals.conventions import WARNINGS_SHOWN
from graph.goals.goals_at_risk import today
from graph.goals.risk import GoalRisk as GoalRiskSource
from graph.goals.risk import Reason
from graph.records import Goal, NodeRecord


def _nodes_of(node: type[NodeRecord], ids: Callable[[Any], Sequence[str]]) -> Any:
    """The batch that shows the first of the nodes whose ids each source holds."""

    async def batch(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[list[Any]]:
        wanted = [ids(root)[:WARNINGS_SHOWN] for root in roots]
        nodes = await context.nodes(node).load_by_key(id_ for each in wanted for id_ in each)
        return [[nodes[id_] for id_ in each if nodes[id_] is not None] for each in wanted]

    return batch


@strawberry.type(description="One reason why a goal is at risk, with what it was seen by.")
class RiskReason:
    """The kind of a reason, in words, and its evidence; fields of other kinds are null or empty."""

    is_type_of = is_type_of_source(Reason)
    kind = plain_field(lambda root: root.kind, RiskKindEnum, "What kind of reason it is.")
    because = plain_field(lambda root: root.because, str, "The reason in words.")
    progress = number_field(lambda root: root.progress, "Of BEHIND: how far the goal is, 0 to 1.")
    expected = number_field(
        lambda root: root.expected, "Of BEHIND: the share of its period that has passed."
    )
    last_at = plain_field(
        lambda root: root.last_at,
        datetime | None,
        "Of REPORTED_AT_RISK and NO_CHECK_IN the latest check-in, of NO_TALK and RISING_QUESTIONS the latest "
        "talk, of OWNER_LEFT when the last owner left; null: there is none.",
    )
    people = batched(
        _nodes_of(records.Person, lambda root: root.people),
        list[lazy_type("Person")],  # type: ignore[misc]
        "Of OWNER_LEFT: the owners, at most 20.",
    )
    goals = batched(
        _nodes_of(records.Goal, lambda root: root.goals),
        list[lazy_type("Goal")],  # type: ignore[misc]
        "Of MISSED_SUPPORT: the goals that were missed, at most 20.",
    )
    questions = nested_field(
        lambda root: list(root.questions[:WARNINGS_SHOWN]),
        list[OpenQuestions],
        "Of RISING_QUESTIONS: where they were asked, at most 20 conversations.",
    )


@dataclass(frozen=True, slots=True)
class ShownRisk:
    """The source of GoalRisk."""

    risk: GoalRiskSource


@strawberry.type(
    description="Whether a goal is at risk at the end of a day, by published rules; an invitation to "
    "look, never a verdict."
)
class GoalRisk:
    """Every reason why a goal is at risk."""

    is_type_of = is_type_of_source(ShownRisk)
    on = plain_field(lambda root: root.risk.on, date, "The day at whose end it is judged.")
    is_running = plain_field(
        lambda root: root.risk.in_course,
        bool,
        "Whether it is under way: begun, neither proposed, closed nor archived, not reached yet. "
        "Only then there are reasons.",
    )
    at_risk = plain_field(lambda root: root.risk.at_risk, bool, "Whether there is any reason.")
    reasons = nested_field(
        lambda root: list(root.risk.reasons), list[RiskReason], "The reasons, in a fixed order."
    )
    talk_withheld = plain_field(
        lambda root: None if _talk_shown(root.risk) else Withheld.NOT_YOURS,
        graphql_enum(Withheld) | None,
        "Why RISING_QUESTIONS and NO_TALK are not among them: these are for owners, analysts and "
        "stewards.",
    )
    remedy = plain_field(
        lambda root: None if _talk_shown(root.risk) else REMEDY, str | None, "Who can say more."
    )


def _talk_shown(risk: GoalRiskSource) -> bool:
    return risk.talk_seen or not risk.in_course


OnArgument = Annotated[
    date | None,
    strawberry.argument(
        description="The day at whose end it is judged; today (UTC) where absent. Who has left by "
        "then, and what was said until then, counts."
    ),
]


async def risk_batch(
    context: Context, roots: Sequence[Goal], arguments: dict[str, Any]
) -> list[ShownRisk]:
    """The risk of each goal, all in the same few statements."""
    given = arguments.get("on")
    on = today() if given is None or given is UNSET else given
    risks = await risk_loader(context, on).load_many([root.id for root in roots])
    return [
        ShownRisk(GoalRiskSource(root.id, on, in_course=False) if risk is None else risk)
        for root, risk in zip(roots, risks, strict=True)
    ]


risk_field = batched(
    risk_batch,
    GoalRisk,
    "Why it is at risk: behind what is expected, no check-in for long, questions that rise, no talk, "
    "owners who left, supporting goals that were missed.",
    metadata={"reads": ("id",)},
    on=OnArgument,
)
