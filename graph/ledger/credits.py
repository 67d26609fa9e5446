"""Whole units of credit: an event is worth 1,441,440 of them, however many share it.

The number is twice the least common multiple of 1 to 16, so that halves shared by up to sixteen are
exact; beyond that the largest remainder decides, ties in the order of ids: sums are always exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

UNITS = 1_441_440
"""What one event is worth."""
UNATTRIBUTED = -1
"""The person of what nobody known has done."""


def shares(parts: Sequence[Fraction | int | float], units: int = UNITS) -> list[int]:
    """The units split in these proportions by largest remainder; equal remainders by place.

    Give the parts in the order of ids. Without any proportion nothing is given.

    >>> shares([1, 1, 1]), shares([2, 1], 10), shares([], 10)
    ([480480, 480480, 480480], [7, 3], [])
    """
    weights = [Fraction(part) for part in parts]
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [units * weight / whole for weight in weights]
    given = [int(one) for one in exact]
    rest = units - sum(given)
    by_remainder = sorted(range(len(exact)), key=lambda i: (given[i] - exact[i], i))
    for place in by_remainder[:rest]:
        given[place] += 1
    return given


def equal_shares(people: int, units: int = UNITS) -> list[int]:
    """The units in equal parts; what is left goes to the first.

    >>> equal_shares(17)[:3], sum(equal_shares(17)) == UNITS
    ([84791, 84791, 84791], True)
    """
    each, rest = divmod(units, people) if people else (0, 0)
    return [each + (place < rest) for place in range(people)]
