"""The fields `Goal.signs` and `Person.goalsToLookAt`: a quiet second look, shown to owners first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.goal_progress_inputs import is_type_of_source, nested_field
from api.scopes.suppression import Withheld
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.record_types import PARENT, graphql_enum, plain_field, pointer_field
from api.types.risk_filter import sees_talk
from api.types.windows import ScoreWindow
from graph.goals.conventions import WARNINGS_SHOWN
from graph.goals.warnings import (
    OpenTalk,
    SignKind,
    TwoWindows,
    WarningSigns,
    goals_to_look_at,
    two_windows,
    warning_signs_of_goals,
)
from graph.records import Goal
from graph.records.enums import CheckInStatus

REMEDY = "ask an owner of the goal, an analyst or a steward"


@dataclass(frozen=True, slots=True)
class GoalSignsSource:
    """The source of GoalSigns: what was found, or why it is not shown."""

    windows: TwoWindows
    signs: WarningSigns | None

    @property
    def is_shown(self) -> bool:
        """Whether the viewer may see it."""
        return self.signs is not None


@dataclass(frozen=True, slots=True)
class GoalsToLookAtSource:
    """The source of GoalsToLookAt."""

    windows: TwoWindows
    goals: list[GoalSignsSource] = field(default_factory=list)
    withheld: bool = False


@strawberry.type(description="A conversation in which questions had no answer by somebody else.")
class OpenQuestions:
    """The evidence of rising questions."""

    is_type_of = is_type_of_source(OpenTalk)
    conversation = pointer_field(
        "Conversation", lambda root: root.conversation, "Where they were asked."
    )
    in_window = plain_field(lambda root: root.now, int, "Of the window, at its end.")
    before = plain_field(
        lambda root: root.before, int, "Of the window before, at the end of that one."
    )


@strawberry.type(description="What invites a second look at a goal that is said to be on track.")
class GoalSigns:
    """The talk of a goal in a window, beside the window before."""

    is_type_of = is_type_of_source(GoalSignsSource)
    withheld = plain_field(
        lambda root: None if root.is_shown else Withheld.NOT_YOURS,
        graphql_enum(Withheld) | None,
        "Why nothing is shown.",
    )
    remedy = plain_field(
        lambda root: None if root.is_shown else REMEDY, str | None, "Who can say more."
    )
    window = nested_field(
        lambda root: ScoreWindow(since=root.windows.since, until=root.windows.until),
        ScoreWindow,
        "The days it is about: the 28 that end today where none are asked.",
    )
    window_before = nested_field(
        lambda root: ScoreWindow(since=root.windows.before, until=root.windows.since),
        ScoreWindow,
        "The days it is compared with: as many, just before.",
    )
    reported_status = plain_field(
        lambda root: root.signs and root.signs.said_status,
        graphql_enum(CheckInStatus) | None,
        "What the latest check-in says; only where it says ON_TRACK is there anything to compare.",
    )
    signs = plain_field(
        lambda root: list(root.signs.kinds) if root.is_shown else [],
        list[graphql_enum(SignKind)],  # type: ignore[misc]
        "What was seen; empty where nothing stands out.",
    )
    last_talk_at = plain_field(
        lambda root: root.signs and root.signs.last_talk_at,
        datetime | None,
        "When somebody last spoke about it or about what supports it; null: never, or not looked.",
    )
    unanswered = plain_field(
        lambda root: root.signs.now if root.is_shown else None,
        int | None,
        "Questions of the window that had no answer by somebody else at its end.",
    )
    unanswered_before = plain_field(
        lambda root: root.signs.before if root.is_shown else None,
        int | None,
        "Questions of the window before that had none at the end of that one.",
    )
    questions = nested_field(
        lambda root: list(root.signs.open[:WARNINGS_SHOWN]) if root.is_shown else [],
        list[OpenQuestions],
        "Where they were asked, most of the window first; at most 20 conversations.",
    )


@strawberry.type(description="A goal and what invites a second look at it.")
class GoalToLookAt:
    """One of a person's goals."""

    is_type_of = is_type_of_source(GoalSignsSource)
    goal = pointer_field("Goal", lambda root: root.signs.goal, "The goal.")
    signs = nested_field(lambda root: root, GoalSigns, "What was seen.")


@strawberry.type(
    description="The goals of a person that invite a second look; for the person first."
)
class GoalsToLookAt:
    """Goals that are said to be on track, with what their talk says."""

    is_type_of = is_type_of_source(GoalsToLookAtSource)
    withheld = plain_field(
        lambda root: Withheld.NOT_YOURS if root.withheld else None,
        graphql_enum(Withheld) | None,
        "Why nothing is shown.",
    )
    window = nested_field(
        lambda root: ScoreWindow(since=root.windows.since, until=root.windows.until),
        ScoreWindow,
        "The days it is about: the 28 that end today where none are asked.",
    )
    goals = nested_field(lambda root: root.goals, list[GoalToLookAt], "The goals, by their ids.")


def _windows(arguments: dict[str, Any]) -> TwoWindows:
    return two_windows(window_of(arguments.get("window")), datetime.now(UTC).date())


async def signs_batch(
    context: Context, roots: Sequence[Goal], arguments: dict[str, Any]
) -> list[GoalSignsSource]:
    """The signs of each goal, from one statement."""
    windows = _windows(arguments)
    loader = context.loader(
        ("signs", windows), lambda keys: warning_signs_of_goals(context.store, keys, windows)
    )
    signs_of_each = await loader.load_many([root.id for root in roots])
    return [
        GoalSignsSource(
            windows, signs if signs is not None and sees_talk(context, signs.owners) else None
        )
        for signs in signs_of_each
    ]


async def look_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[GoalsToLookAtSource]:
    """The goals that each person might look at, for those whom the viewer may see."""
    windows = _windows(arguments)
    people = [root.id for root in roots if sees_talk(context, [root.id])]
    loader = context.loader(
        ("goals_to_look_at", windows), lambda keys: goals_to_look_at(context.store, keys, windows)
    )
    signs_of_person = await loader.load_by_key(people)
    return [
        GoalsToLookAtSource(
            windows, [GoalSignsSource(windows, signs) for signs in signs_of_person[root.id] or ()]
        )
        if root.id in signs_of_person
        else GoalsToLookAtSource(windows, withheld=True)
        for root in roots
    ]


async def _signs(root: Any, info: Info, window: WindowArgument = UNSET) -> GoalSigns:
    """The signs of one goal."""
    return (await signs_batch(info.context, [root], {"window": window}))[0]  # type: ignore[return-value]


async def _look(root: Any, info: Info, window: WindowArgument = UNSET) -> GoalsToLookAt:
    """The goals that one person might look at."""
    return (await look_batch(info.context, [root], {"window": window}))[0]  # type: ignore[return-value]


_signs.__annotations__["root"] = _look.__annotations__["root"] = PARENT

signs_field = strawberry.field(
    resolver=_signs,
    description="What its talk says beside a check-in that says ON_TRACK; for its owners first.",
    metadata={"batch": signs_batch, "reads": ("id",)},
)
look_field = strawberry.field(
    resolver=_look,
    description="The person's goals that are said to be on track while questions rise or nobody "
    "talks about them; for the person, analysts and stewards.",
    metadata={"batch": look_batch, "reads": ("id",)},
)
