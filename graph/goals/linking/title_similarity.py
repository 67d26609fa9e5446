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

from graph.goals.conventions import (
    DENSE_PIECE_SIZES,
    EVERYDAY_WEIGHT,
    PIECE_SIZES,
    PIECES_SHOWN,
    WORD_CHARACTERS,
)
from graph.goals.linking.everyday_words import everyday
from graph.goals.linking.lexicon import Lexicon
from graph.goals.linking.sparse_rows import of_rows
from graph.goals.linking.texts import GoalText
from graph.goals.linking.tokenization import DENSE, STOP, plain, terms
from graph.goals.linking.vocabulary import document_frequency, scaled, unit_rows
from graph.measures.arrays import Floats, Ints, Matrix

_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """The pieces of one folded word, each once.

    >>> pieces("join")
    (' jo', 'joi', 'oin', 'in ', ' joi', 'join', 'oin ', ' join', 'join ')
    """
    pieces_ = list[str]()
    for run in DENSE.findall(word):
        pieces_ += [
            run[at : at + n] for n in DENSE_PIECE_SIZES for at in range(len(run) - n + 1)
        ] or [run]
    for part in DENSE.sub(" ", word).split():
        marked = f" {part[:WORD_CHARACTERS]} "
        pieces_ += [marked[at : at + n] for n in PIECE_SIZES for at in range(len(marked) - n + 1)]
    return tuple(dict.fromkeys(pieces_))


def significant_words(title: str) -> list[str]:
    """The words of a title that say something, folded; all of them where none does."""
    every = _TOKEN.findall(plain(title).casefold())
    return [word for word in every if word not in STOP] or every


@lru_cache(maxsize=100_000)
def _weight(word: str) -> float:
    return EVERYDAY_WEIGHT if everyday().intersection(terms(word)) else 1.0


def common(title: str, names: Sequence[str]) -> list[str]:
    """What a title and the most alike of some names share, as the title writes it, the longest first.

    >>> common("Händehygiene am Bett", ["Hand hygiene at every bedside"])
    ['hygiene', 'Hand']
    """
    best_pieces: list[str] = []
    for name in names:
        plain_title, plain_name = plain(title), plain(name)
        blocks = SequenceMatcher(
            None, plain_title.casefold(), plain_name.casefold(), False
        ).get_matching_blocks()
        pieces = [
            piece
            for block in blocks
            for piece in _TOKEN.findall(plain_title[block.a : block.a + block.size])
        ]
        long_pieces = [piece for piece in pieces if len(piece) >= (2 if DENSE.search(piece) else 4)]
        if sum(map(len, long_pieces)) > sum(map(len, best_pieces)):
            best_pieces = long_pieces
    return sorted(dict.fromkeys(best_pieces), key=lambda piece: -len(piece))[:PIECES_SHOWN]


class Titles:
    """The titles and synonyms of goals; `talk` are titles of conversations that show what is common."""

    def __init__(
        self, goals: Sequence[GoalText], talk: Sequence[str], lexicon: Lexicon | None = None
    ) -> None:
        self._goals = len(goals)
        lexicon = Lexicon(significant_words) if lexicon is None else lexicon
        names = [(n, name) for n, goal in enumerate(goals) for name in (goal.title, *goal.synonyms)]
        self._owner = np.array([place for place, _ in names], np.int64)
        rows = lexicon.lines((name,) for _, name in names)
        talk_lines = lexicon.lines((title,) for title in talk)
        self._columns: dict[str, int] = {}
        spelt: list[dict[int, float]] = [{} for _ in lexicon.words]
        for number in lexicon.distinct([rows, talk_lines]):
            weight, columns = _weight(lexicon.words[number]), self._columns
            spelt[number] = {
                columns.setdefault(piece, len(columns)): weight
                for piece in pieces(lexicon.words[number])
            }
        letters = of_rows(spelt, len(self._columns))
        piece_counts = rows.times(letters)
        present = document_frequency(piece_counts) + document_frequency(talk_lines.times(letters))
        number = len(names) + len(talk)
        self._rarity: Floats = np.log((1 + number) / (1 + present)) + 1
        self._rarest = float(np.log(1 + number)) + 1
        self._names = unit_rows(scaled(piece_counts, self._rarity))

    def _counted(self, title: str) -> tuple[dict[int, float], float]:
        """How often each piece is there, and how much is there that nobody else says."""
        counts: dict[int, float] = {}
        unknown = 0.0
        for word in significant_words(title):
            weight = _weight(word)
            for piece in pieces(word):
                column = self._columns.get(piece)
                if column is None:
                    unknown += weight**2
                else:
                    counts[column] = counts.get(column, 0.0) + weight
        return counts, unknown

    def rows(self, titles: Sequence[str]) -> Matrix:
        """Titles as rows of length 1; what nobody else says makes the rest shorter."""
        titles_counts = [self._counted(title) for title in titles]
        rows = scaled(of_rows([row for row, _ in titles_counts], len(self._columns)), self._rarity)
        squares = rows.copy()
        squares.data = squares.data**2
        unknown = np.array([number for _, number in titles_counts], np.float64) * self._rarest**2
        lengths = np.sqrt(np.asarray(squares.sum(axis=1)).ravel() + unknown)
        lengths[lengths == 0] = 1.0
        rows.data = rows.data / np.repeat(lengths, np.diff(rows.indptr))
        return rows

    def nearness(self, titles: Matrix, goals: Sequence[int] | None = None) -> Matrix:
        """Rows of titles by goals: the cosine with the nearest of a goal's names; of some goals only."""
        names, owner = self._names, self._owner
        if goals is not None:
            places = np.flatnonzero(np.isin(owner, goals))
            names, owner = names[places], owner[places]
        cosines = sparse.csr_array(titles @ names.T)
        return _greatest(cosines, owner, self._goals)

    def contained(self, titles: Matrix, goals: Sequence[int] | None = None) -> Matrix:
        """Rows of titles by goals: how much of what a goal's name says is in the title, 0 to 1."""
        names, owner = self._names, self._owner
        if goals is not None:
            places = np.flatnonzero(np.isin(owner, goals))
            names, owner = names[places], owner[places]
        there, squares = titles.copy(), names.copy()
        there.data = np.ones_like(there.data)
        squares.data = squares.data**2
        return _greatest(sparse.csr_array(there @ squares.T), owner, self._goals)


def _greatest(matrix: Matrix, owner: Ints, goals: int) -> Matrix:
    """The greatest value of the names of each goal."""
    if len(owner) == goals and (owner == np.arange(goals)).all():
        return matrix
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    cells = rows * max(goals, 1) + owner[matrix.indices]
    order = np.lexsort((matrix.data, cells))
    cells, values = cells[order], matrix.data[order]
    last = np.append(cells[1:] != cells[:-1], True) if len(cells) else np.zeros(0, np.bool_)
    cells, values = cells[last], values[last]
    offsets = np.searchsorted(cells, np.arange(matrix.shape[0] + 1) * max(goals, 1))
    return sparse.csr_array(
        (values, cells % max(goals, 1), offsets), shape=(matrix.shape[0], goals)
    )
