"""Goals at risk: each reason by hand, who sees it, filters and lists that agree with it, few statements."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.cli.goals import RISK_COLUMNS, kinds_of, table_of
from api.cli.row_output import write_csv, write_json
from api.execution.viewer import LOCAL, Viewer
from graph.errors import BadInput
from graph.goals.risk_kinds import RiskKind
from graph.importing import import_bundle
from graph.store.driver import Store
from tests.api.store_query import MEMBER, ask, data
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

DAY = "2026-03-31"
STEWARD = Viewer(id="acme/sue", roles=frozenset({"member", "steward"}))
TOOL = Viewer(id="tool", roles=frozenset({"tool"}), source="acme")
HALF = {"starts_on": "2026-01-01", "due_on": "2026-06-30"}


def goal(id: str, *owners: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id.title(), "owners": list(owners), "status": "active"} | more


GOALS = [
    # 89 of 180 days have passed: 49 %; 39 % is still on track, 38 % is behind
    goal("even", "ann", **HALF),
    goal("late", "ann", **HALF),
    goal("said", "ann"),
    goal("still", "ann", starts_on="2026-01-01"),
    # 28 days: nobody spoke in the whole window, and a check-in is not due yet
    goal("fresh", "ann", starts_on="2026-03-04"),
    goal("new", "ann", starts_on="2026-03-05"),
    goal("never", "ann", starts_on="2026-03-02"),
    goal("above", "ann", starts_on="2026-01-01"),
    goal("below", "ann", starts_on="2026-01-01", parents=["above"]),
    goal("left", "gone", starts_on="2026-03-20"),
    goal("two", "gone", "ann", starts_on="2026-03-20"),
    goal("nobody", starts_on="2026-03-20"),
    goal("top", "ann", starts_on="2026-03-20"),
    goal("failed", "ann", status="missed", parents=["top"]),
    goal("over", "ann", starts_on="2026-01-01", due_on="2026-03-30", parents=["top"]),
    goal("gave_up", "ann", status="dropped", parents=["top"]),
    goal("asks", "ann", starts_on="2026-01-01"),
    goal("waits", "ann", starts_on="2026-03-20", blocked_by=["even", "late", "idea"]),
    goal("free", "ann", starts_on="2026-03-20", blocked_by=["even", "left", "gave_up", "reached"]),
    # none of these is in course
    goal("done", "gone", status="achieved", starts_on="2026-01-01"),
    goal("idea", "gone", status="proposed", starts_on="2026-01-01"),
    goal("later", "gone", starts_on="2026-04-01"),
    goal("filed", "gone", archived=True, starts_on="2026-01-01"),
    goal("reached", "gone", **HALF),
]
CHECK_INS = [
    {"goal": "even", "at": "2026-03-20", "progress": 0.4},
    {"goal": "late", "at": "2026-03-20", "progress": 0.38},
    {"goal": "said", "at": "2026-03-20", "status": "off_track"},
    # 28 days old is young enough, 29 are too old
    {"goal": "still", "at": "2026-03-02", "status": "on_track"},
    {"goal": "below", "at": "2026-03-30", "status": "on_track"},
    {"goal": "over", "at": "2026-03-20", "progress": 0.9},
    {"goal": "asks", "at": "2026-03-20", "status": "at_risk"},
    {"goal": "asks", "at": "2026-03-25", "status": "on_track"},
    {"goal": "reached", "at": "2026-03-20", "progress": 1.0},
]
TALKED = ["even", "late", "said", "still", "never", "below", "over", "asks"]
WANTED: dict[str, list[str]] = {
    "late": ["BEHIND"],
    "said": ["REPORTED_AT_RISK"],
    "fresh": ["NO_TALK"],
    "still": ["NO_CHECK_IN"],
    "never": ["NO_CHECK_IN"],
    "left": ["OWNER_LEFT"],
    "top": ["MISSED_SUPPORT"],
    "over": ["BEHIND"],
    "asks": ["RISING_QUESTIONS"],
    "waits": ["BLOCKED"],
}
"""Goals at risk and why."""
RISK = f"""
fragment Why on Goal {{
  key {{ externalId }}
  risk(on: "{DAY}") {{
    isRunning atRisk talkWithheld remedy
    reasons {{
      kind because progress expected lastAt
      people {{ key {{ externalId }} }} goals {{ key {{ externalId }} }}
      questions {{ conversation {{ key {{ externalId }} }} inWindow before }}
    }}
  }}
}}
query {{ goals(first: 100) {{ nodes {{ ...Why }} }} }}
"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store, tmp_path_factory: Any) -> AsyncIterator[Store]:
    """Goals that are at risk for one reason each, and some that are not."""
    rows: dict[str, Any] = {
        "people": [
            {"id": "ann", "home_group": "core"},
            {"id": "bob"},
            {"id": "gone", "left_at": "2026-03-15"},
        ],
        "groups": [{"id": "core", "name": "Core", "kind": "team"}],
        "goals": [one | ({"groups": ["core"]} if one["id"] == "late" else {}) for one in GOALS],
        "checkins": CHECK_INS,
        "conversations": [{"id": f"t-{one}"} for one in TALKED],
        "messages": [
            {
                "id": f"m-{one}",
                "conversation": f"t-{one}",
                "at": "2026-03-28T10:00:00Z",
                "kind": "post",
                "author": "bob",
            }
            for one in TALKED
            if one != "asks"
        ]
        + [
            {
                "id": "q1",
                "conversation": "t-asks",
                "at": "2026-03-28T10:00:00Z",
                "kind": "question",
                "author": "bob",
            }
        ],
        "links": [
            {"conversation": f"t-{one}", "goal": one, "method": "explicit"} for one in TALKED
        ],
    }
    path = Path(tmp_path_factory.mktemp("risk")) / "bundle"
    await emptied(store)
    report = await import_bundle(store, folder(path, rows))
    assert (report.exit_code, report.notes) == (0, [])
    yield store


