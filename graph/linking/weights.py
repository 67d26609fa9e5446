"""From the numbers of a pair to one score, by published weights or by weights fitted to decisions.

A mark that names one goal stands for itself: score = 1 - (1 - p) (1 - reliability * mark), where p is
the logistic model of everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.linking.calibration import Logistic, fitted
from graph.linking.features import FEATURES, MARK, Pairs
from graph.linking.learned import Evidence
from graph.value.arrays import Floats

Pair = tuple[int, int]
"""The row of a conversation and the place of a goal."""

BIAS = -4.65
PUBLISHED = {
    "mark": 0.0,
    "hint": 1.61,
    "words": 3.79,
    "words_of_best": 1.8,
    "words_lead": 9.72,
    "group": 2.41,
    "answers": 2.5,
    "owner": 1.47,
    "warm": -2.8,
    "learned": 5.55,
    "people": 5.45,
    "early": -3.81,
}
"""Feature → its weight where little has been decided yet; `docs/linking.md` says how they were found."""

RELIABILITY = 0.95
"""How often a mark is right, as published; it counts as much as SEEN decided marks."""
SEEN = 20.0

ENOUGH = 100
"""Confirmed pairs from which on the weights are fitted to the organisation's own decisions."""
TRUST = 5.0
"""How strongly fitted weights are drawn towards the published ones."""


@dataclass(frozen=True, eq=False)
class Scorer:
    """What makes scores of features."""

    model: Logistic
    reliability: float = RELIABILITY

    def scores(self, features: Floats) -> Floats:
        """The chance of each row that a person would confirm the pair, 0 to 1."""
        rest = self.model.chances(unmarked(features))
        found: Floats = 1 - (1 - rest) * (1 - self.reliability * features[:, MARK])
        return found


def unmarked(features: Floats) -> Floats:
    """The features with marks taken out."""
    out = features.copy()
    out[:, MARK] = 0.0
    return out


def published() -> Scorer:
    """The published weights."""
    return Scorer(Logistic(BIAS, np.array([PUBLISHED[name] for name in FEATURES])))


def scorer_for(evidence: Evidence, views: Sequence[Pairs], rejected: Collection[Pair]) -> Scorer:
    """Weights fitted to decided pairs of the evidence; the published ones where there are too few.

    `views` are the pairs of the evidence, looked at in several ways. Of a conversation without a
    confirmed goal only the `rejected` pairs count.
    """
    features, truth = list[Floats](), list[Floats]()
    for pairs in views:
        places = list(zip(pairs.rows.tolist(), pairs.goals.tolist(), strict=True))
        held = np.array([goal in evidence.labels[row] for row, goal in places], dtype=np.float64)
        if held.sum() < ENOUGH:
            return published()
        counted = [bool(evidence.labels[row]) or (row, goal) in rejected for row, goal in places]
        features.append(pairs.features[counted])
        truth.append(held[counted])
    importance = np.full(sum(map(len, truth)), 1 / len(views))
    rows, right = np.vstack(features), np.concatenate(truth)
    model = fitted(unmarked(rows), right, importance, published().model, TRUST)
    return Scorer(model, _reliability(features[0], truth[0]))


def _reliability(features: Floats, truth: Floats) -> float:
    """How often marks that name one goal alone are right."""
    sure = features[:, MARK] > 0.8
    return float((truth[sure].sum() + RELIABILITY * SEEN) / (sure.sum() + SEEN))
