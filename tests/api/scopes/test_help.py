"""Help over the API: centrality around a goal, ties with what is behind them, flows across groups."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.errors import BadInput
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import TieKind
from graph.store.driver import Store
from tests.api.store_query import MEMBER, ask, data
from tests.graph.network.help_organisation import helped
from tests.graph.network.organisation import asked

PURPOSE = to_global_id("Goal", "help/P")


def faded(*days: int) -> Any:
    """What acts so many days ago weigh together."""
    return pytest.approx(sum(2 ** (-day / 90) for day in days))


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The organisation whose help is known, analysed as a whole and for help around the purpose."""
    await helped(store)
    await analyse(store)
    await analyse(store, TieQuery(goal="help/P", kinds=(TieKind.HELP,)))
    yield store


async def test_centrality_of_help_around_a_goal(acme: Store) -> None:
    query = """query($goal: ID!) { people { nodes { name
      degree: centrality(measure: OUT_DEGREE, ties: {kinds: [HELP], goal: $goal}) { value }
      rank: centrality(measure: PAGERANK, ties: {kinds: [HELP], goal: $goal}) { rank value }
      other: centrality(measure: PAGERANK, ties: {kinds: [HELP], goal: $goal, halfLifeDays: 30}) { remedy }
    } } }"""

    nodes = (await data(acme, query, {"goal": PURPOSE}))["people"]["nodes"]

    degrees = {node["name"]: node["degree"]["value"] for node in nodes}
    assert degrees == {"ann": 0, "bob": 1, "cy": 0, "dee": 1, "eve": 0, "fay": 0, "bot": None}
    by_name = {node["name"]: node for node in nodes}
    assert (by_name["dee"]["rank"]["rank"], by_name["bob"]["rank"]["rank"]) == (1, 2)
    assert by_name["dee"]["rank"]["value"] > by_name["ann"]["rank"]["value"]
    assert by_name["dee"]["other"]["remedy"] == (
        "goalgraph analyse --goal help/P --kinds help --half-life 30"
    )


TIES = """query($goal: ID, $kinds: [TieKind!], $window: WindowInput, $first: Int) {
  person(key: {source: "help", externalId: "ann"}) {
    ties(ties: {kinds: $kinds, goal: $goal, window: $window}) { asOf edges {
      node { displayName } strength given received twoWay inContact lastOn
      replies mentions threads answers solutions connections introductions
      events(first: $first) { kind at from { name } evidence { id __typename
        ... on Need { title } ... on Message { kind author { name } } } }
    } }
  }
}"""


async def test_a_tie_of_help_says_how_and_shows_what_is_behind_it(acme: Store) -> None:
    ties = (await data(acme, TIES, {"kinds": ["HELP"]}))["person"]["ties"]

    assert ties["asOf"] == "2026-01-15T00:00:00+00:00"
    dee, cy, bob = ties["edges"]
    assert [edge["node"]["displayName"] for edge in ties["edges"]] == ["dee", "cy", "bob"]
    assert (dee["given"], dee["received"], dee["lastOn"]) == (0, faded(6, 1), "2026-01-14")
    counts = ("answers", "solutions", "connections", "introductions", "replies", "threads")
    assert [dee[name] for name in counts] == [1, 1, 0, 0, 0, 1]
    assert [cy[name] for name in counts] == [0, 0, 0, 1, 0, 3]
    assert [bob[name] for name in counts] == [1, 0, 0, 0, 1, 2]
    assert (dee["twoWay"], bob["inContact"], dee["inContact"]) == (False, True, True)
    assert [(e["kind"], e["at"], e["from"]["name"]) for e in dee["events"]] == [
        ("SOLUTION", "2026-01-14T09:00:00+00:00", "dee"),
        ("ANSWER", "2026-01-09T09:00:00+00:00", "dee"),
    ]
    assert dee["events"][0]["evidence"] == {
        "id": to_global_id("Need", "help/n2"), "__typename": "Need", "title": "n2",
    }  # fmt: skip
    assert [e["evidence"]["id"] for e in cy["events"]] == [to_global_id("Message", "help/m5")]
    assert bob["events"][0]["evidence"]["author"] == {"name": "bob"}


