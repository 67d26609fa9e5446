"""Two analyses side by side: who is in both, and how alike their orders are, against scipy."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.rank_correlation import ranks, spearman
from graph.network.analyses.comparison import _comparison
from graph.network.analyses.scores import SCORED
from graph.network.analyses.snapshots import Snapshot

numbers = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=9)


@settings(max_examples=60, deadline=None)
@given(numbers)
def test_ranks_and_their_correlation_are_those_of_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(column, np.float64) for column in zip(*pairs, strict=True))

    assert ranks(one).tolist() == scipy.stats.rankdata(one).tolist()
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert np.isnan(spearman(one, other))
    else:
        assert spearman(one, other) == pytest.approx(scipy.stats.spearmanr(one, other).statistic)


def test_absent_values_are_left_out_and_nothing_has_no_correlation() -> None:
    nan = float("nan")
    one, other = np.array([1, 2, nan, 4, 3]), np.array([2, 4, 9, nan, 8])
    assert spearman(one, other) == pytest.approx(1)
    assert np.isnan(spearman(np.array([nan, 1.0]), np.array([1.0, nan])))
    assert np.isnan(spearman(np.array([1.0]), np.array([2.0])))


def test_people_of_both_are_compared_each_at_their_own_place() -> None:
    draw = random.Random(5)
    first = Snapshot(tuple("abcdefgh"), {key: _values(draw, 8) for key in SCORED})
    second = Snapshot(tuple("cdexyzghaq"), {key: _values(draw, 10) for key in SCORED})

    found = _comparison(first, second)

    assert (found.both, found.joined, found.left) == (6, 4, 2)
    assert [one.measure for one in found.correlations] == list(SCORED)
    for one in found.correlations:
        pairs = [
            (first.values[one.measure][first.people.index(person)],
             second.values[one.measure][second.people.index(person)])
            for person in "acdegh"
        ]  # fmt: skip
        known = [pair for pair in pairs if not np.isnan(pair).any()]
        assert one.people == len(known)
        expected: Any = scipy.stats.spearmanr(known).statistic
        assert one.value == pytest.approx(expected)


def test_where_nobody_is_in_both_there_is_no_correlation() -> None:
    first = Snapshot(("a",), {key: np.array([1.0]) for key in SCORED})
    second = Snapshot(("b",), {key: np.array([1.0]) for key in SCORED})

    found = _comparison(first, second)

    assert (found.both, found.joined, found.left) == (0, 1, 1)
    assert {(one.value, one.people) for one in found.correlations} == {(None, 0)}


def _values(draw: random.Random, size: int) -> Any:
    values = np.array([draw.random() for _ in range(size)])
    values[draw.randrange(size)] = np.nan
    return values
