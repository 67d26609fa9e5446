"""Products of sparse matrices read only where another matrix has an entry."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.measures.arrays import Floats, Matrix

BLOCK = 2_000_000
"""Entries of a product that may be held in memory at once, by a rough count."""
CELLS = 16_000_000
"""Cells of a full matrix that are held at once, 8 bytes each."""


def row_blocks(left: Matrix, right: Matrix) -> Iterator[tuple[int, int]]:
    """Spans of rows of `left` whose product with `right` stays about within `BLOCK` entries."""
    work = np.concatenate([[0.0], np.cumsum(left.astype(bool) @ np.diff(right.indptr))])
    first = 0
    while first < left.shape[0]:
        last = int(np.searchsorted(work, work[first] + BLOCK, side="right")) - 1
        last = min(max(last, first + 1), left.shape[0])
        yield first, last
        first = last


def masked_product(left: Matrix, right: Matrix, mask: Matrix) -> Floats:
    """The entries of `left @ right` at the entries of `mask`, in the order of its rows.

    `mask` has sorted columns.
    """
    found = np.zeros(mask.nnz)
    for first, last in row_blocks(left, right):
        part = (left[first:last] @ right).tocsr()
        part.sort_indices()
        start, end = int(mask.indptr[first]), int(mask.indptr[last])
        width = np.int64(max(right.shape[1], 1))
        rows = np.repeat(np.arange(last - first), np.diff(part.indptr)).astype(np.int64)
        keys = rows * width + part.indices
        wanted_rows = np.repeat(np.arange(last - first), np.diff(mask.indptr[first : last + 1]))
        wanted = wanted_rows.astype(np.int64) * width + mask.indices[start:end]
        if not len(keys) or not len(wanted):
            continue
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found[start:end] = np.where(keys[at] == wanted, part.data[at], 0.0)
    return found


def dense_product(left: Matrix, right: Matrix, mask: Matrix) -> Floats:
    """The same by full matrices, a part after the other: less work where most people know each other."""
    found, size = np.zeros(mask.nnz), max(right.shape[0], 1)
    width, height = max(CELLS // size, 1), max(BLOCK // size, 1)
    turned = right.T.tocsr()
    for low in range(0, right.shape[1], width):
        part = turned[low : low + width].toarray().T
        for first in range(0, left.shape[0], height):
            last = min(first + height, left.shape[0])
            start, end = int(mask.indptr[first]), int(mask.indptr[last])
            columns = mask.indices[start:end]
            inside = np.flatnonzero((columns >= low) & (columns < low + width))
            row = np.repeat(np.arange(last - first), np.diff(mask.indptr[first : last + 1]))
            product = left[first:last].toarray() @ part
            found[start + inside] = product[row[inside], columns[inside] - low]
    return found
