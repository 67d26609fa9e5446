"""What becomes of the rows of a mutation, and what is sent for those that are saved."""

from __future__ import annotations

from typing import Any

import pytest

from graph.importing.options import TextMode
from graph.importing.plans import PLANS
from graph.keys import mail_tombstone
from graph.organisation.participation import participation_statements
from graph.records.enums import LinkMethod
from graph.sources.kinds import Kind
from graph.store.statements import statement
from graph.store.versions import MARK
from graph.writing.link_decisions import LinkDecisions, Pair, Verb
from graph.writing.row_changes import Change, overlay
from graph.writing.row_results import OnError, Outcome, Status, WriteAbort
from graph.writing.row_writer import ROWS, RowWriter
from tests.statement_answers import HollowStore, unstamped

SAVED, UNCHANGED, REJECTED = Status.SAVED, Status.UNCHANGED, Status.REJECTED
NEW: dict[Kind, dict[str, Any]] = {
    Kind.GOALS: {"title": "G"},
    Kind.PEOPLE: {"name": "Ann"},
    Kind.GROUPS: {"name": "East"},
    Kind.CONVERSATIONS: {"title": "T"},
    Kind.MESSAGES: {"conversation": "c", "at": "2026-01-01"},
    Kind.CHECKINS: {"goal": "g", "at": "2026-01-01", "note": "n"},
}
SAVES = {
    Kind.GOALS: "save_goals", Kind.PEOPLE: "save_accounts", Kind.GROUPS: "save_groups",
    Kind.CONVERSATIONS: "save_conversations", Kind.MESSAGES: "save_messages",
    Kind.CHECKINS: "save_check_ins",
}  # fmt: skip


def change(id_: str = "acme/x", **values: Any) -> Change:
    more = {name: values.pop(name) for name in ("version", "must_exist") if name in values}
    return Change(id_, overlay(values), given=frozenset(values), **more)


def store_with(kind: Kind, **answers: Any) -> HollowStore:
    """A store that has whatever rows point at, and of the kind itself what is told."""
    there = {
        PLANS[other].stored: lambda ids: [(id_, "h", 1) for id_ in ids]
        for other in Kind if other is not kind and other in PLANS
    }  # fmt: skip
    return HollowStore({**there, **answers})


async def saved(
    tx: Any, kind: Kind, *changes: Change, on_error: OnError = OnError.SKIP, **more: Any
) -> list[Outcome]:
    return (await RowWriter(tx, kind, changes, on_error, **more).run()).outcomes


def rows_sent(tx: HollowStore, name: str) -> list[dict[str, Any]]:
    return [row for params in tx.params(name) for row in params["rows"]]


@pytest.mark.parametrize("kind", NEW)
async def test_a_new_thing_is_saved_as_its_first_version(kind: Kind) -> None:
    tx = store_with(kind)

    (outcome,) = await saved(tx, kind, change(**NEW[kind]))

    assert (outcome.status, outcome.new, outcome.id, outcome.faults) == (SAVED, True, "acme/x", [])
    (row,) = rows_sent(tx, SAVES[kind])
    assert row["id"] == "acme/x" and row["content_hash"]
    if "version" in row:
        assert row["version"] == 1
    assert tx.params("save_new_sources") == [{"ids": ["acme"]}]
    locks = [params["name"] for params in tx.params("lock")]
    assert locks[0] == "people" and tx.sent[0][0] == "lock"


@pytest.mark.parametrize("kind", NEW)
async def test_the_same_again_is_unchanged_and_sends_nothing(kind: Kind) -> None:
    first = store_with(kind)
    await saved(first, kind, change(**NEW[kind]))
    (row,) = rows_sent(first, SAVES[kind])
    stored = [("acme/x", row["content_hash"], 4)]
    tx = store_with(kind, **{PLANS[kind].stored: stored})
    if kind in ROWS:
        columns = dict.fromkeys(statement(ROWS[kind]).columns) | LISTS | before(kind)
        tx.answers[ROWS[kind]] = [tuple(columns[name] for name in statement(ROWS[kind]).columns)]

    (outcome,) = await saved(tx, kind, change(**NEW[kind]))

    assert (outcome.status, outcome.new, outcome.faults) == (UNCHANGED, False, [])
    assert rows_sent(tx, SAVES[kind]) == []
    assert tx.params("save_new_sources") == []


LISTS: dict[str, Any] = {
    name: [] for name in (
        "dotted_managers", "parents", "owners", "groups", "tags", "synonyms", "capabilities",
        "hosts", "participants",
    )
}  # fmt: skip


