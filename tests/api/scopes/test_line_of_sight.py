"""Line of sight and alignment as a client asks for them, on a sample company with planted truths."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from api.execution.context import Context
from api.execution.viewer import Viewer
from api.schema.schema import schema
from api.types.global_ids import to_global_id
from graph.store.driver import Store
from graph.store.statements import statement
from tests.api.conftest import Api

WINDOW = '{since: "2026-05-10T00:00:00Z", until: "2026-06-01T00:00:00Z"}'
DAYS = {"since": "2026-05-10", "until": "2026-06-01"}
OPEN = {"since": None, "until": None}


def truth(api: Api) -> dict[str, Any]:
    """What the sample has planted."""
    planted: dict[str, Any] = json.loads((api.bundle / "truth.json").read_text(encoding="utf-8"))
    return planted


def asked(window: str | None, *others: str) -> str:
    """The arguments of a field."""
    arguments = [*([f"window: {window}"] if window else []), *others]
    return f"({', '.join(arguments)})" if arguments else ""


async def rows(api: Api, name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a statement for analysts."""
    columns = statement(name).columns
    records = await api.store.rows(name, limit=1000, **params)
    return [dict(zip(columns, row, strict=True)) for row in records]


async def test_the_goal_nobody_talks_about_is_the_planted_one(api: Api) -> None:
    query = "{ network { alignment { conversationGap { totalCount edges { lastOn node { key { externalId } } } } } } }"

    gap = (await api.data(query))["network"]["alignment"]["conversationGap"]

    assert gap == {
        "totalCount": 1,
        "edges": [
            {"lastOn": None, "node": {"key": {"externalId": truth(api)["silent_goal"]["goal"]}}}
        ],
    }


async def test_the_goals_that_are_not_yet_connected_are_the_planted_ones(api: Api) -> None:
    query = """{ network { alignment {
      tops
      aloneGoals { totalCount }
      notYetConnected { totalCount goalCount clusters { goals { nodes {
        key { externalId } lineOfSight { connection tops paths { steps } }
      } } } }
    } } }"""

    aligned = (await api.data(query))["network"]["alignment"]

    planted = truth(api)["unconnected_goals"]["goals"]
    [cluster] = aligned["notYetConnected"]["clusters"]
    assert aligned["tops"] == "PURPOSES"
    assert aligned["aloneGoals"] == {"totalCount": 0}
    assert aligned["notYetConnected"]["totalCount"] == 1
    assert aligned["notYetConnected"]["goalCount"] == len(planted)
    assert {goal["key"]["externalId"] for goal in cluster["goals"]["nodes"]} == set(planted)
    for goal in cluster["goals"]["nodes"]:
        assert goal["lineOfSight"] == {
            "connection": "NOT_YET_CONNECTED",
            "tops": "PURPOSES",
            "paths": [],
        }


PATHS = """
fragment Way on Scope {
  lineOfSight(first: 5) {
    reaches
    share { value numerator denominator low high withheld }
    window { since until }
    paths { steps person { id } conversation { id goals { nodes { id } } participants(first: 100) { nodes { id } } }
            goals { id kind parents { nodes { id } } } }
  }
}
"""


async def test_each_path_can_be_walked_by_its_own_fields(api: Api) -> None:
    query = (
        PATHS
        + "{ network { ...Way } groups(first: 30) { nodes { ...Way } } people(first: 60) { nodes { id leftAt ...Way } } }"
    )

    data = await api.data(query)

    scopes = [data["network"], *data["groups"]["nodes"], *data["people"]["nodes"]]
    walked = 0
    for sight in (scope["lineOfSight"] for scope in scopes):
        assert sight["window"] == {"since": None, "until": None}
        assert sight["reaches"] == ((sight["share"]["numerator"] or 0) > 0) == bool(sight["paths"])
        steps = [path["steps"] for path in sight["paths"]]
        assert steps == sorted(steps)
        for path in sight["paths"]:
            walked += 1
            goals = [goal["id"] for goal in path["goals"]]
            assert path["steps"] == len(goals) + 1
            assert {"id": path["person"]["id"]} in path["conversation"]["participants"]["nodes"]
            assert {"id": goals[0]} in path["conversation"]["goals"]["nodes"]
            for goal, above in zip(path["goals"], goals[1:], strict=False):
                assert {"id": above} in goal["parents"]["nodes"]
            assert path["goals"][-1]["kind"] == "PURPOSE"
    assert walked > 200
    people = data["people"]["nodes"]
    assert all(
        p["id"] == path["person"]["id"] for p in people for path in p["lineOfSight"]["paths"]
    )
    assert data["network"]["lineOfSight"]["share"]["numerator"] == sum(
        person["lineOfSight"]["reaches"] for person in people if not person["leftAt"]
    )


