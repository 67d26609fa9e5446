"""Sets that people form themselves answer like groups, in three senses, on a real network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import networkx as nx
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.errors import BadInput, TooCostly
from graph.goals.alignment.cache import organisation_cache_of
from graph.importing import import_bundle
from graph.measures.sets.set_centrality import group_betweenness, group_degree
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.run import analyse
from graph.scopes.people_set import PeopleSet
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.scopes.test_structure import write_bundle
from tests.api.store_query import ask, data
from tests.conftest import emptied

Faculty = tuple[Store, nx.DiGraph]

SAME = """
fragment Same on Scope {
  members { totalCount }
  degree: centrality(measure: DEGREE) { value withheld denominator }
  rank: centrality(measure: PAGERANK) { value denominator }
  brokerage { total { value } betweenness { value } constraint { value } roles { role expected score { value } } }
  resilience { core { value } articulation { value } }
  mixing { eiIndex { value denominator } }
  lineOfSight { share { numerator denominator withheld } }
  alignment { goalLinkedShare { numerator denominator } coverage { denominator } }
}
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def faculty(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Faculty]:
    """The faculty in the store, analysed, and its network."""
    folder = tmp_path_factory.mktemp("sets") / "bundle"
    graph = write_bundle(folder)
    await emptied(store)
    assert (await import_bundle(store, folder)).exit_code == 0
    await store.write(MARK, **mark(Part))  # what the process holds of an earlier store is read anew
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    yield store, graph
    await emptied(store)


def people(ids: Sequence[str]) -> list[str]:
    """Global ids of people of the faculty."""
    return [to_global_id("Person", f"faculty/{id_}") for id_ in ids]


def groups(*ids: str) -> list[str]:
    """Global ids of groups of the faculty."""
    return [to_global_id("Group", f"faculty/{id_}") for id_ in ids]


def tied(graph: nx.DiGraph) -> TieGraph:
    """The network as the measures take it."""
    rows = list(graph.edges)
    return TieGraph.from_ids([u for u, _ in rows], [v for _, v in rows], people=graph.nodes)


SCOPE = "query($people: [ID!], $groups: [ID!], $without: [ID!]) { scope(people: $people, groups: $groups, exclude: $without) { %s } }"


async def test_a_set_of_one_is_its_person(faculty: Faculty) -> None:
    store, _ = faculty
    query = (
        "query($id: ID!) { person(id: $id) { ...Same } scope(people: [$id]) { ...Same } }" + SAME
    )
    for id_ in ("1", "37", "68"):
        answer = await data(store, query, {"id": people([id_])[0]})

        assert answer["scope"] == answer["person"]


async def test_a_set_of_one_group_is_that_group(faculty: Faculty) -> None:
    store, _ = faculty
    query = "query($id: ID!) { group(id: $id) { ...Same } scope(groups: [$id]) { ...Same } }" + SAME
    for id_ in "123":
        answer = await data(store, query, {"id": groups(id_)[0]})

        assert answer["scope"] == answer["group"]


async def test_everybody_is_the_network(faculty: Faculty) -> None:
    store, graph = faculty
    query = "query($ids: [ID!]) { network { ...Same } scope(people: $ids) { ...Same } }" + SAME

    answer = await data(store, query, {"ids": people(list(graph.nodes))})

    assert answer["scope"] == answer["network"]


async def test_a_set_is_the_mean_over_its_people_and_has_no_rank(faculty: Faculty) -> None:
    store, graph = faculty
    ids = list(graph.nodes)[10:20]
    field = "centrality(measure: DEGREE) { value rank percentile comparedWith denominator engine analysis { peopleCount } }"

    score = (await data(store, SCOPE % field, {"people": people(ids)}))["scope"]["centrality"]

    degrees = dict(graph.to_undirected().degree)
    assert score == {
        "value": pytest.approx(sum(degrees[p] for p in ids) / 10),
        "rank": None,
        "percentile": None,
        "comparedWith": None,
        "denominator": 10,
        "engine": "in-process",
        "analysis": {"peopleCount": 81},
    }


