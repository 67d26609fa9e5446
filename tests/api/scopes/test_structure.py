"""Brokerage, resilience and mixing of a real network, over the API, as two libraries have them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import pytest_asyncio

from graph.importing import import_bundle
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.asking import data
from tests.conftest import emptied

NETWORKS = Path(__file__).parents[4] / "shared" / "data" / "org-networks"
PEOPLE = "people(first: 100) { nodes { key { externalId } %s } }"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of the shared networks."""
    path = NETWORKS / name
    if not path.exists():
        pytest.skip(f"{path} is not there: the shared networks are not beside the project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_bundle(folder: Path) -> nx.DiGraph:
    """The network of a faculty; the bundle gets a mail for each tie, all on one day."""
    nodes, edges = table("uk_faculty_nodes.csv"), table("uk_faculty_edges.csv")
    graph = nx.DiGraph()
    graph.add_nodes_from((row["id"], {"group": row["Group"]}) for row in nodes)
    graph.add_edges_from((row["source"], row["target"]) for row in edges)
    sent = defaultdict(list)
    for source, target in graph.edges:
        sent[source].append(target)
    rows: dict[str, list[dict[str, Any]]] = {
        "groups": [
            {"id": one, "name": one, "kind": "unit"} for one in sorted({r["Group"] for r in nodes})
        ],
        "people": [{"id": row["id"], "home_group": row["Group"]} for row in nodes],
        "conversations": [{"id": one, "kind": "mail"} for one in sent],
        "messages": [
            {
                "id": one,
                "conversation": one,
                "at": "2026-01-05T10:00:00Z",
                "author": one,
                "to": targets,
            }
            for one, targets in sent.items()
        ],
    }
    folder.mkdir()
    manifest = {"format": "goalgraph-bundle", "version": 1, "source": "faculty"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for name, lines in rows.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return graph


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def faculty(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Store, nx.DiGraph]]:
    """The faculty in the store, analysed, and its network."""
    folder = tmp_path_factory.mktemp("faculty") / "bundle"
    graph = write_bundle(folder)
    await emptied(store)
    assert (await import_bundle(store, folder)).exit_code == 0
    await analyse(store)
    yield store, graph
    await emptied(store)


async def scores(store: Store, fields: str) -> dict[str, Any]:
    """What the API says of each person."""
    found = await data(store, "{ " + PEOPLE % fields + " }")
    return {node["key"]["externalId"]: node for node in found["people"]["nodes"]}


async def test_scores_are_those_of_networkx(faculty: tuple[Store, nx.DiGraph]) -> None:
    store, graph = faculty
    found = await scores(
        store,
        "brokerage { betweenness { value } constraint { value withheld } effectiveSize { value } } "
        "resilience { core { value } clustering { value } articulation { value } "
        "reaching { value } reached { value } }",
    )
    both = graph.to_undirected()
    weighted = nx.Graph()
    weighted.add_nodes_from(graph)
    for source, target in graph.edges:
        weight = weighted.get_edge_data(source, target, {"weight": 0})["weight"]
        weighted.add_edge(source, target, weight=weight + 1)
    theirs = {
        ("brokerage", "betweenness"): nx.betweenness_centrality(graph, normalized=False),
        ("brokerage", "constraint"): nx.constraint(weighted, weight="weight"),
        ("resilience", "core"): nx.core_number(both),
        ("resilience", "clustering"): nx.clustering(both),
        ("resilience", "reached"): nx.harmonic_centrality(graph),
        ("resilience", "reaching"): nx.harmonic_centrality(graph.reverse()),
    }
    for (side, name), values in theirs.items():
        ours = {person: one[side][name]["value"] for person, one in found.items()}
        assert ours == pytest.approx(values, rel=1e-6), name
    cut = set(nx.articulation_points(both))
    assert {p for p, one in found.items() if one["resilience"]["articulation"]["value"]} == cut


async def test_mixing_is_measured_against_homes(faculty: tuple[Store, nx.DiGraph]) -> None:
    store, graph = faculty
    found = await scores(store, "mixing { eiIndex { value } participation { value } }")
    home = nx.get_node_attributes(graph, "group")
    both = graph.to_undirected()
    for person, one in found.items():
        near = list(both[person])
        outside = sum(home[other] != home[person] for other in near)
        assert one["mixing"]["eiIndex"]["value"] == pytest.approx(
            (2 * outside - len(near)) / len(near)
        )


async def test_roles_add_up_and_the_network_is_the_mean_of_its_people(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, _ = faculty
    fields = "brokerage { total { value } roles { role score { value } expected z } }"
    found = await scores(store, fields)
    whole = (await data(store, "{ network { " + fields + " } }"))["network"]["brokerage"]

    for one in found.values():
        roles = one["brokerage"]["roles"]
        total = sum(role["score"]["value"] for role in roles)
        assert total == one["brokerage"]["total"]["value"]
    mean = sum(one["brokerage"]["total"]["value"] for one in found.values()) / len(found)
    assert whole["total"]["value"] == pytest.approx(mean)
    assert [role["role"] for role in whole["roles"]] == [
        "COORDINATOR", "CONSULTANT", "REPRESENTATIVE", "GATEKEEPER", "LIAISON",
    ]  # fmt: skip


async def test_a_score_shows_the_ties_that_it_is_computed_from(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, graph = faculty
    evidence = "evidence { ties(first: 2) { totalCount edges { events(first: 1) { kind } } } groupTies { totalCount } }"
    found = await scores(store, f"centrality(measure: DEGREE) {{ value {evidence} }}")
    both = graph.to_undirected()
    for person, one in found.items():
        shown = one["centrality"]["evidence"]
        assert shown["ties"]["totalCount"] == both.degree(person) == one["centrality"]["value"]
        assert shown["groupTies"] is None
        assert all(edge["events"] for edge in shown["ties"]["edges"])

    latest = (await data(store, "{ analyses(last: 1) { nodes { id } } }"))["analyses"]["nodes"][0]
    whole = await data(
        store,
        f"""{{ network {{
          ties {{ totalCount }}
          now: brokerage {{ roles {{ score {{ {evidence} }} }} }}
          then: centrality(measure: DEGREE, analysis: "{latest["id"]}") {{ {evidence} }}
          none: centrality(measure: DEGREE, leastInteractions: 9) {{ withheld {evidence} }}
        }} }}""",
    )
    groups = {"totalCount": whole["network"]["ties"]["totalCount"]}
    for role in whole["network"]["now"]["roles"]:
        assert role["score"]["evidence"] == {"ties": None, "groupTies": groups}
    assert whole["network"]["then"]["evidence"]["groupTies"] == groups
    assert whole["network"]["none"] == {"withheld": "NOT_COMPUTED", "evidence": None}


async def test_figures_of_the_network_are_those_of_networkx(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, graph = faculty
    query = "{ network { figures { withheld figures { explain { key } value } } } }"
    found = (await data(store, query))["network"]["figures"]
    values = {one["explain"]["key"]: one["value"] for one in found["figures"]}
    both = graph.to_undirected()
    home = nx.get_node_attributes(graph, "group")

    assert values["density"] == pytest.approx(nx.density(graph))
    assert values["reciprocity"] == pytest.approx(nx.overall_reciprocity(graph))
    assert values["transitivity"] == pytest.approx(nx.transitivity(both))
    crossing = sum(home[a] != home[b] for a, b in both.edges) / both.number_of_edges()
    assert values["crossing_share"] == pytest.approx(crossing)
    assert 0.3 < values["chart_ari"] <= 1
    assert values["chain_share"] is None
    assert found["withheld"] is None