@pytest.mark.parametrize("window, days", [(None, OPEN), (WINDOW, DAYS)])
async def test_analysts_find_the_same_people(api: Api, window: str | None, days: Any) -> None:
    field = f"lineOfSight{asked(window, 'first: 1')} {{ reaches paths {{ steps }} }}"
    data = await api.data(
        f"{{ people(first: 100, where: {{bot: {{eq: false}}}}) {{ nodes {{ leftAt key {{ externalId }} {field} }} }} }}"
    )
    counted = [node for node in data["people"]["nodes"] if window or not node["leftAt"]]

    records = await rows(api, "line_of_sight_of_people", **days)

    assert [(row["id"], row["sight"], row["steps"]) for row in records] == [
        (
            f"sample/{person['key']['externalId']}",
            person["lineOfSight"]["reaches"],
            next((path["steps"] for path in person["lineOfSight"]["paths"]), None),
        )
        for person in counted
    ]
    assert {row["sight"] for row in records} >= {True}


GAPS = """{ network { alignment%s {
  conversationGap(first: 100) { totalCount edges { lastOn node { key { externalId } } } }
  voiceGap {
    conversations(first: 100) { totalCount nodes { key { externalId } } }
    groups(first: 100) { nodes { key { externalId } } }
  }
  notYetConnected { clusters { goals { nodes { key { externalId } } } } }
} } }"""


@pytest.mark.parametrize("window, days", [(None, OPEN), (WINDOW, DAYS)])
async def test_analysts_find_the_same_gaps(api: Api, window: str | None, days: Any) -> None:
    aligned = (await api.data(GAPS % asked(window)))["network"]["alignment"]

    goals = await rows(api, "goals_nobody_talks_about", **days)
    talk = await rows(api, "talk_without_goals", **days)
    groups = await rows(api, "groups_without_goals", **days)
    loose = await rows(api, "goals_not_yet_connected")

    def ids(connection: Any) -> list[str]:
        return [f"sample/{node['key']['externalId']}" for node in connection["nodes"]]

    assert [(row["id"], row["last_on"] and row["last_on"].isoformat()) for row in goals] == [
        (f"sample/{edge['node']['key']['externalId']}", edge["lastOn"])
        for edge in aligned["conversationGap"]["edges"]
    ]
    assert len(talk) == aligned["voiceGap"]["conversations"]["totalCount"] > 20
    assert set(ids(aligned["voiceGap"]["conversations"])) <= {row["id"] for row in talk}
    assert [row["id"] for row in groups] == ids(aligned["voiceGap"]["groups"])
    [cluster] = aligned["notYetConnected"]["clusters"]
    assert [row["id"] for row in loose] == ids(cluster["goals"])


@pytest.mark.parametrize("window, days", [(None, OPEN), (WINDOW, DAYS)])
async def test_analysts_find_the_same_shared_goals(api: Api, window: str | None, days: Any) -> None:
    units = await api.data(
        "{ groups(where: {kind: {eq: UNIT}}) { nodes { id key { externalId } } } }"
    )
    query = f"""query ($one: ID!, $other: ID!) {{ group(id: $one) {{
      sharedGoals{asked(window, "with: $other", "first: 100")} {{
        edges {{ bothPursue conversations conversationsOfOther together node {{ key {{ externalId }} }} }} }}
    }} }}"""
    shared = 0
    for unit, other in combinations(units["groups"]["nodes"], 2):
        data = await api.data(query, one=unit["id"], other=other["id"])
        ends = {
            "one": f"sample/{unit['key']['externalId']}",
            "other": f"sample/{other['key']['externalId']}",
        }
        records = await rows(api, "goals_shared_in_talk", **ends, **days)
        columns = ("on_paper", "conversations", "conversations_of_other", "together")
        edges = data["group"]["sharedGoals"]["edges"]
        shared += len(edges)
        assert [
            (
                f"sample/{edge['node']['key']['externalId']}",
                edge["bothPursue"],
                edge["conversations"],
                edge["conversationsOfOther"],
                edge["together"],
            )
            for edge in edges
        ] == [(row["id"], *(row[column] for column in columns)) for row in records]
    assert shared > 0


async def test_talk_of_goals_and_whom_it_reaches(api: Api) -> None:
    query = """{ goals(first: 100) { nodes {
      conversations { totalCount } people { totalCount }
      talk { conversations } all: talk(includeSupporting: true) { conversations }
      wide: conversations(includeSupporting: true) { totalCount }
      reach { peopleCount homes { totalCount } groups { totalCount } }
      unreachedGroups { totalCount nodes { members { totalCount } } }
    } } }"""

    goals = (await api.data(query))["goals"]["nodes"]

    assert any(goal["talk"]["conversations"] for goal in goals)
    for goal in goals:
        assert goal["talk"]["conversations"] <= goal["conversations"]["totalCount"]
        assert goal["talk"]["conversations"] <= goal["all"]["conversations"]
        assert goal["reach"]["peopleCount"] <= goal["people"]["totalCount"]


