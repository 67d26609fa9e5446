"""What talk that people have confirmed says of its goals: its words, and who spoke.

A conversation of the evidence is compared with what was learned from all the others: what it gave
itself is taken out first, so that scores of known and of new talk mean the same. `cold` takes out all
that is known of its goals, as if they were new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.goals.conventions import IMAGINED_TALKS, LEARNING_RIDGE, NEAREST_TALKS
from graph.goals.linking.sparse_rows import best, nothing, of_rows
from graph.goals.linking.texts import Talk
from graph.measures.arrays import Floats, Matrix


@dataclass(frozen=True, eq=False)
class Evidence:
    """Talk of which people know the goals: `labels[i]` are the places of the goals of `talks[i]`."""

    talks: Sequence[Talk] = ()
    labels: Sequence[frozenset[int]] = ()


class Habits:
    """Person → which goals its known talk was about."""

    def __init__(self, names: Sequence[Sequence[str]], labels: Sequence[frozenset[int]]) -> None:
        self._row: dict[str, int] = {}
        self._counts: list[dict[int, float]] = []
        self._talks: list[float] = []
        for own_names, goals in zip(names, labels, strict=True):
            for name in own_names:
                row = self._row.setdefault(name, len(self._row))
                if row == len(self._counts):
                    self._counts.append({})
                    self._talks.append(0.0)
                self._talks[row] += 1
                for goal in goals:
                    self._counts[row][goal] = self._counts[row].get(goal, 0.0) + 1

    def shares(
        self,
        names: Sequence[Sequence[str]],
        known: Sequence[frozenset[int]],
        goals: int,
        cold: bool = False,
    ) -> Matrix:
        """Rows of talk by goals: the mean share, over its names, of known talk about the goal."""
        if not self._row:
            return nothing(len(names), goals)
        rows = [[self._row[name] for name in own if name in self._row] for own in names]
        if known:
            return of_rows(
                [
                    self._without(rows[place], len(names[place]), labels, cold)
                    for place, labels in enumerate(known)
                ],
                goals,
            )
        sizes = [len(own) for own in rows]
        incidence = sparse.csr_array(
            (
                np.repeat([1 / max(len(own), 1) for own in names], sizes),
                np.array([row for own in rows for row in own], np.int64),
                np.concatenate([[0], np.cumsum(sizes)]),
            ),
            shape=(len(rows), len(self._row)),
        )
        return sparse.csr_array(incidence @ self._table(goals))

    def _table(self, goals: int) -> Matrix:
        sizes = [len(counts) for counts in self._counts]
        divisors = np.repeat(np.array(self._talks) + IMAGINED_TALKS, sizes)
        values = np.array([n for counts in self._counts for n in counts.values()])
        columns = np.array([goal for counts in self._counts for goal in counts], np.int64)
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        return sparse.csr_array((values / divisors, columns, offsets), (len(sizes), goals))

    def _without(
        self, rows: list[int], names: int, labels: frozenset[int], cold: bool
    ) -> dict[int, float]:
        """The shares of one conversation, learned without it, or without all talk of its goals."""
        out: dict[int, float] = {}
        for row in rows:
            counts = self._counts[row]
            removed = (
                max([1.0, *(counts[goal] for goal in labels if goal in counts)]) if cold else 1.0
            )
            share = 1 / (max(self._talks[row] - removed, 0.0) + IMAGINED_TALKS) / max(names, 1)
            for goal, count in counts.items():
                remaining = count - (goal in labels)
                if goal not in labels or not cold:
                    out[goal] = out.get(goal, 0.0) + remaining * share
        return out


class Profiles:
    """What tells the known talk of each goal from that of all others, as weights of terms.

    Regularised least squares of the labels on the rows of talk. What a row of the evidence would be
    given by all others follows in closed form: y - a / diag((K + c)^-1), with a the dual weights.
    """

    def __init__(self, vectors: Matrix, labels: Sequence[frozenset[int]], goals: int) -> None:
        self._goals = goals
        self.counts = np.zeros(goals)
        for goals_of_talk in labels:
            self.counts[list(goals_of_talk)] += 1
        self._known = np.flatnonzero(self.counts)
        column = {goal: place for place, goal in enumerate(self._known.tolist())}
        truth = np.zeros((len(labels), len(column)))
        for row, goals_of_talk in enumerate(labels):
            truth[row, [column[goal] for goal in goals_of_talk]] = 1.0
        kernel = (vectors @ vectors.T).toarray()
        kernel[np.diag_indices_from(kernel)] += LEARNING_RIDGE
        inverse = np.linalg.inv(kernel)
        self._vectors = vectors
        self._dual: Floats = inverse @ truth
        self._left_out: Floats = truth - self._dual / np.diag(inverse)[:, None]

    def is_warm(self, goal: int) -> bool:
        """Whether talk of a goal is known."""
        return bool(self.counts[goal])

    def weights_of(self, goals: Sequence[int]) -> Floats:
        """Goals by terms: what each term speaks for each goal."""
        out = np.zeros((len(goals), self._vectors.shape[1]))
        for row, goal in enumerate(goals):
            if self.counts[goal]:
                out[row] = self._vectors.T @ self._dual[:, np.searchsorted(self._known, goal)]
        return out

    def nearness(
        self,
        vectors: Matrix,
        known: Sequence[frozenset[int]],
        cold: bool = False,
        at: Sequence[int] = (),
    ) -> Matrix:
        """Rows of talk by goals: how much the talk is like that of the goal, 0 to 1.

        `known` are the labels of the rows `at` of the evidence, of all of them by default.
        """
        if known:
            out = self._left_out[list(at)] if at else self._left_out.copy()
            if cold:
                for row, labels in enumerate(known):
                    out[row, np.searchsorted(self._known, sorted(labels))] = 0.0
        else:
            out = (vectors @ self._vectors.T) @ self._dual
        nearness = sparse.csr_array(np.clip(out, 0.0, 1.0))
        columns = self._known[nearness.indices]
        return sparse.csr_array(
            (nearness.data, columns, nearness.indptr), shape=(len(out), self._goals)
        )


class Neighbours:
    """The confirmed talk that is nearest, by its words and by its title."""

    def __init__(
        self, vectors: Matrix, titles: Matrix, labels: Sequence[frozenset[int]], goals: int
    ) -> None:
        self._vectors, self._titles, self._labels, self._goals = vectors, titles, labels, goals

    def nearness(
        self,
        vectors: Matrix,
        titles: Matrix,
        known: Sequence[frozenset[int]],
        cold: bool = False,
        at: Sequence[int] = (),
    ) -> Matrix:
        """Rows of talk by goals: how near the nearest confirmed talk of the goal is, 0 to 1.

        `known` are the labels of the rows `at` of the evidence, each compared with the others only.
        """
        cosines = vectors @ self._vectors.T + titles @ self._titles.T
        out = list[dict[int, float]]()
        for row, places in enumerate(best(sparse.csr_array(cosines), NEAREST_TALKS + 1)):
            values = cosines[[row], :].toarray().ravel()
            best_by_goal: dict[int, float] = {}
            own = at[row] if at else row
            for place in places.tolist():
                if known and place == own:
                    continue
                for goal in self._labels[place]:
                    if not (cold and known and goal in known[row]):
                        best_by_goal[goal] = max(
                            best_by_goal.get(goal, 0.0), float(values[place]) / 2
                        )
            out.append(best_by_goal)
        return of_rows(out, self._goals)
