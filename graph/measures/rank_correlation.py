"""How alike two orders are."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats


def ranks(values: Floats) -> Floats:
    """The rank of each value from 1, lowest first; equal values share the mean of their ranks.

    >>> ranks(np.array([10.0, 30.0, 10.0, 20.0])).tolist()
    [1.5, 4.0, 1.5, 3.0]
    """
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    shared: Floats = ((last - times + 1 + last) / 2)[place]
    return shared


def spearman(one: Floats, other: Floats) -> float:
    """Spearman's rank correlation, ties at their mean rank; NaN below 2 values or where all are equal.

    Spearman 1904, doi:10.2307/1412159. Pairs with an absent value (NaN) are left out.

    >>> spearman(np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 20.0, 40.0, 30.0]))
    0.8
    """
    known = ~(np.isnan(one) | np.isnan(other))
    if not known.any():
        return float("nan")
    first, second = (ranks(values[known]) for values in (one, other))
    first, second = first - first.mean(), second - second.mean()
    length = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / length if length else float("nan")
