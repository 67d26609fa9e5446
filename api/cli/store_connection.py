"""The Neo4j that a command works on: the one that NEO4J_URI names, else the data folder's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.config import Settings, Target


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
