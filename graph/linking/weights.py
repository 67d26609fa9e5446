"""The published weights of a score, and weights fitted to what people have decided."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from graph.linking.calibration import Weights, fitted
from graph.linking.features import FEATURES, Pairs
from graph.linking.learned import Evidence

BIAS = -5.6
PUBLISHED = {
    "mark": 6.0,
    "hint": 2.0,
    "words": 1.4,
    "words_of_best": 3.1,
    "words_lead": 8.0,
    "title_words": 0.5,
    "title_said": 0.8,
    "title_explained": 0.2,
    "group": 2.0,
    "answers": 2.0,
    "owner": 2.1,
    "learned": 1.0,
    "learned_of_best": 0.5,
    "people": 4.5,
    "place": 0.6,
    "out_of_period": 0.0,
}
"""Feature → its weight where little has been decided yet; `docs/linking.md` says how they were found."""

ENOUGH = 100
"""Confirmed pairs from which on the weights are fitted to the organisation's own decisions."""
TRUST = 5.0
"""How strongly fitted weights are drawn towards the published ones."""


def published() -> Weights:
    """The published weights."""
    return Weights(BIAS, np.array([PUBLISHED[name] for name in FEATURES]))


def weights_for(evidence: Evidence, pairs: Pairs, rejected: Collection[tuple[int, int]]) -> Weights:
    """Weights fitted to decided pairs of the evidence; the published ones where there are too few.

    A conversation counts twice, once with its marks hidden, so that words keep their worth where
    most known talk names its goal. Of one without a confirmed goal only rejected pairs count.
    """
    places = list(zip(pairs.rows.tolist(), pairs.goals.tolist(), strict=True))
    truth = np.array([goal in evidence.labels[row] for row, goal in places], dtype=np.float64)
    if truth.sum() < ENOUGH:
        return published()
    counted = np.array([bool(evidence.labels[row]) or (row, goal) in rejected
                        for row, goal in places])  # fmt: skip
    features, truth = pairs.features[counted], truth[counted]
    hidden = features.copy()
    hidden[:, :2] = 0.0
    rows, twice = np.vstack([features, hidden]), np.concatenate([truth, truth])
    return fitted(rows, twice, np.full(len(rows), 0.5), published(), TRUST)
