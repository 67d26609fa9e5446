"""The Neo4j that a command works on: the one that NEO4J_URI names, else the data folder's own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from graph.config import Settings, Target
from graph.store.driver import Store
from graph.upkeep.migrations import require_migrated

T = TypeVar("T")


@contextmanager
def reachable_store(settings: Settings, data_dir: Path) -> Iterator[Target]:
    """Where the store is; a local one is started or joined, and stops with its last user."""
    if settings.external is not None:
        yield settings.external
        return
    from graph.engine import ProgressBars, ensure_running

    with ProgressBars() as bars:
        engine = ensure_running(data_dir, settings.cache_dir, progress=bars)
    with engine:
        yield engine.target


def on_store(data: Path | None, work: Callable[[Store], Awaitable[T]]) -> T:
    """What `work` gives, done on the migrated store that a command is for."""
    settings = Settings.from_env()

    async def run(target: Target) -> T:
        async with Store.open(target) as store:
            await require_migrated(store)
            return await work(store)

    with reachable_store(settings, data or settings.data_dir) as target:
        return asyncio.run(run(target))
