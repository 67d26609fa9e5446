"""What is taken back, what stands in the way, and accounts joined and parted by somebody's word."""

from __future__ import annotations

from typing import Any

import pytest

from graph.importing.plans import PLANS
from graph.keys import tombstone
from graph.organisation.participation import participation_statements
from graph.sources.kinds import Kind
from graph.store.statements import statement
from graph.writing.account_joins import join_all_by_mail, join_people, split_person
from graph.writing.removals import REMOVALS, drop_tombstones, holds, remove, there
from graph.writing.row_results import Outcome, Status, WriteAbort
from tests.statement_answers import HollowStore, unstamped

KINDS = [kind for kind in REMOVALS if kind is not Kind.PEOPLE]


def store_of(kind: Kind, there: list[str], stones: tuple[str, ...] = (), hang: int = 0) -> Any:
    removal = REMOVALS[kind]
    hashes = {tombstone(kind.value, id_) for id_ in stones}
    answers: dict[str, Any] = {
        PLANS[kind].stored: lambda ids: [(id_, "h", 1) for id_ in ids if id_ in there],
        "tombstones_among": lambda ids: [(id_,) for id_ in ids if id_ in hashes],
        "conversation_of_messages": lambda ids: [(id_, f"acme/c{id_[-1]}") for id_ in ids],
    }
    if removal.holds is not None:
        columns = statement(removal.holds).columns
        answers[removal.holds] = [(hang, *[0] * (len(columns) - 1))]
    return HollowStore(answers)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_there_is_taken_out_and_remembered(kind: Kind) -> None:
    tx = store_of(kind, ["acme/a", "acme/b"], ("acme/gone",))

    answer = await remove(tx, kind, ["acme/b", "acme/gone", "acme/a"], sure=False)

    assert answer.outcomes == [
        Outcome(Status.SAVED, "acme/b"), Outcome(Status.UNCHANGED, "acme/gone"),
        Outcome(Status.SAVED, "acme/a"),
    ]  # fmt: skip
    assert tx.params(REMOVALS[kind].remove) == [{"ids": ["acme/a", "acme/b"]}]
    (stones,) = tx.params("save_tombstones")
    assert {row["id"] for row in stones["rows"]} == {
        tombstone(kind.value, id_) for id_ in ("acme/a", "acme/b")
    }
    assert {row["kind"] for row in stones["rows"]} == {kind.value}
    locks = [params["name"] for params in tx.params("lock")]
    assert (REMOVALS[kind].lock in locks) == (REMOVALS[kind].lock is not None)
    talk = unstamped(participation_statements(["acme/ca", "acme/cb"]))
    assert (tx.without_stamps()[-len(talk) :] == talk) == (kind is Kind.MESSAGES)


@pytest.mark.parametrize("kind", KINDS)
async def test_one_that_nobody_knows_keeps_all(kind: Kind) -> None:
    tx = store_of(kind, ["acme/a"])
    with pytest.raises(WriteAbort) as aborted:
        await remove(tx, kind, ["acme/a", "acme/none"], sure=True)
    statuses = [outcome.status for outcome in aborted.value.answer.outcomes]
    assert statuses == [Status.SAVED, Status.REJECTED]
    assert tx.params(REMOVALS[kind].remove) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if REMOVALS[kind].holds])
async def test_what_something_hangs_on_is_kept_unless_that_is_meant(kind: Kind) -> None:
    tx = store_of(kind, ["acme/a"], hang=2)
    with pytest.raises(WriteAbort) as aborted:
        await remove(tx, kind, ["acme/a"], sure=False)
    ((fault,),) = [outcome.faults for outcome in aborted.value.answer.outcomes]
    assert (fault.code.name, fault.place) == ("CONFLICT", ("cascade",))
    sure = store_of(kind, ["acme/a"], hang=2)
    assert (await remove(sure, kind, ["acme/a"], sure=True)).outcomes[0].status is Status.SAVED


async def test_nothing_is_taken_out_where_all_were_taken_back_before() -> None:
    tx = store_of(Kind.GROUPS, [], ("acme/gone",))
    answer = await remove(tx, Kind.GROUPS, ["acme/gone"], sure=True)
    assert [outcome.status for outcome in answer.outcomes] == [Status.UNCHANGED]
    assert tx.params("remove_groups") == tx.params("save_tombstones") == []


async def test_what_is_saved_anew_is_remembered_no_more_but_people_who_were_erased() -> None:
    for kind in Kind:
        tx: Any = HollowStore({})
        await drop_tombstones(tx, kind, ["acme/a"])
        dropped = [{"ids": [tombstone(kind.value, "acme/a")]}]
        assert tx.params("remove_tombstones") == (dropped if kind in KINDS else [])


