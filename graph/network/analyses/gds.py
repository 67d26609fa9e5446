"""Measures computed by Graph Data Science inside the store: the only user of `graphdatascience`.

The ties are sent from here (so any window and goal is possible) and projected three ways: `TIE` as
they are, `TURNED` with every arrow reversed, `BOTH` without direction. Results come back in our
conventions: PageRank sums to 1, betweenness is raw and directed.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
from graphdatascience import GraphDataScience
from graphdatascience.error.gds_not_installed import GdsNotFound
from graphdatascience.error.unable_to_connect import UnableToConnectError

from graph.config import Target
from graph.errors import BadInput, StoreDown
from graph.measures.arrays import Floats, Ints
from graph.measures.cohesion.communities import Communities, communities_of
from graph.measures.conventions import DAMPING, PAGERANK_ROUNDS, PAGERANK_TOLERANCE
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.gds_projections import projection_name


def measure_values(
    target: Target,
    graph: TieGraph,
    keys: Iterable[str],
    progress: Callable[[str], None] = lambda _: None,
    run: str | None = None,
) -> dict[str, Floats]:
    """Each measure asked for, one value a person in the order of `graph.people`.

    Raises BadInput for a measure that Graph Data Science is not asked for here, and where the
    store lacks the library, StoreDown where it does not answer. Projections are named after `run`.
    """
    wanted = list(keys)
    unknown = [key for key in wanted if key not in MEASURES]
    if unknown:
        raise BadInput(
            f"Graph Data Science does not compute {', '.join(unknown)} here",
            remedy="use the in-process engine",
        )
    if not graph.size:
        return {key: np.zeros(0) for key in wanted}
    if not graph.ties:
        return {key: _without_ties(key, graph.size) for key in wanted}
    found = {}
    with _client(target) as gds, _projected(gds, graph, run) as projected:
        for key in wanted:
            progress(key)
            found[key] = MEASURES[key](gds, projected, graph.size)
    return found


def communities(
    target: Target, graph: TieGraph, seeds: Iterable[int], run: str | None = None
) -> list[Communities]:
    """The Leiden communities of each seed, by strength of ties both ways.

    The library takes people in their order, whatever its own seed: so each seed shuffles them.
    """
    if not graph.ties:
        alone = np.arange(graph.size)
        return [communities_of(graph, alone, seed=seed) for seed in seeds]
    with _client(target) as gds:
        return [communities_of(graph, _leiden(gds, graph, seed, run), seed=seed) for seed in seeds]


def _leiden(gds: GraphDataScience, graph: TieGraph, seed: int, run: str | None) -> Ints:
    """The community of each person; one thread, since only that gives the same ones again."""
    place = np.random.default_rng(seed).permutation(graph.size)
    both = graph.undirected
    half = both.sources < both.targets
    ends = place[both.sources[half]], place[both.targets[half]]
    with _constructed(gds, graph.size, _frame("BOTH", *ends, both.weights[half]), run) as projected:
        found = gds.leiden.stream(
            projected, relationship_weight_property="weight", random_seed=seed, concurrency=1
        )
    codes = np.empty(graph.size, np.int64)
    codes[found["nodeId"].to_numpy(np.int64)] = found["communityId"].to_numpy(np.int64)
    return np.asarray(codes[place], np.int64)


def _without_ties(key: str, size: int) -> Floats:
    """What a measure is where nobody has a tie; the library refuses a network without ties."""
    return np.full(size, 1 / size if key == "pagerank" else 0.0)


@contextmanager
def _client(target: Target) -> Iterator[GraphDataScience]:
    """The library of the store at `target`, closed at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            gds = GraphDataScience(
                target.uri,
                auth=(target.username, target.password),
                database=target.database,
                arrow=False,
                show_progress=False,
            )
        except GdsNotFound:
            raise BadInput(
                f"the Neo4j at {target.uri} has no Graph Data Science library",
                remedy="use `--engine in-process`, or install the plugin",
            ) from None
        except UnableToConnectError as error:
            raise StoreDown(
                f"Graph Data Science at {target.uri} cannot be reached: {error}",
                remedy="look at `goalgraph status`, or use `--engine in-process`",
            ) from error
        try:
            yield gds
        finally:
            gds.close()


@contextmanager
def _projected(gds: GraphDataScience, graph: TieGraph, run: str | None) -> Iterator[Any]:
    """The ties in the library's memory under a name of their own, dropped at the end."""
    both = graph.undirected
    half = both.sources < both.targets
    ties = pd.concat(
        [
            _frame("TIE", graph.sources, graph.targets, graph.weights),
            _frame("TURNED", graph.targets, graph.sources, graph.weights),
            _frame("BOTH", both.sources[half], both.targets[half], both.weights[half]),
        ]
    )
    with _constructed(gds, graph.size, ties, run) as projected:
        yield projected


@contextmanager
def _constructed(
    gds: GraphDataScience, size: int, ties: pd.DataFrame, run: str | None
) -> Iterator[Any]:
    """People numbered from 0 and these ties, those called BOTH without direction."""
    nodes = pd.DataFrame({"nodeId": np.arange(size)})
    projected = gds.graph.construct(
        projection_name(run), nodes, ties, undirected_relationship_types=["BOTH"]
    )
    try:
        yield projected
    finally:
        gds.graph.drop(projected)


def _frame(kind: str, sources: Any, targets: Any, weights: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sourceNodeId": sources,
            "targetNodeId": targets,
            "relationshipType": kind,
            "weight": weights,
        }
    )


def _values(found: pd.DataFrame, size: int) -> Floats:
    """The scores of a streamed result in the order of people."""
    values = np.zeros(size)
    values[found["nodeId"].to_numpy(np.int64)] = found["score"].to_numpy(np.float64)
    return values


def _degree(kind: str, weight: str | None = None) -> Callable[[GraphDataScience, Any, int], Floats]:
    def compute(gds: GraphDataScience, projected: Any, size: int) -> Floats:
        found = gds.degree.stream(
            projected, relationship_types=[kind], relationship_weight_property=weight
        )
        return _values(found, size)

    return compute


def _pagerank(gds: GraphDataScience, projected: Any, size: int) -> Floats:
    """PageRank on the reversed arrow; the library's sums to about n, ours to 1."""
    found = gds.page_rank.stream(
        projected,
        relationship_types=["TURNED"],
        relationship_weight_property="weight",
        damping_factor=DAMPING,
        max_iterations=PAGERANK_ROUNDS,
        tolerance=PAGERANK_TOLERANCE,
    )
    raw = _values(found, size)
    return np.asarray(raw / raw.sum(), np.float64)


def _betweenness(gds: GraphDataScience, projected: Any, size: int) -> Floats:
    return _values(gds.betweenness.stream(projected, relationship_types=["TIE"]), size)


MEASURES: Mapping[str, Callable[[GraphDataScience, Any, int], Floats]] = {
    "in_degree": _degree("TURNED"),
    "out_degree": _degree("TIE"),
    "degree": _degree("BOTH"),
    "in_strength": _degree("TURNED", "weight"),
    "out_strength": _degree("TIE", "weight"),
    "strength": _degree("BOTH", "weight"),
    "pagerank": _pagerank,
    "betweenness": _betweenness,
}
"""Measure → how the library answers it."""
