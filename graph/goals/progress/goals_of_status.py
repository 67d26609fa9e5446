"""Which goals have a status of progress on a day: one that is proposed, or one that was said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from graph.goals.progress.cache import goals_of_day
from graph.goals.progress.expected_progress import expectation, proposed_status
from graph.goals.progress.goal_progress import GoalProgress, progress_of_goals
from graph.store.driver import Store


async def goals_of_status(
    store: Store, on: date, statuses: Collection[str], *, is_said: bool
) -> tuple[str, ...]:
    """The ids of the goals with one of these statuses at the end of a day, in their order."""
    day = await goals_of_day(store, on)
    progress = await progress_of_goals(store, list(day.goals), on)
    status = _said if is_said else _proposed
    return tuple(sorted(goal for goal, one in progress.items() if status(one, on) in statuses))


def _said(progress: GoalProgress, on: date) -> str | None:
    return None if progress.said is None else progress.said.status


def _proposed(progress: GoalProgress, on: date) -> str | None:
    expected = expectation(on, progress.version.starts_on, progress.version.due_on)
    return proposed_status(progress.found.value, expected, holds=progress.found.holds)[0]
