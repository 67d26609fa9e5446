"""Scores of people, groups and the whole network from one network of ties; no store.

A group's value is the mean of its members' values, so a group of one equals its person, and the
group of everybody equals the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graph.measures.arrays import Bools, Floats, Ints
from graph.measures.brokerage import gould_fernandez
from graph.measures.catalogue import measure_of
from graph.measures.centrality.betweenness import (
    BetweennessEstimate,
    sampled_betweenness,
    sources_for,
)
from graph.measures.centrality.bridging import bridging_sampled
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from graph.network.conventions import LEAST_MEMBERS

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
"""The measures that either engine computes, by their keys in the registry."""

BY_TIES = (
    "harmonic_out",
    "harmonic_in",
    "closeness_out",
    "closeness_in",
    "eigenvector",
    "core",
    "clustering",
    "constraint",
    "effective_size",
    "efficiency",
    "bridging",
    "tie_diversity",
    "person_two_way_share",
    "articulation",
    "bridge_ties",
    "local_bridges",
)
"""Further measures, of ties alone, that an analysis computes here whatever its engine."""

BY_HOME = ("ei_index", "participation")
ROLES = tuple(f"broker_{role}" for role in gould_fernandez.ROLES) + ("brokerage",)
"""Measures against the home of each person; of the roles also what chance would give, and z."""

SCORED = (*STORED, *BY_TIES, *BY_HOME, *ROLES)
"""Every measure that an analysis stores."""


@dataclass(frozen=True, eq=False)
class GroupScores:
    """One group: how many of its members are measured, and the mean of each measure."""

    group: str
    members: int
    means: Mapping[str, float]
    counts: Mapping[str, int] = field(default_factory=dict)
    """Of measures that not all members have: how many have them."""


SAMPLED: Mapping[str, Callable[..., BetweennessEstimate]] = {
    "betweenness": sampled_betweenness,
    "bridging": bridging_sampled,
}
"""Measures that are estimated in large networks; `<measure>_error` and `<measure>_bound` say how well."""


def is_exact(graph: TieGraph) -> bool:
    """Whether betweenness is exact without being asked for."""
    return sources_for(graph) >= graph.size


def in_process(
    graph: TieGraph,
    keys: Sequence[str] = STORED,
    progress: Callable[[str], None] = lambda _: None,
    *,
    exact: bool = False,
) -> dict[str, Floats]:
    """Each measure, one value a person in the order of `graph.people`, computed here.

    A measure that is estimated comes with `<measure>_error`, one standard error, and
    `<measure>_bound`, which with 95 per cent confidence nobody at all is further off.
    """
    values: dict[str, Floats] = {}
    for key in keys:
        progress(key)
        if key in SAMPLED:
            values |= _estimates(key, graph, exact)
        else:
            values[key] = np.asarray(measure_of(key).compute(graph), np.float64)
    return values


def _estimates(key: str, graph: TieGraph, exact: bool) -> dict[str, Floats]:
    """One of the measures that are estimated in large networks, there with its error."""
    network = graph if key == "betweenness" else graph.undirected
    sources = max(graph.size, 2) if exact else sources_for(network)
    estimate = SAMPLED[key](graph, sources=sources)
    if estimate.sources >= graph.size:
        return {key: estimate.values}
    return {
        key: estimate.values,
        f"{key}_error": estimate.standard_error,
        f"{key}_bound": estimate.bound,
    }


def sources_of(graph: TieGraph, values: Mapping[str, Floats]) -> int | None:
    """From how many people's ways betweenness was estimated; None where it is exact."""
    return sources_for(graph) if "betweenness_error" in values else None


def by_home(graph: TieGraph, home_of: Mapping[str, str]) -> dict[str, Floats]:
    """The measures against people's homes, absent (NaN) where a home is not known.

    Each brokerage role comes with `<role>_expected` and `<role>_z`; the total needs no homes.
    """
    groups = Groups.of(graph, home_of)
    measured = {key: np.asarray(measure_of(key).compute(graph, groups)) for key in BY_HOME}
    for column_values in measured.values():
        column_values[~groups.known] = np.nan
    table = gould_fernandez.brokerage(graph, groups)
    for column, key in enumerate(ROLES):
        measured[key] = table.raw[:, column]
        measured[f"{key}_expected"] = table.expected[:, column]
        measured[f"{key}_z"] = table.z[:, column]
    return measured


def whole_by_home(graph: TieGraph, home_of: Mapping[str, str]) -> dict[str, float]:
    """What brokerage says of the network as one: `<role>`, `<role>_expected` and `<role>_z`.

    The count of all people together against that of chance, as in published tables: not the mean of
    people's own, whose z says how far single people stand out. What has no value is absent.
    """
    table = gould_fernandez.brokerage(graph, Groups.of(graph, home_of))
    figures = {}
    for column, key in enumerate(ROLES):
        if key == "brokerage" or bool((~np.isnan(table.raw[:, column])).any()):
            figures[key] = float(table.network_raw[column])
            figures[f"{key}_expected"] = float(table.network_expected[column])
            figures[f"{key}_z"] = float(table.network_z[column])
    return {key: value for key, value in figures.items() if not np.isnan(value)}