async def test_the_queries_of_the_document_are_answered(api: Api) -> None:
    text = (Path(__file__).parents[3] / "docs" / "line_of_sight.md").read_text(encoding="utf-8")
    queries = re.findall(r"```graphql\n(.*?)```", text, re.DOTALL)
    person = (await api.data("{ people(first: 1) { nodes { id } } }"))["people"]["nodes"][0]["id"]

    for query in queries:
        data = await api.data(query, **({"id": person} if "$id" in query else {}))
        assert all(data.values())
    assert len(queries) == 2


async def test_a_list_of_scopes_costs_the_same_few_statements(api: Api) -> None:
    query = """{ people(first: 30) { nodes {
      lineOfSight { reaches paths { person { id } conversation { id } goals { id } } }
      alignment { coverage { value } conversationGap(first: 5) { nodes { id } } }
    } } }"""
    await api.data(query)

    sent = await api.counted(query)

    assert sum(count for (_, name), count in sent.items() if name == "versions") == 1
    assert max(sent.values()) == 1
    assert {name for _, name in sent} == {
        "people", "versions", "people_by_id", "conversations_by_id"
    }  # fmt: skip


@pytest.mark.parametrize("field", ["...Sight", "... on Person { a: lineOfSight { reaches } }"])
async def test_whether_anything_has_changed_is_asked_while_the_scope_is_read(
    api: Api, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = (await api.data("{ people(first: 1) { nodes { id } } }"))["people"]["nodes"][0]["id"]
    fragment = "fragment Sight on Scope { alignment { coverage { value } } }"
    query = f'{{ node(id: "{person}") {{ {field} }} }} {fragment if field == "...Sight" else ""}'

    happened: list[tuple[str, str]] = []
    read = Store._read

    async def noted(self: Store, name: str, *arguments: Any) -> Any:
        happened.append(("asked", name))
        answer = await read(self, name, *arguments)
        happened.append(("answered", name))
        return answer

    monkeypatch.setattr(Store, "_read", noted)
    await api.data(query)

    assert sorted(name for what, name in happened if what == "asked") == [
        "people_by_id",
        "versions",
    ]
    assert [what for what, _ in happened] == ["asked", "asked", "answered", "answered"]


async def test_a_window_that_ends_before_it_begins_is_bad_input(api: Api) -> None:
    window = '{since: "2026-06-01T00:00:00Z", until: "2026-05-01T00:00:00Z"}'
    for field in ("lineOfSight", "alignment"):
        result = await api.result(f"{{ network {{ {field}(window: {window}) {{ tops }} }} }}")
        assert result.errors is not None and "before it begins" in result.errors[0].message


@pytest.mark.parametrize(
    "field, part", [("lineOfSight(first: 11)", "0 and 10"), ("lineOfSight(first: -1)", "0 and 10")]
)
async def test_paths_are_few(api: Api, field: str, part: str) -> None:
    result = await api.result(f"{{ network {{ {field} {{ reaches }} }} }}")

    assert result.errors is not None and part in result.errors[0].message


async def test_shared_goals_want_a_group(api: Api) -> None:
    group = (await api.data("{ groups(first: 1) { nodes { id } } }"))["groups"]["nodes"][0]["id"]
    query = "query ($g: ID!, $w: ID!) { group(id: $g) { sharedGoals(with: $w) { totalCount } } }"

    person = await api.result(query, g=group, w=to_global_id("Person", "sample/p-0001"))
    nobody = await api.result(query, g=group, w=to_global_id("Group", "sample/none"))

    assert "is the id of a Person" in person.errors[0].message
    assert "no such group" in nobody.errors[0].message


async def test_a_members_view_of_others_talk_is_withheld(api: Api) -> None:
    people = (await api.data("{ people(first: 2) { nodes { id key { externalId } } } }"))["people"][
        "nodes"
    ]
    viewer = Viewer(id=f"sample/{people[0]['key']['externalId']}", roles=frozenset({"member"}))
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Person { alignment { goalLinkedShare { withheld denominator } } lineOfSight { share { denominator } } } } }"

    result = await schema.execute(
        query,
        variable_values={"ids": [person["id"] for person in people]},
        context_value=Context(api.store, viewer),
    )

    assert result.errors is None
    own, other = (node["alignment"]["goalLinkedShare"] for node in result.data["nodes"])
    assert own["withheld"] is None and own["denominator"] > 0
    assert other == {"withheld": "NOT_YOURS", "denominator": None}
    assert result.data["nodes"][1]["lineOfSight"]["share"]["denominator"] == 1


async def test_the_window_is_shown_as_whole_days(api: Api) -> None:
    window = '{since: "2026-05-01T15:00:00Z", until: "2026-05-02T15:00:00Z"}'
    query = f"{{ network {{ lineOfSight(window: {window}) {{ window {{ since until }} }} }} }}"

    days = (await api.data(query))["network"]["lineOfSight"]["window"]

    assert {name: datetime.fromisoformat(at) for name, at in days.items()} == {
        "since": datetime(2026, 5, 2, tzinfo=UTC),
        "until": datetime(2026, 5, 3, tzinfo=UTC),
    }
