"""Products of sparse matrices read only where another matrix has an entry."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.value.arrays import Floats, Matrix

BLOCK = 2_000_000
"""Entries of a product that may be held in memory at once, by a rough count."""


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
    """The same by full matrices: less work where most people know each other."""
    whole, found = right.toarray(), np.zeros(mask.nnz)
    rows = max(BLOCK // max(whole.shape[1], 1), 1)
    for first in range(0, left.shape[0], rows):
        last = min(first + rows, left.shape[0])
        start, end = int(mask.indptr[first]), int(mask.indptr[last])
        at = np.repeat(np.arange(last - first), np.diff(mask.indptr[first : last + 1]))
        product = left[first:last].toarray() @ whole
        found[start:end] = product[at, mask.indices[start:end]]
    return found
