"""R's sna as an oracle: the same numbers on random digraphs and on the shared real networks.

`make oracle` runs these; without Rscript or its package sna they are skipped, saying so.
"""

from __future__ import annotations

import math
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from graph.measures.brokerage.gould_fernandez import COLUMNS, brokerage
from graph.measures.brokerage.structural_holes import constraint
from graph.measures.centrality.betweenness import betweenness
from graph.measures.centrality.centralization import (
    betweenness_centralization,
    closeness_centralization,
    degree_centralization,
    in_degree_centralization,
    out_degree_centralization,
)
from graph.measures.centrality.closeness import closeness_out, harmonic_out
from graph.measures.cohesion.clustering import transitivity
from graph.measures.cohesion.core import core
from graph.measures.cohesion.cut_points import articulation
from graph.measures.cohesion.density import density
from graph.measures.cohesion.krackhardt import (
    connectedness,
    graph_efficiency,
    hierarchy,
    least_upper_boundedness,
)
from graph.measures.cohesion.reciprocity import reciprocity, two_way_share
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    FIX9,
    FIX9_GROUPS,
    KARATE,
    KARATE_CLUBS,
    ORG_NETWORKS,
    REAL,
    TREE7,
    real,
)

pytestmark = pytest.mark.oracle
PROGRAM = Path(__file__).parent / "sna.R"
ATTRIBUTES = {
    "uk_faculty": "Group",
    "krackhardt_advice": "dept",
    "krackhardt_friendship": "dept",
    "krackhardt_reports_to": "dept",
    "lazega_law_advice": "office",
    "lazega_law_cowork": "practice",
    "eies_messages": "Discipline",
}
"""Real network → the attribute by which its people are grouped."""
SNA_ROLES = {
    "coordinator": "w_I",
    "consultant": "w_O",
    "representative": "b_IO",
    "gatekeeper": "b_OI",
    "liaison": "b_O",
    "total": "t",
}
"""Role → sna's column. Its help once said b_OI = representative; its code says otherwise."""


@dataclass(frozen=True)
class Case:
    """A network, the group of each person (or none), and what sna says of it."""

    graph: TieGraph
    labels: list[str] | None
    sna: Mapping[str, np.ndarray]

    @property
    def groups(self) -> Groups:
        """The groups."""
        return Groups.of(self.graph, dict(zip(self.graph.people, self.labels or [], strict=True)))