async def test_the_statement_for_analysts_gives_the_same_help(acme: Store) -> None:
    edges = (await data(acme, TIES, {"kinds": ["HELP"]}))["person"]["ties"]["edges"]

    rows = await acme.rows(
        "help_of_people", ids=["help/ann"], since=0, until=20468, half_life=90.0, limit=25
    )

    names = ("answers", "solutions", "connections", "introductions")
    assert [[row[2], *row[5:]] for row in rows] == [
        [edge["node"]["displayName"], *(edge[name] for name in names)] for edge in edges
    ]
    for row, edge in zip(rows, edges, strict=True):
        assert row[3:5] == pytest.approx((edge["given"], edge["received"]))


async def test_events_follow_the_question(acme: Store) -> None:
    async def events(**arguments: Any) -> list[tuple[str, str, str]]:
        edges = (await data(acme, TIES, arguments))["person"]["ties"]["edges"]
        return [
            (edge["node"]["displayName"], event["kind"], event["evidence"]["id"])
            for edge in edges
            for event in edge["events"]
        ]

    def message(name: str) -> str:
        return to_global_id("Message", f"help/{name}")

    need, talk = to_global_id("Need", "help/n2"), to_global_id("Conversation", "help/c1")
    assert await events(kinds=["HELP"], goal=PURPOSE) == [
        ("dee", "SOLUTION", need), ("bob", "ANSWER", message("m2")),
    ]  # fmt: skip
    window = {"since": "2026-01-05T00:00:00Z", "until": "2026-01-08T00:00:00Z"}
    assert await events(window=window, goal=PURPOSE) == [
        ("bob", "REPLY", message("m2")),
        ("bob", "THREAD", talk),
        ("bob", "MENTION", message("m1")),
        ("cy", "THREAD", talk),
    ]
    both_kinds = await events(kinds=["CONTACT", "HELP"], goal=PURPOSE, window=window, first=2)
    assert both_kinds == [
        ("bob", "ANSWER", message("m2")), ("bob", "REPLY", message("m2")), ("cy", "THREAD", talk),
    ]  # fmt: skip
    assert await events(kinds=["HELP"], first=0) == []


async def test_events_of_many_ties_cost_one_statement_a_kind(acme: Store) -> None:
    query = """{ people { nodes { name ties(ties: {kinds: [CONTACT, HELP]}) { edges {
      node { name } events { kind from { name } evidence { id } } } } } } }"""

    nodes = (await data(acme, query))["people"]["nodes"]

    events = {
        (node["name"], edge["node"]["name"]): sorted(e["kind"] for e in edge["events"])
        for node in nodes
        for edge in node["ties"]["edges"]
    }
    assert events["ann", "bob"] == events["bob", "ann"] == [
        "ANSWER", "MENTION", "REPLY", "THREAD", "THREAD",
    ]  # fmt: skip
    assert events["eve", "dee"] == ["SOLUTION"]
    assert events["bob", "eve"] == ["CONNECTION", "MENTION"]
    assert ("eve", "fay") not in events  # spoken in private only


async def test_every_count_of_a_tie_is_the_number_of_its_events(acme: Store) -> None:
    query = """{ people { nodes { ties(ties: {kinds: [CONTACT, HELP]}) { edges {
      replies mentions sent reactions threads answers solutions connections introductions
      events(first: 100) { kind } } } } } }"""
    names = {
        "REPLY": "replies", "MENTION": "mentions", "SENT": "sent", "REACTION": "reactions",
        "THREAD": "threads", "ANSWER": "answers", "SOLUTION": "solutions",
        "CONNECTION": "connections", "INTRODUCTION": "introductions",
    }  # fmt: skip

    nodes = (await data(acme, query))["people"]["nodes"]

    edges = [edge for node in nodes for edge in node["ties"]["edges"]]
    assert len(edges) > 10
    for edge in edges:
        kinds = [event["kind"] for event in edge["events"]]
        assert {name: kinds.count(kind) for kind, name in names.items()} == {
            name: edge[name] for name in names.values()
        }


