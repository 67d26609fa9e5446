"""Which goals of the store are at risk on a day, and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from graph.goals.progress.cache import goals_of_day
from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.risk import DayFacts, GoalRisk, reasons_of_goal, reasons_of_talk
from graph.goals.warnings import WarningSigns, two_windows, warning_signs_of_goals
from graph.records.window import Window
from graph.store.driver import Store

GOALS_A_STATEMENT = 20_000
"""Goals whose talk is looked at in one statement."""

SeesTalk = Callable[[Collection[str]], bool]
"""Whether the talk of a goal with these owners may be looked at."""


def everybodys(_: Collection[str]) -> bool:
    """Whoever may look at the talk of all goals."""
    return True


async def risks_of_goals(
    store: Store, on: date, goals: Sequence[str] | None = None, sees: SeesTalk = everybodys
) -> dict[str, GoalRisk]:
    """The risk of these goals, or of all, at the end of a day; unknown goals are absent.

    One statement tells whether what is held of progress is still so, one reads the owners, one the
    goals waited for, and one the talk of those goals whose talk may be looked at.
    """
    facts = await day_facts(store, on)
    day = facts.day
    wanted = (
        list(day.goals) if goals is None else [one for one in dict.fromkeys(goals) if one in day]
    )
    in_course = [goal for goal in wanted if facts.in_course(goal)]
    owners = await owners_of(store, in_course)
    blockers = await blockers_of(store, in_course)
    seen = [goal for goal in in_course if sees(owners.get(goal, {}))]
    signs = await _signs(store, seen, on)
    risks = {goal: GoalRisk(goal, on, in_course=False) for goal in wanted}
    for goal in in_course:
        reasons = reasons_of_goal(facts, goal, owners.get(goal, {}), blockers.get(goal, ()))
        if goal in signs:
            reasons += reasons_of_talk(facts, signs[goal])
        risks[goal] = GoalRisk(goal, on, True, tuple(reasons), goal in signs)
    return risks


async def day_facts(store: Store, on: date) -> DayFacts:
    """What goals are judged by at the end of a day."""
    return await asyncio.to_thread(facts_of, await goals_of_day(store, on))


def facts_of(day: GoalsOfDay) -> DayFacts:
    """What goals are judged by on a day; kept with the day."""
    if day.facts is None:
        day.facts = DayFacts.of(day)
    facts: DayFacts = day.facts
    return facts


async def owners_of(
    store: Store, goals: Sequence[str]
) -> Mapping[str, Mapping[str, datetime | None]]:
    """The owners of each of these goals, with the moment from which on each was gone."""
    owners: dict[str, dict[str, datetime | None]] = {}
    if goals:
        for goal, person, left_at in await store.rows("departures_of_owners", ids=list(goals)):
            owners.setdefault(goal, {})[person] = left_at
    return owners


async def blockers_of(store: Store, goals: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The goals for which each of these goals waits."""
    blockers: dict[str, list[str]] = {}
    if goals:
        for goal, blocker in await store.rows("blockers_between_goals", ids=list(goals)):
            blockers.setdefault(goal, []).append(blocker)
    return blockers


async def _signs(store: Store, goals: Sequence[str], on: date) -> dict[str, WarningSigns]:
    windows = two_windows(Window(), on)
    signs: dict[str, WarningSigns] = {}
    for start in range(0, len(goals), GOALS_A_STATEMENT):
        part = goals[start : start + GOALS_A_STATEMENT]
        signs |= await warning_signs_of_goals(store, part, windows, every=True)
    return signs


def today() -> date:
    """The day that is meant where none is named."""
    return datetime.now(UTC).date()
