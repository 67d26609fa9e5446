"""Network measures against networkx and igraph: `python -m bench.network [--people 1000 10000 20000]`.

Each row is one measure on one made network (80 % of ties inside groups of about 100), all libraries
in one process, one run after the other; a ratio is the other's time divided by ours. Slow oracles
are run only as far as `SLOW` people, the others as far as `COMPARED`, and shown as `-` beyond. Exact
betweenness runs up to 10,000. `--people 1000 10000 100000` shows growth; `--only constraint brokerage`
runs the rows whose names hold one of these words.

Triangles are listed once a network and shared by constraint, effective size, clustering and
brokerage. Rows say `anew` where the listing, and the network both ways, are part of the time;
networkx has its own network ready and nothing else. Its constraint has two ways: matrices for all
people, a loop for people that are named.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import igraph
import networkx as nx
import numpy as np

from graph.measures.arrays import Ints
from graph.measures.brokerage.gould_fernandez import brokerage, roles
from graph.measures.brokerage.structural_holes import constraint, effective_size
from graph.measures.centrality.betweenness import betweenness, sampled_betweenness
from graph.measures.centrality.bridging import bridging_sampled
from graph.measures.centrality.closeness import closeness_in, harmonic_in
from graph.measures.centrality.degree import degree
from graph.measures.centrality.eigenvector import eigenvector
from graph.measures.centrality.pagerank import pagerank
from graph.measures.cohesion.clustering import clustering
from graph.measures.cohesion.communities import leiden
from graph.measures.cohesion.core import core
from graph.measures.cohesion.cut_points import articulation
from graph.measures.cohesion.fragmentation import distance_fragmentation
from graph.measures.cohesion.modularity import modularity
from graph.measures.cohesion.reciprocity import reciprocity
from graph.measures.cohesion.triangles import listing
from graph.measures.mixing.group_mixing import assortativity, network_ei, participation
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph

TIES_EACH = 8
SLOW = 1000
EXACT = 10_000
COMPARED = 20_000
Run = Callable[[], object]
Row = tuple[str, Run, Run | None, Run | None]


def main() -> None:
    """Prints the table for each number of people."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, nargs="+", default=[1000, 10_000, 20_000])
    asked.add_argument("--only", nargs="+", default=[""])
    given = asked.parse_args()
    for people in given.people:
        pairs, codes = made(people)
        print(f"\n{people:,} people, {len(pairs):,} ties")
        print(f"{'measure':34}{'here':>10}{'networkx':>12}{'ratio':>8}{'igraph':>12}{'ratio':>8}")
        total = 0.0
        for name, ours, first, second in rows(pairs, codes):
            if not any(word in name for word in given.only):
                continue
            spent = seconds(ours)
            total += spent if name != "betweenness, exact" else 0
            others = (first, second) if people <= COMPARED else (None, None)
            print(f"{name:34}{spent:9.4f}s" + "".join(against(one, spent) for one in others))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"all but exact betweenness {total:.2f}s; peak memory of this process {peak:,.0f} MB")
        if given.only == [""]:
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


class Made:
    """One network in each library's own form."""

    def __init__(self, pairs: Ints, codes: Ints) -> None:
        self.codes, self.people = codes, len(codes)
        self.graph = network(pairs, self.people)
        self.groups = Groups(tuple(str(code) for code in range(int(codes.max()) + 1)), codes)
        self.n, self.both = nx.DiGraph(), nx.Graph()
        for made_graph in (self.n, self.both):
            made_graph.add_nodes_from(range(self.people))
            made_graph.add_edges_from(pairs.tolist())
        nx.set_node_attributes(self.n, dict(enumerate(codes.tolist())), "group")
        self.ig = igraph.Graph(self.people, pairs.tolist(), directed=True)
        self.ig2 = self.ig.as_undirected()

    @property
    def anew(self) -> TieGraph:
        """The graph without what is remembered of it."""
        return replace(self.graph)

    def if_small(self, run: Run) -> Run | None:
        """The run, unless it would take minutes."""
        return run if self.people <= SLOW else None


def rows(pairs: Ints, codes: Ints) -> list[Row]:
    """Each measure here and in the libraries that have it, ready to run on the same ties."""
    m = Made(pairs, codes)
    reading: Row = ("reading the ties", lambda: fresh(pairs, m.people), None, None)
    table = [reading, *of_people(m), *of_groups_and_parts(m)]
    if m.people <= EXACT:
        exact = m.if_small(lambda: nx.betweenness_centrality(m.n))
        table.append(("betweenness, exact", lambda: betweenness(m.graph), exact, m.ig.betweenness))
    return table