async def test_people_and_groups_are_joined_and_others_left_out(faculty: Faculty) -> None:
    store, graph = faculty
    home = nx.get_node_attributes(graph, "group")
    unit_people = [p for p in graph if home[p] == "1"]
    two = [p for p in graph if home[p] == "2"]
    given_ = {
        "people": people(two[:3]),
        "groups": groups("1", "3"),
        "without": [*people(unit_people[:2]), *groups("3")],
    }
    query = SCOPE % "id members(first: 100) { totalCount nodes { key { externalId } } } unknownIds"

    scope = (await data(store, query, given_))["scope"]

    assert {node["key"]["externalId"] for node in scope["members"]["nodes"]} == {
        *unit_people[2:],
        *two[:3],
    }
    assert scope["members"]["totalCount"] == len(unit_people) + 1
    again = {**given_, "people": given_["people"][::-1] + given_["people"][:1]}
    assert (await data(store, query, again))["scope"]["id"] == scope["id"]
    node = await data(
        store,
        "query($id: ID!) { node(id: $id) { id ... on PeopleSet { members { totalCount } } } }",
        {"id": scope["id"]},
    )
    assert node["node"] == {"id": scope["id"], "members": {"totalCount": len(unit_people) + 1}}


async def test_many_sets_are_found_by_id_in_one_statement_each_field(faculty: Faculty) -> None:
    store, _ = faculty
    ids = [to_global_id("PeopleSet", PeopleSet.of(groups=[f"faculty/{id_}"]).id) for id_ in "123"]
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on PeopleSet {
        members(first: 2) { totalCount nodes { name } } centrality(measure: CORE) { value } } } }"""

    nodes = (await data(store, query, {"ids": ids}))["nodes"]

    assert [node["members"]["totalCount"] for node in nodes] == [33, 27, 19]
    assert (await data(store, query, {"ids": [to_global_id("PeopleSet", "{}x")]}))["nodes"] == [
        None
    ]


async def test_a_set_as_one_has_the_set_functions_of_its_people(faculty: Faculty) -> None:
    store, graph = faculty
    ids = list(graph.nodes)[:7]
    ties = tied(graph)
    field = """
      degree: centrality(measure: DEGREE, sense: AS_ONE) { value denominator standardError explain { key } }
      brokerage(sense: AS_ONE) { betweenness { value } constraint { value withheld } }
      resilience(sense: AS_ONE) { harmonicOut { value } }
      pagerank: centrality(measure: PAGERANK, sense: AS_ONE) { value withheld }
    """

    scope = (await data(store, SCOPE % field, {"people": people(ids)}))["scope"]

    assert scope["degree"] == {
        "value": pytest.approx(group_degree(ties, ids)),
        "denominator": 7,
        "standardError": None,
        "explain": {"key": "group_degree"},
    }
    undirected = nx.group_degree_centrality(graph.to_undirected(), ids)
    assert scope["degree"]["value"] == pytest.approx(undirected)
    betweenness = scope["brokerage"]["betweenness"]["value"]
    assert betweenness == pytest.approx(group_betweenness(ties, ids))
    assert scope["brokerage"]["constraint"] == {"value": None, "withheld": "NO_SUCH_SENSE"}
    assert 0 < scope["resilience"]["harmonicOut"]["value"] <= 1
    assert scope["pagerank"] == {"value": None, "withheld": "NO_SUCH_SENSE"}


async def test_one_person_as_one_has_their_own_value_divided(faculty: Faculty) -> None:
    store, graph = faculty
    fields = " ".join(
        f"{key.lower()}: centrality(measure: {key}, sense: AS_ONE) {{ value }}"
        for key in ("DEGREE", "OUT_DEGREE", "CLOSENESS_IN", "HARMONIC_OUT", "BETWEENNESS")
    )
    query = "query($id: ID!) { person(id: $id) { %s } scope(people: [$id]) { %s } }"

    for id_ in ("1", "37", "68"):
        answer = await data(store, query % (fields, fields), {"id": people([id_])[0]})
        assert answer["scope"].keys() == answer["person"].keys()
        for key, score in answer["person"].items():
            assert answer["scope"][key]["value"] == pytest.approx(score["value"]), key
        betweenness = nx.betweenness_centrality(graph)[id_]
        assert answer["person"]["betweenness"]["value"] == pytest.approx(betweenness)


async def test_people_as_one_need_no_analysis_of_the_window(faculty: Faculty) -> None:
    store, _ = faculty
    field = """centrality(measure: DEGREE, sense: AS_ONE, ties: {window: {until: "2026-01-06T00:00:00Z"}}) {
        value withheld denominator }"""
    query = (
        f"query($id: ID!) {{ person(id: $id) {{ {field} }} scope(people: [$id]) {{ {field} }} }}"
    )

    answer = await data(store, query, {"id": people(["37"])[0]})

    assert answer["person"] == answer["scope"]
    assert answer["person"]["centrality"]["value"] > 0


async def test_everybody_as_one_has_nobody_outside(faculty: Faculty) -> None:
    store, _ = faculty
    query = "{ network { centrality(measure: DEGREE, sense: AS_ONE) { value withheld } } }"

    score = (await data(store, query))["network"]["centrality"]

    assert score == {"value": None, "withheld": "NOT_DEFINED"}


async def test_groups_among_groups_have_the_measures_of_their_network(faculty: Faculty) -> None:
    store, graph = faculty
    home = nx.get_node_attributes(graph, "group")
    group_graph: Any = nx.DiGraph()
    group_graph.add_nodes_from({*home.values()})
    for u, v in graph.edges:
        if home[u] != home[v]:
            group_graph.add_edge(home[u], home[v])
    query = """{ groups { nodes { key { externalId }
        centrality(measure: BETWEENNESS, sense: AMONG_GROUPS) { value rank comparedWith denominator }
        brokerage(sense: AMONG_GROUPS) { total { value withheld } constraint { value } } } }
      network { centrality(measure: OUT_DEGREE, sense: AMONG_GROUPS) { value denominator } }
      person(id: "%s") { centrality(measure: DEGREE, sense: AMONG_GROUPS) { value withheld remedy } } }"""

    answer = await data(store, query % people(["1"])[0])

    betweenness = nx.betweenness_centrality(group_graph, normalized=False)
    for node in answer["groups"]["nodes"]:
        assert node["centrality"]["value"] == pytest.approx(betweenness[node["key"]["externalId"]])
        assert node["brokerage"]["total"] == {"value": None, "withheld": "NO_SUCH_SENSE"}
        assert node["brokerage"]["constraint"]["value"] > 0
    ranked = {n["key"]["externalId"]: n["centrality"]["rank"] for n in answer["groups"]["nodes"]}
    assert ranked["4"] is None
    degrees = [degree for _, degree in group_graph.out_degree]
    assert answer["network"]["centrality"] == {
        "value": pytest.approx(sum(degrees) / 4),
        "denominator": 4,
    }
    member = (await data(store, query % people(["1"])[0], viewer=MEMBER))["network"]["centrality"]
    large = [degree for group, degree in group_graph.out_degree if group != "4"]
    assert member["denominator"] == 3
    assert member["value"] == pytest.approx(sum(large) / 3, abs=max(large))  # rounded
    assert answer["person"]["centrality"] == {
        "value": None,
        "withheld": "NO_SUCH_SENSE",
        "remedy": "ask for MEMBERS or AS_ONE: a person is no group",
    }


async def test_a_set_takes_part_among_groups_as_one_more(faculty: Faculty) -> None:
    store, graph = faculty
    home = nx.get_node_attributes(graph, "group")
    mixed = [*[p for p in graph if home[p] == "1"][:5], *[p for p in graph if home[p] == "2"][:5]]
    inside = {group: {p for p in graph if home[p] == group} for group in "1234"} | {"set": {*mixed}}

    def acted(person: str, other: str) -> bool:
        return any(
            u in inside[person] - inside[other] and v in inside[other] - inside[person]
            for u, v in graph.edges
        )

    expected = sum(acted("set", group) for group in "1234")
    field = """centrality(measure: OUT_DEGREE, sense: AMONG_GROUPS) { value rank denominator }
      ties { totalCount edges { strength from { displayName } node { __typename displayName } } }"""

    scope = (await data(store, SCOPE % field, {"people": people(mixed)}))["scope"]

    assert scope["centrality"] == {"value": expected, "rank": None, "denominator": 1}
    either = sum(acted("set", g) or acted(g, "set") for g in "1234")
    assert scope["ties"]["totalCount"] == either
    assert scope["ties"]["edges"][0]["from"] == {"displayName": "A set of people"}
    assert scope["ties"]["edges"][0]["node"]["__typename"] == "Group"


MEMBER = Viewer(id="faculty/1", roles=frozenset({"member"}))
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))
WHY = "centrality(measure: DEGREE) { value withheld } as: centrality(measure: DEGREE, sense: AS_ONE) { withheld } ties { totalCount } lineOfSight { share { withheld } }"


async def withheld(store: Store, viewer: Viewer, **given_: Any) -> str | None:
    """Why a viewer sees no number of a set; each number of it has the same reason."""
    scope = (await data(store, SCOPE % WHY, given_, viewer))["scope"]
    assert (scope["centrality"]["value"] is None) == (scope["centrality"]["withheld"] is not None)
    assert scope["as"]["withheld"] == scope["centrality"]["withheld"]
    assert (scope["ties"]["totalCount"] == 0) == (scope["centrality"]["withheld"] is not None)
    reason: str | None = scope["centrality"]["withheld"]
    return reason


async def test_small_sets_and_sets_of_ones_own_are_withheld(faculty: Faculty) -> None:
    store, graph = faculty
    home = nx.get_node_attributes(graph, "group")
    unit_people = [p for p in graph if home[p] == "1"]
    every = list(graph.nodes)

    assert await withheld(store, ANALYST, people=people(unit_people[:4])) == "TOO_FEW"
    assert await withheld(store, ANALYST, people=people(unit_people[:5])) is None
    assert await withheld(store, MEMBER, people=people(["1"])) is None
    assert await withheld(store, MEMBER, people=people(["2"])) == "NOT_YOURS"
    assert await withheld(store, MEMBER, people=people(unit_people[:4])) == "TOO_FEW"
    assert (
        await withheld(store, MEMBER, groups=groups("1"), without=people(unit_people[:1]))
        == "OWN_SET"
    )
    assert await withheld(store, MEMBER, people=people(every[:-1])) == "OWN_SET"
    assert await withheld(store, MEMBER, groups=groups("1", "2")) == "OWN_SET"
    assert await withheld(store, MEMBER, groups=groups("1")) is None


NEW = "UNWIND range(1, 6) AS n CREATE (:Person {id: 'faculty/new' + n, by_name: 'new' + n, bot: false})"


async def changed(store: Store, cypher: str) -> None:
    """Put other people into the store, which processes read."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(cypher)).consume()
    await store.write(MARK, **mark([Part.PEOPLE]))
    await organisation_cache_of(store).view(patient=True)


