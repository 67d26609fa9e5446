"""Network measures against networkx and igraph: `python -m bench.network [--people 1000 10000 20000]`.

Each row is one measure on one made network (80 % of ties inside groups of about 100), all libraries
in one process, one run after the other; a ratio is the other's time divided by ours. Slow oracles
are run only as far as `SLOW` people and shown as `-` beyond. Exact betweenness runs up to 10,000.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from typing import Any

import igraph
import networkx as nx
import numpy as np

from graph.value.arrays import Ints
from graph.value.betweenness import betweenness, sampled_betweenness
from graph.value.bridging import bridging_sampled
from graph.value.brokerage import brokerage
from graph.value.closeness import closeness_in, harmonic_in
from graph.value.cohesion import articulation, clustering, core, reciprocity
from graph.value.communities import leiden
from graph.value.degree import degree
from graph.value.eigenvector import eigenvector
from graph.value.graph import TieGraph
from graph.value.holes import constraint, effective_size
from graph.value.keyplayer import distance_fragmentation
from graph.value.labels import Groups
from graph.value.mixing import assortativity, modularity, network_ei, participation
from graph.value.pagerank import pagerank

TIES_EACH = 8
SLOW = 1000
EXACT = 10_000
Run = Callable[[], object]
Row = tuple[str, Run, Run | None, Run | None]


def main() -> None:
    """Prints the table for each number of people."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, nargs="+", default=[1000, 10_000, 20_000])
    for people in asked.parse_args().people:
        pairs, codes = made(people)
        print(f"\n{people:,} people, {len(pairs):,} ties")
        print(f"{'measure':34}{'here':>10}{'networkx':>12}{'ratio':>8}{'igraph':>12}{'ratio':>8}")
        total = 0.0
        for name, ours, first, second in rows(pairs, codes):
            spent = seconds(ours)
            total += spent if name != "betweenness, exact" else 0
            print(f"{name:34}{spent:9.3f}s" + against(first, spent) + against(second, spent))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"all but exact betweenness {total:.2f}s; peak memory of this process {peak:,.0f} MB")
        sampling_error(pairs, people)


