"""Goals and conversations as rows of sparse matrices over the same terms.

A term's weight is the geometric mean of its rarity among goals and its rarity in talk, so a word
that few goals bear but everybody says weighs little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from scipy import sparse

from graph.goals.conventions import (
    BM25_B,
    BM25_GOAL_K,
    EVERYDAY_COUNT,
    EVERYDAY_WEIGHT,
    GOAL_WEIGHTS,
    TALK_WEIGHTS,
)
from graph.goals.linking.everyday_words import everyday
from graph.goals.linking.lexicon import Lexicon, Lines
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.tokenization import DENSE, plain, terms_of_word, written
from graph.measures.arrays import Floats, Matrix

REMEMBERED = 300_000
"""Words as written of which it is remembered what they stand for."""


Fields = dict[str, Lines]


def fields_of(goals: Sequence[GoalText], lexicon: Lexicon) -> Fields:
    """Field → the words of each goal in it, as written."""
    results: dict[str, list[str]] = {}
    for goal in goals:
        for parent in goal.parents:
            results.setdefault(parent, []).append(goal.title)
    return {
        "title": lexicon.lines((goal.title,) for goal in goals),
        "synonyms": lexicon.lines(goal.synonyms for goal in goals),
        "description": lexicon.lines((goal.description,) for goal in goals),
        "results": lexicon.lines(results.get(goal.id, ()) for goal in goals),
        "tags": lexicon.lines(goal.tags for goal in goals),
    }


class Vocabulary:
    """Term → column; the first `borne` are the goals' own, `more` are terms of talk that none bears.

    `surface` is each of the goals' terms as some goal writes it.
    """

    def __init__(self, fields: Fields, lexicon: Lexicon, more: Iterable[str] = ()) -> None:
        self.columns: dict[str, int] = {}
        self.surface: list[str] = []
        self._lexicon = lexicon
        for number in lexicon.distinct(list(fields.values())):
            word = lexicon.words[number]
            for term in terms_of_word(word):
                if self.columns.setdefault(term, len(self.columns)) == len(self.surface):
                    self.surface.append(word)
        self.borne = len(self.columns)
        self.breadth = np.array(
            [_breadth(term, self.surface[n]) for term, n in self.columns.items()]
        )
        common = everyday()
        usual = [EVERYDAY_COUNT if term in common else 1.0 for term in self.columns]
        self.breadth *= usual
        for term in more:
            self.columns.setdefault(term, len(self.columns))
        self.telling = np.array(
            [EVERYDAY_WEIGHT if term in common else 1.0 for term in self.columns]
        )
        self._words: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self.columns)

    def of_word(self, word: str) -> tuple[int, ...]:
        """The columns of one word as written."""
        columns = self._words.get(word)
        if columns is None:
            if len(self._words) > REMEMBERED:
                self._words.clear()
            columns = tuple(self.columns[t] for t in terms_of_word(word) if t in self.columns)
            self._words[word] = columns
        return columns

    def meanings(self) -> Matrix:
        """The words of the lexicon by the terms that they stand for."""
        return self._matrix([dict(Counter(self.of_word(word))) for word in self._lexicon.words])

    def talk(self, talks: Sequence[Talk]) -> Matrix:
        """The weighted terms of conversations, one row each."""
        rows = []
        for talk in talks:
            row: dict[int, float] = {}
            self._add(row, talk.title, TALK_WEIGHTS["title"])
            self._add(row, "\n".join(talk.tags), TALK_WEIGHTS["tags"])
            self._add(row, talk.text, TALK_WEIGHTS["text"])
            self._add(row, "\n".join(map(_path, talk.refs)), TALK_WEIGHTS["refs"])
            rows.append(row)
        return self._matrix(rows)

    def _add(self, row: dict[int, float], text: str, weight: float) -> None:
        if not text:
            return
        for word, number in Counter(written(plain(text))).items():
            for column in self.of_word(word):
                row[column] = row.get(column, 0.0) + weight * number

    def _matrix(self, rows: Sequence[dict[int, float]]) -> Matrix:
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        columns = np.fromiter(chain.from_iterable(rows), np.int32, int(offsets[-1]))
        values = np.fromiter(
            chain.from_iterable(row.values() for row in rows), np.float64, int(offsets[-1])
        )
        return sparse.csr_array((values, columns, offsets), shape=(len(rows), len(self)))


_KATAKANA = re.compile("[\u30a0-\u30ff]+")


def _breadth(term: str, word: str) -> float:
    """How much of a word a term is: nothing where others say it already, half for a pair.

    The pairs of a word in katakana are one word together, however long it is (プロジェクト has five).

    >>> [round(_breadth(pair, "シフト表"), 2) for pair in ("シフ", "フト", "ト表")]
    [0.5, 0.5, 0.5]
    >>> round(5 * _breadth("プロ", "プロジェクト"), 2)
    1.0
    """
    if _KATAKANA.fullmatch(term):
        runs = [len(run) for run in _KATAKANA.findall(word) if term in run]
        return 1 / (max(runs, default=2) - 1)
    if DENSE.fullmatch(term):
        return 0.5
    parts = terms_of_word(word)
    return 0.0 if len(parts) > 2 and term == parts[-1] else 1.0


def _path(ref: str) -> str:
    """The words of a link without its host; other references as they are."""
    return ref.split("//", 1)[1].partition("/")[2] if "://" in ref else ref


def rarity(present: Floats, rows: int) -> Floats:
    """How rare terms are that stand in `present` of `rows` rows: ln(1 + (n - df + ½) / (df + ½))."""
    result: Floats = np.log1p((rows - present + 0.5) / (present + 0.5))
    return result


def document_frequency(matrix: Matrix) -> Floats:
    """In how many rows each term stands."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)


def saturated(matrix: Matrix, k: float) -> Matrix:
    """x → x (k + 1) / (x + k): more of the same counts less and less."""
    out = matrix.copy()
    out.data = out.data * (k + 1) / (out.data + k)
    return out


def scaled(matrix: Matrix, weights: Floats) -> Matrix:
    """The matrix with each column times its weight."""
    out = matrix.copy()
    out.data = out.data * weights[out.indices]
    return out


def row_norms(matrix: Matrix) -> Floats:
    """The Euclidean length of each row, 1 for an empty one."""
    squares = matrix.copy()
    squares.data = squares.data**2
    norms = np.sqrt(np.asarray(squares.sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return norms


def unit_rows(matrix: Matrix) -> Matrix:
    """The matrix with rows of length 1; empty rows stay empty."""
    out = matrix.copy()
    out.data = out.data / np.repeat(row_norms(matrix), np.diff(matrix.indptr))
    return out


def bm25f(fields: dict[str, Matrix]) -> Matrix:
    """The saturated sum of weighted fields, each normalised by its length (BM25F)."""
    total: Matrix | None = None
    for name, counts in fields.items():
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        mean = lengths[lengths > 0].mean() if lengths.any() else 1.0
        scale = GOAL_WEIGHTS[name] / (1 - BM25_B + BM25_B * lengths / mean)
        part = counts.copy()
        part.data = part.data * np.repeat(scale, np.diff(counts.indptr))
        total = part if total is None else sparse.csr_array(total + part)
    assert total is not None
    return saturated(total, BM25_GOAL_K)
