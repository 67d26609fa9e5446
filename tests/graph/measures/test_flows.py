"""Flows between groups: exact on a small case, and laws on any."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.mixing.flows import flows
from graph.measures.ties.pairs import Pairs, pairs_at
from graph.measures.ties.tie_strength import Interactions
from tests.graph.measures.test_pairs import CELLS, cells_of


def by_hand(pairs: Pairs, group: list[int]) -> dict[tuple[int, int], tuple[float, int, int]]:
    strength: dict[tuple[int, int], float] = defaultdict(float)
    ties: dict[tuple[int, int], int] = defaultdict(int)
    people: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in range(pairs.rows):
        a, b = int(pairs.firsts[row]), int(pairs.seconds[row])
        for one, other, weight in ((a, b, pairs.given[row]), (b, a, pairs.received[row])):
            if weight > 0:
                cell = (group[one], group[other])
                strength[cell] += float(weight)
                ties[cell] += 1
                people[cell] |= {one, other}
    return {cell: (strength[cell], ties[cell], len(people[cell])) for cell in strength}


@settings(deadline=None)
@given(CELLS, st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_every_tie_flows_in_one_cell(
    rows: list[tuple[int, int, str, int, int]], homes: list[int]
) -> None:
    pairs = pairs_at(cells_of(rows), 41)
    group = [homes[int(one[1])] for one in pairs.ids]

    found = flows(pairs, np.array(group, np.int64), 4)

    columns = (found.sources, found.targets, found.strength, found.ties, found.people)
    made = {(a, b): rest for a, b, *rest in zip(*(c.tolist() for c in columns), strict=True)}
    wanted = by_hand(pairs, group)
    assert list(made) == sorted(wanted)
    for cell, (strength, ties, people) in wanted.items():
        assert made[cell] == [pytest.approx(strength), ties, people]
    whole = pytest.approx(float(pairs.given.sum() + pairs.received.sum()))
    assert (found.given.sum(), found.received.sum()) == (whole, whole)
    outside = (found.given - found.within).sum()
    assert outside == pytest.approx((found.received - found.within).sum())


def test_one_group_of_everybody_has_one_cell() -> None:
    cells = Interactions.of(["a", "b", "c"], ["b", "a", "b"], ["answer"] * 3, [9, 9, 9])

    found = flows(pairs_at(cells, 9 + 90), np.zeros(3, np.int64), 1)

    assert (found.strength.tolist(), found.ties.tolist(), found.people.tolist()) == (
        [1.5],
        [3],
        [3],
    )
    nobody = flows(pairs_at(Interactions.of([], [], [], []), 9), np.zeros(0, np.int64), 0)
    assert (nobody.size, nobody.strength.tolist(), nobody.given.tolist()) == (0, [], [])
