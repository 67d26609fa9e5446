"""Every mutation that changes goals, links or people leaves changes, by whom and from what to what; who may read which."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.execution.viewer import LOCAL, Viewer, roles_with_implied
from api.types.global_ids import to_global_id
from graph.errors import BadInput
from graph.identity.roles import MUTATIONS, PERMISSIONS, Permission, Role
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_talk
from tests.api.store_query import ask, data

QUIET = {
    "checkIn": "a check-in is kept by itself, with its versions",
    "removeCheckIn": "a check-in is kept by itself, with its versions",
    "saveGroup": "groups are not told of; who is in them is told with the people",
    "saveGroups": "groups are not told of; who is in them is told with the people",
    "saveConversation": "talk is not told of",
    "saveConversations": "talk is not told of",
    "addMessages": "talk is not told of",
    "removeMessages": "talk is not told of",
    "suggestLinks": "by the machine, in runs of its own; told by tests/graph/goals/linking",
    "saveReactions": "talk is not told of",
    "removeReactions": "talk is not told of",
    "runAnalysis": "numbers",
    "runLedger": "numbers",
    **dict.fromkeys(
        ("shareProfile", "unshareProfile", "optOut", "optIn"), "nobody else is to know"
    ),
}
"""Mutation → why it leaves no change."""

G, TALK = key("g"), key("talk")
IN_TEAM = {"person": key("bob"), "group": key("team")}
PAIR = [{"conversation": TALK, "goal": G}]
TELLING: list[tuple[str, dict[str, Any], set[str]]] = [
    ("saveGoal", {"goal": G | {"title": "New"}}, {"GOAL_TITLE"}),
    (
        "saveGoals",
        {"goals": [key("top") | {"title": "Top"}, G | {"status": "ACTIVE", "dueOn": "2026-03-31"}]},
        {"GOAL_CREATED", "GOAL_STATUS", "GOAL_DUE_ON"},
    ),
    (
        "alignGoals",
        {"alignments": [{"goal": G, "parent": key("top"), "weight": "2"}]},
        {"GOAL_PARENT", "GOAL_WEIGHT"},
    ),
    (
        "saveGoalDependencies",
        {"dependencies": [{"goal": G, "blockedBy": key("top")}]},
        {"GOAL_BLOCKER"},
    ),
    (
        "removeGoalDependencies",
        {"dependencies": [{"goal": G, "blockedBy": key("top")}]},
        {"GOAL_BLOCKER"},
    ),
    ("linkConversations", {"links": PAIR, "by": key("ann")}, {"LINK_CREATED"}),
    ("rejectLinks", {"links": PAIR, "by": key("ann")}, {"LINK_STATE"}),
    ("confirmLinks", {"links": PAIR, "by": key("ann")}, set()),
    (
        "proposeGoal",
        {"title": "Grown", "fromConversation": TALK, "by": key("bob")},
        {"GOAL_CREATED", "LINK_CREATED"},
    ),
    ("savePerson", {"person": key("ann") | {"jobTitle": "Head"}}, {"PERSON_JOB_TITLE"}),
    (
        "savePeople",
        {"people": [key("bob") | {"manager": key("ann"), "homeGroup": key("team")}, key("dee")]},
        {"PERSON_CREATED", "PERSON_MANAGER", "PERSON_HOME"},
    ),
    (
        "saveMemberships",
        {"memberships": [IN_TEAM | {"role": "lead", "sinceOn": "2026-01-05"}]},
        {"PERSON_MEMBERSHIP"},
    ),
    (
        "removeMemberships",
        {"memberships": [IN_TEAM | {"role": "lead"}]},
        {"PERSON_MEMBERSHIP"},
    ),
    (
        "joinPeople",
        {"keep": key("cy"), "others": [key("ann")]},
        {"PERSON_REMOVED", "PERSON_JOB_TITLE", "GOAL_OWNER", "PERSON_MANAGER"},
    ),
    (
        "splitPerson",
        {"person": key("cy"), "accounts": [key("ann")["key"]]},
        {"PERSON_CREATED", "PERSON_JOB_TITLE", "GOAL_OWNER", "PERSON_MANAGER"},
    ),
    (
        "removeGroup",
        {"group": key("team"), "cascade": True},
        {"PERSON_HOME", "GOAL_GROUP"},
    ),
    (
        "removeGoal",
        {"goal": key("top"), "cascade": True},
        {"GOAL_REMOVED", "GOAL_PARENT", "GOAL_WEIGHT"},
    ),
    (
        "closePeriod",
        {"period": "2026-Q1", "outcomes": [{"goal": G, "status": "MISSED"}]},
        {"GOAL_STATUS"},
    ),
    (
        "carryOver",
        {"period": "2026-Q1", "toPeriod": "2026-Q2", "goals": [{"goal": G} | key("g2")]},
        {"GOAL_CREATED"},
    ),
    (
        "archiveOtherGoals",
        {"source": "acme", "keepExternalIds": [], "expectedCount": 2},
        {"GOAL_ARCHIVED"},
    ),
    (
        "removeConversations",
        {"conversations": [TALK], "cascade": True},
        {"LINK_REMOVED"},
    ),
    (
        "removePerson",
        {"person": key("ann"), "cascade": True},
        {"PERSON_REMOVED", "GOAL_OWNER", "PERSON_MANAGER"},
    ),
]
"""Mutation, its input, and the kinds of changes that it leaves; each after those before it."""

NODE = (
    "kind at ofId of { id } from to fromNode { id } toNode { id } item { id } by { id } recordedBy"
)
EVERY = f"query($since: String) {{ changes(since: $since, first: 100) {{ totalCount aggregate {{ count }} nodes {{ {NODE} }} pageInfo {{ endCursor }} }} }}"


def test_every_mutation_tells_or_has_a_reason() -> None:
    telling = {name for name, *_ in TELLING}
    assert telling | QUIET.keys() == MUTATIONS.keys() and not telling & QUIET.keys()


async def test_every_mutation_leaves_its_changes(empty_store: Store) -> None:
    await save_talk(empty_store)
    admin = Viewer(
        "acme/bob", roles_with_implied(frozenset({"admin"})), None, "acme/bob", credential="key:one"
    )
    for name, input, kinds in TELLING:
        cursor = (await data(empty_store, EVERY.replace("first", "last")))["changes"]["pageInfo"]
        answer = await mutate(empty_store, name, input, "__typename", admin)
        assert answer["userErrors"] == [] or name == "confirmLinks", (name, answer)
        told = (await data(empty_store, EVERY, {"since": cursor["endCursor"]}))["changes"]["nodes"]
        assert {one["kind"] for one in told} == kinds, name
        by = to_global_id(
            "Person", "acme/ann" if "by" in input and name != "proposeGoal" else "acme/bob"
        )
        assert {one["recordedBy"] for one in told} <= {"key:one"}, name
        assert {one["by"]["id"] for one in told} <= {by}, name
        if name in ("joinPeople", "removePerson"):
            continue  # somebody is another one since, or nobody
        for one in told:
            assert one["of"] is None or one["of"]["id"] == one["ofId"]
            assert one["kind"].endswith(("CREATED", "REMOVED")) or one["from"] != one["to"]


ANN, BOB = (
    Viewer(f"acme/{name}", frozenset({"member"}), person=f"acme/{name}") for name in ("ann", "bob")
)
STEWARD = Viewer("acme/cy", frozenset({"member", "steward"}), person="acme/cy")
TOOL = Viewer("key", frozenset({"tool"}), source="acme")
ANALYST = Viewer("acme/cy", frozenset({"member", "analyst"}), person="acme/cy")


async def fill(store: Store) -> None:
    """Bob's talk in a group of his own is linked; ann and bob get titles; a goal is renamed."""
    await save_talk(store)
    await mutate(store, "saveGroup", {"group": key("inner") | {"name": "Inner"}}, "status")
    talk = key("zzz") | {"title": "zzz", "group": key("inner"), "visibility": "GROUP"}
    await mutate(store, "saveConversation", {"conversation": talk}, "status")
    message = {"key": key("zm")["key"], "at": "2026-01-02T03:04:05Z", "author": key("bob")}
    added = {"messages": [message | {"text": "x"}], "conversation": key("zzz")}
    await mutate(store, "addMessages", added, "saved")
    links = [{"conversation": key("zzz"), "goal": G}, {"conversation": TALK, "goal": G}]
    await mutate(store, "linkConversations", {"links": links, "by": key("ann")}, "saved")
    people = [key(name) | {"jobTitle": "T"} for name in ("ann", "bob")]
    await mutate(store, "savePeople", {"people": people}, "saved")
    await mutate(store, "saveGoal", {"goal": G | {"title": "New"}}, "status")


