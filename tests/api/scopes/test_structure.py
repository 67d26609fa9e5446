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
from tests.api.store_query import data
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
            {"id": id_, "name": id_, "kind": "unit"} for id_ in sorted({r["Group"] for r in nodes})
        ],
        "people": [{"id": row["id"], "home_group": row["Group"]} for row in nodes],
        "conversations": [{"id": id_, "kind": "mail"} for id_ in sent],
        "messages": [
            {
                "id": id_,
                "conversation": id_,
                "at": "2026-01-05T10:00:00Z",
                "author": id_,
                "to": targets,
            }
            for id_, targets in sent.items()
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
    answer = await data(store, "{ " + PEOPLE % fields + " }")
    return {node["key"]["externalId"]: node for node in answer["people"]["nodes"]}


async def test_scores_are_those_of_networkx(faculty: tuple[Store, nx.DiGraph]) -> None:
    store, graph = faculty
    scores_of_person = await scores(
        store,
        "brokerage { betweenness { value } constraint { value withheld } effectiveSize { value } } "
        "resilience { core { value } clustering { value } articulation { value } "
        "harmonicOut { value } harmonicIn { value } }",
    )
    undirected = graph.to_undirected()
    weighted = nx.Graph()
    weighted.add_nodes_from(graph)
    for source, target in graph.edges:
        weight = weighted.get_edge_data(source, target, {"weight": 0})["weight"]
        weighted.add_edge(source, target, weight=weight + 1)
    expected = {
        ("brokerage", "betweenness"): nx.betweenness_centrality(graph, normalized=False),
        ("brokerage", "constraint"): nx.constraint(weighted, weight="weight"),
        ("resilience", "core"): nx.core_number(undirected),
        ("resilience", "clustering"): nx.clustering(undirected),
        ("resilience", "harmonicIn"): nx.harmonic_centrality(graph),
        ("resilience", "harmonicOut"): nx.harmonic_centrality(graph.reverse()),
    }
    for (side, name), values in expected.items():
        ours = {
            person: numbers[side][name]["value"] for person, numbers in scores_of_person.items()
        }
        assert ours == pytest.approx(values, rel=1e-6), name
    cut = set(nx.articulation_points(undirected))
    assert {
        p
        for p, numbers in scores_of_person.items()
        if numbers["resilience"]["articulation"]["value"]
    } == cut


async def test_mixing_is_measured_against_homes(faculty: tuple[Store, nx.DiGraph]) -> None:
    store, graph = faculty
    scores_of_person = await scores(store, "mixing { eiIndex { value } participation { value } }")
    home = nx.get_node_attributes(graph, "group")
    undirected = graph.to_undirected()
    for person, numbers in scores_of_person.items():
        near = list(undirected[person])
        outside = sum(home[other] != home[person] for other in near)
        assert numbers["mixing"]["eiIndex"]["value"] == pytest.approx(
            (2 * outside - len(near)) / len(near)
        )


async def test_roles_add_up_and_the_network_is_the_mean_of_its_people(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, _ = faculty
    fields = "brokerage { total { value } roles { role score { value } expected z } }"
    scores_of_person = await scores(store, fields)
    network = (await data(store, "{ network { " + fields + " } }"))["network"]["brokerage"]

    for numbers in scores_of_person.values():
        roles = numbers["brokerage"]["roles"]
        total = sum(role["score"]["value"] for role in roles)
        assert total == numbers["brokerage"]["total"]["value"]
    mean = sum(
        numbers["brokerage"]["total"]["value"] for numbers in scores_of_person.values()
    ) / len(scores_of_person)
    assert network["total"]["value"] == pytest.approx(mean)
    assert [role["role"] for role in network["roles"]] == [
        "COORDINATOR", "CONSULTANT", "REPRESENTATIVE", "GATEKEEPER", "LIAISON",
    ]  # fmt: skip


async def test_a_score_shows_the_ties_that_it_is_computed_from(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, graph = faculty
    evidence = "evidence { ties(first: 2) { totalCount edges { events(first: 1) { kind } } } groupTies { totalCount } }"
    scores_of_person = await scores(store, f"centrality(measure: DEGREE) {{ value {evidence} }}")
    undirected = graph.to_undirected()
    for person, numbers in scores_of_person.items():
        shown_evidence = numbers["centrality"]["evidence"]
        assert (
            shown_evidence["ties"]["totalCount"]
            == undirected.degree(person)
            == numbers["centrality"]["value"]
        )
        assert shown_evidence["groupTies"] is None
        assert all(edge["events"] for edge in shown_evidence["ties"]["edges"])

    latest = (await data(store, "{ analyses(last: 1) { nodes { id } } }"))["analyses"]["nodes"][0]
    network = await data(
        store,
        f"""{{ network {{
          ties {{ totalCount }}
          now: brokerage {{ roles {{ score {{ {evidence} }} }} }}
          then: centrality(measure: DEGREE, analysis: "{latest["id"]}") {{ {evidence} }}
          none: centrality(measure: DEGREE, ties: {{leastInteractions: 9}}) {{ withheld {evidence} }}
        }} }}""",
    )
    groups = {"totalCount": network["network"]["ties"]["totalCount"]}
    for role in network["network"]["now"]["roles"]:
        assert role["score"]["evidence"] == {"ties": None, "groupTies": groups}
    assert network["network"]["then"]["evidence"]["groupTies"] == groups
    assert network["network"]["none"] == {"withheld": "NOT_COMPUTED", "evidence": None}


async def test_figures_of_the_network_are_those_of_networkx(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, graph = faculty
    query = "{ network { figures { withheld figures { explain { key } value } } } }"
    network = (await data(store, query))["network"]["figures"]
    values = {figure["explain"]["key"]: figure["value"] for figure in network["figures"]}
    undirected = graph.to_undirected()
    home = nx.get_node_attributes(graph, "group")

    assert values["density"] == pytest.approx(nx.density(graph))
    assert values["reciprocity"] == pytest.approx(nx.overall_reciprocity(graph))
    assert values["transitivity"] == pytest.approx(nx.transitivity(undirected))
    crossing = sum(home[a] != home[b] for a, b in undirected.edges) / undirected.number_of_edges()
    assert values["crossing_share"] == pytest.approx(crossing)
    assert 0.3 < values["chart_ari"] <= 1
    assert values["chain_share"] is None
    assert network["withheld"] is None
