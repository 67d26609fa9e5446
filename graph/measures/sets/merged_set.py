"""A set of people as one group more among groups: its ties, and the network of groups with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from graph.measures.arrays import Bools
from graph.measures.ties.pairs import Pairs, group_pairs
from graph.measures.ties.tie_graph import TieGraph


def pairs_of_set(
    pairs: Pairs, groups: Mapping[str, Sequence[str]], one: str, people: Sequence[str]
) -> Pairs:
    """The pairs of the set `one` with the groups, as `group_pairs` gives them; only rows of people of it are read.

    >>> from graph.measures.ties.pairs import pairs_at
    >>> from graph.measures.ties.tie_strength import Interactions
    >>> cells = Interactions.of(["ann", "cy"], ["bob", "bob"], ["reply", "reply"], [9, 9])
    >>> found = pairs_of_set(pairs_at(cells, 99), {"x": ["bob"], "y": ["cy"]}, "set", ["ann"])
    >>> found.ids, found.firsts.tolist(), found.seconds.tolist()
    (('set', 'x', 'y'), [0], [1])
    """
    mine = np.zeros(len(pairs.ids), np.bool_)
    mine[[place for person in people if (place := pairs.place.get(person)) is not None]] = True
    touching = _rows(pairs, mine[pairs.firsts] | mine[pairs.seconds])
    near = {pairs.ids[i] for i in {*touching.firsts.tolist(), *touching.seconds.tolist()}}
    met = {group: [person for person in who if person in near] for group, who in groups.items()}
    found = group_pairs(touching, {**met, one: people})
    at = found.place[one]
    return _rows(found, (found.firsts == at) | (found.seconds == at))


def _rows(pairs: Pairs, kept: Bools) -> Pairs:
    return replace(
        pairs,
        firsts=pairs.firsts[kept],
        seconds=pairs.seconds[kept],
        given=pairs.given[kept],
        received=pairs.received[kept],
        counts=pairs.counts[kept],
        last=pairs.last[kept],
        recent=pairs.recent[kept],
    )


def group_network(pairs: Pairs, joined: Pairs | None = None) -> TieGraph:
    """The network whose people are groups: a tie weighs what the one did towards the other.

    `joined` adds a group with its pairs.

    >>> from graph.measures.ties.pairs import pairs_at
    >>> from graph.measures.ties.tie_strength import Interactions
    >>> group_network(pairs_at(Interactions.of(["x"], ["y"], ["reply"], [9]), 99)).edges()
    [('x', 'y', 0.5)]
    """
    tables = [pairs] if joined is None else [pairs, joined]
    ids = sorted({one for table in tables for one in table.ids})
    index = {one: i for i, one in enumerate(ids)}
    sources, targets, weights = [], [], []
    for table in tables:
        place = np.array([index[one] for one in table.ids], np.int64)
        firsts, seconds = place[table.firsts], place[table.seconds]
        for tail, head, worth in (
            (firsts, seconds, table.given),
            (seconds, firsts, table.received),
        ):
            acted = worth > 0
            sources.append(tail[acted])
            targets.append(head[acted])
            weights.append(worth[acted])
    return TieGraph.from_indices(ids, *(np.concatenate(c) for c in (sources, targets, weights)))