async def test_ties_of_people_whom_the_network_does_not_cover_are_withheld(
    faculty: Faculty,
) -> None:
    """Ties of five newcomers and one other would be that one's ties."""
    store, graph = faculty
    covered = next(p for p in graph if graph.out_degree(p) > 3)
    new = [f"new{n}" for n in range(1, 7)]
    await changed(store, NEW)
    try:
        nobody = Viewer(id="nobody", roles=frozenset({"member"}))
        assert await withheld(store, nobody, people=people(new)) == "OWN_SET"
        assert await withheld(store, ANALYST, people=people(new)) == "NOT_COVERED"

        almost = Viewer(id="almost", roles=frozenset({"member"}))
        assert await withheld(store, almost, people=people([*new[:5], covered])) == "OWN_SET"
        query = SCOPE % "ties { totalCount }"
        answer = await data(store, query, {"people": people([*new[:5], covered])}, ANALYST)
        assert answer["scope"]["ties"]["totalCount"] > 0
    finally:
        await changed(store, "MATCH (p:Person) WHERE p.id STARTS WITH 'faculty/new' DELETE p")


async def test_a_community_is_a_set_too(faculty: Faculty) -> None:
    store, _ = faculty
    list_query = "{ analyses(first: 1) { nodes { communities { list { communityId size } } } } }"
    communities = (await data(store, list_query))["analyses"]["nodes"][0]["communities"]["list"]
    ids = [one["communityId"] for one in communities]
    query = """query($id: ID!) { scope(community: $id) { id members(first: 100) { totalCount nodes { key { externalId } } }
        centrality(measure: DEGREE) { denominator withheld } } }"""

    scopes = [(await data(store, query, {"id": id_}))["scope"] for id_ in ids]

    people = [node["key"]["externalId"] for one in scopes for node in one["members"]["nodes"]]
    assert len(people) == len({*people}) == 81
    sizes = [one["members"]["totalCount"] for one in scopes]
    assert sizes == [one["size"] for one in communities]
    assert sizes == sorted(sizes, reverse=True)
    assert scopes[0]["centrality"] == {"denominator": sizes[0], "withheld": None}
    again = "query($id: ID!) { node(id: $id) { ... on PeopleSet { members { totalCount } } } }"
    node = (await data(store, again, {"id": scopes[0]["id"]}))["node"]
    assert node == {"members": {"totalCount": sizes[0]}}
    for none in ("nonsense", "a#b", f"{ids[0]}9999"):
        empty = (await data(store, query, {"id": none}))["scope"]
        assert empty["centrality"]["withheld"] == "NOT_COVERED"


