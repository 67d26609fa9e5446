"""Person, group and network answer the same questions, over the real store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.errors import BadInput
from graph.goals.alignment.cache import organisation_cache_of
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.store_query import MEMBER, ask, data
from tests.graph.network.organisation import FADED, founded


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The hand-written organisation, analysed as a whole and around the purpose."""
    await founded(store)
    await store.write(MARK, **mark(Part))  # what the process holds of an earlier store is read anew
    await analyse(store)
    await analyse(store, TieQuery(goal="acme/P"))
    await organisation_cache_of(store).view(patient=True)
    yield store


PURPOSE = to_global_id("Goal", "acme/P")
CY = '(key: {source: "acme", externalId: "cy"})'

SCOPES = """
fragment Same on Scope {
  displayName
  members { totalCount nodes { displayName } }
  centrality(measure: DEGREE) { value withheld rank percentile comparedWith denominator }
}
{
  person(key: {source: "acme", externalId: "cy"}) { ...Same }
  group(key: {source: "acme", externalId: "all"}) { ...Same }
  network { ...Same }
}
"""


async def test_one_fragment_asks_person_group_and_network(acme: Store) -> None:
    answer = await data(acme, SCOPES)

    assert answer["person"] == {
        "displayName": "Cy",
        "members": {"totalCount": 1, "nodes": [{"displayName": "Cy"}]},
        "centrality": {
            "value": 3.0,
            "withheld": None,
            "rank": 1,
            "percentile": 100.0,
            "comparedWith": 6,
            "denominator": 1,
        },
    }
    names = [node["displayName"] for node in answer["group"]["members"]["nodes"]]
    assert names == ["Ann", "Bob", "Cy", "Dee", "eve"]
    assert answer["group"]["centrality"] == {
        "value": 1.6,
        "withheld": None,
        "rank": 1,
        "percentile": None,
        "comparedWith": 1,
        "denominator": 5,
    }
    assert answer["network"]["displayName"] == "Everybody"
    assert answer["network"]["centrality"]["value"] == pytest.approx(8 / 6)
    assert answer["network"]["centrality"]["denominator"] == 6


async def test_a_score_says_what_must_be_known_to_read_it(acme: Store) -> None:
    query = """{ person%s { centrality(measure: BETWEENNESS) {
        value engine window { since until } analysis { engine peopleCount }
        explain { key title formula unit range direction scale reference whenItMisleads } } } }"""

    score = (await data(acme, query % CY))["person"]["centrality"]

    assert (score["value"], score["engine"]) == (4.0, "in-process")
    assert score["window"] == {"since": None, "until": "2026-01-08T00:00:00+00:00"}
    assert score["analysis"] == {"engine": "in-process", "peopleCount": 6}
    assert score["explain"]["key"] == "betweenness"
    assert score["explain"]["direction"] == "neither"
    assert all(score["explain"].values())


async def test_a_group_of_one_answers_as_its_person(acme: Store) -> None:
    query = """{
      person(key: {source: "acme", externalId: "cy"}) { ...Values }
      group(key: {source: "acme", externalId: "solo"}) { ...Values }
    }
    fragment Values on Scope {
      a: centrality(measure: PAGERANK) { value }
      b: centrality(measure: STRENGTH) { value }
      c: centrality(measure: BETWEENNESS) { value }
    }"""

    answer = await data(acme, query)

    assert answer["person"] == answer["group"]


async def test_what_is_not_computed_names_the_command(acme: Store) -> None:
    query = """query($goal: ID!) { network { centrality(measure: DEGREE, ties: {goal: $goal, window: {since: "2026-01-06T10:00:00Z"}}) { value withheld remedy window { since } } } }"""

    answer = await data(acme, query, {"goal": to_global_id("Goal", "acme/X")})

    assert answer["network"]["centrality"] == {
        "value": None,
        "withheld": "NOT_COMPUTED",
        "remedy": "goalgraph analyse --goal acme/X --since 2026-01-06",
        "window": {"since": "2026-01-06T00:00:00+00:00"},
    }


async def test_centrality_around_a_goal_counts_talk_for_what_supports_it(acme: Store) -> None:
    query = """query($goal: ID!) { people { nodes { name
        centrality(measure: DEGREE, ties: {goal: $goal}) { value withheld } } } }"""

    nodes = (await data(acme, query, {"goal": PURPOSE}))["people"]["nodes"]

    values = {node["name"]: node["centrality"]["value"] for node in nodes}
    assert values == {"Ann": 2, "Bob": 2, "Cy": 2, "Dee": 0, None: 0, "Fay": 0, "Bot": None}
    assert [n["centrality"]["withheld"] for n in nodes if n["name"] == "Bot"] == ["BOT"]


