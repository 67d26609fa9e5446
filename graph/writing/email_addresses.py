"""Mail addresses in what is written: they name people, and one source gives an address to one person."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import ErrorCode
from graph.keys import source_of
from graph.organisation.accounts.erasure import erased_mails
from graph.records.email_address import mail_address, mail_key
from graph.sources.values import quote
from graph.store.driver import Row, Transaction
from graph.writing.checks import RowCheck, erased_owner
from graph.writing.row_changes import Change
from graph.writing.row_results import Fault, Reason


async def name_by_mail(tx: Transaction, changes: Sequence[Change]) -> None:
    """Let a change that names somebody by address alone be of the account that has it.

    Where its source has no such account, all changes of one address are of the same new one.
    """
    keys = {
        id(change): mail_key(change.mail) for change in changes if mail_address(change.mail or "")
    }
    rows = await _accounts_of_mails(tx, {key for key in keys.values() if key is not None})
    new_ids: dict[str, str] = {}
    for change in changes:
        key = keys.get(id(change))
        if key is None:
            continue
        own = [row for row in rows if row[0] == key and source_of(row[1]) == source_of(change.id)]
        if len({row[4] for row in rows if row[0] == key}) > 1:
            change.faults.append(_several(change.mail or ""))
        change.id = own[0][1] if own else new_ids.setdefault(key, change.id)


def _several(email: str) -> Fault:
    return Fault(
        ErrorCode.CONFLICT,
        f"more than one person has the mail address {quote(email)}",
        "name the person by `key` or `id`; make them one with `joinPeople`",
        ("email",),
        reason=Reason.SEVERAL_PEOPLE,
    )


async def refuse_erased(tx: Transaction, rows: Sequence[RowCheck]) -> None:
    """Fault the rows that would make somebody anew who was erased, by the mail address."""
    keys: dict[int, str] = {}
    for number, row in enumerate(rows):
        if row.checked_row is not None and row.outcome.new and not row.outcome.faults:
            key = mail_key(row.checked_row.row.get("email"))
            if key is not None:
                keys[number] = key
    erased = await erased_mails(tx, set(keys.values()))
    for number, key in keys.items():
        if key in erased:
            rows[number].outcome.faults.append(erased_owner("email"))


async def refuse_shared(tx: Transaction, rows: Sequence[RowCheck]) -> None:
    """Fault the rows that take an address which their source gives to somebody else."""
    keys = {
        row.change.id: mail_key(row.checked_row.row.get("email"))
        for row in rows
        if row.checked_row is not None and "email" in row.change.given and not row.outcome.faults
    }
    accounts = await _accounts_of_mails(tx, {key for key in keys.values() if key is not None})
    person_of = {account: person for _, account, _, _, person, *_ in accounts}
    first_by_key: dict[tuple[str, str], str] = {}
    for row in rows:
        id_, key = row.change.id, keys.get(row.change.id)
        if key is None or any(holder[0] == key and holder[1] == id_ for holder in accounts):
            continue
        others = {
            holder[1]: holder[4]
            for holder in accounts
            if holder[0] == key and source_of(holder[1]) == source_of(id_) and holder[1] != id_
        }
        first = first_by_key.setdefault((source_of(id_), key), id_)
        if first != id_:
            others.setdefault(first, first)
        mine = person_of.get(id_)
        if any(person != mine for person in others.values()):
            row.outcome.faults.append(_taken(min(others), row))


def _taken(other: str, row: RowCheck) -> Fault:
    source, _, native = other.partition("/")
    return Fault(
        ErrorCode.CONFLICT,
        f"{native} has this mail address already, in the same source {source}",
        f"save that one: `key: {{source: {quote(source)}, externalId: {quote(native)}}}`; "
        "or, if both are one, leave the address out here and call `joinPeople`",
        ("email",),
        reason=Reason.EMAIL_TAKEN,
    )


async def _accounts_of_mails(tx: Transaction, keys: set[str]) -> list[Row]:
    """The accounts that have these addresses, as `join_candidates_by_email` gives them."""
    return (await tx.run("join_candidates_by_email", keys=sorted(keys))).rows if keys else []
