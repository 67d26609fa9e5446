"""How rows become rows of statements: what is said once, left unsaid, sent later, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph.errors import Conflict
from graph.importing.batch_statements import Steps, check_count, run_steps
from graph.importing.plans import PLANS, goals, market, organisation, talk
from graph.importing.plans.context import Context
from graph.importing.row_hash import StorableRow
from graph.keys import SEPARATOR
from graph.sources.kinds import Kind
from graph.sources.rows import RowChecker
from graph.sources.times import time_text
from graph.store.statements import statement
from tests.statement_answers import StatementAnswers

CONTEXT = Context("acme", "2026-02-01")
Part = Callable[[Steps, StorableRow, Context], None]
ROWS: dict[Kind, dict[str, Any]] = {
    Kind.GROUPS: {"id": "g", "name": "G", "parent": "up"},
    Kind.PEOPLE: {"id": "p", "manager": ["m", "d1", "d2"], "home_group": "g"},
    Kind.GOALS: {"id": "g", "title": "G", "parents": [{"goal": "a"}, {"goal": "b", "weight": 0.5}]},
    Kind.CONVERSATIONS: {"id": "c", "title": "T", "accepted_answer": "m"},
    Kind.MESSAGES: {"id": "m", "conversation": "c", "at": "2026-01-01", "reply_to": "n"},
    Kind.EXPERIMENTS: {
        "id": "e", "title": "E", "proposed_by": "p", "proposed_at": "2026-01-01", "retry_of": "f",
    },
}  # fmt: skip
PARTS: dict[Kind, tuple[Part, Part, str, str, str]] = {
    Kind.GROUPS: (
        organisation.group, organisation.late_group, "save_groups", "save_hashes_of_groups",
        "link_group_parents",
    ),
    Kind.PEOPLE: (
        organisation.person, organisation.late_person, "save_accounts", "save_hashes_of_people",
        "link_managers",
    ),
    Kind.GOALS: (
        goals.goal, goals.late_goal, "save_goals", "save_hashes_of_goals", "link_goal_parents",
    ),
    Kind.CONVERSATIONS: (
        talk.conversation, talk.late_conversation, "save_conversations",
        "save_hashes_of_conversations", "link_accepted_answers",
    ),
    Kind.MESSAGES: (
        talk.message, talk.late_message, "save_messages", "save_hashes_of_messages", "link_replies",
    ),
    Kind.EXPERIMENTS: (
        market.experiment, market.late_experiment, "save_experiments",
        "save_hashes_of_experiments", "link_retries",
    ),
}  # fmt: skip
"""Kind → what saves a row, what saves the part that points up, and the statements of both."""


def storable(kind: Kind, row: dict[str, Any], **more: Any) -> StorableRow:
    checked = RowChecker(kind, "acme").check_given(row)
    given = {"derived": [], "asks": False, "brief": None, "late": False, "version": 1} | more
    return StorableRow(1, checked.id, checked.row, "hash", **given)


def made(part: Part, kind: Kind, row: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Statement → its rows, or its ids."""
    names = {name for plan in PLANS.values() for name in (*plan.statements, *plan.late)}
    steps = Steps(tuple(sorted(names)))
    part(steps, storable(kind, row, **more), CONTEXT)
    return {name: params.get("rows", params.get("ids")) for name, params in steps.in_order()}


@pytest.mark.parametrize("kind", PARTS)
def test_what_points_at_a_later_row_is_saved_later_and_only_then_is_the_row_whole(
    kind: Kind,
) -> None:
    first, later, save, mark, link = PARTS[kind]
    at_once, early = made(first, kind, ROWS[kind]), made(first, kind, ROWS[kind], late=True)
    late = made(later, kind, ROWS[kind], late=True)

    assert at_once[save][0]["content_hash"] == "hash"
    assert early[save][0]["content_hash"] is None
    assert link not in early
    assert late[mark][0] == {"id": at_once[save][0]["id"], "content_hash": "hash"}
    if kind is not Kind.CONVERSATIONS:  # an answer always stands in a later file
        assert at_once[link] == late[link]


