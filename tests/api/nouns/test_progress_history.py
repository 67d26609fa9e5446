"""The past of progress stays over the real store: targets, children, status; what is held follows changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.importing import import_bundle
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_goals
from tests.api.store_query import data
from tests.graph.sources.bundles import folder

REACH = {"kind": "reach", "baseline": 0, "target": 10}
QUERY = """query($key: NodeKeyInput!, $on: Date) {
  goal(key: $key) { progress(on: $on) { value source expectedByNow own { value current brokenSince } } } }"""


def goals(*, target: int = 10, **more: Any) -> list[dict[str, Any]]:
    """A goal with one that supports it."""
    metric = REACH | {"target": target}
    below = {"id": "low", "title": "Low", "parents": ["top"], "metric": metric} | more
    return [{"id": "top", "title": "Top"}, below]


async def value(store: Store, goal: str, on: str | None = None) -> Any:
    """The progress of a goal on a day."""
    variables = {"key": {"source": "acme", "externalId": goal}, "on": on}
    return (await data(store, QUERY, variables))["goal"]["progress"]["value"]


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"target": 20}, "0.25"),
        ({"archived": True}, None),
        ({"status": "dropped"}, None),
        ({"status": "achieved"}, "1"),
        ({"status": "missed"}, "0.5"),
        ({"parents": []}, None),
    ],
)
async def test_a_change_of_today_leaves_the_tenth_of_february(
    empty_store: Store, tmp_path: Path, change: dict[str, Any], now: str | None
) -> None:
    check_ins = [{"goal": "low", "at": "2026-01-15", "value": 5}]
    first = folder(tmp_path / "a", {"goals": goals(), "checkins": check_ins})
    await import_bundle(empty_store, first)
    assert await value(empty_store, "top", "2026-02-10") == "0.5"

    later = {"exported_at": "2026-03-01T00:00:00Z"}
    await import_bundle(empty_store, folder(tmp_path / "b", {"goals": goals(**change)}, **later))

    assert await value(empty_store, "top", "2026-02-10") == "0.5"
    assert await value(empty_store, "top") == now


async def test_a_mutation_of_today_leaves_yesterday(empty_store: Store, tmp_path: Path) -> None:
    check_ins = [{"goal": "low", "at": "2026-01-15", "value": 5}]
    await import_bundle(empty_store, folder(tmp_path, {"goals": goals(), "checkins": check_ins}))
    await save_goals(empty_store, {"name": "low", "archived": True})
    await save_goals(
        empty_store, {"name": "new", "status": "ACHIEVED", "parents": [{"goal": key("top")}]}
    )
    assert await value(empty_store, "top", "2026-02-10") == "0.5"
    assert await value(empty_store, "top") == "1"
    await mutate(empty_store, "removeGoal", {"goal": key("new"), "cascade": True}, "status")
    assert await value(empty_store, "top") is None


async def test_what_is_held_follows_every_check_in(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "g", "metric": {"kind": "REACH", "target": "10"}})
    for number in (2, 4, 9):
        row = {"goal": key("g"), "value": str(number)}
        done = await mutate(empty_store, "checkIn", {"checkIns": [row]}, "saved")
        assert done["saved"] == 1
        assert await value(empty_store, "g") == f"0.{number}"
    query = """{ goal(key: {source: "acme", externalId: "g"}) { checkIns(last: 1) { nodes { id } } } }"""
    latest = (await data(empty_store, query))["goal"]["checkIns"]["nodes"][0]["id"]
    done = await mutate(empty_store, "removeCheckIn", {"checkIn": latest}, "status")
    assert done["status"] == "SAVED"
    assert await value(empty_store, "g") == "0.4"


async def test_before_a_value_is_known_there_is_no_progress(
    empty_store: Store, tmp_path: Path
) -> None:
    goal = {"id": "g", "title": "G", "metric": REACH | {"current": 7}}
    await import_bundle(empty_store, folder(tmp_path, {"goals": [goal]}))  # exported on 1 January
    assert await value(empty_store, "g", "2025-12-31") is None
    assert await value(empty_store, "g", "2026-01-01") == "0.7"


async def test_a_progress_that_is_said_hides_no_bound_that_is_broken(
    empty_store: Store, tmp_path: Path
) -> None:
    goal = {"id": "g", "title": "G", "metric": {"kind": "stay_above", "target": 99}}
    check_ins = [
        {"goal": "g", "at": "2026-01-05", "value": 98},
        {"goal": "g", "at": "2026-01-06", "progress": 0.8},
    ]
    await import_bundle(empty_store, folder(tmp_path, {"goals": [goal], "checkins": check_ins}))
    variables = {"key": {"source": "acme", "externalId": "g"}}
    progress = (await data(empty_store, QUERY, variables))["goal"]["progress"]
    assert (progress["value"], progress["source"]) == ("0.8", "CHECK_IN")
    assert progress["own"] == {
        "value": "0.8",
        "current": "98",
        "brokenSince": "2026-01-05T00:00:00+00:00",
    }


async def test_an_achieved_goal_shows_both(empty_store: Store, tmp_path: Path) -> None:
    goal = {"id": "g", "title": "G", "status": "achieved", "metric": REACH | {"current": 4}}
    await import_bundle(empty_store, folder(tmp_path, {"goals": [goal]}))
    variables = {"key": {"source": "acme", "externalId": "g"}}
    progress = (await data(empty_store, QUERY, variables))["goal"]["progress"]
    assert (progress["value"], progress["source"], progress["own"]["value"]) == (
        "1",
        "STATUS",
        "0.4",
    )
