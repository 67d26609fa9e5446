"""What is wrong with rows in the light of each other and of what the store answers."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import ErrorCode
from graph.importing.plans import PLANS
from graph.keys import mail_tombstone
from graph.sources.kinds import Kind
from graph.sources.rows import RowChecker
from graph.writing.checks import (
    RowCheck,
    check_cycles,
    check_references,
    check_rejected,
    note_mends,
    refuse_twins,
    stale,
)
from graph.writing.email_addresses import name_by_mail, refuse_erased, refuse_shared
from graph.writing.row_changes import Change, overlay
from graph.writing.row_results import Fault, Outcome, Status
from tests.statement_answers import StatementAnswers

BAD = Fault(ErrorCode.BAD_INPUT, "bad")


def row_check(kind: Kind, new: bool = True, **row: Any) -> RowCheck:
    """A row on its way, checked by itself."""
    checked = RowChecker(kind, "acme", mends=False).check_given(row)
    change = Change(checked.id, overlay(row), given=frozenset(row))
    return RowCheck(change, Outcome(Status.SAVED, checked.id, new), checked)


def faults(row: RowCheck) -> list[tuple[str, str, tuple[str | int, ...]]]:
    return [(fault.code.name, fault.message, fault.place) for fault in row.outcome.faults]


def test_of_twins_the_later_is_refused_and_one_that_is_faulty_already_is_not_told_so() -> None:
    rows = [row_check(Kind.GOALS, id=name, title="T") for name in "abaab"]
    rows[3].outcome.faults.append(BAD)

    refuse_twins(rows)

    assert [len(row.outcome.faults) for row in rows] == [0, 0, 1, 1, 1]
    assert faults(rows[2]) == [("BAD_INPUT", "a stands twice in this input", ())]
    assert rows[3].outcome.faults == [BAD]


async def test_references_are_looked_for_once_a_kind_and_faulted_at_their_place() -> None:
    rows = [
        row_check(Kind.GOALS, id="new", title="T", owners=["ann", "bob"], groups=["east", "gone"]),
        row_check(Kind.GOALS, id="low", title="T", parents=[{"goal": "new"}, {"goal": "stored"}]),
        row_check(
            Kind.GOALS, id="wait", title="T", parents=[{"goal": "later"}, {"goal": "stored"}]
        ),
    ]
    known = {"acme/ann", "acme/east", "acme/stored"}
    named = [PLANS[kind].stored for kind in (Kind.GOALS, Kind.PEOPLE, Kind.GROUPS)]
    tx: Any = StatementAnswers(
        {name: lambda ids: [(id_,) for id_ in ids if id_ in known] for name in named}
    )

    await check_references(tx, Kind.GOALS, rows)

    assert faults(rows[0]) == [
        ("NOT_FOUND", 'there is no person "acme/bob"', ("owners", 1)),
        ("NOT_FOUND", 'there is no group "acme/gone"', ("groups", 1)),
    ]
    assert (faults(rows[1]), rows[1].awaited, rows[1].outcome.notes) == ([], frozenset(), [])
    assert (faults(rows[2]), rows[2].awaited) == ([], {"acme/later"})
    assert rows[2].outcome.notes == [
        "the parent later is not there yet; the goal supports it once it is"
    ]
    assert sorted(name for name, _ in tx.sent) == sorted(named)


async def test_messages_of_private_talk_are_refused_and_replies_are_looked_for() -> None:
    rows = [
        row_check(Kind.MESSAGES, id="m1", conversation="open", at="2026-01-01"),
        row_check(Kind.MESSAGES, id="m2", conversation="closed", at="2026-01-01"),
        row_check(Kind.MESSAGES, id="m3", conversation="open", at="2026-01-01", reply_to="m1"),
        row_check(Kind.MESSAGES, id="m4", conversation="open", at="2026-01-01", reply_to="no"),
    ]
    tx: Any = StatementAnswers(
        {
            PLANS[Kind.CONVERSATIONS].stored: lambda ids: [(id_,) for id_ in ids],
            PLANS[Kind.MESSAGES].stored: [],
            "private_conversations": lambda ids: [(id_,) for id_ in ids if "closed" in id_],
        }
    )

    await check_references(tx, Kind.MESSAGES, rows)

    assert [faults(row) for row in rows] == [
        [],
        [("BAD_INPUT", "private talk is not kept", ("conversation",))],
        [],
        [("NOT_FOUND", 'there is no message "acme/no"', ("reply_to",))],
    ]


def test_what_hangs_on_a_rejected_new_row_waits_or_falls_with_it() -> None:
    goals = [
        row_check(Kind.GOALS, id="top", title="T"),
        row_check(Kind.GOALS, id="mid", title="T", parents=[{"goal": "top"}]),
        row_check(Kind.GOALS, id="low", title="T", parents=[{"goal": "mid"}]),
    ]
    goals[0].outcome.faults.append(BAD)
    check_rejected(Kind.GOALS, goals)
    assert [len(row.outcome.faults) for row in goals] == [1, 0, 0]
    assert [row.awaited for row in goals] == [frozenset(), {"acme/top"}, frozenset()]

    groups = [
        row_check(Kind.GROUPS, id="low", name="L", parent="mid"),
        row_check(Kind.GROUPS, id="mid", name="M", parent="top"),
        row_check(Kind.GROUPS, id="top", name="T"),
        row_check(Kind.GROUPS, id="else", name="E", parent="there"),
        row_check(Kind.GROUPS, id="there", name="E", new=False),
    ]
    groups[2].outcome.faults.append(BAD)
    groups[4].outcome.faults.append(BAD)
    check_rejected(Kind.GROUPS, groups)
    assert [len(row.outcome.faults) for row in groups] == [1, 1, 1, 0, 1]
    assert faults(groups[0]) == [("NOT_FOUND", 'there is no group "acme/mid"', ("parent",))]


async def test_a_cycle_is_told_at_the_row_that_closes_it() -> None:
    rows = [
        row_check(Kind.GOALS, id="a", title="T", parents=[{"goal": "b"}]),
        row_check(Kind.GOALS, id="b", title="T", parents=[{"goal": "c"}]),
        row_check(Kind.GOALS, id="x", title="T", parents=[{"goal": "x2"}]),
    ]
    rows[2].outcome.faults.append(BAD)
    tx: Any = StatementAnswers({"ancestry_of_goals": [("acme/c", "acme/a"), ("acme/x2", "acme/x")]})

    await check_cycles(tx, Kind.GOALS, rows)

    assert tx.params("ancestry_of_goals") == [{"ids": ["acme/a", "acme/b", "acme/c"]}]
    told = [fault for row in rows for fault in row.outcome.faults if fault is not BAD]
    assert [fault.place for fault in told] == [("parents",)]
    assert told[0].message.startswith("this closes a cycle: ")
    assert set(told[0].message.partition(": ")[2].split(" → ")) == {"a", "b", "c"}
    assert told[0].remedy == "take one of these steps out; a goal cannot be above itself"


async def test_a_manager_above_themselves_and_kinds_without_above() -> None:
    rows = [row_check(Kind.GROUPS, id="a", name="A", parent="b")]
    tx: Any = StatementAnswers({"ancestry_of_groups": [("acme/b", "acme/a")]})
    await check_cycles(tx, Kind.GROUPS, rows)
    assert faults(rows[0]) == [("BAD_INPUT", "this closes a cycle: a → b → a", ("parent",))]
    await check_cycles(tx, Kind.CONVERSATIONS, [])
    assert len(tx.sent) == 1


@pytest.mark.parametrize("version", [None, 4])
def test_a_stale_change_shows_what_is_there_now(version: int | None) -> None:
    fault = stale(Kind.GOALS, Change("acme/g", overlay({}), version=3), version)
    assert fault.code is ErrorCode.CONFLICT
    assert fault.current == (None if version is None else "acme/g")
    says = "it is not there any more" if version is None else "it is version 4 by now"
    assert fault.message == f"the goal was read as version 3; {says}"


def test_a_mended_row_is_noted_but_nobody_manages_themselves() -> None:
    checked = RowChecker(Kind.PEOPLE, "acme").check_given({"id": "a", "manager": "a", "level": -5})
    out = Outcome(Status.SAVED, "acme/a")
    note_mends(checked, out)
    assert [fault.message for fault in out.faults] == ["nobody reports to themselves"]
    assert len(out.notes) == len(checked.mended) - 1 == 1


Holder = tuple[str, str, str, bool, str | None, list[str], list[str]]


def holder(account: str, person: str | None, key: str = "a@x.org") -> Holder:
    return key, account, key, False, person, [], []


def person(name: str, email: str | None = "a@x.org", new: bool = True) -> RowCheck:
    return row_check(Kind.PEOPLE, new, id=name, **({} if email is None else {"email": email}))


@pytest.mark.parametrize(
    ("stored", "names", "refused"),
    [
        ([], ["p"], []),
        ([holder("acme/p", "acme/p")], ["p"], []),
        ([holder("acme/q", "acme/q")], ["p"], ["p"]),
        ([holder("hr/q", "hr/q")], ["p"], []),
        ([holder("acme/q", "acme/q", key="b@x.org")], ["p"], []),
        ([], ["p", "q"], ["q"]),
        ([], ["p", "p"], []),
        ([holder("acme/q", "one"), holder("acme/p", "one")], ["p"], []),
    ],
)
async def test_one_source_gives_an_address_to_one_person(
    stored: list[Holder], names: list[str], refused: list[str]
) -> None:
    rows = [person(name) for name in names]
    tx: Any = StatementAnswers({"join_candidates_by_email": stored})

    await refuse_shared(tx, rows)

    assert [row.change.id[5:] for row in rows if row.outcome.faults] == refused
    for row in rows:
        assert [fault.code for fault in row.outcome.faults] in ([], [ErrorCode.CONFLICT])
    assert tx.params("join_candidates_by_email") == [{"keys": ["a@x.org"]}]


async def test_who_gives_no_address_takes_none() -> None:
    tx: Any = StatementAnswers({})
    faulty = person("q")
    faulty.outcome.faults.append(BAD)
    rows = [person("p", None), faulty]
    rows[0].change.given = frozenset({"name"})
    await refuse_shared(tx, rows)
    assert (tx.sent, [len(row.outcome.faults) for row in rows]) == ([], [0, 1])


async def test_an_erased_person_is_not_made_anew_by_their_address() -> None:
    rows = [person("p"), person("q", "b@x.org"), person("r", new=False), person("s", None)]
    stones = {mail_tombstone("a@x.org")}
    among: Any = StatementAnswers(
        {"tombstones_among": lambda ids: [(id_,) for id_ in ids if id_ in stones]}
    )
    await refuse_erased(among, rows)
    assert [row.change.id[5:] for row in rows if row.outcome.faults] == ["p"]
    assert rows[0].outcome.faults[0].place == ("email",)


@pytest.mark.parametrize(
    ("stored", "id_", "several"),
    [
        ([], "acme/new", False),
        ([holder("acme/q", "acme/q")], "acme/q", False),
        ([holder("hr/q", "hr/q")], "acme/new", False),
        ([holder("acme/q", "acme/q"), holder("hr/r", "hr/r")], "acme/q", True),
        ([holder("acme/q", "acme/q"), holder("hr/r", "acme/q")], "acme/q", False),
        ([holder("acme/q", "acme/q", key="b@x.org")], "acme/new", False),
    ],
)
async def test_a_person_is_named_by_their_address(
    stored: list[Holder], id_: str, several: bool
) -> None:
    changes = [
        Change("acme/new", overlay({}), mail="A@x.org"), Change("acme/other", overlay({}), mail="a@x.org"),
        Change("acme/keyed", overlay({})), Change("acme/wrong", overlay({}), mail="no address"),
    ]  # fmt: skip
    tx: Any = StatementAnswers({"join_candidates_by_email": stored})

    await name_by_mail(tx, changes)

    assert [change.id for change in changes] == [id_, id_, "acme/keyed", "acme/wrong"]
    assert [bool(change.faults) for change in changes] == [several, several, False, False]
