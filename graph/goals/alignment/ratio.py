"""A share with what it is a share of, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

NORMAL_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of how many.

    >>> Ratio(1, 4).value
    0.25
    >>> Ratio(0, 0).value is None
    True
    """

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval of the share at 95 %; None of nothing.

        Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953

        >>> [round(end, 4) for end in Ratio(1, 4).interval]
        [0.0456, 0.6994]
        >>> Ratio(0, 3).interval[0], Ratio(551, 551).interval[1]
        (0.0, 1.0)
        """
        n, share = self.denominator, self.value
        if share is None:
            return None
        square = NORMAL_95 * NORMAL_95
        middle = (share + square / (2 * n)) / (1 + square / n)
        half = NORMAL_95 * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
        return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
