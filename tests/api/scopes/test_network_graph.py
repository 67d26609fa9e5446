"""The ties of a network as columns are those that lists of ties have, for whoever may see them."""

from __future__ import annotations

import networkx as nx
import pytest

from api.execution.viewer import LOCAL
from graph.errors import BadInput
from graph.goals.alignment.cache import organisation_cache_of
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.conftest import Api
from tests.api.scopes.drawn_ties import COLUMNS, TIE, drawn, graph_of, listed
from tests.api.scopes.person_numbers import viewer_of
from tests.api.store_query import ask, data
from tests.graph.network.organisation import founded


@pytest.mark.parametrize("role", ["member", "steward", "tool", "analyst", "admin"])
async def test_people_are_drawn_for_who_may_see_their_numbers(analysed_api: Api, role: str) -> None:
    store, viewer = analysed_api.store, viewer_of(role, None)
    query = (
        f"{{ people(first: 100) {{ nodes {{ id ties(first: 100) {{ edges {{ {TIE} }} }} }} }} }}"
    )
    people = (await data(store, query))["people"]["nodes"]

    found = await graph_of(store, viewer, "by: PERSON", "labels unit community")

    if role not in ("analyst", "admin"):
        assert (found["withheld"], found["ids"], found["labels"], found["community"]) == (
            *("FOR_ANALYSTS", [], []),
            None,
        )
        return
    assert drawn(found) == listed([edge for one in people for edge in one["ties"]["edges"]])
    assert found["withheld"] is None and found["totalCount"] > 50


async def test_columns_of_people_are_their_fields_and_the_network_that_of_networkx(
    analysed_api: Api,
) -> None:
    fields = "id displayName home { id } degree: centrality(measure: DEGREE) { value }"
    query = f"{{ people(first: 100) {{ nodes {{ {fields} }} }} network {{ members(first: 100) {{ nodes {{ id }} }} }} }}"
    told = await analysed_api.data(query)
    people = {one["id"]: one for one in told["people"]["nodes"]}
    present = {one["id"] for one in told["network"]["members"]["nodes"]}

    found = await graph_of(analysed_api.store, LOCAL, "by: PERSON", "labels unit community")

    network = nx.Graph()
    network.add_weighted_edges_from(
        (found["ids"][u], found["ids"][v], weight)
        for u, v, weight in zip(found["source"], found["target"], found["weight"], strict=True)
    )
    for place, id_ in enumerate(found["ids"]):
        one = people[id_]
        assert found["labels"][place] == one["displayName"]
        assert found["unit"][place] == (one["home"] and one["home"]["id"])
        if id_ in present:  # an analysis measures the ties among who is there now
            assert len(present & set(network[id_])) == one["degree"]["value"]
    parts: dict[int, set[str]] = {}
    for id_, number in zip(found["ids"], found["community"], strict=True):
        if number is not None:
            parts.setdefault(number, set()).add(id_)
    communities = (
        "{ analyses(first: 5) { nodes { communities { list(first: 100) { number size } } } } }"
    )
    analyses = (await analysed_api.data(communities))["analyses"]["nodes"]
    sizes = [{c["number"]: c["size"] for c in one["communities"]["list"]} for one in analyses]
    assert len(parts) > 1 and {number: len(part) for number, part in parts.items()} in sizes
    alone = await graph_of(
        analysed_api.store, LOCAL, "by: PERSON, ties: {halfLifeDays: 7}", "community"
    )
    assert alone["community"] is None and alone["ids"]


async def test_columns_of_groups_are_their_fields(analysed_api: Api) -> None:
    query = "{ groups(first: 100) { nodes { id displayName parent { id } } } }"
    groups = {one["id"]: one for one in (await analysed_api.data(query))["groups"]["nodes"]}

    found = await graph_of(analysed_api.store, LOCAL, "by: GROUP", "labels unit community")

    assert found["ids"] and found["community"] is None
    for id_, label, unit in zip(found["ids"], found["labels"], found["unit"], strict=True):
        assert label == groups[id_]["displayName"]
        assert unit == (groups[id_]["parent"] and groups[id_]["parent"]["id"])


async def test_the_people_of_a_group_or_set_are_drawn_with_the_ties_among_them(
    analysed_api: Api,
) -> None:
    every = drawn(await graph_of(analysed_api.store, LOCAL, "by: PERSON"))
    query = f"{{ groups(first: 100) {{ nodes {{ id members(first: 100) {{ nodes {{ id }} }} graph {{ {COLUMNS} }} }} }} }}"
    for group in (await analysed_api.data(query))["groups"]["nodes"]:
        inside = {one["id"] for one in group["members"]["nodes"]}
        among = {pair: numbers for pair, numbers in every.items() if pair <= inside}
        assert drawn(group["graph"]) == among
        assert (group["graph"]["withheld"] is None) == bool(inside)
        scope = f'{{ scope(groups: ["{group["id"]}"]) {{ graph {{ {COLUMNS} }} }} }}'
        if inside:
            assert drawn((await analysed_api.data(scope))["scope"]["graph"]) == among


async def test_more_ties_than_asked_for_are_told(analysed_api: Api) -> None:
    every = await graph_of(analysed_api.store, LOCAL, "by: PERSON")

    found = await graph_of(analysed_api.store, LOCAL, "by: PERSON, first: 7")

    assert found["weight"] == every["weight"][:7] and found["truncated"]
    assert found["totalCount"] == every["totalCount"] == len(every["weight"])
    none = await graph_of(analysed_api.store, LOCAL, "by: PERSON, first: 0")
    assert (none["ids"], none["truncated"]) == ([], True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("first: 50001", "`first` is 50001; it must lie between 0 and 50000"),
        ("first: -1", "`first` is -1"),
        ("leastStrength: -0.5", "`leastStrength` is -0.5"),
        ("ties: {kinds: []}", "no kind of tie"),
        ("ties: {halfLifeDays: 0}", "half-life"),
    ],
)
async def test_what_cannot_be_drawn_says_why(analysed_api: Api, arguments: str, said: str) -> None:
    for field in (f"network {{ graph(by: PERSON, {arguments})", f"network {{ graph(by: GROUP, {arguments})"):  # fmt: skip
        answer = await ask(analysed_api.store, f"{{ {field} {{ ids }} }} }}")
        assert said in str(answer.errors[0]) and isinstance(answer.errors[0], BadInput)


async def test_a_drawing_before_the_analysis_says_so(store: Store) -> None:
    await founded(store)
    await organisation_cache_of(
        store
    ).view()  # two things are held of who is there: each is read once
    for by in ("PERSON", "GROUP"):
        query = f"{{ network {{ graph(by: {by}) {{ withheld remedy ids }} }} }}"
        one = (await data(store, query))["network"]["graph"]
        assert one["withheld"] == "NOT_COMPUTED" and one["remedy"].startswith("goalgraph analyse")
    await analyse(store)
    goal = await data(store, '{ goal(key: {source: "acme", externalId: "K"}) { id } }')
    about = f'{{ network {{ graph(by: PERSON, ties: {{goal: "{goal["goal"]["id"]}"}}) {{ ids labels }} }} }}'
    # ann, bob and cy spoke for K; the talk of cy and dee is about another goal
    assert (await data(store, about))["network"]["graph"]["labels"] == ["Ann", "Bob", "Cy"]
