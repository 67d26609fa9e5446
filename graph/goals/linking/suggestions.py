"""From scored pairs to suggestions: which are worth somebody's look, by which method, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.goals.conventions import (
    CLEAR_SCORE,
    LEAST_LIKENESS,
    LEAST_MEANING,
    NEAR_TIE,
    WORDS_SHOWN,
)
from graph.goals.linking.features import FEATURES, MARK, Pairs
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.options import Suggestion
from graph.goals.linking.score_weights import Scorer
from graph.goals.linking.texts import Talk
from graph.goals.linking.title_similarity import common
from graph.keys import fold
from graph.measures.arrays import Floats, Ints
from graph.records.enums import LinkMethod

_PLACE = {name: place for place, name in enumerate(FEATURES)}
_KIN = [_PLACE[name] for name in ("group", "answers", "owner", "people")]
_TEXT = [
    place for name, place in _PLACE.items() if place not in _KIN and name not in ("mark", "hint")
]
_SIGNS = (
    ("answers", 0.01, "answers talk that advances it"),
    ("group", 0.01, "held in a group that pursues it"),
    ("owner", 0.5, "an owner of the goal takes part"),
    ("people", 0.15, "those who talk here often advance it"),
    ("learned", 0.1, "its words are those of confirmed talk"),
    ("neighbour", 0.4, "close to talk that advances it"),
)
"""Feature, the value from which on it is worth a word, and that word."""


def suggestions(
    index: GoalIndex, talks: Sequence[Talk], pairs: Pairs, scorer: Scorer, least: float
) -> list[list[Suggestion]]:
    """For each conversation its pairs from `least` on, the best first."""
    scores = scorer.scores(pairs)
    explained = pairs.features * scorer.model.weights
    by_kin = explained[:, _KIN].sum(axis=1) > explained[:, _TEXT].sum(axis=1)
    order = np.lexsort((pairs.goals, -scores, pairs.rows))
    out: list[list[Suggestion]] = [[] for _ in talks]
    starts = np.searchsorted(pairs.rows[order], np.arange(len(talks) + 1))
    for row, talk in enumerate(talks):
        ranked = order[starts[row] : starts[row + 1]]
        for rank, pair in enumerate(ranked.tolist()):
            score = round(float(scores[pair]), 2)
            if score < least:
                break
            goal = int(pairs.goals[pair])
            reasons = reasons_of(index, talk, pairs, pair)
            doubt = _doubt(index, pairs, scores, ranked, rank)
            method = LinkMethod.INHERITED if by_kin[pair] else LinkMethod.LEXICAL
            if pairs.features[pair, MARK] > 0:
                method = LinkMethod.EXPLICIT
            out[row].append(
                Suggestion(
                    talk.id,
                    index.goals[goal].id,
                    method,
                    score,
                    [*reasons, *([doubt] if doubt else [])],
                    bool(doubt),
                )
            )
    return out


def reasons_of(index: GoalIndex, talk: Talk, pairs: Pairs, pair: int) -> list[str]:
    """Why a pair was suggested, in words, the strongest sign first."""
    row, goal = int(pairs.rows[pair]), int(pairs.goals[pair])
    mark = pairs.mentions.get((row, goal))
    reasons = [mark.reason] if mark else []
    values = pairs.features[pair]
    reasons += [word for name, least, word in _SIGNS[:2] if values[_PLACE[name]] >= least]
    shared = index.shared_words(pairs.terms, row, goal, WORDS_SHOWN)
    if shared:
        reasons.append(f"words: {', '.join(shared)}")
    if values[_PLACE["title"]] >= LEAST_LIKENESS:
        text = index.goals[goal]
        pieces = common(talk.title, [text.title, *text.synonyms])
        words = {fold(word) for word in shared}
        if any(fold(piece) not in words for piece in pieces):
            reasons.append(f"titles: {', '.join(f'“{piece}”' for piece in pieces)}")
    if values[_PLACE["meaning"]] >= LEAST_MEANING:
        reasons.append(f"means nearly the same as “{index.goals[goal].title}”")
    return reasons + [word for name, least, word in _SIGNS[2:] if values[_PLACE[name]] >= least]


def _doubt(index: GoalIndex, pairs: Pairs, scores: Floats, ranked: Ints, rank: int) -> str | None:
    """What a person should know before deciding; None where the pair stands out."""
    own = scores[ranked[rank]]
    others = [n for n in (rank - 1, rank + 1) if 0 <= n < len(ranked)]
    for other in others:
        if abs(scores[ranked[other]] - own) < NEAR_TIE:
            title = index.goals[int(pairs.goals[ranked[other]])].title
            return f"in doubt: “{title}” is as likely"
    return "in doubt: the signs are weak" if own < CLEAR_SCORE else None
