"""Networks with published answers, random small graphs, and bridges to the oracles."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from graph.measures.ties.tie_graph import TieGraph

quick = settings(max_examples=40, deadline=None)
"""For tests that run a slow definition on many small graphs."""

ORG_NETWORKS = Path(__file__).resolve().parents[4] / "shared" / "data" / "org-networks"
REAL = (
    "bank_wiring",
    "eies_messages",
    "eies_relations",
    "kapferer_tailor_social",
    "kapferer_tailor_work",
    "karate",
    "krackhardt_advice",
    "krackhardt_friendship",
    "krackhardt_kite",
    "krackhardt_reports_to",
    "lazega_law_advice",
    "lazega_law_cowork",
    "lazega_law_friends",
    "uk_faculty",
)
"""All the shared networks; of signed ones and those over time the ties alone, signs and times left out."""


def undirected(pairs: list[tuple[Any, Any]], people: list[Any] | None = None) -> TieGraph:
    """Ties both ways; numbers become ids that sort like numbers."""
    rows = [(name(a), name(b)) for a, b in pairs]
    both = rows + [(b, a) for a, b in rows]
    extra = [name(p) for p in people or []]
    return TieGraph.from_ids([a for a, _ in both], [b for _, b in both], people=extra)


def directed(pairs: list[tuple[Any, Any]]) -> TieGraph:
    return TieGraph.from_ids([name(a) for a, _ in pairs], [name(b) for _, b in pairs])


def name(node: Any) -> str:
    return f"{node:04d}" if isinstance(node, int) else str(node)


def of_networkx(graph: nx.Graph) -> TieGraph:
    return undirected(list(graph.edges()), list(graph.nodes()))


BORGATTI = undirected(
    [(p[0], p[1]) for p in ("AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC")]
)
KITE = of_networkx(nx.krackhardt_kite_graph())
KARATE = of_networkx(nx.karate_club_graph())
KARATE_CLUBS = [nx.karate_club_graph().nodes[i]["club"] for i in range(34)]
FLORENTINE_15 = of_networkx(nx.florentine_families_graph())
FLORENTINE_16 = undirected(list(nx.florentine_families_graph().edges()), ["Pucci"])
FIX9 = directed(
    [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9), (9, 1)]
    + [(2, 5), (5, 8), (8, 2), (1, 4), (4, 7), (3, 6), (6, 9), (9, 3)]
)
FIX9_GROUPS = list("AAABBBCCC")
TREE7 = directed([(1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7)])


def real(network: str) -> tuple[TieGraph, dict[str, dict[str, str]]]:
    """A network of the shared folder and the attributes of its people."""
    edges = ORG_NETWORKS / f"{network}_edges.csv"
    if not edges.exists():
        pytest.skip(f"{ORG_NETWORKS} is absent: the real networks are not part of this repository")
    with edges.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (ORG_NETWORKS / f"{network}_nodes.csv").open(encoding="utf-8", newline="") as lines:
        nodes = {row["id"].zfill(4): row for row in csv.DictReader(lines)}
    weights = [float(row.get("weight") or 1) for row in rows]
    ends = [[row[end].zfill(4) for row in rows] for end in ("source", "target")]
    return TieGraph.from_ids(ends[0], ends[1], weights, people=nodes), nodes


def to_networkx(graph: TieGraph, *, two_way: bool = False) -> Any:
    made: Any = nx.Graph() if two_way else nx.DiGraph()
    made.add_nodes_from(range(graph.size))
    rows = zip(graph.sources.tolist(), graph.targets.tolist(), graph.weights.tolist(), strict=True)
    made.add_weighted_edges_from(rows)
    return made


def to_igraph(graph: TieGraph, *, two_way: bool = False) -> Any:
    rows = zip(graph.sources.tolist(), graph.targets.tolist(), strict=True)
    pairs = [(u, v) for u, v in rows if not two_way or u < v]
    return igraph.Graph(graph.size, pairs, directed=not two_way)


@st.composite
def graphs(draw: st.DrawFn, most: int = 8, least: int = 0) -> TieGraph:
    """Small graphs with isolates, self-loops, rows that repeat and rows that weigh nothing."""
    size = draw(st.integers(least, most))
    people = [f"p{i}" for i in range(size)]
    if not size:
        return TieGraph.from_ids([], [])
    row = st.tuples(
        st.sampled_from(people), st.sampled_from(people), st.sampled_from([0, 0.5, 1, 3])
    )
    rows = draw(st.lists(row, max_size=size * 3))
    tails, heads, weights = [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]
    return TieGraph.from_ids(tails, heads, weights, people=people)


def shuffled(graph: TieGraph, order: list[int]) -> TieGraph:
    """The same ties where person i is called by the place of i in `order`."""
    renamed = {p: f"q{order[i]:03d}" for i, p in enumerate(graph.people)}
    rows = graph.edges()[::-1]
    return TieGraph.from_ids(
        [renamed[u] for u, _, _ in rows],
        [renamed[v] for _, v, _ in rows],
        [w for _, _, w in rows],
        people=renamed.values(),
    )
