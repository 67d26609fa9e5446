"""People who were erased leave the packed ledger at once: a hash stands for them until the next run.

What they earned stays counted in the sums of everybody until then, by nobody. Facts of talk that
named them, and what they carried, go; the next run reads that talk again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.keys import tombstone
from graph.ledger.inputs import INPUTS, unpacked_inputs
from graph.ledger.organisation_rows import unpacked_organisation
from graph.ledger.packed_columns import Part, packed_ids, packed_tables, tables_of, unpacked_ids
from graph.ledger.packed_talk import unpacked_talk
from graph.organisation.accounts.profiles import LOCK
from graph.sources.kinds import Kind
from graph.store.driver import Store, Transaction

NOBODY = "erased/"
"""Begins what stands for somebody in place of an id."""


async def forget_erased(tx: Transaction) -> int:
    """How many packed parts named somebody who was erased; none does now."""
    changed = await _forget_covered(tx)
    for (id_,) in (await tx.run("ledger_tables")).rows:
        part = Part(*(await tx.run("ledger_columns", ids=[id_])).rows[0])
        tables = await asyncio.to_thread(tables_of, part)
        if nobody := await _erased(tx, tables.people):
            data = packed_tables(tables.with_people(_named(tables.people, nobody)))
            row = {"id": id_, "month": part.month, "name": part.name, "rows": part.rows}
            await tx.run("save_ledger_columns", rows=[row | {"data": data}])
            changed += 1
    for (id_,) in (await tx.run("ledger_facts")).rows:
        data = (await tx.run("ledger_talk", ids=[id_])).rows[0][1]
        if await _erased(tx, await asyncio.to_thread(_people_in, id_, data)) or (
            changed and id_.startswith(INPUTS)
        ):
            await tx.run("remove_ledger_facts", ids=[id_])
            changed += 1
    return changed


def _people_in(id_: str, data: str) -> Sequence[str]:
    """Whom facts name, other ids among them."""
    if id_.startswith(INPUTS):
        return sorted(unpacked_inputs(data).names())
    return unpacked_talk(data).ids["people"]


async def _forget_covered(tx: Transaction) -> int:
    """1 where what says whom the ledger covers, and where they belonged, named somebody who was erased."""
    for packed, organisation in (await tx.run("people_covered_by_ledger")).rows:
        covered = await asyncio.to_thread(unpacked_ids, packed)
        rows = [] if organisation is None else unpacked_organisation(organisation).people
        if nobody := await _erased(tx, sorted(covered.union(row[0] for row in rows))):
            properties = {"covered": packed_ids(covered - nobody.keys()), "organisation": None}
            await tx.run("publish_ledger", properties=properties)
            return 1
    return 0


async def publish(store: Store, properties: Mapping[str, object], named: Collection[str]) -> None:
    """Show a ledger, without whoever was erased while it was reckoned.

    `named` are all people of whom it was made: only where one of them was erased are its parts unpacked.
    """
    people = await asyncio.to_thread(_by_hash, named)

    async def work(tx: Transaction) -> None:
        await tx.run("lock", name=LOCK)
        await tx.run("publish_ledger", properties=properties)
        if await _erased_of(tx, people):
            await forget_erased(tx)

    await store.unit(work)


async def _erased(tx: Transaction, people: Sequence[str]) -> dict[str, str]:
    """Those of these people who were erased, each with what stands for them."""
    return await _erased_of(tx, _by_hash(people))


def _by_hash(people: Iterable[str]) -> dict[str, str]:
    """What stands for each of these people if they were erased."""
    return {tombstone(Kind.PEOPLE.value, one): one for one in people}


async def _erased_of(tx: Transaction, by_hash: Mapping[str, str]) -> dict[str, str]:
    """Those of these people who were erased, each with what stands for them."""
    rows = (await tx.run("tombstones_among", ids=sorted(by_hash))).rows if by_hash else []
    return {by_hash[stone]: NOBODY + stone for (stone,) in rows}


def _named(people: Sequence[str], nobody: Mapping[str, str]) -> list[str]:
    return [nobody.get(one, one) for one in people]
