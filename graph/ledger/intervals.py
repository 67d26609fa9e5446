"""Intervals of rates: Wilson's of a share, Garwood's of a count per exposure."""

from __future__ import annotations

import math

from scipy.special import gammaincinv, ndtri

from graph.ledger.conventions import CONFIDENCE_LEVEL

Interval = tuple[float, float]


def wilson(successes: float, trials: float, level: float = CONFIDENCE_LEVEL) -> Interval:
    """Wilson's score interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953).

    >>> low, high = wilson(0, 10)
    >>> low, round(high, 4)
    (0.0, 0.2775)
    """
    z = float(ndtri((1 + level) / 2))
    share = successes / trials
    scale = 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / scale
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / scale
    low = 0.0 if successes <= 0 else max(0.0, middle - half)
    return low, 1.0 if successes >= trials else min(1.0, middle + half)


def garwood(count: float, exposure: float, level: float = CONFIDENCE_LEVEL) -> Interval:
    """Garwood's interval of a count per exposure (Garwood 1936, doi:10.1093/biomet/28.3-4.437).

    Counts may be fractions, where people share events.

    >>> low, high = garwood(0, 1)
    >>> low, round(high, 4)
    (0.0, 3.6889)
    """
    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) / exposure if count > 0 else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail)) / exposure
