"""Check-ins of goals over the months, and the metric's current value that follows from them."""

from __future__ import annotations

from random import Random

from graph.sample.bundle_files import BundleWriter
from graph.sample.clock import DAY, Clock, day_text, time_text, workday
from graph.sample.company import Goal
from graph.sample.goals import Goals
from graph.sample.settings import SampleSettings

EVERY = {"key_result": 14, "initiative": 28}
"""Days between check-ins."""
BY_DAY = 0.15
"""Share of check-ins of which only the day is known."""
NOTES = {
    "on_track": ("The {a} went as planned.", "Good progress on the {a}.", "The {a} is in place."),
    "at_risk": ("The {a} is late.", "We wait for the {a}.", "The {a} took longer than thought."),
    "off_track": ("The {a} failed its test.", "We have to think again about the {a}."),
}


def write_check_ins(
    settings: SampleSettings, clock: Clock, goals: Goals, writer: BundleWriter
) -> None:
    """Write all check-ins and set the current value of each metric."""
    random = settings.randomness("checkins")
    for goal in goals.all:
        if goal.kind in EVERY and goal.status != "proposed":
            _check_ins(random, clock, goal, writer)


def _check_ins(random: Random, clock: Clock, goal: Goal, writer: BundleWriter) -> None:
    """Write the goal's check-ins from its start, or that of the period, to its end."""
    pace = 0.97 if goal.silent else random.lognormvariate(-0.12, 0.3)
    if goal.status == "achieved":
        pace = max(pace, 1.0)
    first = max(goal.starts, clock.first_day) + random.randrange(3, EVERY[goal.kind])
    for day in range(first, min(goal.due, clock.last_day) + 1, EVERY[goal.kind]):
        at = workday(day) * DAY + random.randrange(8 * 3600, 17 * 3600)
        if at >= clock.end:
            break
        expected = (day - goal.starts) / max(1, goal.due - goal.starts)
        progress = min(1.0, max(0.0, expected * pace + random.gauss(0, 0.02)))
        _write(random, goal, at, progress, expected, writer)
    if goal.status == "achieved" and goal.metric:
        goal.current = goal.metric[3]


def _write(
    random: Random, goal: Goal, at: int, progress: float, expected: float, writer: BundleWriter
) -> None:
    """Write one check-in."""
    ratio = progress / expected if expected > 0.05 else 1.0
    status = "on_track" if ratio >= 0.85 else "at_risk" if ratio >= 0.6 else "off_track"
    if goal.metric:
        _, _, baseline, target = goal.metric
        goal.current = tidy(baseline + progress * (target - baseline))
    note = random.choice(NOTES[status]).format(a=random.choice(goal.terms))
    writer.row(
        "checkins",
        {
            "goal": goal.id,
            "at": day_text(at // DAY) if random.random() < BY_DAY else time_text(at),
            "progress": round(progress, 2),
            "value": goal.current,
            "status": status,
            "note": note if random.random() < 0.6 else None,
            "by": random.choice(goal.owners).id,
        },
    )


def tidy(value: float) -> float:
    """The number to two places, whole numbers without a fraction."""
    rounded = round(value, 1 if abs(value) >= 10 else 2)
    return int(rounded) if rounded == int(rounded) else rounded
