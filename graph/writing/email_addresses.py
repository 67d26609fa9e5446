"""Mail addresses in what is written: they name people, and one source gives an address to one person."""

from __future__ import annotations

from collections.abc import Sequence

from graph.accounts.erasure import erased_mails
from graph.errors import ErrorCode
from graph.keys import source_of
from graph.records.email_address import mail_address, mail_key
from graph.sources.values import shown
from graph.store.driver import Row, Transaction
from graph.writing.checks import Checking, was_erased
from graph.writing.row_changes import Change
from graph.writing.row_results import Fault


async def name_by_mail(tx: Transaction, changes: Sequence[Change]) -> None:
    """Let a change that names somebody by address alone be of the account that has it.

    Where its source has no such account, all changes of one address are of the same new one.
    """
    named = {id(one): mail_key(one.mail) for one in changes if mail_address(one.mail or "")}
    rows = await _held(tx, {key for key in named.values() if key is not None})
    made: dict[str, str] = {}
    for one in changes:
        key = named.get(id(one))
        if key is None:
            continue
        own = [row for row in rows if row[0] == key and source_of(row[1]) == source_of(one.id)]
        if len({row[4] for row in rows if row[0] == key}) > 1:
            one.faults.append(_several(one.mail or ""))
        one.id = own[0][1] if own else made.setdefault(key, one.id)


def _several(email: str) -> Fault:
    return Fault(
        ErrorCode.CONFLICT,
        f"more than one person has the mail address {shown(email)}",
        "name the person by `key` or `id`; make them one with `joinPeople`",
        ("email",),
    )


async def refuse_erased(tx: Transaction, rows: Sequence[Checking]) -> None:
    """Fault the rows that would make somebody anew who was erased, by the mail address."""
    keys: dict[int, str] = {}
    for number, row in enumerate(rows):
        if row.found is not None and row.outcome.new and not row.outcome.faults:
            key = mail_key(row.found.row.get("email"))
            if key is not None:
                keys[number] = key
    erased = await erased_mails(tx, set(keys.values()))
    for number, key in keys.items():
        if key in erased:
            rows[number].outcome.faults.append(was_erased("email"))


async def refuse_shared(tx: Transaction, rows: Sequence[Checking]) -> None:
    """Fault the rows that take an address which their source gives to somebody else."""
    taking = {
        row.change.id: mail_key(row.found.row.get("email"))
        for row in rows
        if row.found is not None and "email" in row.change.given and not row.outcome.faults
    }
    held = await _held(tx, {key for key in taking.values() if key is not None})
    person_of = {account: person for _, account, _, _, person, *_ in held}
    given: dict[tuple[str, str], str] = {}
    for row in rows:
        id_, key = row.change.id, taking.get(row.change.id)
        if key is None or any(one[0] == key and one[1] == id_ for one in held):
            continue
        others = {
            one[1]: one[4]
            for one in held
            if one[0] == key and source_of(one[1]) == source_of(id_) and one[1] != id_
        }
        first = given.setdefault((source_of(id_), key), id_)
        if first != id_:
            others.setdefault(first, first)
        mine = person_of.get(id_)
        if any(person != mine for person in others.values()):
            row.outcome.faults.append(_taken(min(others), row))


def _taken(other: str, row: Checking) -> Fault:
    source, _, native = other.partition("/")
    return Fault(
        ErrorCode.CONFLICT,
        f"{native} has this mail address already, in the same source {source}",
        f"save that one: `key: {{source: {shown(source)}, externalId: {shown(native)}}}`; "
        "or, if both are one, leave the address out here and call `joinPeople`",
        ("email",),
    )


async def _held(tx: Transaction, keys: set[str]) -> list[Row]:
    """The accounts that have these addresses, as `accounts_of_mails` gives them."""
    return (await tx.run("accounts_of_mails", keys=sorted(keys))).rows if keys else []
