"""What is expected by a day, and the status that progress proposes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from graph.goals.progress.expected_progress import (
    Expectation,
    ProposedStatus,
    expectation,
    proposed_status,
)

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 12, 1), Fraction(0)),
        (date(2026, 1, 1), Fraction(0)),
        (date(2026, 1, 11), Fraction(1, 3)),
        (date(2026, 1, 31), Fraction(1)),
        (date(2026, 3, 1), Fraction(1)),
    ],
)
def test_expected_grows_with_the_days(day: date, share: Fraction) -> None:
    assert expectation(day, *JANUARY).share == share


def test_a_period_of_one_day() -> None:
    day = date(2026, 1, 1)
    assert expectation(date(2025, 12, 31), day, day).share == 0
    assert expectation(day, day, day).share == 1


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("day", "share", "over"),
    [
        (date(2025, 12, 31), 0, False),
        (date(2026, 1, 1), 0, False),
        (date(2026, 1, 2), Fraction(1, 30), False),
        (date(2026, 1, 30), Fraction(29, 30), False),
        (date(2026, 1, 31), 1, False),
        (date(2026, 2, 1), 1, True),
    ],
)
def test_the_last_day_belongs_to_the_period(
    day: date, share: Fraction, over: bool, known: bool
) -> None:
    result = expectation(day, JANUARY[0] if known else None, JANUARY[1])
    assert (result.share, result.over) == (share if known else None, over)


def test_a_period_without_a_last_day_is_never_over() -> None:
    assert not expectation(date.max, date(2026, 1, 1), None).over
    assert not expectation(date.max, None, None).over


@pytest.mark.parametrize(
    ("starts_on", "due_on", "because"),
    [
        (None, date(2026, 1, 31), "its period has no first day"),
        (date(2026, 1, 1), None, "its period has no last day"),
        (None, None, "its period has no first and no last day"),
        (
            date(2026, 2, 1),
            date(2026, 1, 31),
            "its period ends (2026-01-31) before it begins (2026-02-01)",
        ),
    ],
)
def test_an_unknown_period_says_why(
    starts_on: date | None, due_on: date | None, because: str
) -> None:
    result = expectation(date(2026, 1, 15), starts_on, due_on)
    assert (result.share, result.because) == (None, because)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("1", ProposedStatus.ACHIEVED),
        ("0.9", ProposedStatus.ON_TRACK),
        ("0.4", ProposedStatus.ON_TRACK),
        ("0.39", ProposedStatus.AT_RISK),
        ("0.2", ProposedStatus.AT_RISK),
        ("0.19", ProposedStatus.OFF_TRACK),
    ],
)
def test_half_way_through(value: str, status: ProposedStatus) -> None:
    assert proposed_status(Fraction(value), Expectation(Fraction(1, 2))) == (status, None)


def test_a_bound_that_is_kept_is_achieved_only_when_its_period_is_over() -> None:
    during = expectation(date(2026, 1, 31), *JANUARY)
    after = expectation(date(2026, 2, 1), *JANUARY)
    assert proposed_status(Fraction(1), during, holds=True) == (ProposedStatus.ON_TRACK, None)
    assert proposed_status(Fraction(1), after, holds=True) == (ProposedStatus.ACHIEVED, None)


def test_no_status_is_proposed_where_something_is_unknown() -> None:
    unknown = Expectation(None, "its period has no last day")
    assert proposed_status(None, Expectation(Fraction(1))) == (None, "its progress is unknown")
    assert proposed_status(Fraction(1, 2), unknown) == (None, "its period has no last day")
    assert proposed_status(Fraction(1), unknown) == (ProposedStatus.ACHIEVED, None)
