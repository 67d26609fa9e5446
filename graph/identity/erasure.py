"""People who are erased: in one transaction, with all their accounts, and no write brings them back."""

from __future__ import annotations

from collections.abc import Collection

from graph.identity.profiles import people_of
from graph.settling import BATCH, settling
from graph.store import Transaction


async def erase(tx: Transaction, accounts: Collection[str]) -> list[str]:
    """All accounts of the people whose accounts these are, who are taken out of the store."""
    owners = await people_of(tx, accounts)
    people = sorted({person for person, _ in owners.values()})
    talk = [row[0] for row in (await tx.run("talk_of_people", ids=people)).rows]
    await tx.run("remove_people", ids=people)
    for start in range(0, len(talk), BATCH):
        for name, given in settling(talk[start : start + BATCH]):
            await tx.run(name, **given)
    return sorted({account for _, held in owners.values() for account in held})
