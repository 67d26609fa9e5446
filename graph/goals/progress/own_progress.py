"""The progress of one goal by its own metric or by its own check-ins, without its children.

    reach, increase, decrease   (current - baseline) / (target - baseline), between 0 and 1
    stay_above, stay_below      1 while the latest value keeps the bound, else 0
    baseline                    unknown: a measure is being taken first

`reach` starts from 0 where no baseline is given; `increase` and `decrease` need one. Where the target
is the baseline, progress is 1 once the target is reached and 0 before. All numbers are fractions, so
nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from graph.records.enums import Choice, MetricKind, Precision

ZERO, ONE = Fraction(0), Fraction(1)


class ProgressSource(Choice):
    """What the progress of a goal is taken from."""

    METRIC = "metric", "Its metric: the latest value against baseline and target."
    CHECK_IN = "check_in", "What the latest check-in with a `progress` says."
    STATUS = "status", "Its status: it is closed as achieved; `own` says what its numbers say."
    ROLL_UP = "roll_up", "The weighted mean of the goals that support it, as far as known."
    UNKNOWN = "unknown", "Nothing; `unknownBecause` says why."


@dataclass(frozen=True, slots=True)
class Metric:
    """A goal's metric: `kind` None where the goal names none, numbers None where not given."""

    kind: MetricKind | None = None
    baseline: Fraction | None = None
    target: Fraction | None = None
    current: Fraction | None = None

    @property
    def absent(self) -> bool:
        """Whether the goal has no metric at all."""
        return self.kind is None and self.baseline is self.target is self.current is None


@dataclass(frozen=True, slots=True)
class DatedNumber:
    """A number that a check-in gave, and when."""

    at: datetime
    number: Fraction
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class OwnProgress:
    """A goal's own progress: `value` from 0 to 1, or None and why; `raw` before it is clamped.

    `current` is the latest value of the metric, also where a check-in says the progress. `holds`: it is
    a bound kept so far, which must still be kept until the end of the period. `remark`: what a reader
    should know of the metric.
    """

    value: Fraction | None
    source: ProgressSource = ProgressSource.UNKNOWN
    because: str | None = None
    raw: Fraction | None = None
    current: Fraction | None = None
    current_at: datetime | None = None
    current_at_precision: Precision | None = None
    holds: bool = False
    remark: str | None = None


def unknown(because: str) -> OwnProgress:
    """No progress, and why."""
    return OwnProgress(None, because=because)


STANDS_STILL = (
    "its target is its baseline, so there is no way between: progress is 1 where the target is "
    "reached, else 0"
)
NOTHING = "it has no metric, and no check-in says its progress"


def own_progress(
    metric: Metric, value: DatedNumber | None, progress: DatedNumber | None
) -> OwnProgress:
    """The progress of a goal with this metric and the latest value and progress of its check-ins.

    A value of a check-in is newer than the metric's `current`, which has no date. The later of
    value and progress counts; of one check-in that says both, the value.
    """
    measured = measured_progress(metric, value)
    if progress is not None and not _outdated(progress, measured):
        return replace(
            said_progress(progress),
            current=measured.current,
            current_at=measured.current_at,
            current_at_precision=measured.current_at_precision,
            remark=measured.remark,
        )
    return measured


def _outdated(progress: DatedNumber, measured: OwnProgress) -> bool:
    """Whether the metric knows better than the check-in that says a progress."""
    if measured.value is None or measured.current_at is None:
        return False
    return measured.current_at >= progress.at


def said_progress(progress: DatedNumber) -> OwnProgress:
    """The progress that a check-in says."""
    value = clamped(progress.number)
    return OwnProgress(value, ProgressSource.CHECK_IN, raw=progress.number)


def measured_progress(metric: Metric, value: DatedNumber | None) -> OwnProgress:
    """The progress by the metric alone.

    >>> measured_progress(Metric(MetricKind.REACH, None, Fraction(3), Fraction(1)), None).value
    Fraction(1, 3)
    """
    current = metric.current if value is None else value.number
    measured = _measured(metric, current)
    if value is None:
        return measured
    return replace(measured, current_at=value.at, current_at_precision=value.precision)


def _measured(metric: Metric, current: Fraction | None) -> OwnProgress:
    """The progress that a value of the metric makes."""
    why = _missing(metric, current)
    if why is not None or current is None or metric.target is None:
        return replace(unknown(why or NOTHING), current=current)
    if metric.kind in (MetricKind.STAY_ABOVE, MetricKind.STAY_BELOW):
        is_kept = keeps(metric.kind, metric.target, current)
        number = ONE if is_kept else ZERO
        return OwnProgress(number, ProgressSource.METRIC, None, number, current, holds=is_kept)
    raw = _ratio(metric, metric.target, current)
    remark = STANDS_STILL if metric.target == (metric.baseline or ZERO) else None
    return OwnProgress(clamped(raw), ProgressSource.METRIC, None, raw, current, remark=remark)


def clamped(raw: Fraction) -> Fraction:
    """The nearest share from 0 to 1."""
    if raw.numerator <= 0:
        return ZERO
    return ONE if raw.numerator >= raw.denominator else raw


def keeps(kind: MetricKind, bound: Fraction, value: Fraction) -> bool:
    """Whether a value keeps the bound of a metric that is to stay above or below it."""
    return value >= bound if kind is MetricKind.STAY_ABOVE else value <= bound


def _missing(metric: Metric, current: Fraction | None) -> str | None:
    """What the metric lacks to say a progress, in words."""
    if metric.absent:
        return NOTHING
    if metric.kind is None:
        return "its metric does not say how it is meant to move"
    if metric.kind is MetricKind.BASELINE:
        return "its metric is being measured first; there is no target yet"
    name = metric.kind.value
    if metric.target is None:
        return f"its metric `{name}` has no target"
    if metric.kind in (MetricKind.INCREASE, MetricKind.DECREASE):
        if metric.baseline is None:
            return f"its metric `{name}` has no baseline to start from"
        rises = metric.target > metric.baseline
        if metric.target != metric.baseline and rises is (metric.kind is MetricKind.DECREASE):
            side = "above" if rises else "below"
            return f"its metric is to {name}, but the target lies {side} the baseline"
    return "its metric has no value yet" if current is None else None


def _ratio(metric: Metric, target: Fraction, current: Fraction) -> Fraction:
    """The share of the way from baseline to target; below 0 and above 1 where it went beyond."""
    start = ZERO if metric.baseline is None else metric.baseline
    if target != start:
        above = current.numerator * start.denominator - start.numerator * current.denominator
        below = target.numerator * start.denominator - start.numerator * target.denominator
        return Fraction(above * target.denominator, below * current.denominator)
    reached = {
        MetricKind.INCREASE: current >= target,
        MetricKind.DECREASE: current <= target,
    }.get(metric.kind or MetricKind.REACH, current == target)
    return ONE if reached else ZERO
