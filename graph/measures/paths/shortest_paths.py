"""Ways between two people: one shortest along ties, and the way of the reporting lines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graph.measures.paths.distances import steps_from_set
from graph.measures.ties.tie_graph import TieGraph


def shortest_way(graph: TieGraph, start: str, end: str) -> list[str] | None:
    """One shortest way, directions left out, both ends included; None where there is none.

    Of several the one whose people come first by id, so that the answer does not change.

    >>> shortest_way(TieGraph.from_ids(["a", "c", "a", "d"], ["b", "b", "d", "c"]), "a", "c")
    ['a', 'b', 'c']
    """
    both = graph.undirected
    at, last = both.index([start, end]).tolist()
    steps = steps_from_set(both, np.array([last]))
    if not np.isfinite(steps[at]):
        return None
    way = [at]
    while way[-1] != last:
        near = both.targets[both.offsets[way[-1]] : both.offsets[way[-1] + 1]]
        way.append(int(near[steps[near] == steps[way[-1]] - 1][0]))
    return [graph.people[place] for place in way]


def chain_up(boss_of: Mapping[str, str], person: str) -> list[str]:
    """The person and everybody above them, nearest first; a circle of lines ends where it closes.

    >>> chain_up({"low": "mid", "mid": "top"}, "low")
    ['low', 'mid', 'top']
    """
    chain = [person]
    seen = {person}
    while (above := boss_of.get(chain[-1])) is not None and above not in seen:
        chain.append(above)
        seen.add(above)
    return chain


def formal_way(boss_of: Mapping[str, str], start: str, end: str) -> list[str] | None:
    """Up to the nearest common boss and down again, both ends included; None where there is none.

    >>> formal_way({"ann": "eve", "bob": "fay", "eve": "top", "fay": "top"}, "ann", "bob")
    ['ann', 'eve', 'top', 'fay', 'bob']
    """
    up, down = chain_up(boss_of, start), chain_up(boss_of, end)
    place = {person: i for i, person in enumerate(down)}
    for i, person in enumerate(up):
        if person in place:
            return up[: i + 1] + down[: place[person]][::-1]
    return None
