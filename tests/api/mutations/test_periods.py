"""A quarter closed, carried over and compared: by hand, twice, by groups, by roles; the past stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import LOCAL, Viewer
from graph.exporting.bundle_export import export_bundles
from graph.exporting.okrs import export_okrs
from graph.importing import import_bundle
from graph.importing.okrs import import_okrs
from graph.sources.okr.okr_file import open_okr
from graph.store.driver import Store
from tests.api.store_query import MEMBER, ask, data
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

Q1 = {"starts_on": "2026-01-01", "due_on": "2026-03-31", "status": "active"}
TOOL = Viewer(id="hr-tool", roles=frozenset({"tool"}), source="hr")
REACH = {"kind": "reach", "unit": "%", "baseline": 0, "target": 100}


def goal(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id.title(), "groups": ["core"], "owners": ["ann"]} | Q1 | more


GOALS = [
    {"id": "why", "title": "Why", "kind": "purpose"},
    goal("o", kind="objective", parents=["why"]),
    goal("done", parents=[{"goal": "o", "weight": 3}], metric=REACH),
    goal("most", parents=[{"goal": "o", "weight": 1}], metric=REACH, tags=["a"], synonyms=["b"]),
    goal("kept", metric={"kind": "stay_above", "target": 5}, groups=["ops"]),
    goal("dark", groups=["ops"]),
    goal("gone", groups=["ops"], status="dropped"),
    goal("idea", status="proposed"),
    goal("year", due_on="2026-12-31"),
    goal("early", starts_on="2025-10-01", due_on="2025-12-31"),
    goal("next-2026-q1", starts_on=None, groups=[]),
]
CHECK_INS = [
    {"goal": "done", "at": "2026-03-20", "value": 100},
    {"goal": "most", "at": "2026-02-20", "value": 40},
    {"goal": "kept", "at": "2026-02-20", "value": 6},
    {"goal": "next-2026-q1", "at": "2026-03-01", "progress": 0.25},
]
CLOSE = """mutation($input: ClosePeriodInput!) { closePeriod(input: $input) {
  achieved missed dropped undecidedCount undecided { title } goals { title status }
  userErrors { code path message remedy } } }"""
CARRY = """mutation($input: CarryOverInput!) { carryOver(input: $input) {
  count carriedBeforeCount notes goals { key { externalId } } userErrors { code path message remedy } } }"""
FIGURES = "goals reached missed moved dropped open carried known meanProgress"
COMPARE = f"""{{ comparePeriods(a: "2026-Q1", b: "2026-Q2") {{
  change carried(first: 100) {{ totalCount nodes {{ title predecessor {{ title }} }} }}
  a {{ name startsOn dueOn on isOver isClosed figures {{ {FIGURES} }} }} b {{ figures {{ {FIGURES} }} }}
  groups {{ group {{ name }} a {{ {FIGURES} }} b {{ {FIGURES} }} }} }} }}"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store, tmp_path_factory: Any) -> AsyncIterator[Store]:
    """A quarter of a small organisation."""
    rows: dict[str, Any] = {
        "people": [{"id": "ann"}],
        "groups": [
            {"id": "root", "name": "Root"},
            {"id": "core", "name": "Core", "parent": "root"},
            {"id": "ops", "name": "Ops"},
        ],
        "goals": GOALS,
        "checkins": CHECK_INS,
    }
    path = Path(tmp_path_factory.mktemp("periods")) / "bundle"
    await emptied(store)
    report = await import_bundle(store, folder(path, rows))
    assert (report.exit_code, report.notes) == (0, [])
    yield store


async def sent(store: Store, query: str, viewer: Viewer = LOCAL, **given: Any) -> dict[str, Any]:
    answer = await ask(store, query, {"input": given}, viewer)
    assert answer.errors == []
    (payload,) = answer.data.values()
    return dict(payload)


async def compared(store: Store) -> Any:
    """Both quarters: one statement each."""
    answer = await ask(store, COMPARE)
    assert answer.errors == []
    sent = [name for _, name in answer.statements.elements()]
    assert (sent.count("goals_of_period"), len(sent) <= 10) == (2, True), sent
    return answer.data


async def test_who_may_not_is_refused(acme: Store) -> None:
    for query, given in ((CLOSE, {}), (CARRY, {"toPeriod": "2026-Q2"})):
        payload = await sent(acme, query, MEMBER, period="2026-Q1", **given)
        assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]
        payload = await sent(acme, query, TOOL, period="2026-Q1", **given)
        assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]
        payload = await sent(acme, query, TOOL, period="2026-Q1", source="acme", **given)
        assert [error["path"] for error in payload["userErrors"]] == [["input", "source"]]


