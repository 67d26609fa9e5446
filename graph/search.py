"""Goals, conversations, people and groups found by their words, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import BadInput
from graph.store import Store

MOST_HITS = 100
MOST_WORDS = 20
LONGEST = 500
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Hit:
    """One match: what it is, and how well it fits (comparable inside one search only)."""

    label: str
    id: str
    score: float


def lucene(text: str) -> str:
    """The query for the index: each word as it is, or as the beginning of a longer one.

    Only letters and digits of the text reach the index, so nothing in it is an operator.
    Raises BadInput where there is no word, or too much text.

    >>> lucene('Lift-off: "moon"')
    'lift^2 lift* off^2 off* moon^2 moon*'
    """
    if len(text) > LONGEST:
        raise BadInput(
            f"`text` has {len(text)} characters, at most {LONGEST} are allowed",
            remedy="search for a few words",
            path=("text",),
        )
    words = list(dict.fromkeys(word.casefold() for word in _WORD.findall(text) if word.strip("_")))
    if not words:
        raise BadInput(
            "`text` has no word to search for", remedy="give a letter or digit", path=("text",)
        )
    return " ".join(f"{word}^2 {word}*" for word in words[:MOST_WORDS])


async def search(store: Store, text: str, limit: int = MOST_HITS) -> list[Hit]:
    """The best matches, then by label and id where they fit equally well."""
    rows = await store.rows("search", words=lucene(text), limit=limit)
    return [Hit(*row) for row in rows]