async def test_what_hangs_on_things_and_how_many_are_there() -> None:
    store = store_of(Kind.CONVERSATIONS, ["acme/a", "acme/b"], hang=3)
    counts = await holds(store, Kind.CONVERSATIONS, ["acme/b", "acme/a"])
    assert sum(counts.values()) == 3
    assert store.params("dependents_of_conversations") == [{"ids": ["acme/a", "acme/b"]}]
    assert await holds(store, Kind.CHECKINS, ["acme/a"]) == {}
    assert await there(store, Kind.CONVERSATIONS, ["acme/a", "acme/a", "acme/none"]) == 1


PEOPLE = {
    "hr/1": ("hr/1", ["chat/1", "hr/1"]), "chat/1": ("hr/1", ["chat/1", "hr/1"]),
    "okr/2": ("okr/2", ["okr/2"]), "okr/3": ("okr/3", ["chat/3", "okr/3"]),
    "chat/3": ("okr/3", ["chat/3", "okr/3"]),
}  # fmt: skip


def people(mails: dict[str, str] | None = None) -> Any:
    return HollowStore(
        {
            "people_of_accounts": lambda ids: [(id_, *PEOPLE[id_]) for id_ in ids if id_ in PEOPLE],
            "emails_of_accounts": lambda ids: [
                (id_, "", key) for id_, key in (mails or {}).items() if id_ in ids
            ],
        }
    )


def moves(tx: HollowStore) -> dict[str, str]:
    return {
        row["account"]: row["person"] for params in tx.params("move_accounts") for row in params["rows"]
    }  # fmt: skip


async def test_people_are_joined_with_all_their_accounts() -> None:
    tx = people()
    answer = await join_people(tx, "chat/1", ["okr/2", "okr/3"])
    assert answer.outcomes == [Outcome(Status.SAVED, "hr/1")]
    assert moves(tx) == {"okr/2": "hr/1", "okr/3": "hr/1", "chat/3": "hr/1"}
    same = people()
    assert (await join_people(same, "hr/1", ["chat/1"])).outcomes[0].status is Status.UNCHANGED
    assert moves(same) == {}


@pytest.mark.parametrize(
    ("keep", "others", "places"),
    [
        ("none", ["okr/2"], [("keep",)]),
        ("hr/1", ["okr/2", "none"], [("others", 1)]),
        ("hr/1", [], [("others",)]),
        ("none", [], [("keep",), ("others",)]),
    ],
)
async def test_who_cannot_be_joined_is_told_where(
    keep: str, others: list[str], places: Any
) -> None:
    with pytest.raises(WriteAbort) as aborted:
        await join_people(people(), keep, others)
    (outcome,) = aborted.value.answer.outcomes
    assert [fault.place for fault in outcome.faults] == places


@pytest.mark.parametrize(
    ("person", "accounts", "goes", "new"),
    [("hr/1", ["chat/1"], "chat/1", "chat/1"), ("chat/1", ["hr/1"], "chat/1", "chat/1")],
)
async def test_a_person_keeps_the_id_of_the_account_that_they_are_called_after(
    person: str, accounts: list[str], goes: str, new: str
) -> None:
    tx = people({"hr/1": "a@x", "chat/1": "a@x"})
    answer = await split_person(tx, person, accounts)
    assert answer.outcomes == [Outcome(Status.SAVED, "hr/1"), Outcome(Status.SAVED, new, new=True)]
    assert moves(tx) == {goes: new}
    assert tx.params("restore_people") == [{"ids": [new]}]
    assert tx.params("save_apart_accounts") == [{"rows": [{"one": "chat/1", "other": "hr/1"}]}]


@pytest.mark.parametrize(
    "mails", [{}, {"hr/1": "a@x"}, {"chat/1": "a@x"}, {"hr/1": "a@x", "chat/1": "b@x"}]
)
async def test_accounts_of_different_addresses_need_not_be_kept_apart(mails: Any) -> None:
    tx = people(mails)
    await split_person(tx, "hr/1", ["chat/1"])
    assert tx.params("save_apart_accounts") == []


@pytest.mark.parametrize(
    ("person", "accounts", "places"),
    [
        ("none", ["chat/1"], [("person",)]),
        ("hr/1", ["okr/2"], [("accounts", 0)]),
        ("hr/1", [], [("accounts",)]),
        ("hr/1", ["hr/1", "chat/1"], [("accounts",)]),
        ("hr/1", ["chat/1", "chat/1"], []),
    ],
)
async def test_some_accounts_must_stay_and_some_must_go(
    person: str, accounts: list[str], places: Any
) -> None:
    if not places:
        await split_person(people(), person, accounts)
        return
    with pytest.raises(WriteAbort) as aborted:
        await split_person(people(), person, accounts)
    (outcome,) = aborted.value.answer.outcomes
    assert [fault.place for fault in outcome.faults] == places


async def test_addresses_of_several_people_are_looked_at_in_batches() -> None:
    store: Any = HollowStore({"shared_emails": [(f"m{n:04}",) for n in range(501)]})
    assert await join_all_by_mail(store) == 501
    assert [len(params["keys"]) for params in store.params("join_candidates_by_email")] == [500, 1]
