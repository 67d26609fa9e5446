"""The progress of goals over the real store, explained field by field."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.importing import import_bundle
from graph.store.driver import Store
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

YEAR = {"starts_on": "2026-01-01", "due_on": "2026-12-31"}
GOALS: list[dict[str, Any]] = [
    {"id": "why", "title": "Why", "kind": "purpose", **YEAR},
    {"id": "fast", "title": "Fast", "parents": [{"goal": "why", "weight": 2}], **YEAR},
    {"id": "kind", "title": "Kind", "parents": ["why"]},
    {"id": "later", "title": "Later", "parents": ["why"]},
    {"id": "gone", "title": "Gone", "status": "dropped", "parents": ["why"]},
    {"id": "past", "title": "Past", "archived": True, "parents": ["why"]},
    {
        "id": "days",
        "title": "Days to answer",
        "parents": ["fast"],
        "metric": {"kind": "decrease", "baseline": 10, "target": 4, "current": 10, "unit": "days"},
    },
    {
        "id": "share",
        "title": "Share answered",
        "parents": ["fast", {"goal": "kind", "weight": 0.5}],
        "metric": {"kind": "reach", "target": 0.9, "current": 0.3},
    },
    {
        "id": "up",
        "title": "Uptime",
        "parents": ["kind"],
        "metric": {"kind": "stay_above", "target": 99.5},
    },
]
CHECK_INS: list[dict[str, Any]] = [
    {"goal": "days", "at": "2026-02-01", "value": 8, "status": "at_risk"},
    {"goal": "days", "at": "2026-03-01T10:00:00Z", "value": 6, "status": "on_track"},
    {"goal": "why", "at": "2026-03-02", "status": "off_track"},
    {"goal": "up", "at": "2026-01-05", "value": 99},
    {"goal": "up", "at": "2026-01-06", "value": 99.9},
    {"goal": "up", "at": "2026-01-07", "value": 98},
    {"goal": "up", "at": "2026-01-08", "value": 97.5},
]
PROGRESS = """
fragment Whole on GoalProgress {
  value exact isExact source unknownBecause knownShare expectedByNow expectedUnknownBecause
  proposedStatus noProposalBecause reportedStatus reportedAt inputCount
  inputs { goal { title } weight value share contribution exact unknownBecause }
  leftOut { goal { title } because }
  own { kind baseline target current currentAt value unclamped brokenSince unknownBecause }
}
query($key: NodeKeyInput!, $on: Date) { goal(key: $key) { progress(on: $on) { ...Whole } } }
"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store, tmp_path_factory: Any) -> AsyncIterator[Store]:
    """Nine goals with metrics, check-ins, weights, and two that are left out."""
    path = Path(tmp_path_factory.mktemp("goals")) / "bundle"
    await emptied(store)
    report = await import_bundle(store, folder(path, {"goals": GOALS, "checkins": CHECK_INS}))
    assert report.exit_code == 0
    yield store


async def progress(store: Store, goal: str, on: str = "2026-07-01") -> dict[str, Any]:
    answer = await data(store, PROGRESS, {"key": {"source": "acme", "externalId": goal}, "on": on})
    goal_progress: dict[str, Any] = answer["goal"]["progress"]
    return goal_progress


async def test_a_roll_up_is_explained_by_what_it_is_made_of(acme: Store) -> None:
    roll_up = await progress(acme, "why")
    # days 2/3, share 1/3, so fast is 1/2; kind is 1/9 of share (weight 1/2) and 0 of up (weight 1)
    assert (roll_up["value"], roll_up["exact"], roll_up["isExact"]) == (
        "0.37037037037",
        "10/27",
        True,
    )
    assert (roll_up["source"], roll_up["unknownBecause"]) == ("ROLL_UP", None)
    assert roll_up["inputCount"] == 3
    assert roll_up["inputs"] == [
        {
            "goal": {"title": "Fast"},
            "weight": "2",
            "value": "0.5",
            "share": "0.666666666667",
            "contribution": "0.333333333333",
            "exact": "1/3",
            "unknownBecause": None,
        },
        {
            "goal": {"title": "Kind"},
            "weight": "1",
            "value": "0.111111111111",
            "share": "0.333333333333",
            "contribution": "0.037037037037",
            "exact": "1/27",
            "unknownBecause": None,
        },
        {
            "goal": {"title": "Later"},
            "weight": "1",
            "value": None,
            "share": None,
            "contribution": None,
            "exact": None,
            "unknownBecause": "it has no metric, and no check-in says its progress",
        },
    ]
    assert sum(Decimal(child["contribution"] or 0) for child in roll_up["inputs"]) == Decimal(
        roll_up["value"]
    )
    assert roll_up["knownShare"] == "0.75"
    assert roll_up["leftOut"] == [
        {"goal": {"title": "Gone"}, "because": "it was dropped"},
        {"goal": {"title": "Past"}, "because": "it is archived"},
    ]


