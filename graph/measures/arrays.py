"""Names of the array types that the measures speak in; nothing is computed here."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Words: TypeAlias = NDArray[np.uint64]
Matrix: TypeAlias = "sparse.csr_array[Any, tuple[int, int]]"


def matrix(weights: NDArray[Any], columns: Ints, offsets: Ints) -> Matrix:
    """The square sparse matrix with these rows; indices are 32 bits wide where they fit."""
    size = len(offsets) - 1
    index = np.int32 if max(size, len(columns)) < 2**31 else np.int64
    parts = (weights, columns.astype(index), offsets.astype(index))
    return sparse.csr_array(parts, shape=(size, size))


def sum_at(places: NDArray[np.integer[Any]], values: NDArray[Any] | None, size: int) -> Floats:
    """The sum of `values` (ones where absent) at each of `size` places."""
    return np.bincount(places, values, minlength=size).astype(np.float64)


ROUNDING = 1e-12
"""How far sums of shares may lie from the number that they stand for."""


def unrounded(values: Floats, *exact: float) -> Floats:
    """The values; what lies within rounding of one of these numbers is that number.

    >>> unrounded(np.array([1 + 2e-16, -3e-16, 0.5, np.nan]), 0, 1).tolist()
    [1.0, 0.0, 0.5, nan]
    """
    found = np.array(values, np.float64)
    for number in exact:
        found[np.abs(found - number) < ROUNDING] = number
    return found