def of_people(m: Made) -> list[Row]:
    """Centrality and structural holes."""
    g, n = m.graph, m.n
    harmonic, closeness = partial(nx.harmonic_centrality, n), partial(nx.closeness_centrality, n)
    return [
        ("degree", lambda: degree(g), lambda: dict(m.both.degree()), m.ig2.degree),
        ("pagerank", lambda: pagerank(g), lambda: nx.pagerank(n), m.ig.pagerank),
        ("eigenvector", lambda: eigenvector(g), None, m.ig2.eigenvector_centrality),
        (
            "harmonic",
            lambda: harmonic_in(m.anew),
            m.if_small(harmonic),
            lambda: m.ig.harmonic_centrality(mode="in"),
        ),
        (
            "closeness",
            lambda: closeness_in(m.anew),
            m.if_small(closeness),
            lambda: m.ig.closeness(mode="in"),
        ),
        *of_circles(m),
        ("bridging (sampled above 2,000)", lambda: bridging_sampled(m.anew), None, None),
        ("betweenness, sampled", lambda: sampled_betweenness(m.anew), None, None),
    ]


def of_circles(m: Made) -> list[Row]:
    """Triangles, structural holes and brokerage; each is asked before the others are."""
    g, n, groups, people = m.graph, m.n, m.groups, list(m.n)
    matrices = partial(nx.constraint, n)
    loop = m.if_small(partial(nx.constraint, n, nodes=people))
    size = m.if_small(partial(nx.effective_size, n, nodes=people))
    plain = partial(plain_brokerage, n)
    listed = partial(nx.triangles, m.both)
    return [
        ("listing triangles", lambda: listing(m.anew), listed, m.ig2.list_triangles),
        ("constraint, anew", lambda: constraint(m.anew), matrices, m.ig.constraint),
        ("constraint", lambda: constraint(g), matrices, m.ig.constraint),
        ("constraint (networkx: loop)", lambda: constraint(g), loop, None),
        ("effective size (networkx: loop)", lambda: effective_size(g), size, None),
        ("brokerage, raw, anew", lambda: roles(m.anew, groups), plain, None),
        ("brokerage, raw", lambda: roles(g, groups), plain, None),
        ("brokerage, z (networkx: raw)", lambda: brokerage(g, groups), plain, None),
    ]


def of_groups_and_parts(m: Made) -> list[Row]:
    """Brokerage, mixing, cohesion and communities."""
    g, n, both, ig2, groups = m.graph, m.n, m.both, m.ig2, m.groups
    nominal = partial(m.ig.assortativity_nominal, m.codes.tolist())
    by_group = partial(nx.attribute_assortativity_coefficient, n, "group")
    local = partial(ig2.transitivity_local_undirected, mode="zero")
    louvain = partial(nx.community.louvain_communities, both, seed=1)
    cut = partial(ig2.community_leiden, "modularity", n_iterations=-1)
    points = partial(nx.articulation_points, both)
    return [
        ("participation", lambda: participation(g, groups), None, None),
        ("E-I, 1,000 permutations", lambda: network_ei(g, groups), None, None),
        ("assortativity", lambda: assortativity(g, groups), by_group, nominal),
        ("reciprocity", lambda: reciprocity(g), lambda: nx.reciprocity(n), m.ig.reciprocity),
        ("clustering, anew", lambda: clustering(m.anew), lambda: nx.clustering(both), local),
        ("core", lambda: core(g), lambda: nx.core_number(both), ig2.coreness),
        (
            "articulation points",
            lambda: articulation(g),
            lambda: list(points()),
            ig2.articulation_points,
        ),
        ("leiden (networkx: louvain)", lambda: leiden(m.anew), louvain, cut),
        ("modularity", lambda: modularity(g, groups), None, None),
        ("distance fragmentation", lambda: distance_fragmentation(m.anew), None, None),
    ]


def network(pairs: Ints, people: int) -> TieGraph:
    """The ties as our graph."""
    return TieGraph.from_indices([f"{i:06d}" for i in range(people)], pairs[:, 0], pairs[:, 1])


def fresh(pairs: Ints, people: int) -> object:
    """The graph with all its views, from nothing."""
    graph = network(pairs, people)
    return graph.undirected.pattern, graph.reversed.pattern, graph.pattern


def plain_brokerage(n: Any) -> list[list[int]]:
    """Brokerage as one writes it on networkx: the five roles of each person, in the order of ours."""
    group = nx.get_node_attributes(n, "group")
    found = []
    for v in n:
        counts, own = [0] * 5, group[v]
        for a in n.predecessors(v):
            beyond, first = n[a], group[a]
            for b in n.successors(v):
                if b == a or b in beyond:
                    continue
                last = group[b]
                if first == own:
                    counts[0 if last == own else 2] += 1
                elif last == own:
                    counts[3] += 1
                else:
                    counts[1 if first == last else 4] += 1
        found.append(counts)
    return found


def seconds(run: Run) -> float:
    """The best of two to twenty runs in about half a second; of one where it takes more."""
    best, spent, runs = float("inf"), 0.0, 0
    while runs < 20 and (runs < 2 or spent < 0.5) and (not runs or best < 1):
        begun = time.perf_counter()
        run()
        taken = time.perf_counter() - begun
        best, spent, runs = min(best, taken), spent + taken, runs + 1
    return best


def against(run: Run | None, ours: float) -> str:
    """The other library's time, and how many times ours it is."""
    if run is None:
        return f"{'-':>12}{'-':>8}"
    theirs = seconds(run)
    return f"{theirs:11.4f}s{theirs / ours:7.1f}x"


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