def before(kind: Kind) -> dict[str, Any]:
    """The row of the kind as the store gives it."""
    from datetime import UTC, datetime

    day = {"at": datetime(2026, 1, 1, tzinfo=UTC), "at_precision": "day"}
    plain = {name: value for name, value in NEW[kind].items() if name not in ("at", "goal")}
    goal = {"goal": "acme/g"} if kind is Kind.CHECKINS else {}
    return {"id": "acme/x", **plain, **(day if "at" in NEW[kind] else {}), **goal}


@pytest.mark.parametrize(
    ("stored", "more", "fault"),
    [
        ([], {"must_exist": True}, "NOT_FOUND"),
        ([], {"version": 0}, None),
        ([], {"version": 1}, "CONFLICT"),
        ([("acme/x", "h", 4)], {"version": 4}, None),
        ([("acme/x", "h", 4)], {"version": 3}, "CONFLICT"),
        ([("acme/x", "h", None)], {"version": 0}, None),
        ([("acme/x", "h", None)], {"version": 1}, "CONFLICT"),
        ([("acme/x", "h", 4)], {"must_exist": True}, None),
        ([("acme/x", None, 4)], {}, "CONFLICT"),
    ],
)
async def test_a_change_is_refused_where_it_is_of_another_version_or_of_nothing(
    stored: list[Any], more: dict[str, Any], fault: str | None
) -> None:
    tx = store_with(Kind.GOALS, **{PLANS[Kind.GOALS].stored: stored})

    (outcome,) = await saved(tx, Kind.GOALS, change(title="G", **more))

    assert [one.code.name for one in outcome.faults] == ([] if fault is None else [fault])
    assert outcome.status is (SAVED if fault is None else REJECTED)
    sent = rows_sent(tx, "save_goals")
    assert len(sent) == (fault is None)
    if fault is None:
        version = stored[0][2] or 0 if stored else 0
        assert sent[0]["version"] == version + 1
        cleared = [{"id": "acme/x", "version": version + 1}] if stored else []
        assert rows_sent(tx, "remove_lists_of_goals") == cleared


async def test_one_that_is_rejected_takes_all_along_or_is_skipped() -> None:
    changes = [change("acme/a", title="A"), change("acme/b", title=" ")]
    with pytest.raises(WriteAbort):
        await saved(store_with(Kind.GOALS), Kind.GOALS, *changes, on_error=OnError.ABORT)
    tx = store_with(Kind.GOALS)
    outcomes = await saved(tx, Kind.GOALS, *changes)
    assert [(one.status, one.new) for one in outcomes] == [(SAVED, True), (REJECTED, False)]
    assert [row["id"] for row in rows_sent(tx, "save_goals")] == ["acme/a"]


async def test_goals_that_waited_for_a_saved_one_are_joined_to_it() -> None:
    tx = store_with(Kind.GOALS)
    await saved(tx, Kind.GOALS, change("acme/a", title="A"))
    names = [name for name, _ in tx.sent]
    assert names.index("save_goals") < names.index("resolve_awaited_parents")
    assert tx.params("resolve_awaited_parents") == [{"ids": ["acme/a"]}]
    other = store_with(Kind.GROUPS)
    await saved(other, Kind.GROUPS, change(name="G"))
    assert other.params("resolve_awaited_parents") == []


async def test_talk_that_changes_is_settled_also_where_a_message_comes_from() -> None:
    tx = store_with(
        Kind.MESSAGES, conversation_of_messages=[("acme/x", "acme/former"), ("acme/x", "acme/c")]
    )
    await saved(tx, Kind.MESSAGES, change(**NEW[Kind.MESSAGES]))
    expected = unstamped(participation_statements(["acme/c", "acme/former"]))
    assert tx.without_stamps()[-len(expected) :] == expected
    conversation = store_with(Kind.CONVERSATIONS)
    await saved(conversation, Kind.CONVERSATIONS, change(title="T"))
    expected = unstamped(participation_statements(["acme/x"]))
    assert conversation.without_stamps()[-len(expected) :] == expected


@pytest.mark.parametrize("kind", [Kind.GOALS, Kind.PEOPLE, Kind.GROUPS, Kind.CHECKINS])
async def test_what_is_no_talk_marks_its_part_as_changed(kind: Kind) -> None:
    tx = store_with(kind)
    await saved(tx, kind, change(**NEW[kind]))
    assert MARK in [name for name, _ in tx.sent]
    names = [name for name, _ in tx.sent]
    assert len(names) - 1 - names[::-1].index(MARK) > names.index(SAVES[kind])


