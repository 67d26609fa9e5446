"""Goals as columns are the goals of lists, with what lists say of them, to whoever may read which talk."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from api.execution.viewer import LOCAL, Viewer
from api.nouns import goal_graph
from graph.errors import BadInput, NotFound
from graph.store.driver import Store
from tests.api.conftest import Api
from tests.api.scopes.person_numbers import viewer_of
from tests.api.store_query import ask, data

COLUMNS = (
    "ids labels kind status depth progress talk source target weight ownerIds ownerLabels owned owner "
    "totalCount truncated"
)
GOAL = (
    "id title kind status archived progress { value } conversations { totalCount } "
    "parents(first: 20) { edges { link { weight } node { id archived status } } } "
    "owners(first: 20) { nodes { id displayName } }"
).replace("link { weight }", "weight")
EVERY = f"{{ goals(first: 100) {{ nodes {{ {GOAL} }} }} }}"


async def graph_of(store: Store, arguments: str = "", viewer: Viewer = LOCAL) -> Any:
    given = f"({arguments})" if arguments else ""
    return (await data(store, f"{{ goalGraph{given} {{ {COLUMNS} }} }}", viewer=viewer))["goalGraph"]  # fmt: skip


def is_out(goal: Any) -> bool:
    return bool(goal["archived"]) or goal["status"] == "DROPPED"


@pytest.mark.parametrize("role", ["member", "steward", "tool", "analyst", "admin"])
async def test_columns_are_what_lists_of_goals_say(api: Api, role: str) -> None:
    viewer = viewer_of(role, None)
    goals = (await data(api.store, EVERY, viewer=viewer))["goals"]["nodes"]

    found = await graph_of(api.store, viewer=viewer)

    counted = {one["id"]: one for one in goals if not is_out(one)}
    assert set(found["ids"]) == counted.keys() and len(found["ids"]) == len(counted) > 20
    for place, id_ in enumerate(found["ids"]):
        goal = counted[id_]
        assert (found["labels"][place], found["kind"][place]) == (goal["title"], goal["kind"])
        assert found["status"][place] == goal["status"]
        exact = goal["progress"]["value"]
        assert found["progress"][place] == (None if exact is None else pytest.approx(float(exact)))
        assert found["talk"][place] == goal["conversations"]["totalCount"]
    assert sum(found["talk"]) > 50
    arrows = {
        (found["ids"][low], found["ids"][high]): weight
        for low, high, weight in zip(found["source"], found["target"], found["weight"], strict=True)
    }
    assert len(arrows) == len(found["source"])
    assert arrows == {
        (one["id"], edge["node"]["id"]): 1.0 if edge["weight"] is None else float(edge["weight"])
        for one in counted.values()
        for edge in one["parents"]["edges"]
        if edge["node"]["id"] in counted
    }
    people = dict(zip(found["ownerIds"], found["ownerLabels"], strict=True))
    owners = [
        (found["ids"][goal], found["ownerIds"][one])
        for goal, one in zip(found["owned"], found["owner"], strict=True)
    ]
    expected = [(g["id"], p["id"]) for g in counted.values() for p in g["owners"]["nodes"]]
    assert sorted(owners) == sorted(expected) and expected
    names = {p["id"]: p["displayName"] for g in counted.values() for p in g["owners"]["nodes"]}
    assert people == names


async def test_below_a_goal_stands_what_networkx_reaches(api: Api) -> None:
    every = await graph_of(api.store)
    whole = nx.DiGraph()
    whole.add_nodes_from(every["ids"])
    for low, high in zip(every["source"], every["target"], strict=True):
        whole.add_edge(every["ids"][high], every["ids"][low])
    tops = [one for one in whole if not whole.in_degree(one)]
    steps = nx.multi_source_dijkstra_path_length(whole, tops, weight=None)
    assert dict(zip(every["ids"], every["depth"], strict=True)) == steps
    assert every["depth"] == sorted(every["depth"])
    middle = max(whole, key=lambda one: (bool(whole.in_degree(one)), whole.out_degree(one)))
    for root in (tops[0], middle):
        for depth in (0, 1, 2, None):
            reached = nx.single_source_shortest_path_length(whole, root, cutoff=depth)
            said = "" if depth is None else f", depth: {depth}"

            found = await graph_of(api.store, f'root: "{root}"{said}')

            assert dict(zip(found["ids"], found["depth"], strict=True)) == reached
            arrows = [(found["ids"][u], found["ids"][v]) for u, v in zip(found["source"], found["target"], strict=True)]  # fmt: skip
            assert sorted((v, u) for u, v in arrows) == sorted(whole.subgraph(reached).edges)
            assert (found["totalCount"], found["truncated"]) == (len(reached), False)


async def test_more_goals_than_are_drawn_are_told(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = await graph_of(api.store)
    monkeypatch.setattr(goal_graph, "MOST_DRAWN_GOALS", 5)

    found = await graph_of(api.store)

    assert found["ids"] == every["ids"][:5] and found["truncated"]
    assert found["totalCount"] == every["totalCount"] == len(every["ids"])
    assert all(place < 5 for name in ("source", "target", "owned") for place in found[name])


async def test_a_root_that_is_no_goal_says_so(api: Api) -> None:
    person = (await api.data("{ people(first: 1) { nodes { id } } }"))["people"]["nodes"][0]["id"]
    for arguments, kind, said in (
        (f'root: "{person}"', BadInput, "`root` is the id of a Person"),
        ('root: "nonsense"', BadInput, "'nonsense' is not an id of this API"),
        ('root: "R29hbDphY21lL25vbmU"', NotFound, "there is no goal 'acme/none'"),
        ("depth: -1", BadInput, "`depth` is -1"),
    ):
        answer = await ask(api.store, f"{{ goalGraph({arguments}) {{ ids }} }}")
        assert isinstance(answer.errors[0], kind) and said in str(answer.errors[0])


async def test_an_archived_goal_is_drawn_alone_where_it_is_asked_for(api: Api) -> None:
    goals = (await api.data(EVERY))["goals"]["nodes"]
    out = [one for one in goals if is_out(one)]
    for one in out[:2]:
        found = await graph_of(api.store, f'root: "{one["id"]}"')
        assert (found["ids"], found["source"]) == ([one["id"]], [])