async def test_what_is_expected_and_proposed_stands_beside_what_was_said(acme: Store) -> None:
    goal_progress = await progress(acme, "why")
    assert goal_progress["expectedByNow"] == "0.497252747253"
    assert (goal_progress["proposedStatus"], goal_progress["noProposalBecause"]) == (
        "AT_RISK",
        None,
    )
    assert (goal_progress["reportedStatus"], goal_progress["reportedAt"]) == (
        "OFF_TRACK",
        "2026-03-02T00:00:00+00:00",
    )


async def test_own_progress_shows_its_metric(acme: Store) -> None:
    goal_progress = await progress(acme, "days")
    assert (goal_progress["value"], goal_progress["source"], goal_progress["inputs"]) == (
        "0.666666666667",
        "METRIC",
        [],
    )
    assert goal_progress["own"] == {
        "kind": "DECREASE",
        "baseline": "10",
        "target": "4",
        "current": "6",
        "currentAt": "2026-03-01T10:00:00+00:00",
        "value": "0.666666666667",
        "unclamped": "0.666666666667",
        "brokenSince": None,
        "unknownBecause": None,
    }
    assert (goal_progress["expectedByNow"], goal_progress["noProposalBecause"]) == (
        None,
        "its period has no first and no last day",
    )


async def test_check_ins_after_the_day_do_not_count(acme: Store) -> None:
    february = await progress(acme, "days", "2026-02-28")
    january = await progress(acme, "days", "2026-01-31")
    assert (february["value"], february["reportedStatus"]) == ("0.333333333333", "AT_RISK")
    assert (january["value"], january["own"]["currentAt"], january["reportedStatus"]) == (
        "0",
        None,
        None,
    )


async def test_a_bound_says_since_when_it_is_not_kept(acme: Store) -> None:
    goal_progress = await progress(acme, "up")
    before = await progress(acme, "up", "2026-01-06")
    assert (goal_progress["value"], goal_progress["own"]["brokenSince"]) == (
        "0",
        "2026-01-07T00:00:00+00:00",
    )
    assert (before["value"], before["own"]["brokenSince"]) == ("1", None)


async def test_many_goals_cost_one_statement(acme: Store) -> None:
    await data(acme, "{ goals { nodes { progress { value } } } }")  # reads the goals of the store
    answer = await ask(acme, "{ goals { nodes { title progress { value inputs { value } } } } }")
    assert len(answer.data["goals"]["nodes"]) == 9
    assert sorted(answer.statements.elements()) == [
        ("goals", "goals"),
        ("goals.nodes.progress", "versions"),
    ]


async def test_inputs_are_read_in_parts(acme: Store) -> None:
    query = """query($key: NodeKeyInput!, $after: ID) {
      goal(key: $key) { progress { inputs(first: 2, after: $after) { goal { id title } } } } }"""
    key = {"source": "acme", "externalId": "why"}
    first = (await data(acme, query, {"key": key}))["goal"]["progress"]["inputs"]
    rest = await data(acme, query, {"key": key, "after": first[-1]["goal"]["id"]})
    assert [child["goal"]["title"] for child in first] == ["Fast", "Kind"]
    assert rest["goal"]["progress"]["inputs"] == [
        {"goal": {"id": to_global_id("Goal", "acme/later"), "title": "Later"}}
    ]


async def test_too_many_inputs_are_refused(acme: Store) -> None:
    query = "{ goals { nodes { progress { inputs(first: 1001) { value } } } } }"
    result = await ask(acme, query)
    assert result.errors is not None
    assert "`first` is 1001; it must lie between 0 and 1000" in str(result.errors[0])
