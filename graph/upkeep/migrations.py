"""The schema of a store, brought up to date by numbered, checksummed migrations.

Each file of `cypher/schema/` is one migration and holds one schema command that is safe to repeat.
A migration that has been applied must never change: the store keeps the checksums.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import Conflict, StoreVersion
from graph.goals.progress.cache import note_goals_without_version
from graph.importing.stored_state import FORMER_CHECK_INS
from graph.organisation.accounts.profiles import settle_older_accounts
from graph.organisation.participation import settle_unsettled
from graph.sources.kinds import Kind
from graph.store.driver import Store
from graph.store.statements import Statement, all_statements
from graph.store.update_stamps import stamp_older_nodes
from graph.upkeep.folded_texts import renew_folded_texts

BOOTSTRAP = ("lock_name", "migration_number")
"""What the lock and the notes rest on; runs before the lock is taken, since it locks their labels."""

BATCH = 16
"""Schema commands a transaction; each of them in one of its own takes three times as long."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One schema command: its number, its name (the file's stem), the hash of its text."""

    number: int
    name: str
    checksum: str
    text: str


def known_migrations() -> list[Migration]:
    """The migrations of this installation in the order of their numbers."""
    migrations = [
        _migration(entry) for entry in all_statements().values() if entry.folder == "schema"
    ]
    return sorted(migrations, key=lambda entry: entry.number)


def _migration(statement: Statement) -> Migration:
    checksum = hashlib.sha256(statement.text.encode()).hexdigest()[:16]
    return Migration(int(statement.name[:4]), statement.name, checksum, statement.text)


async def pending_migrations(store: Store) -> list[Migration]:
    """The migrations that this store still needs.

    Raises StoreVersion where the store has had one that this installation does not know (it is
    newer), and Conflict where one that it has had was changed since.
    """
    known = {migration.number: migration for migration in known_migrations()}
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
    return [migration for number, migration in known.items() if number not in done]


async def migrate(store: Store, progress: Callable[[int, int], None] | None = None) -> int:
    """How many migrations were applied; the store is then what this installation needs.

    Two at once are safe: the second waits for the first and finds nothing left to do. One that is
    interrupted is repeated whole, which is safe too: its commands leave alone what there is.
    """
    if not await pending_migrations(store):
        return 0
    await store.run_schema(
        [migration.text for migration in known_migrations() if migration.name[5:] in BOOTSTRAP]
    )
    async with store.transaction() as tx:
        await tx.run("lock", name="migrations")
        pending = await pending_migrations(store)
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            await store.run_schema([migration.text for migration in batch])
            if progress is not None:
                progress(start + len(batch), len(pending))
        await settle_unsettled(store)
        await note_goals_without_version(store)
        if any(migration.name.endswith("_search_titles") for migration in pending):
            await renew_folded_texts(store)
        if any(migration.name.endswith("_check_in_version_id") for migration in pending):
            await tx.run("rename_tombstones", kind=Kind.CHECKINS.value, name=FORMER_CHECK_INS)
        await settle_older_accounts(store)
        if any(migration.name.endswith("_by_updated") for migration in pending):
            await stamp_older_nodes(store)
        await tx.run("save_migrations", rows=[_note(migration) for migration in pending])
    async for _ in store.stream("await_indexes", seconds=300):
        pass
    return len(pending)


def _note(migration: Migration) -> dict[str, object]:
    return {"number": migration.number, "name": migration.name, "checksum": migration.checksum}


async def migrate_new(store: Store) -> None:
    """Bring a store up to date that has had no migration at all."""
    if len(await pending_migrations(store)) == len(known_migrations()):
        await migrate(store)


async def require_migrated(store: Store) -> None:
    """Nothing, where the store is what this installation needs; else raises StoreVersion."""
    pending = await pending_migrations(store)
    if pending:
        raise StoreVersion(
            f"the store lacks {len(pending)} migrations, the first is {pending[0].name}",
            remedy="run `goalgraph migrate`",
        )