@pytest.mark.parametrize(
    ("query", "given", "path", "message"),
    [
        (CLOSE, {"period": "2026-Q5"}, ["period"], "'2026-Q5' is no period"),
        (CLOSE, {"period": "2026-03-31/2026-03-01"}, ["period"], "is no period"),
        (CLOSE, {"period": "2999"}, ["period"], "has not come yet"),
        (
            CLOSE,
            {"period": "2026-Q1", "group": {"key": {"source": "acme", "externalId": "x"}}},
            ["group"],
            "no such group",
        ),
        (
            CLOSE,
            {
                "period": "2026-Q1",
                "outcomes": [
                    {"goal": {"key": {"source": "acme", "externalId": "year"}}, "status": "MISSED"}
                ],
            },
            ["outcomes", "0", "goal"],
            "is no goal of 2026-Q1",
        ),
        (CARRY, {"period": "2026-Q1", "toPeriod": "2025-Q4"}, ["toPeriod"], "is not later"),
        (CARRY, {"period": "2026-Q1", "toPeriod": "soon"}, ["toPeriod"], "is no period"),
        (
            CARRY,
            {
                "period": "2026-Q1",
                "toPeriod": "2026-Q2",
                "goals": [
                    {
                        "goal": {"key": {"source": "acme", "externalId": "most"}},
                        "key": {"source": "hr", "externalId": "n"},
                    }
                ],
            },
            ["goals", "0", "key", "source"],
            "in its own source",
        ),
    ],
)
async def test_what_cannot_be_done_says_where_and_why(
    acme: Store, query: str, given: dict[str, Any], path: list[str], message: str
) -> None:
    payload = await sent(acme, query, **given)
    (error,) = payload["userErrors"]
    assert (error["path"], message in error["message"], bool(error["remedy"])) == (
        ["input", *path],
        True,
        True,
    )


async def test_a_quarter_is_closed_carried_over_and_compared(acme: Store, tmp_path: Path) -> None:
    before = await _progress(acme)
    preview = await sent(acme, CLOSE, period="2026-Q1", preview=True)
    counts = {"achieved": 2, "missed": 3, "dropped": 0, "undecidedCount": 1}
    assert {name: preview[name] for name in counts} == counts
    assert preview["undecided"] == [{"title": "Dark"}]
    assert (await compared(acme))["comparePeriods"]["a"]["figures"]["open"] == 4

    closed = await sent(acme, CLOSE, period="2026-Q1", idempotencyKey="close")
    assert {name: closed[name] for name in counts} == counts
    assert {one["title"]: one["status"] for one in closed["goals"]} == {
        "Done": "ACHIEVED", "Kept": "ACHIEVED", "O": "MISSED", "Most": "MISSED", "Next-2026-Q1": "MISSED",
    }  # fmt: skip
    again = await sent(acme, CLOSE, period="2026-Q1", idempotencyKey="close")
    assert {name: again[name] for name in counts} == counts
    dark = {"goal": {"key": {"source": "acme", "externalId": "dark"}}, "status": "DROPPED"}
    decided = await sent(acme, CLOSE, period="2026-Q1", outcomes=[dark])
    assert (decided["dropped"], decided["achieved"], decided["undecidedCount"]) == (1, 0, 0)
    assert await _progress(acme) == before

    carried = await sent(acme, CARRY, period="2026-Q1", toPeriod="2026-Q2")
    assert {one["key"]["externalId"] for one in carried["goals"]} == {
        "o-2026-q2", "most-2026-q2", "next-2026-q2",
    }  # fmt: skip
    assert (carried["count"], carried["carriedBeforeCount"], carried["notes"]) == (3, 0, [])
    twice = await sent(acme, CARRY, period="2026-Q1", toPeriod="2026-Q2")
    assert (twice["count"], twice["carriedBeforeCount"]) == (0, 3)
    await _successor_has_what_the_old_one_had(acme)
    await _later_words_change_nothing(acme, before)
    await _compared(acme)
    await _files_carry_predecessors(acme, tmp_path)


async def _progress(store: Store) -> Any:
    """The progress of all goals at the end of the quarter."""
    query = '{ goals(first: 100) { nodes { key { externalId } progress(on: "2026-03-31") { exact } } } }'
    nodes = (await data(store, query))["goals"]["nodes"]
    exact = {one["key"]["externalId"]: one["progress"]["exact"] for one in nodes}
    return {id_: exact[id_] for id_ in ("why", "o", "done", "most", "kept", "dark", "year")}