def test_who_sees_what_was_changed_of_others() -> None:
    may = {role for role in Role if Permission.SEE_CHANGES_OF_PEOPLE in PERMISSIONS[role]}
    assert may == {Role.STEWARD, Role.ANALYST, Role.ADMIN}


async def test_each_role_reads_the_changes_that_it_may(empty_store: Store) -> None:
    await fill(empty_store)
    every = (await data(empty_store, EVERY))["changes"]["nodes"]
    hidden_link = to_global_id("Link", "acme/zzz>acme/g")
    ids = {name: to_global_id("Person", f"acme/{name}") for name in ("ann", "bob", "cy")}
    people = set(ids.values())
    assert hidden_link in {one["ofId"] for one in every}
    for viewer, others, sees_talk in (
        (ANN, people - {ids["ann"]}, False),
        (BOB, people - {ids["bob"]}, True),
        (STEWARD, set(), True),
        (TOOL, people, True),
        (ANALYST, set(), True),
        (LOCAL, set(), True),
    ):
        gone = others | (set() if sees_talk else {hidden_link})
        found = (await data(empty_store, EVERY, viewer=viewer))["changes"]
        wanted = [one for one in every if one["ofId"] not in gone]
        assert found["nodes"] == wanted and found["totalCount"] == len(wanted), viewer
        assert found["aggregate"]["count"] == len(wanted)
        query = "query($of: [ID!]) { changes(of: $of) { totalCount } }"
        of_hidden = await data(empty_store, query, {"of": sorted(gone)}, viewer)
        assert of_hidden["changes"]["totalCount"] == 0
    pages = "{ people { nodes { id changes { totalCount nodes { kind } } } } }"
    for viewer, seen in ((ANN, {"ann"}), (STEWARD, {"ann", "bob", "cy"})):
        nodes = (await data(empty_store, pages, viewer=viewer))["people"]["nodes"]
        shown = {one["id"] for one in nodes if one["changes"]["totalCount"]}
        assert shown == {ids[name] for name in seen}
        assert shown == {one["id"] for one in nodes if one["changes"]["nodes"]}


