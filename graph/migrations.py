"""The schema of a store, brought up to date by numbered, checksummed migrations.

Each file of `cypher/schema/` is one migration and holds one schema command, which runs in a
transaction of its own and is safe to repeat. A migration that has been applied must never change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import Conflict, StoreVersion
from graph.statements import Statement, all_statements
from graph.store import Store

BOOTSTRAP = ("lock_name", "migration_number")


@dataclass(frozen=True, slots=True)
class Migration:
    """One schema command: its number, its name (the file's stem), the hash of its text."""

    number: int
    name: str
    checksum: str
    text: str


def known_migrations() -> list[Migration]:
    """The migrations of this installation in the order of their numbers."""
    found = [_migration(one) for one in all_statements().values() if one.folder == "schema"]
    return sorted(found, key=lambda one: one.number)


def _migration(one: Statement) -> Migration:
    checksum = hashlib.sha256(one.text.encode()).hexdigest()[:16]
    return Migration(int(one.name[:4]), one.name, checksum, one.text)


async def pending_migrations(store: Store) -> list[Migration]:
    """The migrations that this store still needs.

    Raises StoreVersion where the store has had one that this installation does not know (it is
    newer), and Conflict where one that it has had was changed since.
    """
    known = {one.number: one for one in known_migrations()}
    applied = await store.rows("migrations")
    for number, name, checksum, _ in applied:
        if number not in known:
            raise StoreVersion(
                f"the store has had migration {name}, which this version does not know",
                remedy="run the newer version of Goalgraph that made it",
            )
        if known[number].checksum != checksum:
            raise Conflict(
                f"migration {name} was applied with other text than cypher/schema holds now",
                remedy="restore the file; mend the schema by a new migration",
            )
    done = {number for number, *_ in applied}
    return [one for number, one in known.items() if number not in done]


async def migrate(store: Store, progress: Callable[[int, int], None] | None = None) -> int:
    """How many migrations were applied; the store is then what this installation needs.

    Two at once are safe: each command is repeatable and each note is made under a lock.
    """
    pending = await pending_migrations(store)
    if not pending:
        return 0
    for one in known_migrations():
        if one.name[5:] in BOOTSTRAP:
            await store.run_schema(one.text)
    for count, one in enumerate(pending, start=1):
        await store.run_schema(one.text)
        async with store.transaction() as tx:
            await tx.run("lock", name="migrations")
            await tx.run("save_migration", number=one.number, name=one.name, checksum=one.checksum)
        if progress is not None:
            progress(count, len(pending))
    await store.rows("await_indexes", seconds=300)
    return len(pending)


async def require_migrated(store: Store) -> None:
    """Nothing, where the store is what this installation needs; else raises StoreVersion."""
    pending = await pending_migrations(store)
    if pending:
        raise StoreVersion(
            f"the store lacks {len(pending)} migrations, the first is {pending[0].name}",
            remedy="run `goalgraph migrate`",
        )
