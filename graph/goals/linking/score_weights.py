"""From the numbers of a pair to one score, by published weights or by weights fitted to decisions.

A mark that names one goal stands for itself: score = 1 - (1 - p) (1 - reliability * mark), where p is
the logistic model of everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.goals.conventions import (
    BELIEF_TRUST,
    BELIEVED_SLOPE,
    ENOUGH_CONFIRMED,
    ENOUGH_KNOWN,
    ENOUGH_MEANING,
    FIT_FOLDS,
    MARK_RELIABILITY,
    MARK_SEEN,
    MOST_OF_A_TITLE,
    ONE_WORD,
    ONE_WORD_OF_TITLE,
    PUBLISHED_TRUST,
    STRONG_MARK,
    WORD_AND_MEANING,
)
from graph.goals.linking.calibration import Logistic, Recalibration, fit_logistic, recalibrated
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import FEATURES, MARK, Pairs
from graph.measures.arrays import Floats, Ints

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


BELIEVED = Recalibration(BELIEVED_SLOPE)


@dataclass(frozen=True, eq=False)
class Scorer:
    """What makes scores of features."""

    model: Logistic
    reliability: float = MARK_RELIABILITY
    belief: Recalibration = BELIEVED

    def chances(self, features: Floats) -> Floats:
        """What the weights say of each row, 0 to 1, before it is asked how far they are believed."""
        found = _both(self.model.chances(unmarked(features)), self.reliability * features[:, MARK])
        return np.minimum(found, ceilings(features))

    def scores(self, pairs: Pairs) -> Floats:
        """The chance of each pair that a person would confirm it, 0 to 1.

        Goals of a conversation stand in the order of their `chances`: a mark is believed no more
        than what speaks louder for another goal.
        """
        features, chances = pairs.features, self.chances(pairs.features)
        rest = self.belief.of(self.model.chances(unmarked(features)))
        marked = _both(rest, self.reliability * features[:, MARK])
        weak = np.minimum(self.belief.of(chances), ceilings(features))
        believed = np.where(features[:, MARK] >= STRONG_MARK, marked, weak)
        return _in_order(pairs.rows, chances, believed)


def _both(one: Floats, other: Floats) -> Floats:
    """The chance that at least one of two holds."""
    found: Floats = 1 - (1 - one) * (1 - other)
    return found


def _in_order(rows: Ints, chances: Floats, believed: Floats) -> Floats:
    """What is believed, within each row never more than of a pair of higher chance."""
    order = np.lexsort((-chances, rows))
    out = believed.copy()
    for before, after in zip(order[:-1].tolist(), order[1:].tolist(), strict=True):
        if rows[before] == rows[after] and out[after] >= out[before]:
            equal = chances[before] == chances[after]
            out[after] = out[before] if equal else max(out[before] - 1e-9, 0.0)
    return out


def ceilings(features: Floats) -> Floats:
    """The most that a pair may score: one shared word is never certain, and seldom worth a look."""
    known = (features[:, _KNOWN] > ENOUGH_KNOWN).any(axis=1)
    alone = (features[:, _SINGLE] > 0.5) & (features[:, MARK] == 0) & ~known
    has_meaning = features[:, _MEANING] > ENOUGH_MEANING
    alone &= ~(has_meaning & (features[:, _WORDS] == 0))  # no word shared: the meaning says it all
    title_counts = features[:, _CONTAINED] > MOST_OF_A_TITLE
    title_counts |= features[:, _MEANING] > WORD_AND_MEANING
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
    confirmed goal only the `rejected` pairs count. How far scores are believed follows the decided
    pairs in either case, as far as there are any.
    """
    features, truth, talks = list[Floats](), list[Floats](), list[Ints]()
    for pairs in views:
        places = list(zip(pairs.rows.tolist(), pairs.goals.tolist(), strict=True))
        held = np.array([goal in evidence.labels[row] for row, goal in places], dtype=np.float64)
        counted = [bool(evidence.labels[row]) or (row, goal) in rejected for row, goal in places]
        features.append(pairs.features[counted])
        truth.append(held[counted])
        talks.append(pairs.rows[counted])
    least = min(float(held.sum()) for held in truth)
    decided = _Decided(np.vstack(features), np.concatenate(truth), np.concatenate(talks))
    reliability = _reliability(features[0], truth[0])
    if least >= ENOUGH_CONFIRMED:
        return decided.fitted(published(semantic).model, reliability, len(views))
    return decided.believed(published(semantic), len(views))


@dataclass(frozen=True, eq=False)
class _Decided:
    """Pairs that people have decided, all views of them one below the other."""

    features: Floats
    truth: Floats
    talks: Ints

    def model(self, prior: Logistic, views: int, used: Floats) -> Logistic:
        """The weights fitted to the rows that are used."""
        rows = unmarked(self.features)
        return fit_logistic(rows, self.truth, used / views, prior, PUBLISHED_TRUST)

    def fitted(self, prior: Logistic, reliability: float, views: int) -> Scorer:
        """Weights fitted to all, believed as far as weights fitted to parts hold for the rest."""
        chances = np.zeros(len(self.truth))
        for fold in range(FIT_FOLDS):
            rest = self.talks % FIT_FOLDS == fold
            apart = Scorer(self.model(prior, views, (~rest).astype(np.float64)), reliability)
            chances[rest] = apart.chances(self.features[rest])
        model = self.model(prior, views, np.ones(len(self.truth)))
        return Scorer(model, reliability, self._belief(chances, views))

    def believed(self, scorer: Scorer, views: int) -> Scorer:
        """The scorer, believed as far as it holds for these pairs."""
        belief = self._belief(scorer.chances(self.features), views)
        return Scorer(scorer.model, scorer.reliability, belief)

    def _belief(self, chances: Floats, views: int) -> Recalibration:
        weak = self.features[:, MARK] < STRONG_MARK
        importance = np.full(int(weak.sum()), 1 / views)
        return recalibrated(
            chances[weak], self.truth[weak], importance, BELIEVED_SLOPE, BELIEF_TRUST
        )


def _reliability(features: Floats, truth: Floats) -> float:
    """How often marks that name one goal alone are right."""
    sure = features[:, MARK] > 0.8
    return float((truth[sure].sum() + MARK_RELIABILITY * MARK_SEEN) / (sure.sum() + MARK_SEEN))