async def test_a_hidden_change_is_no_node(empty_store: Store) -> None:
    await fill(empty_store)
    listed = "{ changes(first: 100) { nodes { id ofId } } }"
    nodes = (await data(empty_store, listed))["changes"]["nodes"]
    hidden = to_global_id("Link", "acme/zzz>acme/g")
    (id_,) = {one["id"] for one in nodes if one["ofId"] == hidden}
    query = "query($id: ID!) { node(id: $id) { ... on Change { kind } } }"
    assert await data(empty_store, query, {"id": id_}, ANN) == {"node": None}
    assert await data(empty_store, query, {"id": id_}, BOB) == {"node": {"kind": "LINK_CREATED"}}


async def test_lists_are_cut_and_followed(empty_store: Store) -> None:
    await fill(empty_store)
    every = (await data(empty_store, EVERY))["changes"]["nodes"]
    query = f"query($since: String) {{ changes(since: $since, first: 2) {{ nodes {{ {NODE} }} pageInfo {{ endCursor }} }} }}"
    cursor, followed = None, []
    while page := (await data(empty_store, query, {"since": cursor}))["changes"]:
        if not page["nodes"]:
            break
        followed += page["nodes"]
        cursor = page["pageInfo"]["endCursor"]
    assert followed == every
    of_goal = f"{{ goal({json_key('g')}) {{ changes(kinds: [GOAL_TITLE]) {{ nodes {{ {NODE} }} edges {{ cursor }} }} }} }}"
    found = (await data(empty_store, of_goal))["goal"]["changes"]
    assert found["nodes"] == [one for one in every if one["kind"] == "GOAL_TITLE"]
    later = await data(empty_store, EVERY, {"since": found["edges"][-1]["cursor"]})
    assert later["changes"]["nodes"] == []
    moment = every[-1]["at"]
    for text in (moment, moment.replace("+00:00", "Z")):
        since = (await data(empty_store, EVERY, {"since": text}))["changes"]["nodes"]
        assert since == [one for one in every if one["at"] >= moment]
    latest = await data(
        empty_store,
        "{ changes(first: 1, orderBy: {field: ID, direction: DESC}) { nodes { kind } } }",
    )
    assert latest["changes"]["nodes"] == [{"kind": every[-1]["kind"]}]


def json_key(name: str) -> str:
    """A natural key as it stands in a query."""
    return f"key: {{source: {json.dumps('acme')}, externalId: {json.dumps(name)}}}"


@pytest.mark.parametrize(
    ("arguments", "path", "word"),
    [
        ('since: "yesterday"', ("since",), "neither a moment nor a cursor"),
        ('since: "2026-13-01"', ("since",), "neither a moment nor a cursor"),
        ('since: ""', ("since",), "neither a moment nor a cursor"),
        ('of: ["x"]', ("of", 0), "is not an id"),
        (f'of: ["{to_global_id("Group", "acme/team")}"]', ("of", 0), "no changes are kept"),
        (f"of: {json.dumps([to_global_id('Goal', 'acme/g')] * 101)}", ("of",), "at most 100"),
        ('after: "x"', ("after",), "cursor"),
    ],
)
async def test_what_cannot_be_asked_is_told(
    store: Store, arguments: str, path: tuple[Any, ...], word: str
) -> None:
    answer = await ask(store, f"{{ changes({arguments}) {{ totalCount }} }}")
    (error,) = answer.errors
    assert isinstance(error, BadInput) and error.path == path and word in error.message