async def test_firm_ties_need_more_acts(acme: Store) -> None:
    query = """query($least: Int) { person(key: {source: "help", externalId: "ann"}) {
      ties(ties: {leastInteractions: $least, halfLifeDays: 1}) { totalCount edges { node { name } } } } }"""

    async def count(least: int) -> int:
        return int((await data(acme, query, {"least": least}))["person"]["ties"]["totalCount"])

    assert [await count(least) for least in (1, 2, 3, 4, 5)] == [4, 2, 2, 1, 0]


FLOWS = """query($by: GroupKind, $first: Int, $goal: ID, $kinds: [TieKind!]) { network {
  flows(by: $by, first: $first, ties: {goal: $goal, kinds: $kinds}) {
    asOf strength withheld
    groups { displayName group { name } members given received within }
    cells { from { displayName } to { displayName } strength ties people }
  } } }"""


def cells(flows: Any) -> list[tuple[Any, ...]]:
    return [
        (cell["from"]["displayName"], cell["to"]["displayName"], cell["ties"], cell["people"])
        for cell in flows["cells"]
    ]


async def test_flows_of_help_across_homes_add_up(acme: Store) -> None:
    flows = (await data(acme, FLOWS))["network"]["flows"]

    assert [(g["displayName"], g["members"]) for g in flows["groups"]] == [
        ("east", 2), ("west", 3), ("Others", 1),
    ]  # fmt: skip
    assert cells(flows) == [
        ("west", "east", 2, 3), ("east", "east", 1, 2), ("west", "west", 1, 2),
        ("east", "west", 1, 2),
    ]  # fmt: skip
    assert flows["cells"][0]["strength"] == faded(7, 6, 1)
    east, west, others = flows["groups"]
    assert east["received"] == faded(10, 7, 6, 1)
    assert west["within"] == pytest.approx(0.5 * 2 ** (-3 / 90))
    assert flows["strength"] == pytest.approx(sum(g["given"] for g in flows["groups"]))
    assert flows["strength"] == pytest.approx(sum(g["received"] for g in flows["groups"]))
    assert flows["strength"] == pytest.approx(sum(c["strength"] for c in flows["cells"]))
    assert east["within"] == faded(10)
    assert (others["group"], others["given"], others["received"]) == (None, 0, 0)


async def test_flows_around_a_goal_and_of_few_groups(acme: Store) -> None:
    around = (await data(acme, FLOWS, {"goal": PURPOSE}))["network"]["flows"]
    assert cells(around) == [("west", "east", 1, 2), ("east", "east", 1, 2)]

    flows_of_one = (await data(acme, FLOWS, {"first": 1}))["network"]["flows"]
    assert [(g["displayName"], g["members"]) for g in flows_of_one["groups"]] == [
        ("east", 2),
        ("Others", 4),
    ]
    all_flows = (await data(acme, FLOWS))["network"]["flows"]
    assert flows_of_one["strength"] == pytest.approx(all_flows["strength"])


async def test_others_see_small_groups_as_one(acme: Store) -> None:
    flows = (await data(acme, FLOWS, viewer=MEMBER))["network"]["flows"]

    assert [(g["displayName"], g["members"]) for g in flows["groups"]] == [("Others", 6)]
    assert cells(flows) == [("Others", "Others", 0, 5)]  # 5, of which one person has several


async def test_groups_that_overlap_are_no_parts_of_a_matrix(acme: Store) -> None:
    await asked(
        acme,
        """UNWIND ['t1', 't2'] AS name MATCH (p:Person {id: 'help/ann'})
        CREATE (p)-[:MEMBER_OF {key: name}]->(:Group {id: 'help/' + name, kind: 'team', by_name: name})
        RETURN 1""",
    )
    await asked(
        acme,
        "MATCH (n:Need {id: 'help/n1'}) SET n.solved_at = n.solved_at + duration('P1D') RETURN 1",
    )
    await analyse(acme)

    answer = await ask(acme, FLOWS, {"by": "TEAM"})

    assert isinstance(answer.errors[0], BadInput)
    assert "two groups of kind team" in str(answer.errors[0])
    assert (await ask(acme, FLOWS, {"first": 0})).errors
