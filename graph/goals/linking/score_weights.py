"""From the numbers of a pair to one score, by published weights or by weights fitted to decisions.

A mark that names one goal stands for itself: score = 1 - (1 - p) (1 - reliability * mark), where p is
the logistic model of everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.goals.conventions import (
    ENOUGH_CONFIRMED,
    ENOUGH_KNOWN,
    ENOUGH_MEANING,
    MARK_RELIABILITY,
    MARK_SEEN,
    MOST_OF_A_TITLE,
    ONE_WORD,
    ONE_WORD_OF_TITLE,
    PUBLISHED_TRUST,
)
from graph.goals.linking.calibration import Logistic, fit_logistic
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import FEATURES, MARK, Pairs
from graph.measures.arrays import Floats

Pair = tuple[int, int]
"""The row of a conversation and the place of a goal."""

BIAS = -4.07
PUBLISHED = {
    "mark": 0.0,
    "hint": 0.2,
    "words": 1.86,
    "words_of_best": 2.68,
    "words_lead": 2.06,
    "title": 0.0,
    "title_of_best": 2.57,
    "title_lead": 2.9,
    "contained": 0.48,
    "single": 0.0,
    "group": 2.1,
    "answers": 2.1,
    "owner": 0.72,
    "warm": -1.17,
    "learned": 2.06,
    "neighbour": 0.79,
    "people": 0.69,
    "early": -4.19,
    "meaning": 0.0,
    "meaning_lead": 0.0,
}
"""Feature → its weight where little has been decided yet; `docs/linking.md` says how they were found."""

MEANT = {"bias": -0.75, "meaning": 7.17, "meaning_lead": 6.96}
"""What is added to the bias and the weights where the meaning of sentences is compared too."""


_SINGLE, _CONTAINED = FEATURES.index("single"), FEATURES.index("contained")
_KNOWN = [FEATURES.index(name) for name in ("group", "answers", "learned", "neighbour", "people")]
_WORDS, _MEANING = FEATURES.index("words"), FEATURES.index("meaning")


@dataclass(frozen=True, eq=False)
class Scorer:
    """What makes scores of features."""

    model: Logistic
    reliability: float = MARK_RELIABILITY

    def scores(self, features: Floats) -> Floats:
        """The chance of each row that a person would confirm the pair, 0 to 1."""
        rest = self.model.chances(unmarked(features))
        scores: Floats = 1 - (1 - rest) * (1 - self.reliability * features[:, MARK])
        return np.minimum(scores, ceilings(features))


def ceilings(features: Floats) -> Floats:
    """The most that a pair may score: one shared word is never certain, and seldom worth a look."""
    known = (features[:, _KNOWN] > ENOUGH_KNOWN).any(axis=1)
    alone = (features[:, _SINGLE] > 0.5) & (features[:, MARK] == 0) & ~known
    has_meaning = features[:, _MEANING] > ENOUGH_MEANING
    alone &= ~(has_meaning & (features[:, _WORDS] == 0))  # no word shared: the meaning says it all
    title_counts = (features[:, _CONTAINED] > MOST_OF_A_TITLE) | has_meaning
    result: Floats = np.where(alone, np.where(title_counts, ONE_WORD_OF_TITLE, ONE_WORD), 1.0)
    return result


def unmarked(features: Floats) -> Floats:
    """The features with marks taken out."""
    out = features.copy()
    out[:, [MARK, _SINGLE]] = 0.0
    return out


def published(semantic: bool = False) -> Scorer:
    """The published weights, without or with the meaning of sentences."""
    more = MEANT if semantic else {}
    weights = [PUBLISHED[name] + more.get(name, 0.0) for name in FEATURES]
    return Scorer(Logistic(BIAS + more.get("bias", 0.0), np.array(weights)))


def scorer_for(
    evidence: Evidence, views: Sequence[Pairs], rejected: Collection[Pair], semantic: bool = False
) -> Scorer:
    """Weights fitted to decided pairs of the evidence; the published ones where there are too few.

    `views` are the pairs of the evidence, looked at in several ways. Of a conversation without a
    confirmed goal only the `rejected` pairs count.
    """
    features, truth = list[Floats](), list[Floats]()
    for pairs in views:
        places = list(zip(pairs.rows.tolist(), pairs.goals.tolist(), strict=True))
        confirmed = np.array(
            [goal in evidence.labels[row] for row, goal in places], dtype=np.float64
        )
        if confirmed.sum() < ENOUGH_CONFIRMED:
            return published(semantic)
        is_decided = [bool(evidence.labels[row]) or (row, goal) in rejected for row, goal in places]
        features.append(pairs.features[is_decided])
        truth.append(confirmed[is_decided])
    importance = np.full(sum(map(len, truth)), 1 / len(views))
    rows, right = np.vstack(features), np.concatenate(truth)
    model = fit_logistic(
        unmarked(rows), right, importance, published(semantic).model, PUBLISHED_TRUST
    )
    return Scorer(model, _reliability(features[0], truth[0]))


def _reliability(features: Floats, truth: Floats) -> float:
    """How often marks that name one goal alone are right."""
    sure = features[:, MARK] > 0.8
    return float((truth[sure].sum() + MARK_RELIABILITY * MARK_SEEN) / (sure.sum() + MARK_SEEN))
