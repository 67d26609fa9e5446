"""Imports of one store take turns, and an export older than the last one of its source is late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.importing.import_progress import Progress, Tell
from graph.sources.kinds import ORDER
from graph.sources.times import moment, time_text
from graph.store.driver import Store

PATIENCE = 1.0
"""Seconds after which who waits is told so."""


@asynccontextmanager
async def turn(store: Store, tell: Tell) -> AsyncIterator[None]:
    """A block during which no other import writes to the store; another's end is waited for.

    The lock is held by a transaction that ends with the process, so an import that is killed
    keeps nobody waiting.
    """
    async with store.transaction(timeout=0) as tx:
        locking = asyncio.ensure_future(tx.run("lock", name="import"))
        try:
            done, _ = await asyncio.wait({locking}, timeout=PATIENCE)
            if not done:
                tell(Progress("wait for another import before", ORDER[0], 0, 0))
            await locking
        finally:
            locking.cancel()
        yield


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a source was exported, by this export and by the last one that was imported.

    Both canonical, None where unknown; `known` says whether the store has met the source at all.
    """

    exported_at: str | None
    last: str | None
    known: bool
    first: bool = False
    """Whether the store has met no source at all."""

    @property
    def late(self) -> bool:
        """Whether a newer export was imported before; by days where only the day is known."""
        (this, this_precision), (last, last_precision) = moment(self.exported_at), moment(self.last)
        if this is None or last is None:
            return False
        if this_precision or last_precision:
            return this.date() < last.date()
        return this < last

    @property
    def newest(self) -> str | None:
        """The time of the newer of the two exports."""
        return self.last if self.late or self.exported_at is None else self.exported_at


async def freshness(store: Store, source: str, exported_at: str | None) -> Freshness:
    """How fresh an export is; one from the future is taken as made now, lest none be newer again."""
    at, precision = moment(exported_at)
    now = datetime.now(UTC)
    if at is not None and at > now:
        exported_at = now.date().isoformat() if precision else time_text(now)
    sources = await store.rows("sources")
    for name, last, of_day in sources:
        if name == source:
            text = None if last is None else last.date().isoformat() if of_day else time_text(last)
            return Freshness(exported_at, text, True)
    return Freshness(exported_at, None, False, not sources)