@pytest.mark.parametrize(
    ("stored", "stone", "status", "sent"),
    [
        ([("acme/x", "h", None)], False, SAVED, True),
        ([], False, REJECTED, False),
    ],
)
async def test_talk_that_becomes_private_is_taken_out(
    stored: list[Any], stone: bool, status: Status, sent: bool
) -> None:
    tx = store_with(Kind.CONVERSATIONS, **{PLANS[Kind.CONVERSATIONS].stored: stored})
    (outcome,) = await saved(tx, Kind.CONVERSATIONS, change(visibility="private"))
    assert (outcome.status, outcome.new) == (status, False)
    assert bool(tx.params("remove_conversations")) == sent
    assert rows_sent(tx, "save_conversations") == []


async def test_people_are_named_in_the_answer_by_the_person_whose_account_it_is() -> None:
    tx = store_with(
        Kind.PEOPLE, people_of_accounts=[("acme/x", "hr/person", ["acme/x", "hr/person"])]
    )
    (outcome,) = await saved(tx, Kind.PEOPLE, change(name="Ann"))
    assert outcome.id == "hr/person"


async def test_somebody_who_was_erased_is_not_made_anew() -> None:
    stone = mail_tombstone("ann@x.org")
    tx = store_with(
        Kind.PEOPLE, tombstones_among=lambda ids, **more: [(id_,) for id_ in ids if id_ == stone]
    )
    (outcome,) = await saved(tx, Kind.PEOPLE, change(name="Ann", email="ann@x.org"))
    assert [(fault.code.name, fault.place) for fault in outcome.faults] == [
        ("FORBIDDEN", ("email",))
    ]
    assert rows_sent(tx, "save_accounts") == []


@pytest.mark.parametrize(("text", "kept"), [(TextMode.FULL, "Where?"), (TextMode.TITLE, None)])
async def test_text_is_kept_only_where_it_is_to_be(text: TextMode, kept: str | None) -> None:
    tx = store_with(Kind.MESSAGES)
    await saved(tx, Kind.MESSAGES, change(**NEW[Kind.MESSAGES], text="Where?"), text=text)
    (row,) = rows_sent(tx, "save_messages")
    assert (row["text"], row["question"]) == (kept, True)


FACTS: dict[str, Any] = {
    "has_conversation": True, "has_goal": True, "left_out": None, "private": False,
    "has_person": True, "absent": None, "owns": False, "took_part": True, "steward": False,
    "by_person": False, "state": None, "method": None, "score": None, "reasons": None,
    "version": None,
}  # fmt: skip


def standing(**more: Any) -> Any:
    columns = tuple((FACTS | more).values())
    return lambda rows: [(row["id"], *columns) for row in rows]


async def decided(tx: Any, verb: Verb, *pairs: Pair, by: str | None = "acme/ann") -> list[Outcome]:
    return (await LinkDecisions(tx, verb, pairs, by, OnError.SKIP).run()).outcomes


@pytest.mark.parametrize(
    ("verb", "state", "became", "advances"),
    [
        (Verb.LINK, None, "confirmed", True),
        (Verb.CONFIRM, "suggested", "confirmed", True),
        (Verb.REJECT, "confirmed", "rejected", False),
        (Verb.LINK, "rejected", "suggested", False),
    ],
)
async def test_a_decision_is_kept_with_its_link_and_what_it_advances(
    verb: Verb, state: str | None, became: str, advances: bool
) -> None:
    version = None if state is None else 3
    tx = HollowStore({"link_states_of_pairs": standing(state=state, version=version)})

    (outcome,) = await decided(tx, verb, Pair("acme/c", "acme/g", reasons=["r"]))

    assert (outcome.status, outcome.id, outcome.new) == (SAVED, "acme/c>acme/g", state is None)
    (link,), (decision,) = rows_sent(tx, "save_states_of_links"), rows_sent(tx, "save_decisions")
    assert (link["state"], link["version"], link["reasons"]) == (became, (version or 0) + 1, ["r"])
    assert decision["id"] == f"acme/c>acme/g#{link['version']}"
    assert (decision["state"], decision["capacity"]) == (became, "participant")
    ends = [{"conversation": "acme/c", "goal": "acme/g"}]
    assert rows_sent(tx, "link_advances") == (ends if advances else [])
    assert rows_sent(tx, "remove_advances") == ([] if advances else ends)
    (decider,) = rows_sent(tx, "link_deciders")
    assert (decider["person"], decider["decision"]) == ("acme/ann", decision["id"])
    assert tx.params("save_new_sources") == [{"ids": ["acme"]}]


