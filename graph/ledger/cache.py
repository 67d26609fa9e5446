"""The ledger that an API process answers from, read anew where another was published.

Parts that have not changed are kept, so a new ledger costs the months that differ. Stable for readers:
`ledger_cache_of(store).ledger()` and `behind`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from graph.errors import NotFound
from graph.ledger.build import CODE
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.packed_columns import Part, unpacked_ids
from graph.ledger.run import Published, published_ledger, published_reach
from graph.store.driver import Store
from graph.store.operation import deadline
from graph.store.per_store_cache import PerStoreCache
from graph.store.versions import Part as OrganisationPart
from graph.store.versions import versions

BATCH = 50
"""Parts that are read at once."""
READ = (
    OrganisationPart.TALK,
    OrganisationPart.LINKS,
    OrganisationPart.PEOPLE,
    OrganisationPart.GOALS,
    OrganisationPart.MARKET,
)
"""The parts of the organisation that the ledger is made of."""


class LedgerCache:
    """What one process holds of the ledger of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ledger: Ledger | None = None
        self._parts: dict[str, Part] = {}
        self._lock = asyncio.Lock()

    async def ledger(self) -> Ledger:
        """The ledger that was published last. Raises NotFound before the first."""
        reach = await published_reach(self._store)
        if reach is None:
            raise _none_yet()
        if self._ledger is not None and self._ledger.reach == reach:
            return self._ledger
        return await asyncio.shield(asyncio.create_task(self._renewed(reach)))

    async def _renewed(self, reach: Reach) -> Ledger:
        deadline.set(None)  # others wait for it too: one request's deadline does not bound it
        async with self._lock:
            if self._ledger is None or self._ledger.reach != reach:
                published = await published_ledger(self._store)
                if published is None:
                    raise _none_yet()
                self._ledger = await self._read(published)
            return self._ledger

    async def _read(self, published: Published) -> Ledger:
        wanted = [id_ for id_ in published.columns if id_ not in self._parts]
        for start in range(0, len(wanted), BATCH):
            async for row in self._store.stream(
                "ledger_columns", ids=wanted[start : start + BATCH]
            ):
                self._parts[row[0]] = Part(*row)
        there = set(published.columns)
        self._parts = {id_: part for id_, part in self._parts.items() if id_ in there}
        if len(self._parts) < len(there):  # another was published meanwhile, and these removed
            newer = await published_ledger(self._store)
            if newer is not None and newer.reach != published.reach:
                return await self._read(newer)
        covered = None if published.covered is None else unpacked_ids(published.covered)
        return await asyncio.to_thread(ledger_of, self._parts.values(), published.reach, covered)


def _none_yet() -> NotFound:
    return NotFound(
        "there is no value ledger yet",
        remedy="run `goalgraph ledger`, or the mutation `runLedger`",
    )


def behind(reach: Reach, now: Mapping[OrganisationPart, int]) -> list[str]:
    """The parts of the organisation that have changed since the ledger was made, by name.

    `rules` stands first where another version of the rules made it.
    """
    parts = [part.value for part in READ if reach.versions.get(part.value, 0) != now[part]]
    return parts if reach.code_version == CODE else [RULES_CHANGED, *parts]


RULES_CHANGED = "rules"


async def parts_behind(store: Store, reach: Reach) -> list[str]:
    """What `behind` says of the store as it is now."""
    return behind(reach, await versions(store))


_CACHES: PerStoreCache[LedgerCache] = PerStoreCache(LedgerCache)


def ledger_cache_of(store: Store) -> LedgerCache:
    """What this process holds of the ledger of a store."""
    return _CACHES.of(store)
