"""Words as numbers; what was read of a text is held, so that only new texts are read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy import sparse

from graph.measures.arrays import Ints, Matrix

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

SPARE = 10_000
"""Words that nobody uses any more, beside as many as are used, before all are numbered anew."""


class Recall(Generic[K, V]):
    """What `make` gives; held is what was asked for since the last turn but one."""

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make
        self._now: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def __call__(self, key: K) -> V:
        value = self._now.get(key)
        if value is None:
            value = self._before.get(key)
            value = self._now[key] = self._make(key) if value is None else value
        return value

    def turn(self) -> None:
        """Begin a turn: what is not asked for until the next one is dropped then."""
        self._before, self._now = self._now, {}


@dataclass(frozen=True, eq=False)
class Lines:
    """Rows of words, one after the other: the words of row i stand at offsets[i] to offsets[i + 1]."""

    numbers: Ints
    offsets: Ints

    def times(self, matrix: Matrix) -> Matrix:
        """Rows by what the rows of `matrix` say of each word, added up."""
        parts = (np.ones(len(self.numbers)), self.numbers, self.offsets)
        lines = sparse.csr_array(parts, shape=(len(self.offsets) - 1, matrix.shape[0]))
        product = sparse.csr_array(lines @ matrix)
        product.sort_indices()
        return product


class Lexicon:
    """The words that `split` finds in texts, each with a number; equal words have one."""

    def __init__(self, split: Callable[[str], Sequence[str]]) -> None:
        self._split = split
        self._used = 0
        self._begin()

    def _begin(self) -> None:
        self.words: list[str] = []
        self._number: dict[str, int] = {}
        self._held: Recall[str, Ints] = Recall(self._read)

    def turn(self) -> None:
        """Begin a turn: texts that are not read until the next one are forgotten then."""
        self._held.turn()
        if len(self.words) > 2 * self._used + SPARE:
            self._begin()

    def _read(self, text: str) -> Ints:
        number, numbers = self._number, list[int]()
        for word in self._split(text):
            place = number.get(word)
            if place is None:
                place = number[word] = len(self.words)
                self.words.append(word)
            numbers.append(place)
        return np.array(numbers, np.int64)

    def lines(self, rows: Iterable[Sequence[str]]) -> Lines:
        """The words of rows of texts."""
        parts, sizes, recall = [np.zeros(0, np.int64)], [0], self._held
        for row in rows:
            size = 0
            for text in row:
                if text:
                    parts.append(recall(text))
                    size += len(parts[-1])
            sizes.append(size)
        return Lines(np.concatenate(parts), np.cumsum(sizes))

    def distinct(self, every: Sequence[Lines]) -> list[int]:
        """The words of all rows, each once, in the order in which they appear first."""
        numbers = np.concatenate([lines.numbers for lines in every])
        first = np.full(len(self.words), -1, np.int64)
        first[numbers[::-1]] = np.arange(len(numbers))[::-1]
        used = np.flatnonzero(first >= 0)
        self._used = len(used)
        result: list[int] = used[np.argsort(first[used])].tolist()
        return result
