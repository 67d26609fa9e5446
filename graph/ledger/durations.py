"""How long something took, as one whole number: where it ended, twice the seconds, and one more where
its last day comes a day later than these seconds say, for the hour at which it began; else when on its
day it began.

Open ones are kept, not dropped: they are censored at the end of the ledger (Kaplan and Meier 1958,
doi:10.1080/01621459.1958.10501452).
"""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Bools, Ints
from graph.records.window import DAY

TIMES = frozenset({"P3.answer", "P3.solve", "P5.lasted", "U4.took"})
"""Columns of how long something took: they add up to nothing."""
HALF_OPEN = 0.5 + 1e-9
"""One half, and what rounding may add to it."""


def duration_units(began: int, ended: int | None) -> int:
    """The number for something that began at this second and ended, or did not.

    >>> duration_units(10, 25), duration_units(DAY - 10, DAY + 5), duration_units(DAY + 5, None)
    (30, 31, -6)
    """
    return int(
        durations(np.array([began]), np.array([ended or 0]), np.array([ended is not None]))[0]
    )


def durations(began: Ints, until: Ints, ended: Bools) -> Ints:
    """The numbers for many; `until` counts where one has ended, and not before it began."""
    seconds = np.maximum(0, until - began)
    later = (began % DAY + seconds) // DAY - seconds // DAY
    found: Ints = np.where(ended, 2 * seconds + later, -1 - began % DAY)
    return found


def spans_of(day: Ints, units: Ints, end: int) -> tuple[Ints, Bools]:
    """Seconds of each, and whether it ended; those open last until the end of day `end`."""
    ended = units >= 0
    began = day * DAY + np.where(ended, 0, -1 - units)
    return np.where(ended, units // 2, np.maximum(0, (end + 1) * DAY - began)), ended


def last_days(day: Ints, units: Ints) -> Ints:
    """The day on which each ended; for open ones the day on which it began."""
    ended = np.maximum(units, 0)
    found: Ints = day + ended // 2 // DAY + ended % 2
    return found


def median_duration(seconds: Ints, ended: Bools) -> float | None:
    """The Kaplan-Meier median: when half have ended; None while it is not known.

    >>> median_duration(np.array([1, 2, 3, 10, 10, 10, 10]), np.array([1, 1, 1, 0, 0, 0, 0], bool)) is None
    True
    >>> median_duration(np.array([1, 2, 3]), np.array([1, 1, 1], bool))
    2.0
    """
    moments, ends = np.unique(seconds[ended], return_counts=True)
    at_risk = len(seconds) - np.searchsorted(np.sort(seconds), moments)
    left = np.cumprod(1 - ends / np.maximum(at_risk, 1))
    passed = np.flatnonzero(left <= HALF_OPEN)
    return float(moments[passed[0]]) if len(passed) else None
