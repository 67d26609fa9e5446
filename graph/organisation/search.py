"""Goals, conversations, people, groups and kept texts of messages found by their words, best first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.errors import BadInput
from graph.keys import text_key, unaccented
from graph.organisation.conventions import LONGEST_SEARCH, MOST_HITS, MOST_WORDS, SNIPPET
from graph.store.driver import Store

MOST_FOUND = 2**31 - 1
"""What an index may find at all."""
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_MARKED = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_JOINTS = "._:'’"
"""What joins words to one for the store: `node.js`, `foo_bar`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One match: what it is, and how well it fits (comparable inside one search only)."""

    label: str
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Words:
    """The text that is searched for: its words, folded, and as they are written where that differs."""

    text: str
    folded: tuple[str, ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text; raises BadInput where there is none, or too much text."""
        if len(text) > LONGEST_SEARCH:
            raise BadInput(
                f"`text` has {len(text)} characters, at most {LONGEST_SEARCH} are allowed",
                remedy="search for a few words",
                path=("text",),
            )
        folded = words_of(text)
        if not folded:
            raise BadInput(
                "`text` has no word to search for", remedy="give a letter or digit", path=("text",)
            )
        return cls(text, folded, tuple(_other_forms(text, set(folded))))


def words_of(text: str) -> tuple[str, ...]:
    """The different words of a text, folded and without accents, in their order.

    >>> words_of("`Array.prototype`/Résumé")
    ('array', 'prototype', 'resume')
    """
    return tuple(dict.fromkeys(_WORD.findall(unaccented(text))))[:MOST_WORDS]


def _other_forms(text: str, known: set[str]) -> Iterator[str]:
    """The words as they may stand in a text that the store does not fold as we do."""
    for form in ("NFC", "NFD"):
        for word in _MARKED.findall(unicodedata.normalize(form, text.casefold()))[:MOST_WORDS]:
            if word not in known:
                known.add(word)
                yield word


def lucene(words: Words, *, names: bool) -> str:
    """The query for an index: each word as it is, or as the beginning of a longer one.

    With `names` for the index of folded names: the very words in their order weigh most, and a
    word is found inside one that is joined by dots. Only letters and digits of the text reach the
    index outside of quotation marks, so nothing in it is an operator.

    >>> lucene(Words.of('Lift-off'), names=False)
    'lift^2 lift* off^2 off*'
    """
    terms = [f"{word}^2 {word}*" for word in words.folded]
    if not names:
        return " ".join(terms + [f"{word}^2 {word}*" for word in words.written])
    phrase = re.sub(r'["\\]', " ", text_key(words.text))
    for field in ("title_key", "name_key"):
        terms.append(f'{field}:"{phrase}"^8')
        terms += [f"{field}:/.*[{_JOINTS}]{word}.*/" for word in words.folded]
    return " ".join(terms)


async def search(store: Store, text: str, limit: int = MOST_HITS) -> list[Hit]:
    """The best matches: what bears the very name, goals before others; then by how well they fit.

    Of two names that fold alike the one that is written so comes first.
    """
    words = Words.of(text)
    rows = await store.rows(
        "search",
        words=lucene(words, names=True),
        texts=lucene(words, names=False),
        key=text_key(text),
        found=_found(store, limit),
        written=text,
        limit=limit,
    )
    step = max((score for *_, score in rows), default=0.0) + 1
    hits = []
    for label, id_, name, named, score in rows:
        if named or (name is not None and words_of(name) == words.folded):
            score += step * (max(1, named) + (2 if label == "Goal" else 0))
        hits.append(Hit(label, id_, score))
    return _shown(store, sorted(hits, key=lambda hit: -hit.score))


async def search_messages(store: Store, text: str, limit: int = MOST_HITS) -> list[Hit]:
    """The messages whose kept texts match best."""
    words = lucene(Words.of(text), names=False)
    found = _found(store, limit)
    rows = await store.rows("search_messages", words=words, found=found, limit=limit)
    return _shown(store, [Hit(label, id_, score) for label, id_, _, _, score in rows])


def _found(store: Store, limit: int) -> int:
    """How many an index may find: of what a reader may not read none takes the place of another."""
    return MOST_FOUND if store.restricted else limit


def _shown(store: Store, hits: list[Hit]) -> list[Hit]:
    """The hits; scores that the index reckons of all talk would tell of words in hidden talk."""
    if not store.restricted:
        return hits
    return [replace(hit, score=1 / place) for place, hit in enumerate(hits, 1)]


def snippet(text: str, searched: str) -> str:
    """The part of a text in which most of the words searched for stand, cut at words.

    >>> snippet("Ask Bo, who wrote the index of the library.", "index")
    'Ask Bo, who wrote the index of the library.'
    """
    first_word = words_of(searched)
    places = [
        (match.start(), match.end())
        for match in _MARKED.finditer(text)
        if any(part.startswith(first_word) for part in words_of(match.group()))
    ]
    if len(text) <= SNIPPET or not places:
        return _cut(text, 0)
    starts = [start for start, _ in places]
    most = max(starts, key=lambda at: sum(at <= other < at + SNIPPET // 2 for other in starts))
    return _cut(text, max(0, most - SNIPPET // 4))


def _cut(text: str, start: int) -> str:
    """At most SNIPPET characters from about `start` on, in one line, with marks where it goes on."""
    end = min(len(text), start + SNIPPET)
    start = max(0, min(start, len(text) - SNIPPET))
    if start > 0:
        blank = text.find(" ", start, start + 20)
        start = start if blank < 0 else blank + 1
    if end < len(text):
        blank = text.rfind(" ", end - 20, end)
        end = end if blank < 0 else blank
    part = " ".join(text[start:end].split())
    return f"{'… ' if start > 0 else ''}{part}{' …' if end < len(text) else ''}"


__all__ = [
    "Hit",
    "Words",
    "lucene",
    "search",
    "search_messages",
    "snippet",
    "words_of",
]