async def _successor_has_what_the_old_one_had(store: Store) -> None:
    query = """{ goal(key: {source: "acme", externalId: "most-2026-q2"}) {
      title status startsOn dueOn tags synonyms metricBaseline metricTarget metricCurrent
      owners { nodes { key { externalId } } } groups { nodes { name } }
      parents { edges { weight node { key { externalId } } } }
      predecessor { key { externalId } successors { totalCount } } } }"""
    assert (await data(store, query))["goal"] == {
        "title": "Most", "status": "ACTIVE", "startsOn": "2026-04-01", "dueOn": "2026-06-30",
        "tags": ["a"], "synonyms": ["b"], "metricBaseline": "0", "metricTarget": "100", "metricCurrent": "40",
        "owners": {"nodes": [{"key": {"externalId": "ann"}}]}, "groups": {"nodes": [{"name": "Core"}]},
        "parents": {"edges": [{"weight": 1.0, "node": {"key": {"externalId": "o-2026-q2"}}}]},
        "predecessor": {"key": {"externalId": "most"}, "successors": {"totalCount": 1}},
    }  # fmt: skip


async def _later_words_change_nothing(store: Store, before: Any) -> None:
    """Check-ins on what carries a goal on change the quarter that is over in nothing."""
    query = "mutation($input: CheckInInput!) { checkIn(input: $input) { saved userErrors { message } } }"
    said = [
        {"goal": {"key": {"source": "acme", "externalId": id_}}, "at": "2026-05-01", "progress": 1}
        for id_ in ("most-2026-q2", "next-2026-q2")
    ]
    assert await sent(store, query, checkIns=said) == {"saved": 2, "userErrors": []}
    assert await _progress(store) == before


async def _compared(store: Store) -> None:
    found = (await compared(store))["comparePeriods"]
    assert {name: found["a"][name] for name in ("name", "startsOn", "dueOn", "on", "isOver", "isClosed")} == {
        "name": "2026-Q1", "startsOn": "2026-01-01", "dueOn": "2026-03-31", "on": "2026-03-31", "isOver": True,
        "isClosed": True,
    }  # fmt: skip
    # o is at (3 * 1 + 1 * 0.4) / 4 = 0.85; the mean of 0.85, 1, 0.4, 1 and 0.25 is 0.7
    assert found["a"]["figures"] == {
        "goals": 7, "reached": 2, "missed": 0, "moved": 3, "dropped": 2, "open": 0, "carried": 0, "known": 5,
        "meanProgress": "0.7",
    }  # fmt: skip
    # most and next are at 1, and so is o by what supports it
    assert found["b"]["figures"] == {
        "goals": 3, "reached": 3, "missed": 0, "moved": 0, "dropped": 0, "open": 0, "carried": 3, "known": 3,
        "meanProgress": "1",
    }  # fmt: skip
    assert (found["change"], found["carried"]["totalCount"]) == ("0.3", 3)
    names = [row["group"] and row["group"]["name"] for row in found["groups"]]
    assert names == ["Core", "Ops", None]
    assert [row["a"]["goals"] for row in found["groups"]] == [3, 3, 1]
    query = """query($g: ID!) { period(of: "2026-Q1", group: $g) { figures { goals } goals(results: [MOVED]) {
      totalCount nodes { title } } } }"""
    groups = (await data(store, "{ groups { nodes { id name } } }"))["groups"]["nodes"]
    ids = {one["name"]: one["id"] for one in groups}
    of_root = (await ask(store, query, {"g": ids["Root"]})).data["period"]
    assert (of_root["figures"]["goals"], of_root["goals"]["nodes"]) == (
        3,
        [{"title": "Most"}, {"title": "O"}],
    )


async def _files_carry_predecessors(store: Store, tmp_path: Path) -> None:
    """A bundle and an OKR file of it, taken into an empty store, say the same."""
    want = await _predecessors(store)
    assert len(want) == 3
    await export_bundles(store, tmp_path / "bundles")
    await export_okrs(store, tmp_path / "okrs.csv")
    await emptied(store)
    report = await import_bundle(
        store, next(one.parent for one in (tmp_path / "bundles").glob("**/manifest.json"))
    )
    assert report.exit_code == 0
    assert await _predecessors(store) == want
    await emptied(store)
    await import_okrs(store, open_okr(tmp_path / "okrs.csv"))
    assert await _predecessors(store) == want


async def _predecessors(store: Store) -> dict[str, str]:
    query = (
        "{ goals(first: 100) { nodes { key { externalId } predecessor { key { externalId } } } } }"
    )
    nodes = (await data(store, query))["goals"]["nodes"]
    return {
        one["key"]["externalId"]: one["predecessor"]["key"]["externalId"]
        for one in nodes
        if one["predecessor"]
    }
