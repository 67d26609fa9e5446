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
from graph.measures.ties.labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.scores import BY_TIES, SCORED, STORED, by_home, exactly, in_process

Tell = Callable[[str, int, int | None], None]


def measured(
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

    Where `exactly` says no, betweenness is sampled here, whatever the engine, unless `exact`.
    """

    def step(key: str) -> None:
        tell(f"measuring {key}", SCORED.index(key), len(SCORED))

    theirs: tuple[str, ...] = ()
    found: dict[str, Floats] = {}
    if engine == "gds":
        from graph.network.analyses import gds  # its client takes a second to import

        theirs = tuple(k for k in STORED if k != "betweenness" or exact or exactly(graph))
        found = dict(gds.measured(target, graph, theirs, step, run))
    ours = [key for key in (*STORED, *BY_TIES) if key not in theirs]
    return found | in_process(graph, ours, step, exact=exact) | by_home(graph, home_of)


@dataclass(frozen=True, eq=False)
class FoundCommunities:
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
) -> FoundCommunities:
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
    chosen, alike = best(runs), stability_of(runs)
    numbers = chosen.groups.codes + 1
    if len(numbers):
        numbers[np.bincount(numbers)[numbers] < 2] = 0
    sizes = np.bincount(numbers)[1:].tolist() if len(numbers) else []
    homes = Groups.of(graph, home_of)
    properties = {
        "figure_chart_nmi": _told(normalized_mutual_information(chosen.groups, homes)),
        "figure_chart_ari": _told(adjusted_rand(chosen.groups, homes)),
        "community_count": len(sizes),
        "community_modularity": chosen.modularity if graph.ties else None,
        "community_stability": _told(alike.mean) if graph.ties else None,
        "community_least_stability": _told(alike.least) if graph.ties else None,
        "community_seeds": alike.seeds,
        "community_sizes": sizes,
    }
    return FoundCommunities(numbers, sizes, properties)


def _told(value: float) -> float | None:
    return None if np.isnan(value) else value
