"""Everything that one analysis measures of a network of ties, by whichever engine; no store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.config import Target
from graph.measures.arrays import Floats, Ints
from graph.measures.cohesion.communities import (
    Communities,
    adjusted_rand,
    best,
    leiden,
    normalized_mutual_information,
    seeds_for,
    stability_of,
)
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.scores import BY_TIES, SCORED, STORED, by_home, in_process, is_exact

Tell = Callable[[str, int, int | None], None]


def measure_values(
    target: Target,
    graph: TieGraph,
    engine: str,
    home_of: Mapping[str, str],
    tell: Tell,
    *,
    exact: bool = False,
    run: str | None = None,
) -> dict[str, Floats]:
    """All stored measures, one value a person; those that the engine lacks are computed here.

    Where `is_exact` says no, betweenness is sampled here, whatever the engine, unless `exact`.
    """

    def step(key: str) -> None:
        tell(f"measuring {key}", SCORED.index(key), len(SCORED))

    theirs: tuple[str, ...] = ()
    values: dict[str, Floats] = {}
    if engine == "gds":
        from graph.network.analyses import gds  # its client takes a second to import

        theirs = tuple(k for k in STORED if k != "betweenness" or exact or is_exact(graph))
        values = dict(gds.measure_values(target, graph, theirs, step, run))
    ours = [key for key in (*STORED, *BY_TIES) if key not in theirs]
    return values | in_process(graph, ours, step, exact=exact) | by_home(graph, home_of)


@dataclass(frozen=True, eq=False)
class NetworkCommunities:
    """The communities of a network: the number of each person's, 1 the largest, 0 for none.

    Every community has at least two people: whoever stands alone has none.
    """

    numbers: Ints
    sizes: list[int]
    properties: Mapping[str, object]
    """What the analysis says of them."""


def communities(
    target: Target,
    graph: TieGraph,
    engine: str,
    home_of: Mapping[str, str],
    tell: Tell,
    run: str | None = None,
) -> NetworkCommunities:
    """The best of the communities that some seeds give, and how alike all are."""
    runs: list[Communities] = []
    seeds = seeds_for(graph)
    if engine == "gds":
        from graph.network.analyses import gds

        tell("finding communities", 0, None)
        runs = gds.communities(target, graph, range(seeds), run)
    else:
        for seed in range(seeds):
            tell("finding communities", seed, seeds)
            runs.append(leiden(graph, seed=seed))
    best_run, alike = best(runs), stability_of(runs)
    numbers = best_run.groups.codes + 1
    if len(numbers):
        numbers[np.bincount(numbers)[numbers] < 2] = 0
    sizes = np.bincount(numbers)[1:].tolist() if len(numbers) else []
    homes = Groups.of(graph, home_of)
    properties = {
        "figure_chart_nmi": _number(normalized_mutual_information(best_run.groups, homes)),
        "figure_chart_ari": _number(adjusted_rand(best_run.groups, homes)),
        "community_count": len(sizes),
        "community_modularity": best_run.modularity if graph.ties else None,
        "community_stability": _number(alike.mean) if graph.ties else None,
        "community_least_stability": _number(alike.least) if graph.ties else None,
        "community_seeds": alike.seeds,
        "community_sizes": sizes,
    }
    return NetworkCommunities(numbers, sizes, properties)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
