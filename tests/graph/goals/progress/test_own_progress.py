"""Own progress: what each kind of metric says, and what a check-in says."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.goals.progress.own_progress import (
    DatedNumber,
    Metric,
    ProgressSource,
    measured_progress,
    own_progress,
)
from graph.records.enums import MetricKind

DAY = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 2, tzinfo=UTC)
numbers = st.decimals(-1000, 1000, places=3).map(Fraction)


def metric(kind: str, *numbers: int | str | None) -> Metric:
    baseline, target, current = (None if number is None else Fraction(number) for number in numbers)
    return Metric(MetricKind(kind), baseline, target, current)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("kind", "baseline", "target", "current", "value", "raw"),
    [
        ("reach", None, 3, 1, "1/3", "1/3"),
        ("reach", 10, 20, 15, "1/2", "1/2"),
        ("reach", None, 10, 25, 1, "5/2"),
        ("increase", 20, 40, 10, 0, "-1/2"),
        ("increase", "0.1", "0.3", "0.2", "1/2", "1/2"),
        ("decrease", 30, 10, 25, "1/4", "1/4"),
        ("decrease", 30, 10, 5, 1, "5/4"),
        ("stay_above", None, 99, 99, 1, 1),
        ("stay_above", None, 99, "98.99", 0, 0),
        ("stay_below", None, 5, 5, 1, 1),
        ("stay_below", 7, 5, 6, 0, 0),
        ("reach", None, 0, 0, 1, 1),
        ("reach", None, 0, 4, 0, 0),
        ("increase", 5, 5, 6, 1, 1),
        ("decrease", 5, 5, 6, 0, 0),
    ],
)
def test_each_kind_of_metric(
    kind: str,
    baseline: int | str | None,
    target: int,
    current: int | str,
    value: int | str,
    raw: int | str,
) -> None:
    own = measured_progress(metric(kind, baseline, target, current), None)

    assert (own.value, own.raw) == (Fraction(value), Fraction(raw))
    assert own.source is ProgressSource.METRIC


@pytest.mark.parametrize(
    ("kind", "numbers", "because"),
    [
        ("baseline", (None, None, 7), "its metric is being measured first; there is no target yet"),
        ("reach", (None, None, 7), "its metric `reach` has no target"),
        ("increase", (None, 9, 7), "its metric `increase` has no baseline to start from"),
        ("decrease", (None, 9, 7), "its metric `decrease` has no baseline to start from"),
        (
            "increase",
            (9, 5, 7),
            "its metric is to increase, but the target lies below the baseline",
        ),
        (
            "decrease",
            (5, 9, 7),
            "its metric is to decrease, but the target lies above the baseline",
        ),
        ("stay_below", (None, 9, None), "its metric has no value yet"),
    ],
)
def test_what_is_unknown_says_why(kind: str, numbers: tuple[int | None, ...], because: str) -> None:
    own = measured_progress(metric(kind, *numbers), None)

    assert (own.value, own.source, own.because) == (None, ProgressSource.UNKNOWN, because)


def test_a_goal_without_metric_and_check_in_is_unknown() -> None:
    own = own_progress(Metric(), None, None)
    assert own.because == "it has no metric, and no check-in says its progress"


def test_the_value_of_a_check_in_is_newer_than_the_metric() -> None:
    own = own_progress(metric("reach", None, 10, 2), DatedNumber(DAY, Fraction(5)), None)
    assert (own.value, own.current, own.current_at) == (Fraction(1, 2), Fraction(5), DAY)


@pytest.mark.parametrize(
    ("value_at", "progress_at", "expected", "source"),
    [
        (LATER, DAY, Fraction(1, 2), ProgressSource.METRIC),
        (DAY, LATER, Fraction(9, 10), ProgressSource.CHECK_IN),
        (DAY, DAY, Fraction(1, 2), ProgressSource.METRIC),
        (None, DAY, Fraction(9, 10), ProgressSource.CHECK_IN),
    ],
)
def test_the_later_of_value_and_progress_counts(
    value_at: datetime | None, progress_at: datetime, expected: Fraction, source: ProgressSource
) -> None:
    value = None if value_at is None else DatedNumber(value_at, Fraction(5))
    own = own_progress(
        metric("reach", None, 10, 2), value, DatedNumber(progress_at, Fraction("0.9"))
    )
    assert (own.value, own.source) == (expected, source)


def test_a_progress_counts_where_the_metric_says_nothing() -> None:
    value, progress = DatedNumber(LATER, Fraction(5)), DatedNumber(DAY, Fraction("0.4"))
    own = own_progress(metric("increase", None, 10, None), value, progress)
    assert (own.value, own.source) == (Fraction(2, 5), ProgressSource.CHECK_IN)


@given(numbers, numbers, numbers)
def test_progress_lies_between_nought_and_one_and_keeps_the_rest(
    baseline: Fraction, target: Fraction, current: Fraction
) -> None:
    own = measured_progress(Metric(MetricKind.REACH, baseline, target, current), None)
    assert own.value is not None and own.raw is not None
    assert 0 <= own.value <= 1
    assert own.value == min(max(own.raw, Fraction(0)), Fraction(1))
    if target != baseline:
        assert baseline + own.raw * (target - baseline) == current


@given(numbers, numbers, numbers, numbers, st.integers(1, 9))
def test_the_unit_of_a_metric_does_not_matter(
    baseline: Fraction, target: Fraction, current: Fraction, shift: Fraction, factor: int
) -> None:
    moved = (number * factor + shift for number in (baseline, target, current))
    plain = measured_progress(Metric(MetricKind.REACH, baseline, target, current), None)
    other = measured_progress(Metric(MetricKind.REACH, *moved), None)
    assert plain.value == other.value
