"""Histories as the statement gives them: versions, check-ins and corrections, and what holds when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from graph.goals.progress.history import (
    ARCHIVED,
    DROPPED,
    GoalHistory,
    GoalVersion,
    Note,
    end_of,
    history_of,
    metric_of,
    number_of,
    text_of,
)
from graph.goals.progress.own_progress import Metric
from graph.keys import SEPARATOR
from graph.records.enums import CheckInStatus, GoalStatus, MetricKind

KEY = f"2026-01-05T00:00:00.000000Z{SEPARATOR}acme/c"
VERSION = [
    "2026-01-01T00:00:00Z", "reach", "0", "10", "2.5", "active", "2026-01-01", None, None,
    ["acme/a", "acme/b", "acme/c"], ["", "0.5", "heavy"],
]  # fmt: skip


def test_a_version_and_a_check_in_as_they_are_stored() -> None:
    history = history_of([VERSION], [[KEY, "4", "0.25", "at_risk", None, None, "day"], [None] * 7])
    (version,), (note,) = history.versions, history.notes
    assert version == GoalVersion(
        "2026-01-01T00:00:00.000000Z",
        Metric(MetricKind.REACH, Fraction(0), Fraction(10), Fraction(5, 2)),
        "active",
        date(2026, 1, 1),
        None,
        False,
        {"acme/a": Fraction(1), "acme/b": Fraction(1, 2), "acme/c": None},
    )
    assert note == Note(
        "2026-01-05T00:00:00.000000Z",
        Fraction(4),
        Fraction(1, 4),
        CheckInStatus.AT_RISK,
        precision="day",
    )
    assert not note.dated
    assert note.time == datetime(2026, 1, 5, tzinfo=UTC)


def test_a_corrected_check_in_says_from_when_to_when() -> None:
    periods = [("2026-02-01T00:00:00Z", None), (None, "2026-02-01T00:00:00Z")]
    notes = history_of(
        [VERSION], [[KEY, "4", None, None, *period, None] for period in periods]
    ).notes
    assert [(note.since, note.until) for note in notes] == [
        ("2026-02-01T00:00:00.000000Z", None), (None, "2026-02-01T00:00:00.000000Z"),
    ]  # fmt: skip
    assert all(note.dated for note in notes)


A, B, C = (f"2026-01-0{day}" for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("since", "until", "end", "holds"),
    [
        (None, None, A, True),
        (B, None, A, False),
        (B, None, B, False),
        (B, None, C, True),
        (None, B, A, True),
        (None, B, B, True),
        (None, B, C, False),
        (A, C, B, True),
        (A, B, C, False),
    ],
)
def test_a_correction_holds_from_its_moment_on_and_what_it_corrects_until_then(
    since: str | None, until: str | None, end: str, holds: bool
) -> None:
    assert Note(A, since=since, until=until).holds_before(end) == holds


@pytest.mark.parametrize(
    ("row", "metric"),
    [
        ([None, None, None, None], Metric()),
        ([None, None, None, "3"], Metric(None, None, None, Fraction(3))),
        ([None, "1", None, None], Metric(None, Fraction(1))),
        (["yes_no", None, None, None], None),
        (["reach", "x", "10", None], Metric(MetricKind.REACH, None, Fraction(10))),
    ],
)
def test_a_metric_is_what_is_known_of_it(row: list[str | None], metric: Metric | None) -> None:
    if metric is None:
        with pytest.raises(KeyError):
            metric_of(row)
    else:
        assert metric_of(row) == metric


@pytest.mark.parametrize("text", ["NaN", "Infinity", "x", "", None])
def test_what_is_no_number_is_none(text: str | None) -> None:
    assert number_of(text) is None


STATUSES = [
    Note(A, status=CheckInStatus.ON_TRACK),
    Note(B, status=CheckInStatus.OFF_TRACK),
    Note(C),
]


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (A, None),
        (B, (A, CheckInStatus.ON_TRACK)),
        (C, (B, CheckInStatus.OFF_TRACK)),
        ("2026-01-09", (B, CheckInStatus.OFF_TRACK)),
    ],
)
def test_the_status_is_that_of_the_latest_check_in_that_names_one(
    end: str, status: tuple[str, CheckInStatus] | None
) -> None:
    history = GoalHistory([GoalVersion(A, Metric())], STATUSES)
    note = history.status_before(end)
    assert (note and (note.at, note.status)) == status


@pytest.mark.parametrize(
    ("archived", "status", "why"),
    [
        (False, None, None),
        (False, GoalStatus.DROPPED, DROPPED),
        (True, GoalStatus.DROPPED, ARCHIVED),
        (True, None, ARCHIVED),
        (False, GoalStatus.ACHIEVED, None),
        (False, "active", None),
    ],
)
def test_why_no_goal_counts_it(archived: bool, status: str | None, why: str | None) -> None:
    assert GoalVersion(A, Metric(), status, archived=archived).left_out == why


def test_a_day_ends_at_the_next_midnight_but_the_last_of_all() -> None:
    assert end_of(date(2026, 1, 31)) == datetime(2026, 2, 1, tzinfo=UTC)
    assert end_of(date.max) == datetime.max.replace(tzinfo=UTC)
    assert text_of(end_of(date(2026, 1, 31))) == "2026-02-01T00:00:00.000000Z"
