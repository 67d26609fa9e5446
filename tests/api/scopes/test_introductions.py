"""Introductions worth making and key players: on a real network, and on a small organisation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import networkx as nx
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.errors import BadInput
from graph.goals.alignment.cache import organisation_cache_of
from graph.importing import import_bundle
from graph.network.analyses.run import analyse
from graph.scopes.rounding import rounded, step_for
from graph.store.driver import Store
from tests.api.scopes.test_people_sets import groups, people
from tests.api.scopes.test_structure import write_bundle
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported

BEST = """
  withheld nearness pairCount exact hiddenCount
  best { person { key { externalId } } other { key { externalId } } gain sharedContactCount sharedContacts { key { externalId } }
    sharedGoalCount sharedGoals { title } sharedGroups { name }
    needsMet { need { title } capability { name } asker { name } helper { name } hasOffer } }
"""
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))

COMPANY: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": "ann", "name": "Ann"},
        {"id": "bob", "name": "Bob", "capabilities": ["Welding"]},
        {"id": "cy", "name": "Cy"},
        {"id": "dee", "name": "Dee"},
    ],
    "groups": [
        {"id": "choir", "name": "Choir", "kind": "community"},
        {"id": "east", "name": "East", "kind": "unit"},
    ],
    "memberships": [
        {"person": "ann", "group": "choir"},
        {"person": "bob", "group": "choir"},
        {"person": "ann", "group": "east"},
    ],
    "goals": [{"id": "p", "title": "P", "kind": "purpose"}],
    "conversations": [
        {"id": "one", "started_at": "2026-01-01T08:00:00Z"},
        {"id": "two", "started_at": "2026-01-01T08:00:00Z"},
    ],
    "messages": [
        {"id": "1", "conversation": "one", "author": "ann", "at": "2026-01-01T09:00:00Z", "to": ["cy"]},
        {"id": "2", "conversation": "two", "author": "bob", "at": "2026-01-01T09:00:00Z", "to": ["cy"]},
    ],
    "links": [
        {"conversation": "one", "goal": "p", "state": "confirmed"},
        {"conversation": "two", "goal": "p", "state": "confirmed"},
    ],
    "needs": [
        {"id": "n", "title": "A gate", "asked_by": "ann", "asked_at": "2026-01-01", "state": "open",
         "requires": ["Welding"]},
    ],
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def faculty(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Store, nx.DiGraph]]:
    """The faculty in the store, analysed, and its network."""
    folder = tmp_path_factory.mktemp("introductions") / "bundle"
    graph = write_bundle(folder)
    await emptied(store)
    assert (await import_bundle(store, folder)).exit_code == 0
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    yield store, graph
    await emptied(store)


async def test_the_best_introductions_of_two_units_are_those_of_trying_all(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, graph = faculty
    home, undirected = nx.get_node_attributes(graph, "group"), graph.to_undirected()
    sides = [[p for p in graph if home[p] == unit] for unit in ("2", "3")]
    query = "query($one: ID!, $two: ID!) { group(id: $one) { introductions(with: $two, first: 3) { %s } } }"

    data_of_answer = await data(store, query % BEST, {"one": groups("2")[0], "two": groups("3")[0]})

    def nearness(network: nx.Graph) -> float:
        steps = dict(nx.all_pairs_shortest_path_length(network))
        near = [1 / steps[a][b] if b in steps[a] else 0 for a in sides[0] for b in sides[1]]
        return sum(near) / len(near)

    answer = data_of_answer["group"]["introductions"]
    assert answer["nearness"] == pytest.approx(nearness(undirected))
    assert (answer["exact"], answer["hiddenCount"], answer["withheld"]) == (True, 0, None)
    missing = [(a, b) for a in sides[0] for b in sides[1] if not undirected.has_edge(a, b)]
    assert answer["pairCount"] == len(missing)
    gains = []
    for tie in answer["best"]:
        ends = tie["person"]["key"]["externalId"], tie["other"]["key"]["externalId"]
        assert ends in missing
        tied = undirected.copy()
        tied.add_edge(*ends)
        gains.append(nearness(tied) - nearness(undirected))
        shared = {*undirected[ends[0]]} & {*undirected[ends[1]]}
        assert tie["sharedContactCount"] == len(shared)
        assert {node["key"]["externalId"] for node in tie["sharedContacts"]} <= shared
    assert [tie["gain"] for tie in answer["best"]] == pytest.approx(gains)
    assert gains == pytest.approx(sorted(gains, reverse=True))


async def test_who_is_told_of_introductions(faculty: tuple[Store, nx.DiGraph]) -> None:
    store, graph = faculty
    query = "query($one: ID!, $two: ID!) { group(id: $one) { introductions(with: $two, first: 4) { %s } } }"
    ids = {"one": groups("1")[0], "two": groups("2")[0]}
    every = (await data(store, query % BEST, ids, ANALYST))["group"]["introductions"]
    named = every["best"][0]["person"]["key"]["externalId"]

    async def introductions_for(viewer: str, **arguments: str) -> Any:
        member = Viewer(id=f"faculty/{viewer}", roles=frozenset({"member"}))
        return (await data(store, query % BEST, ids | arguments, member))["group"]["introductions"]

    own = await introductions_for(named)
    assert own["best"][0] == every["best"][0]
    assert {tie["person"]["key"]["externalId"] for tie in own["best"]} == {named}
    others = sum(t["person"]["key"]["externalId"] != named for t in every["best"])
    assert 0 < others < 5 and own["hiddenCount"] == 5  # by fives, upwards
    apart = next(p for p in graph if graph.nodes[p]["group"] == "3")
    assert (await introductions_for(apart))["best"] == []
    nearness = (await introductions_for(apart))["nearness"]
    assert nearness != every["nearness"] and abs(nearness - every["nearness"]) <= 0.1
    few = await introductions_for(apart, two=groups("4")[0])
    assert (few["withheld"], few["nearness"], few["best"]) == ("TOO_FEW", None, [])
    alone = await introductions_for(apart, two=people(["5"])[0])
    assert alone["withheld"] == "NOT_YOURS"
    assert (await introductions_for("5", two=people(["5"])[0]))["withheld"] is None


async def test_wrong_ends_are_told(faculty: tuple[Store, nx.DiGraph]) -> None:
    store, _ = faculty
    query = 'query($id: ID!) { network { introductions(with: $id) { withheld } } group(id: "%s") { introductions(with: $id, first: 99) { withheld } } }'

    wrong = await ask(store, query % groups("1")[0], {"id": to_global_id("Network", "network")})
    answer = await data(
        store,
        "query($id: ID!) { network { introductions(with: $id) { withheld } } }",
        {"id": groups("1")[0]},
    )

    assert all(isinstance(error, BadInput) for error in wrong.errors)
    assert answer["network"]["introductions"] == {"withheld": "NO_SUCH_SENSE"}


async def test_introductions_of_many_cost_one_statement_a_field(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, _ = faculty
    query = "query($id: ID!) { groups { nodes { introductions(with: $id, first: 2) { %s } } } }"

    answer = await data(store, query % BEST, {"id": groups("1")[0]})

    lengths = [len(node["introductions"]["best"]) for node in answer["groups"]["nodes"]]
    assert lengths == [0, 2, 2, 2]


async def test_how_much_hangs_on_a_few_is_told_to_everybody_names_are_not(
    faculty: tuple[Store, nx.DiGraph],
) -> None:
    store, _ = faculty
    query = """query($purpose: String) { network { keyPlayers(count: 2, purpose: $purpose) {
      withheld purpose peopleWithheld people { key { externalId } }
      steps { count fragmentation distanceFragmentation standardError roundedTo } } } }"""
    member = Viewer(id="faculty/1", roles=frozenset({"member"}))

    with capture_logs() as nothing:
        key_players = (await data(store, query, {"purpose": "succession"}, member))["network"][
            "keyPlayers"
        ]
        silent = (await data(store, query, {"purpose": " "}, ANALYST))["network"]["keyPlayers"]
    with capture_logs() as lines:
        named = (await data(store, query, {"purpose": "succession"}, ANALYST))["network"][
            "keyPlayers"
        ]

    assert silent["steps"] == named["steps"]
    for seen, exact in zip(key_players["steps"], named["steps"], strict=True):
        for share in ("fragmentation", "distanceFragmentation"):
            assert seen[share] == rounded(exact[share], seen["roundedTo"])
    (step,) = {seen["roundedTo"] for seen in key_players["steps"]}
    assert step == step_for(2 / 81) and {one["roundedTo"] for one in named["steps"]} == {None}
    assert (key_players["people"], key_players["peopleWithheld"]) == (None, "FOR_ANALYSTS")
    assert (silent["people"], silent["peopleWithheld"]) == (None, "NO_PURPOSE")
    assert named["purpose"] == "succession"
    assert nothing == []  # no names were given
    assert lines == [
        {
            "event": "names asked for",
            "log_level": "info",
            "request_id": "",
            "viewer": "key",
            "field": "keyPlayers",
            "purpose": "succession",
        }
    ]
    assert len(named["people"]) == 2
    assert [step["count"] for step in named["steps"]] == [0, 1, 2]
    apart = [step["distanceFragmentation"] for step in named["steps"]]
    assert apart == sorted(apart)
    wrong = await ask(store, "{ network { keyPlayers(count: 11) { withheld } } }")
    assert "between 1 and 10" in str(wrong.errors[0])


async def test_common_ground_makes_an_introduction_natural(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await emptied(store)
    await imported(store, tmp_path_factory.mktemp("company"), COMPANY)
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    first, second = (to_global_id("Person", f"acme/{id_}") for id_ in ("ann", "bob"))
    query = "query($one: ID!, $two: ID!) { person(id: $one) { introductions(with: $two) { %s } } }"

    answer = await data(store, query % BEST, {"one": first, "two": second})

    (tie,) = answer["person"]["introductions"]["best"]
    assert tie["gain"] == pytest.approx(0.5)
    assert tie["sharedContacts"] == [{"key": {"externalId": "cy"}}]
    assert (tie["sharedGoalCount"], tie["sharedGoals"]) == (1, [{"title": "P"}])
    assert tie["sharedGroups"] == [{"name": "Choir"}]
    assert tie["needsMet"] == [
        {
            "need": {"title": "A gate"},
            "capability": {"name": "Welding"},
            "asker": {"name": "Ann"},
            "helper": {"name": "Bob"},
            "hasOffer": False,
        }
    ]