WHOLE: dict[Kind, tuple[Part, dict[str, Any], str]] = {
    Kind.GROUPS: (organisation.group, {"id": "x", "name": "G"}, "remove_lists_of_groups"),
    Kind.CHECKINS: (
        goals.check_in, {"goal": "g", "at": "2026-01-01", "note": "n"}, "remove_lists_of_check_ins",
    ),
    Kind.CONVERSATIONS: (talk.conversation, {"id": "x"}, "remove_lists_of_conversations"),
    Kind.MESSAGES: (
        talk.message, {"id": "x", "conversation": "c", "at": "2026-01-01"},
        "remove_lists_of_messages",
    ),
    Kind.NEEDS: (
        market.need, {"id": "x", "title": "N", "asked_by": "p", "asked_at": "2026-01-01"},
        "remove_lists_of_needs",
    ),
    Kind.OFFERS: (
        market.offer, {"id": "x", "person": "p", "what": "w", "at": "2026-01-01"},
        "remove_lists_of_offers",
    ),
    Kind.EXPERIMENTS: (
        market.experiment, {"id": "x", "title": "E", "proposed_by": "p", "proposed_at": "2026-01-01"},
        "remove_lists_of_experiments",
    ),
    Kind.OUTCOMES: (
        market.outcome, {"id": "x", "conversation": "c", "kind": "started", "what": "w", "at": "2026-01-01"},
        "remove_lists_of_outcomes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
def test_lists_are_taken_away_before_a_row_is_saved_again_but_not_of_a_new_one(kind: Kind) -> None:
    part, row, remove = WHOLE[kind]
    again = made(part, kind, row, new=False)
    assert again[remove] == [storable(kind, row).id]
    assert remove not in made(part, kind, row)
    order = PLANS[kind].statements
    saves = [name for name in again if name.startswith("save_") and name in order]
    removes_first = order.index(remove) < max(order.index(name) for name in saves)
    assert removes_first


@pytest.mark.parametrize("kind", [*WHOLE, Kind.PEOPLE, Kind.GOALS])
def test_every_row_of_a_statement_has_just_its_columns(kind: Kind) -> None:
    part, row = WHOLE[kind][:2] if kind in WHOLE else (PARTS[kind][0], ROWS[kind])
    for name, rows in made(part, kind, row, new=kind not in WHOLE).items():
        for params in rows if isinstance(rows[0], dict) else ():
            (example,) = statement(name).examples.values()
            for column in params:
                assert f"{column}:" in example, (name, column)


def test_places_begin_unsaid_and_count_on() -> None:
    row = {"id": "c", "hosts": ["a", "b", "c"], "participants": ["a", "b"], "group": "g"}
    conversation = made(talk.conversation, Kind.CONVERSATIONS, row)
    assert [one["place"] for one in conversation["link_hosts"]] == [None, 1, 2]
    assert [one["place"] for one in conversation["link_participants"]] == [None, 1]
    assert all(one["listed"] for one in conversation["link_participants"])
    assert conversation["link_conversation_groups"] == [
        {"conversation": "acme/c", "group": "acme/g"}
    ]
    assert conversation["save_conversations"][0]["stale"] == "added"
    again = made(talk.conversation, Kind.CONVERSATIONS, row, new=False)
    assert again["save_conversations"][0]["stale"] == "changed"


def test_a_line_has_no_place_and_dotted_ones_count_from_one() -> None:
    lines = made(organisation.person, Kind.PEOPLE, ROWS[Kind.PEOPLE])["link_managers"]
    assert {(one["manager"], one["kind"], one["place"]) for one in lines} == {
        ("acme/m", "line", None), ("acme/d1", "dotted", 1), ("acme/d2", "dotted", 2),
    }  # fmt: skip
    assert {(one["at"], one["at_precision"]) for one in lines} == {("2026-02-01T00:00:00Z", "day")}


def test_former_homes_and_managers_of_somebody_known_end_on_the_day_of_the_export() -> None:
    row = {"id": "p", "name": "Ann", "home_group": "g"}
    again = made(organisation.person, Kind.PEOPLE, row, new=False)
    (home,) = again["save_ends_of_homes"]
    assert (home["person"], home["group"], home["at"]) == (
        "acme/p",
        "acme/g",
        "2026-02-01T00:00:00Z",
    )
    (ends,) = again["save_ends_of_managers"]
    assert (ends["manager"], ends["dotted"]) == (None, [])
    assert "link_managers" not in again
    fresh = made(organisation.person, Kind.PEOPLE, row)
    assert fresh.keys().isdisjoint({"save_ends_of_homes", "save_ends_of_managers"})


def test_a_person_without_a_name_is_ordered_by_the_account() -> None:
    (named,) = made(organisation.person, Kind.PEOPLE, {"id": "p1", "name": "Élan"})["save_accounts"]
    (nameless,) = made(organisation.person, Kind.PEOPLE, {"id": "P1"})["save_accounts"]
    assert named["by_name"].partition(SEPARATOR)[0] == "élan" or named["by_name"].startswith("elan")
    assert nameless["by_name"].startswith("p1")
    assert (nameless["name"], nameless["name_key"], nameless["bot"]) == (None, None, False)


def test_refs_of_a_text_come_after_those_that_are_given_and_once() -> None:
    row = {"id": "m", "conversation": "c", "at": "2026-01-01", "refs": ["#a", "#b"]}
    message = made(talk.message, Kind.MESSAGES, row, derived=["#c", "#a"])
    links = sorted(message["link_refs"], key=lambda one: one["place"] or 0)
    assert [(one["ref"], one["derived"], one["place"]) for one in links] == [
        ("#a", None, None), ("#b", None, 1), ("#c", True, 2), ("#a", True, 3),
    ]  # fmt: skip
    assert [one["key"] for one in message["save_refs"]] == ["#a", "#b", "#c"]
    assert message["save_stale_conversations"] == ["acme/c"]
    assert message.keys().isdisjoint({"link_authors", "link_replies"})


def test_goals_point_up_to_parents_that_are_there_and_wait_for_others() -> None:
    row = ROWS[Kind.GOALS]
    goal = made(goals.goal, Kind.GOALS, row, awaited=frozenset({"acme/b"}))
    ((there,), (awaited,)) = goal["link_goal_parents"], goal["save_awaited_parents"]
    assert (there["parent"], there["weight"], there["weight_text"], there["place"]) == (
        "acme/a", None, None, None,
    )  # fmt: skip
    assert (awaited["parent"], awaited["weight"], awaited["place"]) == ("acme/b", 0.5, 1)
    assert goal["save_versions_of_goals"] == [{"id": "acme/g", "at": "2026-02-01T00:00:00Z"}]


@pytest.mark.parametrize("exported_at", [None, "future"])
def test_what_is_exported_tomorrow_is_known_today(exported_at: str | None) -> None:
    now = datetime.now(UTC)
    text = time_text(now + timedelta(days=3)) if exported_at else None
    steps = Steps(goals.GOALS)
    goals.goal(steps, storable(Kind.GOALS, {"id": "g", "title": "G"}), Context("acme", text))
    at = dict(steps.in_order())["save_versions_of_goals"]["rows"][0]["at"]
    assert abs(datetime.fromisoformat(at) - now) < timedelta(minutes=5)


def test_numbers_of_a_metric_stand_as_text_and_as_number() -> None:
    metric = {"kind": "reach", "target": 10, "current": 2.5}
    goal = made(goals.goal, Kind.GOALS, {"id": "g", "title": "G", "metric": metric})["save_goals"][
        0
    ]
    assert {name: goal[f"metric_{name}"] for name in ("kind", "unit", "baseline", "target")} == {
        "kind": "reach", "unit": None, "baseline": None, "target": "10",
    }  # fmt: skip
    assert (goal["metric_target_value"], goal["metric_current_value"]) == (10.0, 2.5)
    assert goal["metric_baseline_value"] is None


def test_a_correction_keeps_what_was_said_before() -> None:
    row = {"goal": "g", "at": "2026-01-05", "value": 2.5, "note": "n", "by": "ann"}
    fresh = made(goals.check_in, Kind.CHECKINS, row)
    again = made(goals.check_in, Kind.CHECKINS, row, new=False, version=2)
    assert "save_versions_of_check_ins" not in fresh
    (before,) = again["save_versions_of_check_ins"]
    assert (before["corrected_at"], before["value"], before["by"], before["status"]) == (
        "2026-02-01T00:00:00Z", "2.5", "acme/ann", None,
    )  # fmt: skip
    (saved,) = again["save_check_ins"]
    assert (saved["version"], saved["value"], saved["value_number"]) == (2, "2.5", 2.5)
    assert fresh["link_check_ins"][0]["goal"] == "acme/g"
    assert fresh["save_changes_of_progress"] == ["acme/g"]
    assert "link_check_in_authors" not in made(
        goals.check_in, Kind.CHECKINS, {"goal": "g", "at": "2026-01-05", "note": "n"}
    )


def test_a_need_is_linked_with_all_that_became_of_it() -> None:
    row = {
        "id": "n", "title": "N", "asked_by": "a", "asked_at": "2026-01-01", "message": "m",
        "conversation": "c", "requires": ["Python", "python "], "goals": ["g", "h"],
        "holds": [{"person": "b", "from": "2026-01-02", "until": "2026-01-03T00:00:00Z"}, {"person": "d"}],
        "solver": "s", "solved_at": "2026-01-09", "connectors": ["x", "y"],
    }  # fmt: skip
    need = made(market.need, Kind.NEEDS, row)
    assert (need["link_askers"][0]["at"], need["link_solvers"][0]["at_precision"]) == (
        "2026-01-01T00:00:00Z", "day",
    )  # fmt: skip
    assert [one["place"] for one in need["link_need_goals"]] == [None, 1]
    assert [one["place"] for one in need["link_connectors"]] == [None, 1]
    holds = {one["person"]: one for one in need["save_holds"]}
    assert (holds["acme/b"]["since_precision"], holds["acme/b"]["until_precision"]) == ("day", None)
    assert (holds["acme/d"]["since"], holds["acme/d"]["place"]) == (None, 1)
    assert len({one["key"] for one in need["save_holds"]}) == 2
    assert need["link_needs_to_messages"] == [{"need": "acme/n", "message": "acme/m"}]
    assert need["link_needs_to_conversations"] == [{"need": "acme/n", "conversation": "acme/c"}]
    assert [one["id"] for one in need["save_capabilities"]] == ["python"]
    bare = made(
        market.need,
        Kind.NEEDS,
        {name: row[name] for name in ("id", "title", "asked_by", "asked_at")},
    )
    assert set(bare) == {"save_needs", "link_askers"}


@pytest.mark.parametrize("noun", ["goal", "need", "experiment"])
def test_an_outcome_leads_to_what_it_names(noun: str) -> None:
    row = WHOLE[Kind.OUTCOMES][1] | {"led_to": {noun: "z"}, "by": "p", "message": "m"}
    outcome = made(market.outcome, Kind.OUTCOMES, row)
    assert outcome[f"link_outcome_{noun}s"] == [{"outcome": "acme/x", noun: "acme/z"}]
    assert outcome["link_declarers"][0]["person"] == "acme/p"
    assert outcome["link_outcome_messages"][0]["message"] == "acme/m"
    assert made(market.outcome, Kind.OUTCOMES, WHOLE[Kind.OUTCOMES][1]).keys() == {
        "save_outcomes", "link_outcome_conversations",
    }  # fmt: skip


def test_what_an_experiment_and_an_offer_say_of_others() -> None:
    row = ROWS[Kind.EXPERIMENTS] | {
        "backers": [{"person": "a", "at": "2026-01-02"}, {"person": "b"}], "goals": ["g", "h"],
        "conversation": "c",
    }  # fmt: skip
    experiment = made(market.experiment, Kind.EXPERIMENTS, row)
    assert [(one["person"], one["at_precision"], one["place"]) for one in experiment["link_backers"]] == [
        ("acme/a", "day", None), ("acme/b", None, 1),
    ]  # fmt: skip
    assert [one["place"] for one in experiment["link_experiment_goals"]] == [None, 1]
    assert experiment["save_experiments"][0]["state"] == "proposed"
    assert "link_experiment_conversations" in experiment
    offer = WHOLE[Kind.OFFERS][1]
    assert "link_offer_conversations" not in made(market.offer, Kind.OFFERS, offer)
    assert "link_offer_conversations" in made(
        market.offer, Kind.OFFERS, offer | {"conversation": "c"}
    )


def test_steps_are_sent_in_their_order_with_rows_in_one_order_and_without_empty_ones() -> None:
    steps = Steps(("first", "none", "ids", "last"))
    steps.add("last", a="y", b="1")
    steps.add("last", a="x", b="2")
    steps.add("last", a="x", b="1")
    steps.add("last", a="x", n=3, b="0")
    steps.add_once("first", "k", a=1)
    steps.add_once("first", "k", a=2)
    steps.add_once("first", "l", a=0)
    for id_ in ("b", "a", "b"):
        steps.add_id("ids", id_)

    sent = list(steps.in_order())

    assert [name for name, _ in sent] == ["first", "ids", "last"]
    assert sent[0][1] == {"rows": [{"a": 0}, {"a": 1}]}
    assert sent[1][1] == {"ids": ["a", "b"]}
    assert [tuple(row.values()) for row in sent[2][1]["rows"]] == [
        ("x", 3, "0"), ("x", "1"), ("x", "2"), ("y", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["link_x", "save_memberships", "save_reactions", "save_holds"])
def test_an_end_that_was_not_there_is_a_conflict(name: str) -> None:
    rows = {"rows": [{}, {}]}
    check_count(name, rows, [(2,)])
    for created in (1, 3):
        with pytest.raises(Conflict, match=f"{name}: {created} of 2 rows"):
            check_count(name, rows, [(created,)])
    check_count("save_goals", rows, [(1,)])


async def test_steps_are_run_and_counted() -> None:
    tx: Any = StatementAnswers({"save_goals": [], "link_owners": [(1,)]})
    await run_steps(tx, [("save_goals", {"rows": [{}]}), ("link_owners", {"rows": [{}]})])
    assert [name for name, _ in tx.sent] == ["save_goals", "link_owners"]
