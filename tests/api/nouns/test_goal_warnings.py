"""A second look at goals that are said to be on track: what their talk says, and who sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from graph.errors import BadInput
from graph.goals.warnings import two_windows
from graph.importing import import_bundle
from graph.records.window import Window
from graph.store.driver import Store
from tests.api.store_query import MEMBER, ask, data
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

WINDOW = '{since: "2026-03-01T00:00:00Z", until: "2026-03-29T00:00:00Z"}'
STEWARD = Viewer(id="acme/sue", roles=frozenset({"member", "steward"}))
BOB = Viewer(id="acme/bob", roles=frozenset({"member"}))


def asked(id: str, talk: str, at: str, author: str | None = "ann", **more: Any) -> dict[str, Any]:
    message = {"id": id, "conversation": talk, "at": f"2026-{at}T10:00:00Z", "kind": "question"}
    return message | ({"author": author} if author else {}) | more


def told(id: str, talk: str, at: str, author: str = "bob", **more: Any) -> dict[str, Any]:
    return asked(id, talk, at, author, **({"kind": "post"} | more))


GOALS = [
    {"id": "rise", "title": "Rise", "owners": ["ann"]},
    {"id": "below", "title": "Below", "parents": ["rise"]},
    {"id": "mute", "title": "Mute", "owners": ["ann", "bob"]},
    {"id": "well", "title": "Well", "owners": ["ann"]},
    {"id": "risk", "title": "Risk", "owners": ["ann"]},
    {"id": "done", "title": "Done", "owners": ["ann"], "status": "achieved"},
    {"id": "free", "title": "Free", "owners": ["bob"]},
]
SAID = {"rise": "on_track", "mute": "on_track", "well": "on_track", "risk": "at_risk"}
SAID |= {"done": "on_track", "free": "on_track"}
TALK = {"t1": "rise", "t2": "below", "t3": "mute", "t4": "well", "t5": "risk", "t6": "free"}
MESSAGES = [
    # rise: one without an answer in February, answered in March, which comes too late for then
    asked("f1", "t1", "02-10"),
    told("f2", "t1", "03-02"),
    # two in March: in its own talk and in that of what supports it
    asked("m1", "t1", "03-10"),
    told("m1a", "t1", "03-11", "ann"),
    told("m1b", "t1", "03-12", deleted_at="2026-03-12T11:00:00Z"),
    told("m1c", "t1", "03-30"),
    asked("m2", "t2", "03-20", None),
    # answered: by a reply, and by a later message
    asked("m3", "t2", "03-05"),
    told("m3a", "t2", "03-06", reply_to="m3"),
    asked("gone", "t2", "03-21", deleted_at="2026-03-22T00:00:00Z"),
    # mute: talk before the window only
    told("q1", "t3", "02-20"),
    # well: fewer than before
    asked("w1", "t4", "02-11"),
    asked("w2", "t4", "03-11"),
    told("w3", "t4", "03-12"),
    # whose kind is another one asks nothing, whatever its words
    *(told(f"w{n}", "t4", "03-12", kind="answer", text="Does that help?") for n in (4, 5)),
    asked("r1", "t5", "03-11"),
    told("e1", "t6", "03-11"),
    # what a program says is no talk, answers nothing and asks nothing
    told("x1", "t3", "03-11", "rob"),
    told("x2", "t1", "03-13", "rob", reply_to="m1"),
    asked("x3", "t4", "03-13", "rob"),
]
SIGNS = f"""
fragment Whole on GoalSigns {{
  withheld remedy reportedStatus signs lastTalkAt unanswered unansweredBefore
  questions {{ conversation {{ key {{ externalId }} }} inWindow before }}
  window {{ since until }} windowBefore {{ since until }}
}}
query($id: String!) {{
  goal(key: {{source: "acme", externalId: $id}}) {{ signs(window: {WINDOW}) {{ ...Whole }} }}
}}
"""
LOOK = f"""{{ people {{ nodes {{ key {{ externalId }}
  goalsToLookAt(window: {WINDOW}) {{ withheld goals {{ goal {{ title }} signs {{ signs }} }} }}
}} }} }}"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store, tmp_path_factory: Any) -> AsyncIterator[Store]:
    """Seven goals, six of them with talk; two people own them."""
    rows: dict[str, Any] = {
        "people": [{"id": "ann"}, {"id": "bob"}, {"id": "rob", "bot": True}],
        "goals": GOALS,
        "checkins": [
            {"goal": goal, "at": "2026-02-25", "status": said} for goal, said in SAID.items()
        ],
        "conversations": [{"id": talk} for talk in TALK],
        "messages": MESSAGES,
        "links": [
            {"conversation": talk, "goal": goal, "method": "explicit"}
            for talk, goal in TALK.items()
        ],
    }
    path = Path(tmp_path_factory.mktemp("signs")) / "bundle"
    await emptied(store)
    report = await import_bundle(store, folder(path, rows))
    assert (report.exit_code, report.notes) == (0, [])
    yield store


