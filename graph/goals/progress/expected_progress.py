"""What is expected of a goal by a day, and the status that its progress proposes.

Expected is the share of the period from its first to its last day that has passed on that day: 0 on
the first day and before, 1 on the last and after. The proposed status compares with it:

    achieved   everything is reached (a bound that is to be kept: only once the last day is over)
    on_track   at least what is expected less 0.1
    at_risk    at least what is expected less 0.3
    off_track  less than that

The thresholds are conventions, not findings. A proposal never takes the place of what people say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from graph.goals.conventions import AT_RISK_WITHIN, ON_TRACK_WITHIN
from graph.goals.progress.own_progress import ONE, ZERO
from graph.records.enums import Choice


class ProposedStatus(Choice):
    """The status that progress against time proposes; people may see it otherwise."""

    ACHIEVED = "achieved", "Everything is reached."
    ON_TRACK = "on_track", "At least what is expected by the day, less 0.1."
    AT_RISK = "at_risk", "At least what is expected by the day, less 0.3."
    OFF_TRACK = "off_track", "Less than what is expected by the day, less 0.3."


@dataclass(frozen=True, slots=True)
class Expectation:
    """The share of the period that has passed, or None and why; `over`: its last day is past."""

    share: Fraction | None
    because: str | None = None
    over: bool = False


@lru_cache(maxsize=4096)
def expectation(day: date, starts_on: date | None, due_on: date | None) -> Expectation:
    """What is expected by a day of a goal with this period.

    >>> expectation(date(2026, 1, 16), date(2026, 1, 1), date(2026, 1, 31)).share
    Fraction(1, 2)
    """
    over = due_on is not None and day > due_on
    if starts_on is None or due_on is None:
        lacking = "first" if starts_on is None else "last"
        if starts_on is None and due_on is None:
            lacking = "first and no last"
        return Expectation(None, f"its period has no {lacking} day", over)
    if due_on < starts_on:
        return Expectation(None, f"its period ends ({due_on}) before it begins ({starts_on})", over)
    if due_on == starts_on:
        return Expectation(ONE if day >= due_on else ZERO, None, over)
    passed = Fraction((day - starts_on).days, (due_on - starts_on).days)
    return Expectation(min(max(passed, ZERO), ONE), None, over)


def proposed_status(
    value: Fraction | None, expected: Expectation, *, holds: bool = False
) -> tuple[ProposedStatus | None, str | None]:
    """The status that a progress proposes, or None and why there is none.

    `holds`: it rests on a bound that must still be kept until the last day.
    """
    if value is None:
        return None, "its progress is unknown"
    if value >= ONE and (not holds or expected.over):
        return ProposedStatus.ACHIEVED, None
    if expected.share is None:
        return None, expected.because
    behind = expected.share - value
    if behind <= ON_TRACK_WITHIN:
        return ProposedStatus.ON_TRACK, None
    return (ProposedStatus.AT_RISK if behind <= AT_RISK_WITHIN else ProposedStatus.OFF_TRACK), None
