"""How goals stood on earlier days: versions, what was known of values, and the goal graph of a day."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import GoalHistory, GoalVersion, Note, text_of
from graph.goals.progress.own_progress import Metric, ProgressSource
from graph.records.enums import MetricKind

JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))


def reach(target: int, current: int | None = None, baseline: int | None = None) -> Metric:
    numbers = (
        None if number is None else Fraction(number) for number in (baseline, target, current)
    )
    return Metric(MetricKind.REACH, *numbers)


def version(at: datetime, metric: Metric = Metric(), **more: object) -> GoalVersion:  # noqa: B008
    return GoalVersion(text_of(at), metric, **more)  # type: ignore[arg-type]


def note(at: datetime, **values: object) -> Note:
    return Note(text_of(at), **values)  # type: ignore[arg-type]


def value(goals: dict[str, GoalHistory], goal: str, on: date) -> Fraction | None:
    return GoalsOfDay(goals, on).progress_below([goal])[1][goal].value


def test_a_raised_target_changes_only_what_comes_after() -> None:
    notes = [note(JANUARY, value=Fraction(5))]
    goal = GoalHistory([version(JANUARY, reach(10)), version(MARCH, reach(20))], notes)
    assert value({"g": goal}, "g", date(2026, 2, 10)) == Fraction(1, 2)
    assert value({"g": goal}, "g", date(2026, 2, 28)) == Fraction(1, 2)
    assert value({"g": goal}, "g", date(2026, 3, 1)) == Fraction(1, 4)


def test_the_first_version_holds_before_it_was_saved() -> None:
    goal = GoalHistory([version(MARCH, reach(10))], [note(JANUARY, value=Fraction(5))])
    assert value({"g": goal}, "g", date(2026, 2, 10)) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"archived": True, "parents": {"top": Fraction(1)}}, Fraction(1, 4)),
        ({"status": "dropped", "parents": {"top": Fraction(1)}}, Fraction(1, 4)),
        ({"status": "achieved", "parents": {"top": Fraction(1)}}, Fraction(5, 8)),
        ({"status": "missed", "parents": {"top": Fraction(1)}}, Fraction(3, 8)),
        ({"parents": {"top": Fraction(3)}}, Fraction(7, 16)),
        ({"parents": {}}, Fraction(1, 4)),
    ],
)
def test_what_becomes_of_a_child_leaves_the_past_of_its_parent(
    change: dict[str, object], after: Fraction
) -> None:
    below = {"parents": {"top": Fraction(1)}}
    goals = {
        "top": GoalHistory([version(JANUARY)]),
        "a": GoalHistory(
            [version(JANUARY, reach(10), **below), version(MARCH, reach(10), **change)],
            [note(JANUARY, value=Fraction(5))],
        ),
        "b": GoalHistory([version(JANUARY, reach(4), **below)], [note(JANUARY, value=Fraction(1))]),
    }
    assert value(goals, "top", date(2026, 2, 10)) == Fraction(3, 8)
    assert value(goals, "top", date(2026, 3, 2)) == after


def test_a_goal_that_is_added_counts_from_then_on() -> None:
    below = {"parents": {"top": Fraction(1)}}
    notes = [note(JANUARY, value=Fraction(10))]
    goals = {
        "top": GoalHistory([version(JANUARY)]),
        "old": GoalHistory(
            [version(JANUARY, reach(10), **below)], [note(JANUARY, value=Fraction(5))]
        ),
        "new": GoalHistory([version(FEBRUARY, reach(10), **below)], notes),
    }
    assert value(goals, "top", date(2026, 1, 31)) == Fraction(1, 2)
    assert value(goals, "top", date(2026, 2, 1)) == Fraction(3, 4)
    # of before anything was known of any of them, all are as they were first known
    assert value(goals, "top", date(2025, 12, 31)) is None
    assert (
        len(GoalsOfDay(goals, date(2025, 12, 31)).progress_below(["top"])[0]["top"].children) == 2
    )


def test_before_a_value_was_known_nothing_is_known() -> None:
    stated = GoalHistory([version(MARCH, reach(10, 9, 4))])
    checked = GoalHistory([version(JANUARY, reach(10, None, 4))], [note(MARCH, value=Fraction(7))])
    day = date(2026, 2, 10)
    assert value({"g": stated}, "g", day) is None
    assert value({"g": checked}, "g", day) is None
    assert value({"g": checked}, "g", date(2026, 3, 1)) == Fraction(1, 2)
    assert value({"g": stated}, "g", date(2026, 3, 1)) == Fraction(5, 6)


@pytest.mark.parametrize(
    "state", [{"status": "achieved"}, {"status": "dropped"}, {"archived": True}]
)
def test_what_became_of_a_goal_is_not_known_before(state: dict[str, object]) -> None:
    goals = {
        "top": GoalHistory([version(MARCH)]),
        "low": GoalHistory(
            [version(MARCH, reach(10), parents={"top": Fraction(1)}, **state)],
            [note(JANUARY, value=Fraction(5))],
        ),
    }
    assert value(goals, "top", date(2026, 2, 10)) == Fraction(1, 2)


def test_an_achieved_goal_is_at_one_and_shows_what_its_numbers_say() -> None:
    goal = GoalHistory([version(JANUARY, reach(10, 4), status="achieved")])
    nodes, progress = GoalsOfDay({"g": goal}, date(2026, 2, 1)).progress_below(["g"])
    assert (progress["g"].value, progress["g"].source) == (1, ProgressSource.STATUS)
    assert nodes["g"].own.value == Fraction(2, 5)


def test_threads_that_ask_at_once_get_what_one_gets() -> None:
    goals = {"g0": GoalHistory([version(JANUARY)])}
    for n in range(1, 400):
        parents = {f"g{(n - 1) // 2}": Fraction(1), f"g{(n - 1) // 3}": Fraction(1)}
        metric = reach(10, n % 11) if n > 250 else Metric()
        goals[f"g{n}"] = GoalHistory([version(JANUARY, metric, parents=parents)])
    expected = GoalsOfDay(goals, date(2026, 2, 1)).progress_below(goals)[1]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(5):
            day = GoalsOfDay(goals, date(2026, 2, 1))
            with ThreadPoolExecutor(8) as pool:
                futures = [pool.submit(day.progress_below, [f"g{n}"]) for n in range(40)]
            results = [future.result()[1][f"g{n}"] for n, future in enumerate(futures)]
            assert results == [expected[f"g{n}"] for n in range(40)]
    finally:
        sys.setswitchinterval(before)


days = st.integers(0, 60).map(lambda n: JANUARY + timedelta(days=n))


@given(
    st.lists(st.tuples(days, st.integers(1, 9)), min_size=1, max_size=6, unique_by=lambda v: v[0]),
    st.lists(st.tuples(days, st.integers(0, 9)), max_size=6),
    st.integers(0, 60),
    st.integers(1, 9),
)
def test_what_is_saved_later_changes_no_earlier_day(
    targets: list[tuple[datetime, int]],
    values: list[tuple[datetime, int]],
    day: int,
    target: int,
) -> None:
    """The law of the past: versions and check-ins after a day's end do not change its progress."""
    on = (JANUARY + timedelta(days=day)).date()
    versions = [version(at, reach(n, None, 1)) for at, n in sorted(targets)]
    notes = [note(at, value=Fraction(n)) for at, n in sorted(values)]
    later = JANUARY + timedelta(days=61)
    grown = GoalHistory(
        [*versions, version(later, reach(target))], [*notes, note(later, value=Fraction(3))]
    )
    assert value({"g": GoalHistory(versions, notes)}, "g", on) == value({"g": grown}, "g", on)
