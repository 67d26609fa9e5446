"""What talk that people have confirmed says of its goals: its words, who spoke, where it was held.

A conversation of the evidence is compared with what was learned from all the others: what it gave
itself is taken out first, so that scores of known and of new talk mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.linking.texts import Talk
from graph.linking.vocabulary import row_norms
from graph.value.arrays import Floats, Matrix

DOUBT = 2.0
"""Conversations without a goal that are imagined for each person and group, so that few prove little."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Talk of which people know the goals: `labels[i]` are the places of the goals of `talks[i]`."""

    talks: Sequence[Talk] = ()
    labels: Sequence[frozenset[int]] = ()


class Habits:
    """Name (a person, a group) → which goals its known talk was about."""

    def __init__(self, names: Sequence[Sequence[str]], labels: Sequence[frozenset[int]]) -> None:
        self._row: dict[str, int] = {}
        self._counts: list[dict[int, float]] = []
        self._talks: list[float] = []
        for found, goals in zip(names, labels, strict=True):
            for name in found:
                row = self._row.setdefault(name, len(self._row))
                if row == len(self._counts):
                    self._counts.append({})
                    self._talks.append(0.0)
                self._talks[row] += 1
                for goal in goals:
                    self._counts[row][goal] = self._counts[row].get(goal, 0.0) + 1

    def shares(
        self, names: Sequence[Sequence[str]], known: Sequence[frozenset[int]], goals: int
    ) -> Floats:
        """Rows of talk by goals: the mean share, over its names, of known talk about the goal."""
        if not self._row:
            return np.zeros((len(names), goals))
        rows = [[self._row[name] for name in found if name in self._row] for found in names]
        sizes = [len(found) for found in rows]
        who = sparse.csr_array(
            (
                np.repeat([1 / max(len(found), 1) for found in names], sizes),
                np.array([row for found in rows for row in found], np.int64),
                np.concatenate([[0], np.cumsum(sizes)]),
            ),
            shape=(len(rows), len(self._row)),
        )
        out: Floats = (who @ self._table(goals)).toarray()
        for place, labels in enumerate(known):
            out[place] = self._without(rows[place], len(names[place]), labels, goals)
        return out

    def _table(self, goals: int) -> Matrix:
        sizes = [len(found) for found in self._counts]
        divisors = np.repeat(np.array(self._talks) + DOUBT, sizes)
        values = np.array([n for found in self._counts for n in found.values()])
        columns = np.array([goal for found in self._counts for goal in found], np.int64)
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        return sparse.csr_array((values / divisors, columns, offsets), (len(sizes), goals))

    def _without(self, rows: list[int], names: int, labels: frozenset[int], goals: int) -> Floats:
        """The shares of one conversation, learned without it."""
        out = np.zeros(goals)
        for row in rows:
            for goal, count in self._counts[row].items():
                left = count - (goal in labels)
                out[goal] += left / (self._talks[row] - 1 + DOUBT) / max(names, 1)
        return out


class Profiles:
    """The sum of the talk known of each goal, as rows over terms."""

    def __init__(self, vectors: Matrix, labels: Sequence[frozenset[int]], goals: int) -> None:
        pairs = [(goal, row) for row, found in enumerate(labels) for goal in found]
        places, rows = np.array(pairs, np.int64).reshape(-1, 2).T
        shape = (goals, vectors.shape[0])
        self.sums = sparse.csr_array(
            sparse.csr_array((np.ones(len(pairs)), (places, rows)), shape) @ vectors
        )
        self._squares: Floats = np.asarray(self.sums.multiply(self.sums).sum(axis=1)).ravel()

    def nearness(self, vectors: Matrix, known: Sequence[frozenset[int]]) -> Floats:
        """Rows of talk by goals: the cosine with the goal's known talk above that with known talk at large.

        A goal without known talk has 0, as one has whose talk is no nearer than that of the others.
        """
        dots: Floats = (vectors @ self.sums.T).toarray()
        out = dots / np.sqrt(np.maximum(self._squares, 1e-12))
        own = row_norms(vectors) if known else ()
        for row, labels in enumerate(known):
            for goal in labels:
                dot = dots[row, goal] - own[row]
                square = self._squares[goal] - 2 * dots[row, goal] + own[row]
                out[row, goal] = dot / np.sqrt(square) if square > 1e-9 else 0.0
        has = self._squares > 0
        return np.where(has, np.maximum(out - out[:, has].mean(axis=1, keepdims=True), 0.0), 0.0)
