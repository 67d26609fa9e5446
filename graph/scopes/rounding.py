"""How numbers of groups are rounded for whoever may not see each person's numbers.

A number is rounded to a step that is no smaller than what one person can change in it: of a mean over n
people c·q/n, of a sum c·q, where q is the 95th percentile of the number over the people, and larger values
count as q. The step is 1, 2 or 5 times a power of ten. Where a tenth of the people hold more than half of
the whole, such a number would tell about these few, and where cutting at q loses more than a tenth of it,
it would mislead: then there is the median and a band of ranks instead.
Nothing is remembered: one number is always shown as one number. docs/privacy.md says why it holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log10

import numpy as np

from graph.measures.arrays import Floats
from graph.network.conventions import LEAST_MEMBERS
from graph.scopes.conventions import (
    CAP_SHARE,
    FEW_PEOPLE,
    MOST_CUT,
    MOST_OF_SUM,
    RANK_BAND,
    STEP_FACTOR,
)


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number, and the step that it is rounded to."""

    value: float
    step: float


def step_for(influence: float) -> float:
    """The smallest of 1, 2, 5 × 10^k that is at least c times what one person can change; 0 for nothing.

    >>> [step_for(one) for one in (0.0, 0.05, 0.06, 0.24, 1.1, 30)]
    [0.0, 0.1, 0.2, 0.5, 5.0, 100.0]
    """
    least = STEP_FACTOR * influence
    if least <= 0:
        return 0.0
    power = floor(log10(least)) - 1
    steps = (float(f"{digit}e{power + more}") for more in range(3) for digit in (1, 2, 5))
    return next(step for step in steps if step >= least * (1 - 1e-9))


def rounded(value: float, step: float) -> float:
    """The multiple of the step that is nearest to a number.

    >>> rounded(0.34, 0.1), rounded(17.4, 5.0), rounded(-3.0, 2.0), rounded(1.5, 0.0)
    (0.3, 15.0, -4.0, 1.5)
    """
    return float(f"{round(value / step) * step:.12g}") if step else value


def rank_band(rank: int, compared: int) -> tuple[int, int]:
    """The first and last rank of the five among which a rank lies.

    >>> rank_band(1, 64), rank_band(10, 64), rank_band(64, 64)
    ((1, 5), (6, 10), (61, 64))
    """
    first = (rank - 1) // RANK_BAND * RANK_BAND + 1
    return first, min(first + RANK_BAND - 1, compared)


@dataclass(frozen=True, slots=True)
class Spread:
    """How one number lies over people."""

    cap: float
    """q: as what larger values count."""
    largest: float
    concentrated: bool
    """Whether a few people hold so much of the whole that no mean of a group is shown."""

    @classmethod
    def of(cls, values: Floats) -> Spread:
        """The spread over all people who have a value.

        >>> Spread.of(np.array([1.0] * 19 + [2.0, np.nan])).cap
        1.05
        >>> Spread.of(np.array([0.0] * 19 + [9.0])).concentrated
        True
        """
        sizes = np.sort(np.abs(values[~np.isnan(values)]))
        if not len(sizes):
            return cls(0.0, 0.0, False)
        few = int(np.ceil(FEW_PEOPLE * len(sizes)))
        cap, whole = round(_quantile(sizes, CAP_SHARE), 12), float(sizes.sum())
        held = bool(sizes[-few:].sum() > MOST_OF_SUM * whole)
        lost = bool(whole - np.minimum(sizes, cap).sum() > MOST_CUT * whole)
        return cls(cap, float(sizes[-1]), held or lost)

    def mean(self, values: Floats, *, everybody: bool = False) -> Rounded | None:
        """The mean of some people's values; None where the number is concentrated, or nobody has one.

        The mean of everybody is shown all the same, uncut, by the step of the largest value.
        """
        return self._shown(values, everybody, lambda found: found.mean(), len)

    def total(self, values: Floats, *, everybody: bool = False) -> Rounded | None:
        """The sum of some people's values, likewise."""
        return self._shown(values, everybody, lambda found: found.sum(), lambda _: 1)

    def _shown(
        self,
        values: Floats,
        everybody: bool,
        value_of: Callable[[Floats], float],
        parts: Callable[[Floats], int],
    ) -> Rounded | None:
        values = values[~np.isnan(values)]
        if not len(values) or (self.concentrated and not everybody):
            return None
        cap = self.largest if everybody else self.cap
        step = step_for(cap / parts(values))
        return Rounded(rounded(float(value_of(np.clip(values, -cap, cap))), step), step)

    def median(self, values: Floats) -> Rounded | None:
        """The median of some people's values: it is one person's, so by the step of a group of five."""
        values = values[~np.isnan(values)]
        if not len(values):
            return None
        step = step_for((self.cap or self.largest) / LEAST_MEMBERS)
        return Rounded(rounded(float(np.median(values)), step), step)


def _quantile(ordered: Floats, share: float) -> float:
    """The quantile of values that stand in order, as `np.quantile` reckons it (Hyndman and Fan's seventh).

    >>> _quantile(np.array([1.0, 2.0, 4.0]), 0.75), _quantile(np.array([3.0]), 0.95)
    (3.0, 3.0)
    """
    place = share * (len(ordered) - 1)
    low = floor(place)
    one, other = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)])
    return (
        one + (other - one) * (place - low)
        if place - low < 0.5
        else other - (other - one) * (low + 1 - place)
    )


def share_of_people(value: float, people: float) -> Rounded:
    """A share of so many people, each of whom counts one at most."""
    step = step_for(1 / people)
    return Rounded(min(1.0, rounded(value, step)), step)