def made(people: int) -> tuple[Ints, Ints]:
    """Directed pairs without repeats, and the group of each person."""
    random = np.random.default_rng(7)
    count = max(people // 100, 2)
    codes = np.sort(random.integers(0, count, people))
    starts = np.searchsorted(codes, np.arange(count + 1))
    tails = random.integers(0, people, people * TIES_EACH)
    sizes = (starts[1:] - starts[:-1])[codes[tails]]
    near = starts[codes[tails]] + (random.random(len(tails)) * sizes).astype(np.int64)
    inside = random.random(len(tails)) < 0.8
    heads = np.where(inside, near, random.integers(0, people, len(tails)))
    pairs = np.stack([tails, heads], axis=1)[tails != heads]
    return np.unique(pairs, axis=0), codes


def rows(pairs: Ints, codes: Ints) -> list[Row]:
    """Each measure here and in the libraries that have it, ready to run on the same ties."""
    people = len(codes)
    graph = network(pairs, people)
    groups = Groups(tuple(str(code) for code in range(int(codes.max()) + 1)), codes)
    n, both = nx.DiGraph(pairs.tolist()), nx.Graph(pairs.tolist())
    n.add_nodes_from(range(people))
    both.add_nodes_from(range(people))
    nx.set_node_attributes(n, dict(enumerate(codes.tolist())), "group")
    ig = igraph.Graph(people, pairs.tolist(), directed=True)
    ig2 = ig.as_undirected()
    slow = people <= SLOW
    table: list[Row] = [
        ("reading the ties", lambda: fresh(pairs, people), None, None),
        ("degree", lambda: degree(graph), lambda: dict(both.degree()), ig2.degree),
        ("pagerank", lambda: pagerank(graph), lambda: nx.pagerank(n), ig.pagerank),
        ("eigenvector", lambda: eigenvector(graph), None, ig2.eigenvector_centrality),
        (
            "harmonic",
            lambda: harmonic_in(graph),
            (lambda: nx.harmonic_centrality(n)) if slow else None,
            lambda: ig.harmonic_centrality(mode="in"),
        ),
        (
            "closeness",
            lambda: closeness_in(graph),
            (lambda: nx.closeness_centrality(n)) if slow else None,
            lambda: ig.closeness(mode="in"),
        ),
        ("constraint", lambda: constraint(graph), holes(n, slow), ig.constraint),
        (
            "effective size",
            lambda: effective_size(graph),
            (lambda: nx.effective_size(n, nodes=list(n))) if slow else None,
            None,
        ),
        (
            "brokerage, raw expected z",
            lambda: brokerage(graph, groups),
            lambda: plain_brokerage(n),
            None,
        ),
        ("participation", lambda: participation(graph, groups), None, None),
        ("E-I, 1,000 permutations", lambda: network_ei(graph, groups), None, None),
        (
            "assortativity",
            lambda: assortativity(graph, groups),
            lambda: nx.attribute_assortativity_coefficient(n, "group"),
            lambda: ig.assortativity_nominal(codes.tolist()),
        ),
        ("reciprocity", lambda: reciprocity(graph), lambda: nx.reciprocity(n), ig.reciprocity),
        ("clustering", lambda: clustering(graph), lambda: nx.clustering(both), local(ig2)),
        ("core", lambda: core(graph), lambda: nx.core_number(both), ig2.coreness),
        (
            "articulation points",
            lambda: articulation(graph),
            lambda: list(nx.articulation_points(both)),
            ig2.articulation_points,
        ),
        (
            "leiden (networkx: louvain)",
            lambda: leiden(graph),
            lambda: nx.community.louvain_communities(both, seed=1),
            lambda: ig2.community_leiden("modularity", n_iterations=-1),
        ),
        ("modularity", lambda: modularity(graph, groups), None, None),
        ("distance fragmentation", lambda: distance_fragmentation(graph), None, None),
        ("bridging (sampled above 2,000)", lambda: bridging_sampled(graph), None, None),
        ("betweenness, sampled", lambda: sampled_betweenness(graph), None, None),
    ]
    if people <= EXACT:
        exact = (lambda: nx.betweenness_centrality(n)) if slow else None
        table.append(("betweenness, exact", lambda: betweenness(graph), exact, ig.betweenness))
    return table


def network(pairs: Ints, people: int) -> TieGraph:
    """The ties as our graph."""
    return TieGraph.from_indices([f"{i:06d}" for i in range(people)], pairs[:, 0], pairs[:, 1])


def fresh(pairs: Ints, people: int) -> object:
    """The graph with all its views, from nothing."""
    graph = network(pairs, people)
    return graph.undirected.pattern, graph.reversed.pattern, graph.pattern


def holes(n: Any, slow: bool) -> Run | None:
    return (lambda: nx.constraint(n)) if slow else None


def local(ig: Any) -> Run:
    return lambda: ig.transitivity_local_undirected(mode="zero")


def plain_brokerage(n: Any) -> dict[int, int]:
    """Brokerage as one writes it on networkx: raw counts only, all roles together by group."""
    group = nx.get_node_attributes(n, "group")
    found: dict[int, int] = {}
    for v in n:
        for a in n.predecessors(v):
            beyond = n[a]
            for b in n.successors(v):
                if b != a and b not in beyond:
                    role = (group[a] == group[v]) + 2 * (group[v] == group[b])
                    found[role] = found.get(role, 0) + 1
    return found


def seconds(run: Run) -> float:
    """The better of two runs, one where it takes more than a second."""
    best = float("inf")
    for _ in range(2):
        begun = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begun)
        if best > 1:
            break
    return best


def against(run: Run | None, ours: float) -> str:
    """The other library's time, and how many times ours it is."""
    if run is None:
        return f"{'-':>12}{'-':>8}"
    theirs = seconds(run)
    return f"{theirs:11.3f}s{theirs / ours:7.1f}x"


def sampling_error(pairs: Ints, people: int) -> None:
    """How far off sampled betweenness is: what it says of itself, and against the exact values."""
    graph = network(pairs, people)
    found = sampled_betweenness(graph)
    top = np.argsort(-found.values)[:100]
    typical = float(np.median(found.standard_error[top] / np.maximum(found.values[top], 1e-12)))
    bound = float(found.bound.max()) / (people * people)
    print(
        f"sampled betweenness from {found.sources} people: standard error of the highest hundred "
        f"{typical:.0%} of the value; no person off by more than {bound:.3f} of all pairs (95 %)"
    )
    if people <= EXACT:
        exact = betweenness(graph)
        top = np.argsort(-exact)[:100]
        off = float(np.median(np.abs(found.values[top] - exact[top]) / exact[top]))
        rank = float(
            np.corrcoef(np.argsort(np.argsort(found.values)), np.argsort(np.argsort(exact)))[0, 1]
        )
        print(
            f"against exact: highest hundred off by {off:.0%} (median); rank correlation {rank:.3f}"
        )


if __name__ == "__main__":
    main()