async def signs(store: Store, goal: str, viewer: Viewer = MEMBER) -> dict[str, Any]:
    answer = await ask(store, SIGNS, {"id": goal}, viewer)
    assert answer.errors == []
    goal_signs: dict[str, Any] = answer.data["goal"]["signs"]
    return goal_signs


async def test_rising_questions_are_shown_with_where_they_were_asked(acme: Store) -> None:
    assert await signs(acme, "rise") == {
        "withheld": None,
        "remedy": None,
        "reportedStatus": "ON_TRACK",
        "signs": ["RISING_QUESTIONS"],
        "lastTalkAt": "2026-03-20T10:00:00+00:00",
        "unanswered": 2,
        "unansweredBefore": 1,
        "questions": [
            {"conversation": {"key": {"externalId": "t1"}}, "inWindow": 1, "before": 1},
            {"conversation": {"key": {"externalId": "t2"}}, "inWindow": 1, "before": 0},
        ],
        "window": {"since": "2026-03-01T00:00:00+00:00", "until": "2026-03-29T00:00:00+00:00"},
        "windowBefore": {
            "since": "2026-02-01T00:00:00+00:00",
            "until": "2026-03-01T00:00:00+00:00",
        },
    }


@pytest.mark.parametrize(
    ("goal", "said", "found", "last"),
    [
        ("mute", "ON_TRACK", ["NO_TALK"], "2026-02-20T10:00:00+00:00"),
        ("well", "ON_TRACK", [], "2026-03-12T10:00:00+00:00"),
        ("risk", "AT_RISK", [], None),
        ("done", "ON_TRACK", [], None),
        ("below", None, [], None),
    ],
)
async def test_other_goals(
    acme: Store, goal: str, said: str | None, found: list[str], last: str | None
) -> None:
    goal_signs = await signs(acme, goal, STEWARD)
    assert (goal_signs["reportedStatus"], goal_signs["signs"], goal_signs["lastTalkAt"]) == (
        said,
        found,
        last,
    )


async def test_signs_are_for_owners_analysts_and_stewards(acme: Store) -> None:
    hidden = await signs(acme, "rise", BOB)
    assert (hidden["withheld"], hidden["signs"], hidden["unanswered"], hidden["questions"]) == (
        "NOT_YOURS",
        [],
        None,
        [],
    )
    assert hidden["remedy"] == "ask an owner of the goal, an analyst or a steward"
    assert (await signs(acme, "mute", BOB))["signs"] == ["NO_TALK"]


async def test_people_see_which_of_their_goals_to_look_at(acme: Store) -> None:
    answer = await ask(acme, LOOK, viewer=MEMBER)
    assert [node["goalsToLookAt"] for node in answer.data["people"]["nodes"]] == [
        {
            "withheld": None,
            "goals": [
                {"goal": {"title": "Mute"}, "signs": {"signs": ["NO_TALK"]}},
                {"goal": {"title": "Rise"}, "signs": {"signs": ["RISING_QUESTIONS"]}},
            ],
        },
        {"withheld": "NOT_YOURS", "goals": []},
        {"withheld": "NOT_YOURS", "goals": []},
    ]


async def test_many_people_cost_two_statements(acme: Store) -> None:
    answer = await ask(acme, LOOK, viewer=STEWARD)
    people = answer.data["people"]["nodes"]
    assert [len(node["goalsToLookAt"]["goals"]) for node in people] == [2, 1, 0]
    assert sorted(name for _, name in answer.statements.elements()) == [
        "goal_ids_of_owners",
        "goals_by_id",
        "people",
        "readable_conversations_of_person",
        "warning_signs_of_goals",
    ]


async def test_a_window_that_is_not_asked_ends_today(acme: Store) -> None:
    answer = await data(acme, "{ goals(first: 1) { nodes { signs { window { since until } } } } }")
    window = answer["goals"]["nodes"][0]["signs"]["window"]
    since, until = (datetime.fromisoformat(window[name]) for name in ("since", "until"))
    assert (until - since).days == 28


def test_two_windows() -> None:
    windows = two_windows(Window(), date(2026, 3, 28))
    assert (windows.before, windows.since, windows.until) == (
        datetime(2026, 2, 1, tzinfo=UTC),
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 29, tzinfo=UTC),
    )
    with pytest.raises(BadInput, match="the window begins"):
        two_windows(Window(since=30000), date(2026, 3, 28))
