"""The field `progress` of a goal, explained field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.goal_progress_inputs import (
    ProgressLeftOut,
    ProgressLeftOutSource,
    fraction_text,
    inputs_field,
    is_type_of_source,
    nested_field,
    number_field,
)
from api.types.record_types import PARENT, graphql_enum, plain_field
from graph.goals.progress.expected_progress import (
    Expectation,
    ProposedStatus,
    expectation,
    proposed_status,
)
from graph.goals.progress.goal_progress import GoalProgress as ReadProgress
from graph.goals.progress.goal_progress import progress_of_absent_goal, progress_of_goals
from graph.goals.progress.own_progress import ProgressSource
from graph.records import Goal
from graph.records.enums import CheckInStatus, MetricKind, Precision


@dataclass(frozen=True, slots=True)
class GoalProgressSource:
    """The source of a GoalProgress: what was read, and what was expected by the day."""

    read: ReadProgress
    expected: Expectation
    proposed: ProposedStatus | None
    no_proposal_because: str | None


def precision_field(value: Callable[[Any], Precision | None]) -> Any:
    """The field that says how exactly the time before it is known."""
    return plain_field(value, graphql_enum(Precision) | None, "DAY where only the day is known.")


@strawberry.type(description="What a goal's own progress is reckoned from.")
class OwnProgress:
    """A goal's metric and check-ins, as far as progress comes from them."""

    is_type_of = is_type_of_source(ReadProgress)
    kind = plain_field(
        lambda root: root.metric.kind,
        graphql_enum(MetricKind) | None,
        "How the metric is meant to move.",
    )
    baseline = number_field(
        lambda root: root.metric.baseline, "Value at the start; `reach` takes 0 where it is null."
    )
    target = number_field(lambda root: root.metric.target, "Value to reach, or bound to keep.")
    current = number_field(
        lambda root: root.own.current,
        "Latest value known by the day: that of the latest check-in, else the metric's own.",
    )
    current_at = plain_field(
        lambda root: root.own.current_at,
        datetime | None,
        "When the check-in was made that says so; null where the metric itself does.",
    )
    current_at_precision = precision_field(lambda root: root.own.current_at_precision)
    value = number_field(
        lambda root: root.own.value,
        "The goal's own progress by its numbers, 0 to 1, also where its status says more.",
    )
    unclamped = number_field(
        lambda root: root.own.raw, "The same before it is cut to 0 to 1: what went beyond."
    )
    broken_since = plain_field(
        lambda root: root.broken_since and root.broken_since.time,
        datetime | None,
        "Of a bound to keep that is not kept: the first check-in since which it is not.",
    )
    broken_since_precision = precision_field(
        lambda root: root.broken_since and root.broken_since.precision
    )
    unknown_because = plain_field(
        lambda root: root.own.because,
        str | None,
        "Why the goal has no progress of its own.",
    )
    remark = plain_field(
        lambda root: root.own.remark,
        str | None,
        "What to know of the metric, for example that its target is its baseline.",
    )


@strawberry.type(
    description="How far a goal is: by its metric, else by its check-ins, else by what supports it."
)
class GoalProgress:
    """The progress of a goal on a day, with what it is made of."""

    is_type_of = is_type_of_source(GoalProgressSource)
    value = number_field(
        lambda root: root.read.found.value,
        "From 0 to 1, to 12 places; null where nothing is known. Archived and dropped goals that "
        "support it are not counted, unknown ones neither.",
    )
    exact = plain_field(
        lambda root: fraction_text(root.read.found.value),
        str | None,
        "The same as a fraction, for example `1/3`.",
    )
    is_exact = plain_field(
        lambda root: root.read.found.exact,
        bool,
        "False where fractions grew so long that contributions were rounded to 60 places.",
    )
    source = plain_field(
        lambda root: root.read.found.source,
        graphql_enum(ProgressSource),
        "What it is taken from.",
    )
    unknown_because = plain_field(
        lambda root: root.read.found.because,
        str | None,
        "Why there is no value.",
    )
    expected_by_now = number_field(
        lambda root: root.expected.share,
        "The share of its period that has passed: 0 on the first day, 1 on the last; null where "
        "the period is not known.",
    )
    expected_unknown_because = plain_field(
        lambda root: root.expected.because,
        str | None,
        "Why nothing is expected by the day.",
    )
    proposed_status = plain_field(
        lambda root: root.proposed,
        graphql_enum(ProposedStatus) | None,
        "The status that value against expectation proposes. It never replaces what people said.",
    )
    no_proposal_because = plain_field(
        lambda root: root.no_proposal_because,
        str | None,
        "Why no status is proposed.",
    )
    reported_status = plain_field(
        lambda root: root.read.said and root.read.said.status,
        graphql_enum(CheckInStatus) | None,
        "What the latest check-in that names a status says.",
    )
    reported_at = plain_field(
        lambda root: root.read.said and root.read.said.time,
        datetime | None,
        "When that was reported.",
    )
    reported_at_precision = precision_field(
        lambda root: root.read.said and root.read.said.precision
    )
    known_share = number_field(
        lambda root: root.read.known,
        "The share of the weight below it whose progress is known; null where nothing supports it.",
    )
    own = nested_field(lambda root: root.read, OwnProgress, "Its metric and check-ins.")
    inputs = inputs_field
    input_count = plain_field(
        lambda root: len(root.read.inputs), int, "How many goals support it and may be counted."
    )
    left_out = nested_field(
        lambda root: [ProgressLeftOutSource(*child) for child in root.read.left_out],
        list[ProgressLeftOut],
        "The goals that support it and are not counted, archived and dropped ones, by id.",
    )


OnArgument = Annotated[
    date | None,
    strawberry.argument(
        description="The day at whose end it is judged; today (UTC) where absent. Later check-ins "
        "do not count."
    ),
]


async def progress_batch(
    context: Context, roots: Sequence[Goal], arguments: dict[str, Any]
) -> list[GoalProgressSource]:
    """The progress of each goal, all from what is held of the goals."""
    on = arguments.get("on")
    day = datetime.now(UTC).date() if on is None or on is UNSET else on
    loader = context.loader(
        ("progress", day), lambda keys: progress_of_goals(context.store, keys, day)
    )
    progress = await loader.load_many([root.id for root in roots])
    return [_progress_source(root, read, day) for root, read in zip(roots, progress, strict=True)]


def _progress_source(goal: Goal, read: ReadProgress | None, day: date) -> GoalProgressSource:
    """The progress against what is expected of the goal by a day."""
    read = progress_of_absent_goal(goal.id, day) if read is None else read
    expected = expectation(day, read.version.starts_on, read.version.due_on)
    status, no_proposal = proposed_status(read.found.value, expected, holds=read.found.holds)
    return GoalProgressSource(read, expected, status, no_proposal)


async def _progress(root: Any, info: Info, on: OnArgument = UNSET) -> GoalProgress:
    """The progress of one goal."""
    return (await progress_batch(info.context, [root], {"on": on}))[0]  # type: ignore[return-value]


_progress.__annotations__["root"] = PARENT

progress_field = strawberry.field(
    resolver=_progress,
    description="How far it is, against what is expected by a day, explained field by field.",
    metadata={"batch": progress_batch, "reads": ("id",)},
)

__all__ = ["GoalProgress", "progress_batch", "progress_field"]
