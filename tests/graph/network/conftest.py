"""The hand-written organisation in the session's store."""

from __future__ import annotations

import pytest_asyncio

from graph.store.driver import Store
from tests.graph.network.organisation import founded


@pytest_asyncio.fixture(loop_scope="session")
async def acme(store: Store) -> Store:
    """The store with the hand-written organisation only."""
    await founded(store)
    return store
