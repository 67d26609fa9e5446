"""People who are erased: in one transaction, with all their accounts, and no write brings them back."""

from __future__ import annotations

from collections.abc import Collection

import orjson

from graph.keys import mail_tombstone, tombstone
from graph.organisation.accounts.profiles import people_of
from graph.organisation.participation import BATCH, participation_statements
from graph.sources.kinds import Kind
from graph.store.driver import Transaction


async def erase(tx: Transaction, accounts: Collection[str]) -> list[str]:
    """The tombstones of the people whose accounts these are, who are taken out of the store.

    Of each account one, and of each mail address that nobody else has.
    """
    owners = await people_of(tx, accounts)
    people = sorted({person for person, _ in owners.values()})
    all_accounts = sorted(
        {account for _, all_accounts in owners.values() for account in all_accounts}
    )
    rows = (await tx.run("emails_of_accounts", ids=all_accounts)).rows
    addresses, mails = {row[1] for row in rows}, {row[2] for row in rows}
    talk = [row[0] for row in (await tx.run("talk_of_people", ids=people)).rows]
    await tx.run("remove_people", ids=people)
    await tx.run("remove_api_keys", rows=[{"account": account} for account in all_accounts])
    await tx.run("remove_privacy_choices", ids=sorted({*all_accounts, *people}))
    await tx.run("remove_unused_capabilities")
    await tx.run("remove_requests_by_text", texts=sorted(_as_kept({*all_accounts, *addresses})))
    for start in range(0, len(talk), BATCH):
        for name, params in participation_statements(talk[start : start + BATCH]):
            await tx.run(name, **params)
    mails -= {row[0] for row in (await tx.run("join_candidates_by_email", keys=sorted(mails))).rows}
    of_accounts = [tombstone(Kind.PEOPLE.value, account) for account in all_accounts]
    return sorted([*of_accounts, *map(mail_tombstone, mails)])


def _as_kept(texts: Collection[str]) -> set[str]:
    """These texts as they stand in the answers that are kept: as JSON, without the quotes."""
    return {orjson.dumps(text).decode()[1:-1] for text in texts}


async def erased_mails(tx: Transaction, keys: Collection[str]) -> set[str]:
    """Those of these mail addresses (their keys) that were those of people who were erased."""
    by_hash = {mail_tombstone(key): key for key in keys}
    rows = (await tx.run("tombstones_among", ids=sorted(by_hash))).rows if by_hash else []
    return {by_hash[stone] for (stone,) in rows}