async def test_others_see_no_number_of_a_person_nor_of_a_small_group(acme: Store) -> None:
    """Everybody but one is a group as any other: its numbers are rounded."""
    query = """{
      me: person(key: {source: "acme", externalId: "ann"}) { centrality(measure: DEGREE) { value } }
      other: person(key: {source: "acme", externalId: "cy"}) { centrality(measure: DEGREE) { value withheld rank } }
      small: group(key: {source: "acme", externalId: "east"}) { centrality(measure: DEGREE) { value withheld }
        ties { totalCount } }
      close: group(key: {source: "acme", externalId: "all"}) { centrality(measure: DEGREE) { value roundedTo withheld } }
      network { centrality(measure: DEGREE) { denominator } }
    }"""

    answer = await data(acme, query, viewer=MEMBER)

    assert answer == {
        "me": {"centrality": {"value": 2.0}},
        "other": {"centrality": {"value": None, "withheld": "NOT_YOURS", "rank": None}},
        "small": {"centrality": {"value": None, "withheld": "TOO_FEW"}, "ties": {"totalCount": 0}},
        "close": {"centrality": {"value": 2.0, "roundedTo": 2.0, "withheld": None}},
        "network": {"centrality": {"denominator": 6}},
    }


TIES = """query($goal: ID, $window: WindowInput) { person(key: {source: "acme", externalId: "cy"}) {
  ties(ties: {goal: $goal, window: $window}) { totalCount asOf edges {
    node { name } from { name } strength given received twoWay inContact lastOn
    replies mentions sent reactions threads } } } }"""


async def test_ties_of_a_person_say_how_and_how_strongly(acme: Store) -> None:
    ties = (await data(acme, TIES))["person"]["ties"]

    assert (ties["totalCount"], ties["asOf"]) == (3, "2026-01-08T00:00:00+00:00")
    assert [edge["node"]["name"] for edge in ties["edges"]] == ["Dee", "Ann", "Bob"]
    strength_given, strength_received = 2 * FADED[1], FADED[2] + 2 * FADED[1]
    assert ties["edges"][0] == {
        "node": {"name": "Dee"},
        "from": {"name": "Cy"},
        "strength": pytest.approx(strength_given + strength_received),
        "given": pytest.approx(strength_given),
        "received": pytest.approx(strength_received),
        "twoWay": True,
        "inContact": True,
        "lastOn": "2026-01-07",
        "replies": 1,
        "mentions": 0,
        "sent": 1,
        "reactions": 1,
        "threads": 1,
    }


async def test_ties_around_a_goal_and_in_a_window(acme: Store) -> None:
    goal = (await data(acme, TIES, {"goal": PURPOSE}))["person"]["ties"]
    window = {"since": "2026-01-06T00:00:00Z", "until": "2026-01-07T00:00:00Z"}
    day = (await data(acme, TIES, {"window": window}))["person"]["ties"]

    assert goal["asOf"] == "2026-01-07T00:00:00+00:00"
    names = [(edge["node"]["name"], edge["mentions"]) for edge in goal["edges"]]
    assert names == [("Ann", 1), ("Bob", 0)]
    assert day["asOf"] == "2026-01-07T00:00:00+00:00"
    kinds = {edge["node"]["name"]: (edge["threads"], edge["sent"]) for edge in day["edges"]}
    assert kinds == {"Ann": (1, 0), "Bob": (1, 0), "Dee": (0, 1)}


