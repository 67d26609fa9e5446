"""Who becomes whom by mail address: a table of cases, and what holds of any accounts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.keys import source_of
from graph.organisation.accounts.email_joins import Doubt, EmailJoins, join_by_mail
from tests.statement_answers import StatementAnswers

Row = tuple[Any, ...]


def holder(
    account: str,
    person: str | None = None,
    *,
    key: str = "a@x",
    email: str | None = None,
    bot: bool = False,
    owned: tuple[str, ...] = (),
    apart: tuple[str, ...] = (),
) -> Row:
    return key, account, email or key, bot, person, list(owned), list(apart)


CASES: dict[str, tuple[list[Row], dict[str, str], list[tuple[str, str, str]]]] = {
    "two new accounts become the first of both": (
        [holder("hr/1"), holder("chat/2")], {"hr/1": "chat/2", "chat/2": "chat/2"}, [],
    ),
    "a new account becomes who is there": (
        [holder("a/1"), holder("hr/1", "hr/1")], {"a/1": "hr/1", "hr/1": "hr/1"}, [],
    ),
    "two people become the first of both": (
        [holder("hr/1", "hr/1"), holder("chat/2", "chat/2")],
        {"hr/1": "chat/2", "chat/2": "chat/2"}, [],
    ),
    "all accounts of a person go along": (
        [holder("hr/1", "hr/1", owned=("okr/9",)), holder("chat/2", "chat/2")],
        {"hr/1": "chat/2", "okr/9": "chat/2", "chat/2": "chat/2"}, [],
    ),
    "other addresses join nobody": (
        [holder("hr/1", "hr/1"), holder("chat/2", "chat/2", key="b@x")],
        {"hr/1": "hr/1", "chat/2": "chat/2"}, [],
    ),
    "a program is nobody": (
        [holder("chat/2", "chat/2"), holder("hr/1", "hr/1", bot=True)],
        {"chat/2": "chat/2", "hr/1": "hr/1"},
        [("hr/1", "chat/2", "one of both is a program")],
    ),
    "two programs are one": (
        [holder("chat/2", "chat/2", bot=True), holder("hr/1", "hr/1", bot=True)],
        {"chat/2": "chat/2", "hr/1": "chat/2"}, [],
    ),
    "a person's decision stands": (
        [holder("chat/2", "chat/2"), holder("hr/1", "hr/1", apart=("chat/2",))],
        {"chat/2": "chat/2", "hr/1": "hr/1"},
        [("hr/1", "chat/2", "a person has decided that they are two")],
    ),
    "a decision on another account of the person stands too": (
        [holder("chat/2", "chat/2", owned=("okr/9",)), holder("hr/1", "hr/1", apart=("okr/9",))],
        {"chat/2": "chat/2", "okr/9": "chat/2", "hr/1": "hr/1"},
        [("hr/1", "chat/2", "a person has decided that they are two")],
    ),
    "each has an account in one source": (
        [holder("chat/2", "chat/2", owned=("hr/7",)), holder("hr/1", "hr/1")],
        {"chat/2": "chat/2", "hr/7": "chat/2", "hr/1": "hr/1"},
        [("hr/1", "chat/2", "each has an account in hr already")],
    ),
    "an address of two of one source is nobody's there": (
        [holder("hr/1"), holder("hr/2")], {},
        [("hr/2", "hr/1", "one source gives the address to both")],
    ),
    "but that of the one who writes it as it is compared": (
        [holder("hr/1", email="A@x"), holder("hr/2")], {"hr/2": "hr/2"},
        [("hr/1", "hr/2", "one source gives the address to both, in other case")],
    ),
    "where neither does, or both, others are in doubt": (
        [holder("hr/1", email="A@x"), holder("hr/2", email="a@X"), holder("chat/3")],
        {"chat/3": "chat/3"},
        [
            ("hr/2", "hr/1", "one source gives the address to both, in other case"),
            ("chat/3", "hr/1", "hr gives the address to several people"),
        ],
    ),
    "two accounts of one person in one source are one": (
        [holder("hr/1", "hr/1", owned=("hr/2",)), holder("hr/2", "hr/1", owned=("hr/1",)), holder("chat/3")],
        {"hr/1": "hr/1", "hr/2": "hr/1", "chat/3": "hr/1"}, [],
    ),
    "a new account joins nobody where two people are left": (
        [
            holder("a/1", "a/1", owned=("z/1",)), holder("b/2", "b/2", owned=("z/2",)), holder("c/3"),
        ],
        {"a/1": "a/1", "z/1": "a/1", "b/2": "b/2", "z/2": "b/2"},
        [
            ("b/2", "a/1", "each has an account in z already"),
            ("c/3", "a/1", "more than one person has it"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "people", "doubts"), CASES.values(), ids=CASES)
def test_who_becomes_whom(
    rows: list[Row], people: dict[str, str], doubts: list[tuple[str, str, str]]
) -> None:
    for given_rows in (rows, rows[::-1]):
        joins = EmailJoins(given_rows)
        assert joins.run() == people
        assert joins.doubts == [Doubt(*doubt) for doubt in doubts]


ACCOUNTS = [f"{source}/{number}" for source in ("a", "b", "c") for number in (1, 2)]


@st.composite
def organisations(draw: st.DrawFn) -> list[Row]:
    """Accounts, some of which share a person already, each with an address and decisions."""
    people = {account: draw(st.sampled_from([None, account, "a/1", "b/1"])) for account in ACCOUNTS}
    people["a/1"] = people["a/1"] and "a/1"
    people["b/1"] = people["b/1"] and "b/1"
    people = {a: p if p in (None, a) or people[p] == p else None for a, p in people.items()}
    pairs = [(a, b) for a in ACCOUNTS for b in ACCOUNTS if a < b and not _same(people, a, b)]
    decided = draw(st.lists(st.sampled_from(pairs), max_size=3))
    rows = []
    for account, person in people.items():
        owned = [one for one in ACCOUNTS if _same(people, account, one)]
        apart = [one for pair in decided if account in pair for one in pair if one != account]
        rows.append(
            holder(
                account, person, key=draw(st.sampled_from(["a@x", "b@x"])),
                email=draw(st.sampled_from(["a@x", "b@x", "A@x"])), bot=draw(st.booleans()),
                owned=tuple(owned), apart=tuple(apart),
            )
        )  # fmt: skip
    return draw(st.permutations(rows))


def _same(people: dict[str, str | None], one: str, other: str) -> bool:
    return people[one] is not None and people[one] == people[other]


@settings(max_examples=150, deadline=None)
@given(organisations())
def test_what_holds_of_any_accounts(rows: list[Row]) -> None:
    person_before = {row[1]: row[4] for row in rows}
    together = {row[1]: {row[1], *row[5]} for row in rows}

    joins = EmailJoins(rows)
    people = joins.run()

    for account, person in people.items():
        assert people[person] == person
        assert {people[mate] for mate in together[account] if mate in people} == {person}
    for account, person in person_before.items():
        assert person is None or account in people
    by_account = {row[1]: row for row in rows}
    for one in people:
        for other in people:
            if one < other and people[one] == people[other] and other not in together[one]:
                assert source_of(one) != source_of(other)
                assert other not in by_account[one][6] and one not in by_account[other][6]
    for doubt in joins.doubts:
        assert by_account[doubt.account][0] == by_account[doubt.other][0]
        assert doubt.seen_from(doubt.account) == doubt
        assert doubt.seen_from(doubt.other).seen_from(doubt.account) == doubt


async def test_new_accounts_begin_with_their_people_and_decided_doubts_are_not_told() -> None:
    rows = [
        holder("hr/1"), holder("chat/2"), holder("hr/9", key="alone@x"),
        holder("b/1", key="b@x"), holder("c/1", key="b@x", bot=True),
        holder("b/2", key="c@x"), holder("c/2", key="c@x", apart=("b/2",)),
    ]  # fmt: skip
    answers: dict[str, Any] = {
        "join_candidates_by_email": rows,
        "save_people": [],
        "link_accounts": [],
        "people_of_accounts": [],
    }
    tx: Any = StatementAnswers(answers)

    doubts = await join_by_mail(tx, {"b@x", "a@x"})

    assert tx.params("join_candidates_by_email") == [{"keys": ["a@x", "b@x"]}]
    assert tx.params("save_people") == [{"ids": ["b/1", "b/2", "chat/2"]}]
    assert tx.params("link_accounts") == [{"rows": [{"account": "hr/1", "person": "chat/2"}]}]
    assert [(doubt.account, doubt.other) for doubt in doubts] == [("c/1", "b/1")]


async def test_without_addresses_nothing_is_asked() -> None:
    tx: Any = StatementAnswers({"people_of_accounts": []})
    assert await join_by_mail(tx, []) == []
    assert tx.params("join_candidates_by_email") == []
