"""Scores of people, groups and the whole network from one network of ties; no store.

A group's value is the mean of its members' values, so a group of one equals its person, and the
group of everybody equals the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.value.arrays import Bools, Floats, Ints
from graph.value.catalogue import measure_of
from graph.value.graph import TieGraph

STORED = (
    "degree",
    "in_degree",
    "out_degree",
    "strength",
    "in_strength",
    "out_strength",
    "pagerank",
    "betweenness",
)
"""The measures that an analysis stores, by their keys in the registry."""

LEAST_MEMBERS = 5
"""Groups of fewer measured members are not compared, and not shown to everybody."""


@dataclass(frozen=True, eq=False)
class GroupScores:
    """One group: how many of its members are measured, and the mean of each measure."""

    group: str
    members: int
    means: Mapping[str, float]


def in_process(
    graph: TieGraph, keys: Sequence[str] = STORED, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Floats]:
    """Each measure, one value a person in the order of `graph.people`, computed here."""
    found = {}
    for key in keys:
        progress(key)
        found[key] = np.asarray(measure_of(key).compute(graph), np.float64)
    return found


def mean(values: Floats, members: Ints) -> float:
    """The mean over the people at these places.

    >>> mean(np.array([1.0, 2.0, 6.0]), np.array([0, 2]))
    3.5
    """
    return float(values[members].sum() / len(members))


def groups_scored(
    graph: TieGraph, values: Mapping[str, Floats], members: Mapping[str, Sequence[str]]
) -> list[GroupScores]:
    """The scores of each group that has a measured member, in the order of ids."""
    place = {person: i for i, person in enumerate(graph.people)}
    found = []
    for group in sorted(members):
        inside = np.array(sorted({place[p] for p in members[group] if p in place}), np.int64)
        if len(inside):
            means = {key: mean(column, inside) for key, column in values.items()}
            found.append(GroupScores(group, len(inside), means))
    return found


def standing(values: Floats) -> tuple[Ints, Ints]:
    """Each value's rank (1 = highest, equal values share it) and how many values are lower.

    Values that differ by less than a 10^11th of the largest count as equal.

    >>> [c.tolist() for c in standing(np.array([3.0, 1.0, 3.0, 0.0]))]
    [[1, 3, 1, 4], [2, 1, 2, 0]]
    """
    largest = float(np.abs(values).max(initial=0)) or 1.0
    rough = np.round(values / largest, 11)
    ordered = np.sort(rough)
    below = np.searchsorted(ordered, rough, "left")
    rank = len(values) - np.searchsorted(ordered, rough, "right") + 1
    return rank.astype(np.int64), below.astype(np.int64)


def people_rows(graph: TieGraph, values: Mapping[str, Floats]) -> list[dict[str, object]]:
    """One row a person, in the order of ids: what `save_scores_of_people` takes."""
    columns: dict[str, list[float] | list[int]] = {}
    for key, column in values.items():
        rank, below = standing(column)
        columns |= {
            key: column.tolist(),
            f"{key}_rank": rank.tolist(),
            f"{key}_below": below.tolist(),
        }
    names = list(columns)
    return [
        {"id": person, "scores": dict(zip(names, row, strict=True))}
        for person, row in zip(graph.people, zip(*columns.values(), strict=True), strict=True)
    ]


def group_rows(scored: Sequence[GroupScores]) -> list[dict[str, object]]:
    """One row a group, in the order of ids: what `save_scores_of_groups` takes.

    Only groups of at least 5 measured members are compared: the others have no rank.
    """
    rows: list[dict[str, dict[str, object]]] = [
        {"scores": {"members": one.members, **one.means}} for one in scored
    ]
    compared = np.array([i for i, s in enumerate(scored) if s.members >= LEAST_MEMBERS], np.int64)
    for key in scored[0].means if scored else ():
        rank, below = standing(np.array([scored[i].means[key] for i in compared], np.float64))
        for place, high, low in zip(compared.tolist(), rank.tolist(), below.tolist(), strict=True):
            rows[place]["scores"] |= {
                "compared": len(compared),
                f"{key}_rank": high,
                f"{key}_below": low,
            }
    return [{"id": one.group, **row} for one, row in zip(scored, rows, strict=True)]


def network_figures(graph: TieGraph, values: Mapping[str, Floats]) -> dict[str, float | int]:
    """The figures of the whole network that stand on the analysis itself."""
    size = graph.size
    pairs = size * (size - 1)
    alone = np.flatnonzero(np.diff(graph.undirected.offsets) == 0)
    everyone = np.arange(size)
    figures: dict[str, float | int] = {
        "people": size,
        "ties": graph.ties,
        "isolates": len(alone),
        "density": graph.ties / pairs if pairs else 0.0,
        "reciprocity": int(mutual(graph).sum()) / graph.ties if graph.ties else 0.0,
    }
    if size:
        figures |= {f"mean_{key}": mean(column, everyone) for key, column in values.items()}
    return figures


def mutual(graph: TieGraph) -> Bools:
    """Whether each tie is answered by one the other way.

    >>> mutual(TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"])).tolist()
    [True, False, True]
    """
    there = graph.sources * graph.size + graph.targets
    back = graph.targets * graph.size + graph.sources
    return np.isin(back, there)
