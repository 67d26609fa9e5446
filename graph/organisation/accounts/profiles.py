"""What a person is by their accounts, and accounts that change hands with all that was done by them.

Everything that an account said or did names it (`account`), so that it can be given to another person
and back. Where two accounts of a person say the same of one thing, the person has it once; what the
second says waits on the account. `move_accounts` is the one way in which accounts change hands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.organisation.participation import BATCH, participation_statements
from graph.store.driver import Store, Transaction
from graph.store.versions import MARK, Part, mark

LOCK = "people"
"""Held by whoever writes what people said or did: accounts change hands only between such writes."""

OF_ROWS = ("capabilities", "homes", "managers")
"""What the row of an account itself says in lists and spans."""


Owners = dict[str, tuple[str, list[str]]]
"""Account → its person and all accounts of that person."""


async def save_profiles(
    tx: Transaction, accounts: Collection[str], *, new_lines: bool = True
) -> Owners:
    """Make the people whose accounts these are say what all their accounts say; whose they are.

    `new_lines`: some of them were given managers.
    """
    owners = await people_of(tx, accounts)
    if not owners:
        return owners
    await tx.run("save_profiles", ids=sorted(owners))
    people = {person: owned for person, owned in owners.values()}
    of_several = sorted(person for person, owned in people.items() if len(owned) > 1)
    if of_several:
        await _to_accounts(tx, of_several, OF_ROWS)
        await _to_people(tx, of_several, OF_ROWS)
    if new_lines or of_several:
        await _part_cycles(tx, sorted(people))
    return owners


async def people_of(tx: Transaction, accounts: Collection[str]) -> Owners:
    """The owners of these accounts; absent where there is no such account."""
    if not accounts:
        return {}
    rows = (await tx.run("people_of_accounts", ids=sorted(accounts))).rows
    return {account: (person, owned) for account, person, owned in rows}


async def move_accounts(tx: Transaction, person_of: Mapping[str, str]) -> None:
    """Give accounts to people who are there, and settle all that follows from it."""
    former = await people_of(tx, person_of)
    moves = {
        account: person
        for account, person in sorted(person_of.items())
        if account in former and former[account][0] != person
    }
    people = sorted({*moves.values(), *(former[account][0] for account in moves)})
    if not moves:
        return
    talk = [row[0] for row in (await tx.run("talk_of_people", ids=people)).rows]
    await _to_accounts(tx, people, ("lists", *OF_ROWS))
    rows = [{"account": account, "person": person} for account, person in moves.items()]
    await tx.run("move_accounts", rows=rows)
    await tx.run("save_former_people", ids=people)
    await _to_people(tx, people, ("lists", *OF_ROWS))
    await tx.run("save_profiles", ids=sorted(moves) + _left(former, moves))
    await tx.run("remove_apart_accounts", ids=people)
    await tx.run("move_scores_to_own")  # who opted out by an account that came is out altogether
    await _part_cycles(tx, people)
    for start in range(0, len(talk), BATCH):
        for name, params in participation_statements(talk[start : start + BATCH]):
            await tx.run(name, **params)
    await tx.run(MARK, **mark(Part))


def _left(former: Mapping[str, tuple[str, list[str]]], moves: Mapping[str, str]) -> list[str]:
    """The accounts that stay with the people whom others leave."""
    return sorted({other for account in moves for other in former[account][1]} - moves.keys())


async def _to_accounts(tx: Transaction, people: Sequence[str], what: Sequence[str]) -> None:
    for name in what:
        await tx.run(f"move_{name}_to_accounts", ids=people)


async def _to_people(tx: Transaction, people: Sequence[str], what: Sequence[str]) -> None:
    for name in what:
        await tx.run(f"move_{name}_to_people", ids=people)


async def _part_cycles(tx: Transaction, people: Sequence[str]) -> None:
    """Cut the reporting lines by which one of these people would report to themselves.

    Two sources may each have a chain of command without a cycle and close one together. The line
    of the last person by id then stays on the account that says it.
    """
    while cycles := (await tx.run("reporting_cycles", ids=people)).rows:
        await tx.run("move_managers_to_accounts", ids=[cycles[-1][0]])


async def settle_older_accounts(store: Store) -> int:
    """How many accounts of an older version got what their rows had said of their people."""
    count = 0
    while ids := [row[0] async for row in store.stream("older_accounts", limit=BATCH)]:
        await store.write("save_older_accounts", ids=ids)
        count += len(ids)
    return count
