"""The progress of goals as it is told: which goals, and since when a bound is not kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from graph.goals.progress import goal_progress
from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import GoalHistory
from graph.goals.progress.own_progress import Metric
from graph.records.enums import MetricKind
from tests.graph.goals.progress.test_history import FEBRUARY, JANUARY, MARCH, note, reach, version

ON = date(2026, 4, 1)
TIMES = (JANUARY, FEBRUARY, MARCH)


async def told(
    monkeypatch: pytest.MonkeyPatch, goals: dict[str, GoalHistory], *ids: str
) -> dict[str, goal_progress.GoalProgress]:
    async def day(store: Any, on: date) -> GoalsOfDay:
        return GoalsOfDay(goals, on)

    monkeypatch.setattr(goal_progress, "goals_of_day", day)
    store: Any = None
    return await goal_progress.progress_of_goals(store, ids, ON)


async def test_each_goal_that_there_is_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    goals = {
        "plain": GoalHistory([version(JANUARY)]),
        "half": GoalHistory([version(JANUARY, reach(10))], [note(JANUARY, value=Fraction(5))]),
    }
    found = await told(monkeypatch, goals, "half", "nowhere", "plain", "half")
    assert list(found) == ["half", "plain"]
    assert (found["half"].found.value, found["plain"].found.value) == (Fraction(1, 2), None)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [(MetricKind.STAY_BELOW, 9, 12), (MetricKind.STAY_ABOVE, 12, 9)],
)
@pytest.mark.parametrize(
    ("kept", "since"),
    [
        ("good good good", None), ("good bad bad", 1), ("bad bad bad", 0), ("bad good bad", 2),
        ("bad good good", None), ("bad none bad", 0), ("none none bad", 2), ("none none none", None),
    ],
)  # fmt: skip
async def test_since_when_a_bound_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
    kind: MetricKind,
    good: int,
    bad: int,
    kept: str,
    since: int | None,
) -> None:
    values = {"good": Fraction(good), "bad": Fraction(bad), "none": None}
    notes = [note(at, value=values[word]) for at, word in zip(TIMES, kept.split(), strict=True)]
    metric = Metric(kind, target=Fraction(10))
    found = await told(monkeypatch, {"g": GoalHistory([version(JANUARY, metric)], notes)}, "g")
    assert found["g"].broken_since == (None if since is None else notes[since])


async def test_only_bounds_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(goal_progress.BOUNDS) == {MetricKind.STAY_BELOW, MetricKind.STAY_ABOVE}
    for metric in (reach(10), Metric(MetricKind.STAY_BELOW), Metric()):
        history = GoalHistory([version(JANUARY, metric)], [note(MARCH, value=Fraction(12))])
        found = await told(monkeypatch, {"g": history}, "g")
        assert found["g"].broken_since is None
