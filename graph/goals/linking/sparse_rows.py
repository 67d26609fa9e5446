"""Rows of talk by goals as sparse matrices: what few goals have is held for these alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse

from graph.goals.conventions import CLOSE_COSINE
from graph.measures.arrays import Bools, Floats, Ints, Matrix


def nothing(rows: int, columns: int) -> Matrix:
    """A matrix that holds nothing."""
    return sparse.csr_array((rows, columns), dtype=np.float64)


def of_rows(rows: Sequence[Mapping[int, float]], columns: int) -> Matrix:
    """The matrix whose rows hold these values at these columns."""
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    places = np.fromiter((place for row in rows for place in row), np.int64, int(offsets[-1]))
    values = np.fromiter(
        (value for row in rows for value in row.values()), np.float64, int(offsets[-1])
    )
    matrix = sparse.csr_array((values, places, offsets), shape=(len(rows), columns))
    matrix.sort_indices()
    return matrix


def only(matrix: Matrix, columns: Bools) -> Matrix:
    """The matrix without what stands in other columns."""
    out = matrix.copy()
    out.data = out.data * columns[out.indices]
    return out


def total(matrices: Iterable[Matrix]) -> Matrix:
    """The sum of matrices of one shape."""
    first, *others = matrices
    for other in others:
        first = sparse.csr_array(first + other)
    return first


def at(matrix: Matrix, rows: Ints, columns: Ints) -> Floats:
    """The value at each of these places, 0 where nothing is held."""
    if not len(rows) or not matrix.nnz:
        return np.zeros(len(rows))
    values: Floats = np.asarray(matrix[rows, columns], dtype=np.float64).ravel()
    return values


def best(matrix: Matrix, most: int) -> list[Ints]:
    """The columns of the greatest values above 0 of each row, `most` at most, in no order."""
    places: list[Ints] = []
    for start, end in zip(matrix.indptr[:-1].tolist(), matrix.indptr[1:].tolist(), strict=True):
        values, columns = matrix.data[start:end], matrix.indices[start:end]
        if end - start > most:
            top = np.argpartition(-values, most - 1)[:most]
            values, columns = values[top], columns[top]
        places.append(columns[values > 0].astype(np.int64))
    return places


def two_best(matrix: Matrix) -> tuple[Floats, Floats]:
    """The greatest and the second greatest value of each row, 0 where there is none."""
    first = np.zeros(matrix.shape[0])
    second = np.zeros(matrix.shape[0])
    for row, (start, end) in enumerate(
        zip(matrix.indptr[:-1].tolist(), matrix.indptr[1:].tolist(), strict=True)
    ):
        values = matrix.data[start:end]
        if end - start == 1:
            first[row] = max(float(values[0]), 0.0)
        elif end > start:
            pair = np.partition(values, end - start - 2)[-2:]
            first[row], second[row] = max(float(pair[1]), 0.0), max(float(pair[0]), 0.0)
    return first, second


def standing(open_: Matrix, values: Matrix, rows: Ints, goals: Ints) -> tuple[Floats, Floats]:
    """Each pair's value as a share of its row's best open one, and its lead over the best other.

    The share counts the less the farther below CLOSE_COSINE the value itself is.
    """
    first, second = two_best(open_)
    own, most, next_ = at(values, rows, goals), first[rows], second[rows]
    lead = np.where((own >= most) & (own > 0), own - next_, 0.0)
    return own / np.maximum(most, 1e-9) * np.clip(own / CLOSE_COSINE, 0, 1), lead


def unexplained_share(rows: Ints, words: Floats, talks: int) -> Floats:
    """How little the words of each pair's conversation tell of any goal: meaning counts so far."""
    most = np.zeros(talks)
    np.maximum.at(most, rows, words)
    rest: Floats = 1 - most[rows]
    return rest