async def test_a_set_of_nobody_has_no_number(faculty: Faculty) -> None:
    store, _ = faculty
    field = """members { totalCount } centrality(measure: DEGREE) { value withheld }
      one: centrality(measure: DEGREE, sense: AS_ONE) { value withheld }
      among: centrality(measure: DEGREE, sense: AMONG_GROUPS) { value }
      brokerage { betweenness { value withheld } } mixing { eiAgainstChance { index withheld } }
      absence { withheld peopleCount cutOffCount } lineOfSight { share { value denominator } } ties { totalCount }"""
    given_ = {"groups": groups("1"), "without": groups("1")}

    scope = (await data(store, SCOPE % field, given_))["scope"]

    nothing = {"value": None, "withheld": "NOT_COVERED"}
    assert scope["members"] == {"totalCount": 0}
    assert scope["centrality"] == scope["one"] == scope["brokerage"]["betweenness"] == nothing
    assert scope["among"] == {"value": None}
    assert scope["mixing"]["eiAgainstChance"] == {"index": None, "withheld": "NOT_COVERED"}
    assert scope["absence"] == {"withheld": "NOT_COVERED", "peopleCount": None, "cutOffCount": None}
    assert scope["lineOfSight"] == {"share": {"value": None, "denominator": 0}}
    assert scope["ties"] == {"totalCount": 0}