async def risks(store: Store, viewer: Viewer = LOCAL) -> dict[str, dict[str, Any]]:
    answer = await ask(store, RISK, viewer=viewer)
    assert answer.errors == []
    return {node["key"]["externalId"]: node["risk"] for node in answer.data["goals"]["nodes"]}


def kinds(risk: dict[str, Any]) -> list[str]:
    return [reason["kind"] for reason in risk["reasons"]]


async def test_each_reason_by_hand(acme: Store) -> None:
    found = await risks(acme)
    assert {goal: why for goal, risk in found.items() if (why := kinds(risk))} == WANTED
    out = {goal for goal, risk in found.items() if not risk["isRunning"]}
    assert out == {"done", "idea", "later", "filed", "reached", "failed", "gave_up"}


async def test_reasons_say_what_they_were_seen_by(acme: Store) -> None:
    found = {
        goal: risk["reasons"][0] for goal, risk in (await risks(acme)).items() if risk["atRisk"]
    }
    assert found["late"]["because"] == "it is at 38 %, and 49 % of its time has passed"
    assert (found["late"]["progress"], found["late"]["expected"]) == ("0.38", "0.494444444444")
    assert found["still"]["because"].endswith("is 29 days old")
    assert found["never"]["because"].endswith("since it began on 2026-03-02")
    assert found["left"]["because"] == "its only owner has left on 2026-03-15"
    assert [one["key"]["externalId"] for one in found["left"]["people"]] == ["gone"]
    assert [one["key"]["externalId"] for one in found["top"]["goals"]] == ["failed", "over"]
    assert found["asks"]["questions"] == [
        {"conversation": {"key": {"externalId": "t-asks"}}, "inWindow": 1, "before": 0}
    ]


@pytest.mark.parametrize("viewer", [MEMBER, STEWARD, TOOL, LOCAL], ids=lambda one: one.role)
async def test_what_talk_says_is_for_whoever_may_see_signs(acme: Store, viewer: Viewer) -> None:
    """The field, the filter and the lists of scopes say the same to each."""
    found = await risks(acme, viewer)
    owner = viewer is MEMBER
    sees = viewer in (STEWARD, LOCAL)
    assert (found["asks"]["talkWithheld"] is None) is (sees or owner)
    assert (found["left"]["talkWithheld"] is None) is sees
    query = f"""query($kinds: [RiskKind!]) {{
      goals(first: 100, where: {{risk: {{hasAny: $kinds, on: "{DAY}"}}}}) {{ totalCount nodes {{ key {{ externalId }} }} }}
      network {{ goalsAtRisk(first: 100, kinds: $kinds, on: "{DAY}") {{ totalCount nodes {{ key {{ externalId }} }} }} }}
    }}"""
    for kind in RiskKind:
        wanted = {goal for goal, risk in found.items() if kind.name in kinds(risk)}
        answer = await ask(acme, query, {"kinds": [kind.name]}, viewer)
        assert answer.errors == []
        for shown in (answer.data["goals"], answer.data["network"]["goalsAtRisk"]):
            assert {one["key"]["externalId"] for one in shown["nodes"]} == wanted
            assert shown["totalCount"] == len(wanted)