@pytest.mark.parametrize(
    ("said", "stored", "method", "score", "reasons"),
    [
        ({}, {}, LinkMethod.PERSON, None, []),
        ({}, {"method": "lexical", "score": 0.5, "reasons": ["old"]}, "lexical", 0.5, ["old"]),
        ({"method": LinkMethod.LEXICAL, "score": 0.0}, {"method": "inherited", "score": 0.5},
         LinkMethod.LEXICAL, 0.0, []),
        ({"reasons": ["new"]}, {"reasons": ["old"]}, LinkMethod.PERSON, None, ["new"]),
    ],
)  # fmt: skip
async def test_a_link_keeps_what_is_not_said_anew(
    said: Any, stored: Any, method: str, score: float | None, reasons: list[str]
) -> None:
    state = {"state": "suggested", "version": 1} if stored else {}
    tx = HollowStore({"link_states_of_pairs": standing(**state, **stored)})
    await decided(tx, Verb.LINK, Pair("acme/c", "acme/g", **said))
    (link,) = rows_sent(tx, "save_states_of_links")
    assert (link["method"], link["score"], link["reasons"]) == (method, score, reasons)


async def test_a_tool_decides_in_nobodys_name() -> None:
    tx = HollowStore({"link_states_of_pairs": standing()})
    await decided(tx, Verb.LINK, Pair("acme/c", "acme/g", method=LinkMethod.EXPLICIT), by=None)
    (decision,) = rows_sent(tx, "save_decisions")
    assert (decision["method"], decision["capacity"]) == (LinkMethod.EXPLICIT, "tool")
    assert rows_sent(tx, "link_deciders") == []


async def test_of_a_pair_that_stands_twice_the_second_is_refused_and_nothing_is_written_for_none() -> (
    None
):
    tx = HollowStore({"link_states_of_pairs": standing()})
    pair = Pair("acme/c", "acme/g")
    outcomes = await decided(tx, Verb.LINK, pair, pair)
    assert [one.status for one in outcomes] == [SAVED, REJECTED]
    assert [one.new for one in outcomes] == [True, False]
    assert len(rows_sent(tx, "save_decisions")) == 1
    none = HollowStore({"link_states_of_pairs": standing(state="confirmed")})
    (outcome,) = await decided(none, Verb.CONFIRM, pair)
    assert (outcome.status, none.params("save_new_sources")) == (UNCHANGED, [])


@pytest.mark.parametrize(
    ("facts", "version", "places"),
    [
        ({"has_goal": False}, None, [("goal",)]),
        ({"has_conversation": False, "has_goal": False}, None, [("conversation",), ("goal",)]),
        ({"private": True}, None, [("conversation",)]),
        ({"version": 3, "state": "suggested"}, 2, [("version",)]),
        ({"version": 3, "state": "suggested"}, 3, []),
        ({}, 0, []),
        ({}, 1, [("version",)]),
    ],
)
async def test_what_is_not_there_or_was_changed_meanwhile(
    facts: Any, version: int | None, places: Any
) -> None:
    tx = HollowStore({"link_states_of_pairs": standing(**facts)})
    (outcome,) = await decided(tx, Verb.LINK, Pair("acme/c", "acme/g", version=version))
    assert [fault.place for fault in outcome.faults] == places
    assert outcome.status is (REJECTED if places else SAVED)


async def test_new_people_cost_nine_statements_however_many_they_are() -> None:
    tx = store_with(Kind.PEOPLE, people_of_accounts=lambda ids: [(id_, id_, [id_]) for id_ in ids])

    outcomes = await saved(tx, Kind.PEOPLE, *(change(f"acme/{n}", name="N") for n in range(20)))

    assert [outcome.id for outcome in outcomes] == [f"acme/{n}" for n in range(20)]
    assert [name for name, _ in tx.sent] == [
        "lock",
        "stored_people",
        "tombstones_among",
        "save_new_sources",
        "save_accounts",
        "save_people",
        "people_of_accounts",
        "save_profiles",
        MARK,
    ]


async def test_lines_between_people_are_looked_at_where_one_is_drawn() -> None:
    tx = store_with(
        Kind.PEOPLE,
        stored_people=lambda ids: [(id_, "h", 1) for id_ in ids if id_ == "acme/boss"],
        people_of_accounts=lambda ids: [(id_, id_, [id_]) for id_ in ids],
    )

    boss = {"manager": {"source": "acme", "id": "boss"}}
    (outcome,) = await saved(tx, Kind.PEOPLE, change(name="Ann", **boss))

    assert outcome.faults == []
    assert tx.params("ancestry_of_people") == [{"ids": ["acme/boss", "acme/x"]}]
    assert tx.params("reporting_cycles") == [{"ids": ["acme/x"]}]