async def test_ties_are_paged_both_ways(acme: Store) -> None:
    query = """query($first: Int, $after: String, $last: Int, $before: String) { person%s {
      ties(first: $first, after: $after, last: $last, before: $before) { nodes { name }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
    query %= CY

    async def page(**arguments: object) -> tuple[list[str], dict[str, object]]:
        ties = (await data(acme, query, arguments))["person"]["ties"]
        return [node["name"] for node in ties["nodes"]], ties["pageInfo"]

    names, first = await page(first=2)
    rest, second = await page(first=2, after=first["endCursor"])
    back, third = await page(last=1, before=second["startCursor"])

    assert (names, rest, back) == (["Dee", "Ann"], ["Bob"], ["Ann"])
    assert [(p["hasPreviousPage"], p["hasNextPage"]) for p in (first, second, third)] == [
        (False, True),
        (True, False),
        (True, True),
    ]


async def test_groups_are_tied_by_people_who_are_in_one_of_the_two_only(acme: Store) -> None:
    query = """{
      group(key: {source: "acme", externalId: "east"}) { ties { edges { node { name } from { name }
        given received threads mentions } } }
      all: group(key: {source: "acme", externalId: "all"}) { ties { totalCount } }
      network { ties(kind: UNIT) { edges { node { name } from { name } strength } } }
      teams: network { ties(kind: TEAM) { totalCount } }
    }"""

    answer = await data(acme, query)

    strength_given, strength_received = 2 * 0.5 * FADED[2], (1 + 2 * 0.5) * FADED[2]
    assert answer["group"]["ties"]["edges"] == [
        {
            "node": {"name": "West"},
            "from": {"name": "East"},
            "given": pytest.approx(strength_given),
            "received": pytest.approx(strength_received),
            "threads": 2,
            "mentions": 1,
        }
    ]
    assert (answer["all"]["ties"]["totalCount"], answer["teams"]["ties"]["totalCount"]) == (0, 0)
    assert answer["network"]["ties"]["edges"] == [
        {
            "node": {"name": "West"},
            "from": {"name": "East"},
            "strength": pytest.approx(strength_given + strength_received),
        }
    ]


async def test_scopes_under_lists_cost_one_statement_a_field(acme: Store) -> None:
    query = """{ groups { nodes { members { totalCount nodes { name
      ties(first: 2) { nodes { name centrality(measure: DEGREE) { value } } }
      centrality(measure: PAGERANK) { value } } }
      ties { nodes { name } } centrality(measure: IN_DEGREE) { value } } } }"""

    answer = await ask(acme, query)

    assert answer.errors == []
    assert max(answer.statements.values()) == 1


async def test_goals_show_their_people_and_the_talk_of_what_supports_them(acme: Store) -> None:
    query = """{ goals { nodes { title people { totalCount nodes { name } }
      own: conversations { totalCount }
      all: conversations(includeSupporting: true) { totalCount
        edges { node { title } link { goal { title } } } } } } }"""

    nodes = {node["title"]: node for node in (await data(acme, query))["goals"]["nodes"]}

    assert [n["name"] for n in nodes["Heal the sick"]["people"]["nodes"]] == ["Ann", "Bob", "Cy"]
    assert nodes["Heal the sick"]["own"]["totalCount"] == 0
    assert nodes["Heal the sick"]["all"]["totalCount"] == 1
    assert nodes["Ten clinics"]["own"]["totalCount"] == 1


async def test_the_network_counts_everything_and_is_a_node(acme: Store) -> None:
    answer = await data(
        acme, "{ network { id totals { people bots groups goals conversations messages links } } }"
    )
    again = await data(
        acme,
        "query($id: ID!) { node(id: $id) { id __typename ... on Scope { displayName } } }",
        {"id": answer["network"]["id"]},
    )

    assert answer["network"]["totals"] == {
        "people": 6, "bots": 1, "groups": 4, "goals": 4, "conversations": 4, "messages": 11, "links": 2,
    }  # fmt: skip
    assert again["node"]["__typename"] == "Network"
    assert again["node"]["displayName"] == "Everybody"


async def test_measures_are_listed_from_the_registry(acme: Store) -> None:
    measures = (await data(acme, "{ measures { key title formula } }"))["measures"]

    keys = [measure["key"] for measure in measures]
    assert {"degree", "pagerank", "betweenness"} <= set(keys)
    assert keys == sorted(keys)


async def test_analyses_show_published_snapshots(acme: Store) -> None:
    query = (
        "{ analyses { totalCount nodes { id state goal { title } peopleCount tieCount density } } }"
    )

    analyses = (await data(acme, query))["analyses"]

    assert analyses["totalCount"] == 2
    assert [(node["state"], node["goal"], node["tieCount"]) for node in analyses["nodes"]] == [
        ("DONE", None, 8),
        ("DONE", {"title": "Heal the sick"}, 6),
    ]
    query_of_id = "query($id: ID!) { analysis(id: $id) { peopleCount } }"
    assert (await data(acme, query_of_id, {"id": analyses["nodes"][0]["id"]})) == {
        "analysis": {"peopleCount": 6}
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ('ties: {goal: "nonsense"}', "not an id"),
        (f'ties: {{goal: "{to_global_id("Person", "acme/cy")}"}}', "`goal` is the id of a Person"),
        (
            'ties: {window: {since: "2026-02-01T00:00:00Z", until: "2026-01-01T00:00:00Z"}}',
            "ends .* before it begins",
        ),
        ("first: 101", "between 0 and 100"),
        ('after: "Ym9ndXM"', "not a cursor"),
    ],
)
async def test_bad_arguments_are_refused(acme: Store, arguments: str, message: str) -> None:
    answer = await ask(acme, f"{{ person{CY} {{ ties({arguments}) {{ totalCount }} }} }}")

    with pytest.raises(BadInput, match=message):
        raise answer.errors[0]


async def test_the_statement_for_analysts_gives_the_same_ties(acme: Store) -> None:
    edges = (await data(acme, TIES))["person"]["ties"]["edges"]

    rows = await acme.rows(
        "ties_of_people", ids=["acme/cy"], since=0, until=20461, half_life=90.0, limit=25
    )

    assert [row[2] for row in rows] == [edge["node"]["name"] for edge in edges]
    for row, edge in zip(rows, edges, strict=True):
        assert row[3:5] == pytest.approx((edge["given"], edge["received"]))
    assert [row[5] for row in rows] == [5, 3, 2]


async def test_without_an_analysis_there_are_no_ties_and_scores_say_why(empty_store: Store) -> None:
    query = """{ network { ties { totalCount asOf edges { cursor } }
      centrality(measure: DEGREE) { withheld remedy } } }"""

    answer = await data(empty_store, query)

    assert answer["network"] == {
        "ties": {"totalCount": 0, "asOf": None, "edges": []},
        "centrality": {"withheld": "NOT_COMPUTED", "remedy": "goalgraph analyse"},
    }
