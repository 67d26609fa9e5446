"""A set of people as one group more: as if it had been a group all along."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.sets.merged_set import group_network, pairs_of_set
from graph.measures.ties.pairs import Pairs, group_pairs, pairs_at
from tests.graph.measures.test_pairs import CELLS, GROUPS, cells_of

PEOPLE = st.lists(st.sampled_from([f"p{i}" for i in range(7)]), unique=True, max_size=5)


def rows(pairs: Pairs, one: str | None = None) -> dict[tuple[str, str], list[object]]:
    """What is known of each pair, or of those with one end."""
    found = {}
    for row in range(pairs.rows):
        ends = pairs.ids[pairs.firsts[row]], pairs.ids[pairs.seconds[row]]
        if one is None or one in ends:
            columns = (pairs.given, pairs.received, pairs.counts, pairs.last, pairs.recent)
            found[ends] = [np.round(column[row], 9).tolist() for column in columns]
    return found


@settings(deadline=None)
@given(CELLS, GROUPS, PEOPLE)
def test_the_ties_of_a_set_are_those_that_it_had_as_a_group(
    cells: list[tuple[int, int, str, int, int]], groups: dict[str, list[str]], people: list[str]
) -> None:
    pairs = pairs_at(cells_of(cells), 35)
    whole = group_pairs(pairs, {**groups, "set": people})

    found = pairs_of_set(pairs, groups, "set", people)

    assert rows(found) == rows(whole, "set")
    joined = group_network(group_pairs(pairs, groups), found)
    expected = group_network(whole)
    assert [(u, v, round(w, 9)) for u, v, w in joined.edges()] == [
        (u, v, round(w, 9)) for u, v, w in expected.edges()
    ]
    assert joined.people == expected.people
