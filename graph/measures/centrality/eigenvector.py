"""Eigenvector centrality: many strong contacts who have many strong contacts themselves."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import splu

from graph.measures.arrays import Floats, Ints, Matrix
from graph.measures.conventions import EIGENVALUE_TIE, EIGENVECTOR_AIM, EIGENVECTOR_RESIDUAL
from graph.measures.measure import measure
from graph.measures.ties.components import components
from graph.measures.ties.tie_graph import TieGraph

DENSE = 300
"""Parts of up to so many people have all eigenvectors found at once."""
KRYLOV, CYCLES, FEW_CYCLES = 40, 60, 4
"""Vectors held at once by Lanczos' method, and how often it begins anew from the best of them: a few
times where `SPARSE` leaves another way."""
SPARSE = 12
"""Up to so many ties a person a long part is finished by factorising its matrix."""
SOLVES = 12


@measure(
    "eigenvector",
    title="In contact with people who are in contact",
    formula="x with A·x = λ·x for the greatest λ; A strengths of ties both ways; Σ x² = 1; of parts "
    "that share the greatest λ each counts as an even start projects on it",
    unit="share, by squares",
    least=0,
    most=1,
    undefined="where nobody has a tie, or the search ends without an answer",
    reference="Bonacich 1987, doi:10.1086/228631",
    when_it_misleads="Outside the densest part of the network it is near 0 for everybody, and in other "
    "parts than the strongest it is 0. It is not seniority or merit.",
)
def eigenvector(graph: TieGraph) -> Floats:
    """Eigenvector centrality on ties both ways, by strength, squares summing to 1; NaN without ties.

    Each part of the network has one such vector x, positive throughout. Where several parts share
    the greatest λ (to a share of 10⁻⁹), each has x·Σx: what an even start gives it. So the answer
    is the same on every run, for ties of any unit, and for networks of any size.

    >>> eigenvector(TieGraph.from_ids(["a", "b"], ["b", "c"])).round(4).tolist()
    [0.5, 0.7071, 0.5]
    """
    both = graph.undirected
    if not both.ties:
        return np.full(graph.size, np.nan)
    ties = both.adjacency / both.weights.max()
    found, best = np.zeros(graph.size), 0.0
    for members in _parts(both, ties):
        part = ties[members][:, members].tocsr()
        if _most(part) < best * (1 - EIGENVALUE_TIE):
            continue
        value, vector = _leading(part)
        if value > best * (1 + EIGENVALUE_TIE):
            found[:] = 0
        elif value < best * (1 - EIGENVALUE_TIE):
            continue
        best = max(best, value)
        found[members] = vector * vector.sum()
    found[found < 1e-14 * found.max()] = 0
    return np.asarray(found / np.linalg.norm(found), np.float64)


def _parts(both: TieGraph, ties: Matrix) -> list[Ints]:
    """The people of each part that has ties, that whose λ may be greatest first."""
    part = components(both)
    order = np.argsort(part, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(part))[:-1])
    strength = np.asarray(ties.sum(axis=1), np.float64)
    tied = [(float(strength[some].max()), some) for some in members if len(some) > 1]
    return [some for _, some in sorted(tied, key=lambda pair: (-pair[0], pair[1][0]))]


def _most(part: Matrix) -> float:
    """What λ cannot exceed: the greatest mean strength of the contacts of a person, by strength."""
    strength = np.asarray(part.sum(axis=1), np.float64)
    return float((np.asarray(part @ strength) / strength).max())


def _leading(part: Matrix) -> tuple[float, Floats]:
    """The greatest eigenvalue of one part and its vector of length 1; NaN where none is found."""
    size = part.shape[0]
    if size <= DENSE:
        values, vectors = np.linalg.eigh(part.toarray())
        top = vectors[:, values >= values[-1] * (1 - EIGENVALUE_TIE)]
        vector = np.abs(top @ top.sum(axis=0))
        return float(values[-1]), vector / np.linalg.norm(vector)
    sparse = part.nnz <= SPARSE * size
    value, vector, off = _lanczos(part, FEW_CYCLES if sparse else CYCLES)
    if off > EIGENVECTOR_AIM and sparse:
        value, vector, off = _solved(part, value, vector, off)
    if off > EIGENVECTOR_RESIDUAL:
        return value, np.full(size, np.nan)
    vector = np.abs(vector)
    return value, vector / np.linalg.norm(vector)


def _judged(part: Matrix, vector: Floats) -> tuple[float, Floats, float]:
    """The eigenvalue that a vector tells of, the vector at length 1, its residual as a share."""
    vector = vector / np.linalg.norm(vector)
    image = part @ vector
    value = float(vector @ image)
    return value, vector, float(np.linalg.norm(image - value * vector)) / value


def _lanczos(part: Matrix, cycles: int) -> tuple[float, Floats, float]:
    """The best answer of Lanczos' method from an even start, begun anew from its own answer."""
    best = _judged(part, np.ones(part.shape[0]))
    for _ in range(cycles):
        if best[2] <= EIGENVECTOR_AIM:
            break
        found = _judged(part, _krylov(part, best[1]))
        if found[2] >= best[2] and found[0] <= best[0]:
            break  # as near as the numbers allow
        best = found
    return best


def _krylov(part: Matrix, start: Floats) -> Floats:
    """The vector of greatest value in the space of start, A·start, A²·start, …"""
    basis = np.zeros((KRYLOV, len(start)))
    small = np.zeros((KRYLOV, KRYLOV))
    basis[0] = start
    for used in range(1, KRYLOV + 1):
        last = used - 1
        image = part @ basis[last]
        small[last, last] = basis[last] @ image
        for _ in range(2):  # once more, as rounding leaves some of what was taken away
            image -= basis[:used].T @ (basis[:used] @ image)
        beside = float(np.linalg.norm(image))
        values, vectors = np.linalg.eigh(small[:used, :used])
        if used == KRYLOV or beside * abs(vectors[-1, -1]) <= EIGENVECTOR_AIM / 10 * values[-1]:
            break
        basis[used] = image / beside
        small[last, used] = small[used, last] = beside
    return np.asarray(basis[:used].T @ vectors[:, -1], np.float64)


def _solved(part: Matrix, value: float, vector: Floats, off: float) -> tuple[float, Floats, float]:
    """The same by inverse iteration: for long parts, whose greatest values lie close together."""
    best = (value, vector, off)
    vector = np.abs(vector)
    for _ in range(SOLVES):
        shifted = csc_array(eye_array(part.shape[0]) * (best[0] * (1 + best[2])) - part)
        try:
            vector = splu(shifted).solve(vector)
        except RuntimeError:  # the shift is the eigenvalue itself
            break
        found = _judged(part, np.abs(vector))
        if found[2] >= best[2]:
            break
        best = found
        if best[2] <= EIGENVECTOR_AIM:
            break
    return best