def mean(values: Floats, members: Ints) -> float:
    """The mean over those of the people at these places who have a value; NaN where none has.

    >>> mean(np.array([1.0, 2.0, 6.0, np.nan]), np.array([0, 2, 3]))
    3.5
    """
    inside = values[members]
    inside = inside[~np.isnan(inside)]
    return float(inside.sum() / len(inside)) if len(inside) else float("nan")


def group_scores(
    graph: TieGraph, values: Mapping[str, Floats], members: Mapping[str, Sequence[str]]
) -> list[GroupScores]:
    """The scores of each group that has a measured member, in the order of ids."""
    place = {person: i for i, person in enumerate(graph.people)}
    scores = []
    for group in sorted(members):
        inside = np.array(sorted({place[p] for p in members[group] if p in place}), np.int64)
        if len(inside):
            means, counts = means_of(values, inside)
            scores.append(GroupScores(group, len(inside), means, counts))
    return scores


def means_of(values: Mapping[str, Floats], inside: Ints) -> tuple[dict[str, float], dict[str, int]]:
    """The mean of each measure that somebody has, and how many have it where not all do."""
    means, counts = {}, {}
    for key, column in values.items():
        having = int((~np.isnan(column[inside])).sum())
        if having:
            means[key] = mean(column, inside)
            if having < len(inside):
                counts[key] = having
    return means, counts


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
    """One row a person, in the order of ids: what `save_scores_of_people` takes.

    A measure that a person does not have is absent; `<measure>_compared` says among how many it
    ranks, where not everybody has it.
    """
    rows: list[dict[str, float]] = [{} for _ in graph.people]
    for key, column in values.items():
        having = np.flatnonzero(~np.isnan(column))
        present = column[having]
        for place, value in zip(having.tolist(), present.tolist(), strict=True):
            rows[place][key] = value
        if key not in SCORED:
            continue
        rank, below = standing(present)
        for place, high, low in zip(having.tolist(), rank.tolist(), below.tolist(), strict=True):
            rows[place][f"{key}_rank"], rows[place][f"{key}_below"] = high, low
            if len(having) < graph.size:
                rows[place][f"{key}_compared"] = len(having)
    return [
        {"id": person, "scores": scores} for person, scores in zip(graph.people, rows, strict=True)
    ]


def group_rows(scored: Sequence[GroupScores]) -> list[dict[str, object]]:
    """One row a group, in the order of ids: what `save_scores_of_groups` takes.

    Only groups of at least 5 measured members are compared: the others have no rank.
    """
    rows: list[dict[str, object]] = [
        {
            "members": group.members,
            **group.means,
            **{f"{key}_members": count for key, count in group.counts.items()},
        }
        for group in scored
    ]
    for key in SCORED:
        compared = [
            i
            for i, s in enumerate(scored)
            if key in s.means and s.counts.get(key, s.members) >= LEAST_MEMBERS
        ]
        rank, below = standing(np.array([scored[i].means[key] for i in compared], np.float64))
        for place, high, low in zip(compared, rank.tolist(), below.tolist(), strict=True):
            rows[place] |= {
                f"{key}_rank": high,
                f"{key}_below": low,
                f"{key}_compared": len(compared),
            }
    return [{"id": group.group, "scores": row} for group, row in zip(scored, rows, strict=True)]


def network_figures(graph: TieGraph, values: Mapping[str, Floats]) -> dict[str, float | int | None]:
    """The figures of the whole network that stand on the analysis itself; absent where undefined."""
    size = graph.size
    pairs = size * (size - 1)
    alone = np.flatnonzero(np.diff(graph.undirected.offsets) == 0)
    everyone = np.arange(size)
    figures: dict[str, float | int | None] = {
        "people": size,
        "ties": graph.ties,
        "isolates": len(alone),
        "density": graph.ties / pairs if pairs else None,
        "reciprocity": int(mutual(graph).sum()) / graph.ties if graph.ties else None,
    }
    if size:
        means, counts = means_of(values, everyone)
        figures |= {f"mean_{key}": value for key, value in means.items()}
        figures |= {f"mean_{key}_members": count for key, count in counts.items()}
    return figures


def mutual(graph: TieGraph) -> Bools:
    """Whether each tie is answered by one the other way.

    >>> mutual(TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"])).tolist()
    [True, False, True]
    """
    there = graph.sources * graph.size + graph.targets
    back = graph.targets * graph.size + graph.sources
    return np.isin(back, there)