def networks() -> dict[str, tuple[TieGraph, list[str] | None]]:
    """The networks by name: published ones, random ones, and the real ones where they are there."""
    found: dict[str, tuple[TieGraph, list[str] | None]] = {
        "fix9": (FIX9, list(FIX9_GROUPS)),
        "karate": (KARATE, [club.replace(" ", "") for club in KARATE_CLUBS]),
        "tree7": (TREE7, None),
        "tree7_reversed": (TREE7.reversed, None),
    }
    chance = np.random.default_rng(11)
    for number in range(10):
        size = int(chance.integers(5, 30))
        ties = chance.random((size, size)) < chance.choice([0.05, 0.1, 0.3])
        ends = np.nonzero(ties & ~np.eye(size, dtype=bool))
        graph = TieGraph.from_indices([f"p{i:02}" for i in range(size)], *ends)
        found[f"random{number}"] = (graph, [f"g{i % 3}" for i in range(size)])
    if ORG_NETWORKS.exists():
        for name in REAL:
            graph, nodes = real(name)
            column = ATTRIBUTES.get(name)
            labels = column and [nodes[person][column] for person in graph.people]
            found[name] = (graph, labels or None)
    return found


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Every network with what sna says of it: one run of R for all."""
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is absent: install r-cran-sna for the optional oracle")
    folder = tmp_path_factory.mktemp("sna")
    asked = networks()
    for name, (graph, labels) in asked.items():
        ends = zip((graph.sources + 1).tolist(), (graph.targets + 1).tolist(), strict=True)
        rows = [str(graph.size), " ".join(labels or []), *(f"{u} {v}" for u, v in ends)]
        (folder / f"{name}.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    call = ["Rscript", str(PROGRAM), *map(str, sorted(folder.glob("*.txt")))]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if "there is no package called" in done.stderr:
        pytest.skip("R's package sna is absent: install r-cran-sna for the optional oracle")
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, np.ndarray]] = {name: {} for name in asked}
    for line in done.stdout.splitlines():
        name, key, numbers = line.split("|")
        values = [math.nan if number == "NA" else float(number) for number in numbers.split()]
        told[name][key] = np.array(values)
    return {name: Case(graph, labels, told[name]) for name, (graph, labels) in asked.items()}


def agrees(case: Case, key: str, ours: object, tolerance: float = 1e-6) -> None:
    """Assert that sna says the same; sna says NA and we say NaN where there is no value."""
    expected = case.sna[key]
    found = np.atleast_1d(np.asarray(ours, np.float64))
    assert found.tolist() == pytest.approx(expected.tolist(), abs=tolerance, nan_ok=True), key


def test_centrality_of_people(cases: dict[str, Case]) -> None:
    for case in cases.values():
        agrees(case, "betweenness", betweenness(case.graph))
        agrees(case, "harmonic", harmonic_out(case.graph))
        agrees(case, "cutpoints", articulation(case.graph))
        agrees(case, "cores", core(case.graph))


def test_closeness_agrees_where_everybody_is_reached_and_is_zero_there_elsewhere(
    cases: dict[str, Case],
) -> None:
    """The trap: in a network that is not strongly connected sna says 0 of everybody cut off."""
    reached = cut = 0
    for case in cases.values():
        ours, theirs = closeness_out(case.graph), case.sna["closeness"]
        for here, there in zip(ours.tolist(), theirs.tolist(), strict=True):
            if there:
                assert here == pytest.approx(there, abs=1e-6)
                reached += 1
            elif here:
                cut += 1
    assert reached > 100 and cut > 20


def test_dyads_and_density(cases: dict[str, Case]) -> None:
    for case in cases.values():
        agrees(case, "density", density(case.graph))
        if case.graph.ties:
            agrees(case, "reciprocity", reciprocity(case.graph))
            agrees(case, "two_way", two_way_share(case.graph))
        if not math.isnan(case.sna["transitivity"][0]):
            agrees(case, "transitivity", transitivity(case.graph))


def test_krackhardts_four_conditions(cases: dict[str, Case]) -> None:
    lubs = 0
    for case in cases.values():
        agrees(case, "connectedness", connectedness(case.graph))
        agrees(case, "hierarchy", hierarchy(case.graph))
        agrees(case, "efficiency", graph_efficiency(case.graph))
        if "lubness" in case.sna:
            agrees(case, "lubness", brute.boundedness(case.graph, least=False))
            expected = brute.boundedness(case.graph)
            assert least_upper_boundedness(case.graph) == pytest.approx(expected, nan_ok=True)
            lubs += 1
    assert lubs >= 14


def test_sna_counts_the_greatest_upper_bound_and_the_arrow_runs_from_the_boss(
    cases: dict[str, Case],
) -> None:
    assert cases["tree7"].sna["lubness"][0] == 1
    assert cases["tree7_reversed"].sna["lubness"][0] == pytest.approx(0.13333, abs=5e-6)


def test_centralization(cases: dict[str, Case]) -> None:
    for case in cases.values():
        agrees(case, "in_degree", in_degree_centralization(case.graph))
        agrees(case, "out_degree", out_degree_centralization(case.graph))
        agrees(case, "degree_centralization", degree_centralization(case.graph))
        agrees(case, "betweenness_centralization", betweenness_centralization(case.graph))
        if "closeness_centralization" in case.sna:
            agrees(case, "closeness_centralization", closeness_centralization(case.graph))


def test_brokerage_by_the_names_of_roles_not_by_symbols(cases: dict[str, Case]) -> None:
    """The trap: sna's b_IO is the representative and its b_OI the gatekeeper."""
    compared = 0
    for case in cases.values():
        if case.labels is None:
            continue
        found = brokerage(case.graph, case.groups)
        for place, role in enumerate(COLUMNS):
            column = SNA_ROLES[role]
            agrees(case, f"raw_{column}", found.raw[:, place])
            agrees(case, f"expected_{column}", found.expected[:, place])
            agrees(case, f"z_{column}", found.z[:, place], 1e-5)
            agrees(case, f"network_{column}", found.network_raw[place])
            agrees(case, f"network_z_{column}", found.network_z[place], 1e-5)
        compared += 1
    assert compared >= 12


def test_constraint_agrees_where_igraph_for_r_is_installed(cases: dict[str, Case]) -> None:
    with_igraph = [case for case in cases.values() if "constraint" in case.sna]
    if not with_igraph:
        pytest.skip("R's package igraph is absent: python-igraph and networkx are asked elsewhere")
    for case in with_igraph:
        ties = TieGraph.from_indices(case.graph.people, case.graph.sources, case.graph.targets)
        agrees(case, "constraint", constraint(ties))
