"""Goals that wait for goals: saved, taken back, told in circles, exported and brought back, logged, removed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from graph.exporting.bundle_export import export_bundles
from graph.importing import import_bundle
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import data
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

BOB = Viewer(id="acme/bob", roles=frozenset({"member"}))
SIDES = """dependencies {
  goal { key { externalId } } side inCycle cycle { key { externalId } }
  talksAlready sharedConversationCount
}"""
ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [{"id": name, "name": name.title()} for name in ("ann", "bob", "cy")],
    "goals": [
        {
            "id": "late",
            "title": "Late",
            "owners": ["ann"],
            "blocked_by": ["first", "late", "first"],
        },
        {"id": "first", "title": "First", "owners": ["bob"], "blocked_by": ["gone"]},
        {"id": "third", "title": "Third", "owners": ["cy"], "blocked_by": ["late"]},
        {"id": "both", "title": "Both", "owners": ["ann", "cy"]},
    ],
    "conversations": [
        {"id": "open", "title": "Open", "participants": ["ann", "bob"]},
        {"id": "own", "title": "Own", "visibility": "group", "participants": ["ann", "cy"]},
    ],
}


@pytest_asyncio.fixture(loop_scope="session")
async def goals(store: Store, tmp_path: Path) -> AsyncIterator[Store]:
    """Goals that wait for others, imported."""
    await emptied(store)
    report = await import_bundle(store, folder(tmp_path / "bundle", ROWS))
    told = sorted(note.reason for note in report.notes if note.field == "blocked_by")
    assert told == [
        "`blocked_by` names it twice",
        '`blocked_by` names the goal "gone", which is neither in the bundle nor in the store; the reference was left out',
        "`blocked_by` names the goal itself; left out",
    ]
    yield store
    await emptied(store)


def named(nodes: Any) -> list[str]:
    return [node["key"]["externalId"] for node in nodes]


async def sides(store: Store, goal: str, **more: Any) -> dict[tuple[str, str], Any]:
    """What stands on each side of a goal: (other goal, side) → the rest."""
    query = f'{{ goal(key: {{source: "acme", externalId: "{goal}"}}) {{ {SIDES} }} }}'
    found = (await data(store, query, **more))["goal"]["dependencies"]
    return {(named([one["goal"]])[0], one["side"]): one for one in found}


async def lists(store: Store, goal: str) -> tuple[list[str], list[str]]:
    """What a goal waits for, and what waits for it."""
    query = """query($id: String!) { goal(key: {source: "acme", externalId: $id}) {
      blockedBy { nodes { key { externalId } } } blocks { nodes { key { externalId } } } } }"""
    found = (await data(store, query, {"id": goal}))["goal"]
    return named(found["blockedBy"]["nodes"]), named(found["blocks"]["nodes"])


def edges(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"dependencies": [{"goal": key(a), "blockedBy": key(b)} for a, b in pairs]}


async def test_an_import_brings_what_goals_wait_for(goals: Store) -> None:
    assert await lists(goals, "late") == (["first"], ["third"])
    assert await lists(goals, "first") == ([], ["late"])
    query = '{ goals(where: {blockedBy: {some: {title: {eq: "Late"}}}}) { nodes { title } } }'
    assert (await data(goals, query))["goals"]["nodes"] == [{"title": "Third"}]


async def test_owners_of_both_sides_are_said_to_talk_where_the_viewer_may_read_it(
    goals: Store,
) -> None:
    found = await sides(goals, "late")
    shown = {side: (one["talksAlready"], one["sharedConversationCount"]) for side, one in found.items()}  # fmt: skip
    assert shown == {("first", "BLOCKED_BY"): (True, 1), ("third", "BLOCKS"): (True, 1)}
    assert {one["inCycle"] for one in found.values()} == {False}

    member = await sides(goals, "late", viewer=BOB)
    assert [one["sharedConversationCount"] for one in member.values()] == [1, 0]
    assert [one["talksAlready"] for one in member.values()] == [True, False]

    await mutate(goals, "saveGoalDependencies", edges(("third", "both")), "saved")
    shared = (await sides(goals, "third", viewer=BOB))["both", "BLOCKED_BY"]
    assert (shared["talksAlready"], shared["sharedConversationCount"]) == (True, 0)


async def test_a_circle_is_kept_and_told_from_each_goal(goals: Store) -> None:
    payload = await mutate(
        goals, "saveGoalDependencies", edges(("first", "third")), "saved results { status }"
    )
    assert (payload["saved"], payload["userErrors"]) == (1, [])
    order = ["first", "late", "third"]
    for goal in order:
        found = await sides(goals, goal)
        assert len(found) == 2
        start = order.index(goal)
        for one in found.values():
            assert one["inCycle"] and named(one["cycle"]) == order[start:] + order[:start]


async def test_single_edges_are_added_and_taken_back(goals: Store) -> None:
    added = edges(("late", "both"), ("late", "first"), ("third", "both"))
    payload = await mutate(goals, "saveGoalDependencies", added, "saved results { goal { title } }")
    assert payload["saved"] == 2
    assert [one["goal"]["title"] for one in payload["results"]] == ["Late", "Third"]
    assert await lists(goals, "both") == ([], ["late", "third"])
    again = await mutate(goals, "saveGoalDependencies", added, "saved unchanged")
    assert (again["saved"], again["unchanged"]) == (0, 2)
    removed = edges(("late", "first"), ("third", "first"))
    payload = await mutate(goals, "removeGoalDependencies", removed, "saved unchanged")
    assert (payload["saved"], payload["unchanged"]) == (1, 1)
    assert await lists(goals, "late") == (["both"], ["third"])
    whole = {"goal": key("late") | {"blockedBy": [key("third")]}}
    await mutate(goals, "saveGoal", whole, "status")
    assert (await lists(goals, "late"))[0] == ["third"]


@pytest.mark.parametrize("verb", ["saveGoalDependencies", "removeGoalDependencies"])
async def test_what_nobody_knows_is_refused_at_its_place(goals: Store, verb: str) -> None:
    selection = "saved results { status }"
    payload = await mutate(goals, verb, edges(("third", "late"), ("none", "late")), selection)
    (error,) = payload["userErrors"]
    assert error["path"] == ["input", "dependencies", "1", "goal"]
    if verb.startswith("save"):
        payload = await mutate(goals, verb, edges(("both", "late"), ("both", "none")), selection)
        (error,) = payload["userErrors"]
        assert error["path"] == ["input", "dependencies", "1", "blockedBy"]
        assert await lists(goals, "both") == ([], [])


async def test_changes_are_logged_and_a_removed_goal_is_waited_for(goals: Store) -> None:
    await mutate(goals, "saveGoalDependencies", edges(("both", "first")), "saved")
    query = """{ goal(key: {source: "acme", externalId: "both"}) { changes(kinds: [GOAL_BLOCKER]) {
      nodes { from to toNode { id ... on Goal { title } } } } } }"""
    (change,) = (await data(goals, query))["goal"]["changes"]["nodes"]
    assert (change["from"], change["toNode"]["title"]) == (None, "First")

    selection = "status dependents { blockedGoals }"
    refused = await mutate(goals, "removeGoal", {"goal": key("first")}, selection)
    assert (refused["status"], refused["dependents"]) == ("REJECTED", {"blockedGoals": 2})
    await mutate(goals, "removeGoal", {"goal": key("first"), "cascade": True}, "status")
    assert (await lists(goals, "late"))[0] == []

    back = {"goal": key("first") | {"title": "First again"}}
    await mutate(goals, "saveGoal", back, "status")
    assert (await lists(goals, "first"))[1] == ["both", "late"]


async def test_an_export_brings_them_back(goals: Store, tmp_path: Path) -> None:
    await mutate(goals, "saveGoalDependencies", edges(("first", "third")), "saved")
    before = {goal: await lists(goals, goal) for goal in ("late", "first", "third", "both")}
    await export_bundles(goals, tmp_path / "out", source="acme")
    await emptied(goals)
    report = await import_bundle(goals, tmp_path / "out")
    assert report.exit_code == 0
    assert {goal: await lists(goals, goal) for goal in before} == before