async def test_filters_join_with_others_and_hold_of_related_goals(acme: Store) -> None:
    answer = await data(
        acme,
        f"""{{
          any: goals(first: 100, where: {{risk: {{any: true, on: "{DAY}"}}}}) {{ totalCount }}
          none: goals(first: 100, where: {{risk: {{any: false, on: "{DAY}"}}}}) {{ totalCount }}
          both: goals(where: {{and: [{{risk: {{has: BEHIND, on: "{DAY}"}}}}, {{not: {{risk: {{has: REPORTED_AT_RISK, on: "{DAY}"}}}}}}],
            title: {{startsWith: "late"}}}}) {{ nodes {{ title }} }}
          people(where: {{ownedGoals: {{some: {{risk: {{has: OWNER_LEFT, on: "{DAY}"}}}}}}}}) {{ nodes {{ key {{ externalId }} }} }}
          person(key: {{source: "acme", externalId: "gone"}}) {{
            ownedGoals(where: {{risk: {{any: true, on: "{DAY}"}}}}) {{ nodes {{ title }} }}
            goalsAtRisk(on: "{DAY}") {{ nodes {{ title }} }}
          }}
          group(key: {{source: "acme", externalId: "core"}}) {{ goalsAtRisk(on: "{DAY}") {{ nodes {{ title }} }} }}
        }}""",
    )
    assert (answer["any"]["totalCount"], answer["none"]["totalCount"]) == (10, len(GOALS) - 10)
    assert answer["both"]["nodes"] == [{"title": "Late"}]
    assert [one["key"]["externalId"] for one in answer["people"]["nodes"]] == ["gone"]
    assert answer["person"]["ownedGoals"]["nodes"] == [{"title": "Left"}]
    assert answer["person"]["goalsAtRisk"]["nodes"] == [{"title": "Left"}]
    assert answer["group"]["goalsAtRisk"]["nodes"] == [{"title": "Late"}]


async def test_many_goals_cost_four_statements(acme: Store) -> None:
    await risks(acme)
    answer = await ask(
        acme, "{ goals(first: 100) { nodes { risk { atRisk reasons { because } } } } }"
    )
    sent = sorted(name for _, name in answer.statements.elements())
    assert sent == [
        "blockers_between_goals",
        "departures_of_owners",
        "goals",
        "versions",
        "warning_signs_of_goals",
    ]
    filtered = "{ goals(where: {risk: {any: true}}) { totalCount nodes { risk { atRisk } } } }"
    answer = await ask(acme, filtered)
    assert sorted(name for _, name in answer.statements.elements()) == sent


async def test_nulls_and_too_many_kinds_are_refused(acme: Store) -> None:
    for asked in ("any: null", "has: null", "hasAny: null", "on: null"):
        answer = await ask(acme, f"{{ goals(where: {{risk: {{{asked}}}}}) {{ totalCount }} }}")
        assert [type(error) for error in answer.errors] == [BadInput], asked
    many = ", ".join(["REPORTED_AT_RISK"] * 101)
    answer = await ask(acme, f"{{ goals(where: {{risk: {{hasAny: [{many}]}}}}) {{ totalCount }} }}")
    assert "101 values" in str(answer.errors[0])


async def test_the_command_prints_the_same(acme: Store) -> None:
    table = await table_of(acme, None, date.fromisoformat(DAY), frozenset(RiskKind))
    out = io.StringIO()
    await write_json(RISK_COLUMNS, table.reasons(frozenset(RiskKind)), out)
    rows = json.loads(out.getvalue())
    assert {row["goal"].partition("/")[2]: row["reason"].upper() for row in rows} == {
        goal: why[0] for goal, why in WANTED.items()
    }
    with pytest.raises(BadInput, match="no reason 'bad'"):
        kinds_of(["bad"])
    csv = io.StringIO()
    await write_csv(RISK_COLUMNS, table.reasons(kinds_of(["owner_left"])), csv)
    assert csv.getvalue().splitlines()[1] == (
        'acme/left,Left,,owner_left,its only owner has left on 2026-03-15,"[""acme/gone""]"'
    )