async def test_ties_across_homes_stand_beside_chance_at_every_scale(faculty: Faculty) -> None:
    store, graph = faculty
    home, undirected = nx.get_node_attributes(graph, "group"), graph.to_undirected()
    query = """query($id: ID!) {
      network { mixing { eiAgainstChance { ...Chance } } }
      person(id: $id) { mixing { eiIndex { value } eiAgainstChance { ...Chance } } }
      scope(people: [$id]) { mixing { eiAgainstChance { ...Chance } } } }
      fragment Chance on EiAgainstChance { index external internal expected standardDeviation pValue permutations withheld }"""

    answer = await data(store, query, {"id": people(["37"])[0]})

    crossing = sum(home[a] != home[b] for a, b in undirected.edges)
    network_index = answer["network"]["mixing"]["eiAgainstChance"]
    assert (network_index["external"], network_index["internal"]) == (
        2 * crossing,
        2 * (undirected.number_of_edges() - crossing),
    )
    assert (
        network_index["index"] < network_index["expected"] - 5 * network_index["standardDeviation"]
    )
    assert network_index["pValue"] == pytest.approx(1 / 1001)
    own = answer["person"]["mixing"]
    assert own["eiAgainstChance"]["index"] == pytest.approx(own["eiIndex"]["value"])
    assert answer["scope"]["mixing"]["eiAgainstChance"] == own["eiAgainstChance"]


async def test_bad_arguments_are_told(faculty: Faculty) -> None:
    store, _ = faculty

    async def error(**given_: Any) -> Exception:
        return (await ask(store, SCOPE % "id", given_)).errors[0]

    assert isinstance(await error(), BadInput)
    assert "id of a Group" in str(await error(people=groups("1")))
    assert "at most 100" in str(await error(people=people([str(i) for i in range(101)])))
    answer = await data(
        store, SCOPE % "unknownIds members { totalCount }", {"people": people(["1", "x"])}
    )
    assert answer["scope"] == {"unknownIds": people(["x"]), "members": {"totalCount": 1}}


async def test_a_set_has_a_bound(faculty: Faculty, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = faculty
    monkeypatch.setattr("graph.scopes.set_talk.MOST_PEOPLE", 50)

    answer = await ask(store, SCOPE % "members { totalCount }", {"groups": groups("1", "2")})

    assert isinstance(answer.errors[0], TooCostly)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=st.sets(st.integers(0, 80), min_size=1, max_size=30), data_=st.data())
async def test_parts_of_a_set_add_up_to_it(
    faculty: Faculty, chosen: set[int], data_: st.DataObject
) -> None:
    store, graph = faculty
    every = list(graph.nodes)
    first = {i for i in chosen if data_.draw(st.booleans())}
    parts = [part for part in (first, chosen - first) if part]
    field = "centrality(measure: HARMONIC_IN) { value denominator }"

    async def total(places: set[int]) -> float:
        given_ = {"people": people([every[i] for i in sorted(places)])}
        score = (await data(store, SCOPE % field, given_))["scope"]["centrality"]
        assert score["denominator"] == len(places)
        return float(score["value"] * score["denominator"])

    assert sum([await total(part) for part in parts]) == pytest.approx(await total(chosen))
