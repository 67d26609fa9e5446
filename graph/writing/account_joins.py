"""People joined and parted by somebody's word, and the pairs of whom somebody should decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import ErrorCode
from graph.keys import source_of
from graph.organisation.accounts.email_joins import join_by_mail
from graph.organisation.accounts.profiles import LOCK, move_accounts, people_of
from graph.sources.kinds import Kind
from graph.sources.values import quote
from graph.store.driver import Store, Transaction
from graph.writing.checks import unknown
from graph.writing.row_results import Answer, Fault, Outcome, Status, WriteAbort

BATCH = 500


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two people who may be one: their ids, an account of each, the reasons and what is the same."""

    one: str
    other: str
    one_account: str
    other_account: str
    reasons: list[str]
    same: list[str]


async def duplicate_people(store: Store, limit: int) -> list[DoubtfulPair]:
    """Pairs of people who may be one, in the order of their ids, at most so many."""
    return [DoubtfulPair(*row) async for row in store.stream("duplicate_people", limit=limit)]


async def join_people(tx: Transaction, keep: str, others: Sequence[str]) -> Answer:
    """What became of making the people of these accounts one: the first keeps id and first word."""
    await tx.run("lock", name=LOCK)
    known = await people_of(tx, {keep, *others})
    faults = [] if keep in known else [unknown(Kind.PEOPLE, keep, ("keep",))]
    faults += [
        unknown(Kind.PEOPLE, other, ("others", number))
        for number, other in enumerate(others)
        if other not in known
    ]
    if not others:
        faults.append(_wrong("nobody is given to be joined", "name at least one person", "others"))
    if faults:
        raise WriteAbort(Answer([Outcome.rejected(keep, *faults)]))
    person = known[keep][0]
    moves = {account: person for other in others for account in known[other][1]}
    moves = {account: to for account, to in moves.items() if account not in known[keep][1]}
    await move_accounts(tx, moves)
    return Answer([Outcome(Status.SAVED if moves else Status.UNCHANGED, person)])


async def split_person(tx: Transaction, person: str, accounts: Sequence[str]) -> Answer:
    """What became of giving accounts of a person to a person of their own.

    Whoever has the account that the person is called after keeps the id; the others are called
    after the first account given, or the first by id.
    """
    await tx.run("lock", name=LOCK)
    known = await people_of(tx, {person, *accounts})
    if person not in known:
        raise WriteAbort(
            Answer([Outcome.rejected(person, unknown(Kind.PEOPLE, person, ("person",)))])
        )
    id_, all_accounts = known[person]
    named = list(dict.fromkeys(accounts))
    faults = [
        _wrong(
            f"{quote(account)} is no account of this person",
            f"name one of: {', '.join(all_accounts)}",
            "accounts",
            number,
        )
        for number, account in enumerate(named)
        if account not in all_accounts
    ]
    if not named or len(named) == len(all_accounts):
        faults.append(
            _wrong("some accounts must stay and some must go", "name those that go", "accounts")
        )
    if faults:
        raise WriteAbort(Answer([Outcome.rejected(id_, *faults)]))
    departing = (
        named if id_ not in named else [account for account in all_accounts if account not in named]
    )
    await tx.run("restore_people", ids=[departing[0]])
    await _keep_apart(
        tx, departing, [account for account in all_accounts if account not in departing]
    )
    await move_accounts(tx, dict.fromkeys(departing, departing[0]))
    return Answer([Outcome(Status.SAVED, id_), Outcome(Status.SAVED, departing[0], new=True)])


async def _keep_apart(tx: Transaction, some: Sequence[str], rest: Sequence[str]) -> None:
    """Keep imports from joining these again because accounts of two sources have one address."""
    rows = (await tx.run("emails_of_accounts", ids=sorted([*some, *rest]))).rows
    key_of = {account: key for account, _, key in rows}
    pairs = sorted(
        (min(first, second), max(first, second))
        for first in some
        for second in rest
        if first in key_of
        and key_of[first] == key_of.get(second)
        and source_of(first) != source_of(second)
    )
    if pairs:
        await tx.run(
            "save_apart_accounts", rows=[{"one": first, "other": second} for first, second in pairs]
        )


async def join_all_by_mail(store: Store) -> int:
    """How many addresses of several people were looked at; who is one by the rule is joined."""
    keys = [row[0] async for row in store.stream("shared_emails")]

    async def work(tx: Transaction, batch: Sequence[str]) -> None:
        await tx.run("lock", name=LOCK)
        await join_by_mail(tx, batch)

    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        await store.unit(lambda tx, batch=batch: work(tx, batch))  # type: ignore[misc]
    return len(keys)


def _wrong(message: str, remedy: str, *place: str | int) -> Fault:
    return Fault(ErrorCode.BAD_INPUT, message, remedy, place)
