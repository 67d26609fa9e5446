"""Titles against titles, by the pieces of their words: `serialization` and `serialize` meet here.

A word gives its pieces of three to five characters, its ends marked; scripts without spaces give pieces
of two and three. A piece weighs by how rare it is among the titles of goals and of talk together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np
from scipy import sparse

from graph.goals.linking.everyday_words import WEIGHT, everyday
from graph.goals.linking.sparse_rows import of_rows
from graph.goals.linking.texts import GoalText
from graph.goals.linking.tokenization import DENSE, STOP, plain, terms
from graph.goals.linking.vocabulary import document_frequency, scaled, unit_rows
from graph.measures.arrays import Floats, Ints, Matrix

SIZES = (3, 4, 5)
DENSE_SIZES = (2, 3)
PIECES_SHOWN = 3
LONGEST = 40
"""Characters of a word that are looked at."""

_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """The pieces of one folded word, each once.

    >>> pieces("join")
    (' jo', 'joi', 'oin', 'in ', ' joi', 'join', 'oin ', ' join', 'join ')
    """
    found = list[str]()
    for run in DENSE.findall(word):
        found += [run[at : at + n] for n in DENSE_SIZES for at in range(len(run) - n + 1)] or [run]
    for part in DENSE.sub(" ", word).split():
        marked = f" {part[:LONGEST]} "
        found += [marked[at : at + n] for n in SIZES for at in range(len(marked) - n + 1)]
    return tuple(dict.fromkeys(found))


def _pieces_of(title: str) -> list[tuple[str, float]]:
    """The pieces of a title's words, those of everyday words for half."""
    every = _TOKEN.findall(plain(title).casefold())
    told = [word for word in every if word not in STOP] or every
    return [(piece, _weight(word)) for word in told for piece in pieces(word)]


@lru_cache(maxsize=100_000)
def _weight(word: str) -> float:
    return WEIGHT if everyday().intersection(terms(word)) else 1.0


def common(title: str, names: Sequence[str]) -> list[str]:
    """What a title and the most alike of some names share, as the title writes it, the longest first.

    >>> common("Händehygiene am Bett", ["Hand hygiene at every bedside"])
    ['hygiene', 'Hand']
    """
    found: list[str] = []
    for name in names:
        one, other = plain(title), plain(name)
        blocks = SequenceMatcher(
            None, one.casefold(), other.casefold(), False
        ).get_matching_blocks()
        pieces = [
            piece
            for block in blocks
            for piece in _TOKEN.findall(one[block.a : block.a + block.size])
        ]
        told = [piece for piece in pieces if len(piece) >= (2 if DENSE.search(piece) else 4)]
        if sum(map(len, told)) > sum(map(len, found)):
            found = told
    return sorted(dict.fromkeys(found), key=lambda piece: -len(piece))[:PIECES_SHOWN]


class Titles:
    """The titles and synonyms of goals; `talk` are titles of conversations that show what is common."""

    def __init__(self, goals: Sequence[GoalText], talk: Sequence[str]) -> None:
        self._columns: dict[str, int] = {}
        self._goals = len(goals)
        names = [(n, name) for n, goal in enumerate(goals) for name in (goal.title, *goal.synonyms)]
        self._owner = np.array([place for place, _ in names], np.int64)
        rows = [self._counted(_pieces_of(name), grow=True)[0] for _, name in names]
        said = [self._counted(_pieces_of(title), grow=True)[0] for title in talk]
        number = len(rows) + len(said)
        present = document_frequency(of_rows([*rows, *said], len(self._columns)))
        self._rarity: Floats = np.log((1 + number) / (1 + present)) + 1
        self._rarest = float(np.log(1 + number)) + 1
        self._names = unit_rows(scaled(of_rows(rows, len(self._columns)), self._rarity))

    def _counted(
        self, found: Sequence[tuple[str, float]], grow: bool
    ) -> tuple[dict[int, float], float]:
        """How often each piece is there, and how many are there that nobody else says."""
        counts: dict[int, float] = {}
        unknown = 0.0
        for piece, weight in found:
            if grow:
                column = self._columns.setdefault(piece, len(self._columns))
            else:
                column = self._columns.get(piece, -1)
            if column < 0:
                unknown += weight**2
            else:
                counts[column] = counts.get(column, 0.0) + weight
        return counts, unknown

    def rows(self, titles: Sequence[str]) -> Matrix:
        """Titles as rows of length 1; what nobody else says makes the rest shorter."""
        counted = [self._counted(_pieces_of(title), grow=False) for title in titles]
        made = scaled(of_rows([row for row, _ in counted], len(self._columns)), self._rarity)
        squares = made.copy()
        squares.data = squares.data**2
        unknown = np.array([number for _, number in counted], np.float64) * self._rarest**2
        lengths = np.sqrt(np.asarray(squares.sum(axis=1)).ravel() + unknown)
        lengths[lengths == 0] = 1.0
        made.data = made.data / np.repeat(lengths, np.diff(made.indptr))
        return made

    def nearness(self, titles: Matrix, goals: Sequence[int] | None = None) -> Matrix:
        """Rows of titles by goals: the cosine with the nearest of a goal's names; of some goals only."""
        names, owner = self._names, self._owner
        if goals is not None:
            kept = np.flatnonzero(np.isin(owner, goals))
            names, owner = names[kept], owner[kept]
        found = sparse.csr_array(titles @ names.T)
        return _greatest(found, owner, self._goals)

    def contained(self, titles: Matrix, goals: Sequence[int] | None = None) -> Matrix:
        """Rows of titles by goals: how much of what a goal's name says is in the title, 0 to 1."""
        names, owner = self._names, self._owner
        if goals is not None:
            kept = np.flatnonzero(np.isin(owner, goals))
            names, owner = names[kept], owner[kept]
        there, squares = titles.copy(), names.copy()
        there.data = np.ones_like(there.data)
        squares.data = squares.data**2
        return _greatest(sparse.csr_array(there @ squares.T), owner, self._goals)


def _greatest(found: Matrix, owner: Ints, goals: int) -> Matrix:
    """The greatest value of the names of each goal."""
    if len(owner) == goals and (owner == np.arange(goals)).all():
        return found
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    cells = rows * max(goals, 1) + owner[found.indices]
    order = np.lexsort((found.data, cells))
    cells, values = cells[order], found.data[order]
    last = np.append(cells[1:] != cells[:-1], True) if len(cells) else np.zeros(0, np.bool_)
    cells, values = cells[last], values[last]
    offsets = np.searchsorted(cells, np.arange(found.shape[0] + 1) * max(goals, 1))
    return sparse.csr_array((values, cells % max(goals, 1), offsets), shape=(found.shape[0], goals))
