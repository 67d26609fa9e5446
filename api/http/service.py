"""Goalgraph's own application: the schema on one store, for `serve`, `demo` and the tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from fastapi import FastAPI
from starlette.requests import Request

from api.execution.context import Context
from api.http.app import create_app
from api.http.authentication import Authentication
from api.schema.schema import schema
from graph.config import Settings, Target
from graph.errors import Overloaded
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.progress.cache import goal_cache_of
from graph.ledger.run_threads import ledger_runs_of
from graph.network.analyses.run_threads import runs_of
from graph.store.driver import Store
from graph.upkeep.migrations import migrate_new, require_migrated
from graph.upkeep.preload import Preload

LOOK = 0.05
"""Seconds between two looks whether all is read."""
FIRST_QUERY = """\
# Press the button to run this; Ctrl-Space completes, the book icon explains every field.
# Who speaks where, and which goal does it advance?
query LineOfSight {
  people(first: 3) {
    nodes {
      name
      conversations(first: 2) {
        nodes {
          title
          goals(first: 2) {
            nodes {
              title
              status
            }
          }
        }
      }
    }
  }
}
"""


@dataclass(frozen=True)
class Share:
    """What one of several workers says to the others, and hears of them."""

    of: int
    """How many workers there are: connections are divided among them."""
    on_read: Callable[[], None]
    """Called when this worker has read what it holds."""
    still_reading: Callable[[], int]
    """How many of the workers that listen still read."""
    late: bool
    """Whether this one listens only when it has read."""


@asynccontextmanager
async def _open_store(app: FastAPI, target: Target, share: Share | None) -> AsyncIterator[None]:
    """The store of an application, and what is read of it ahead."""
    async with Store.open(target) as store:
        app.state.store = store
        preload = app.state.preload = Preload(store)
        app.state.traffic.loading = lambda: not preload.done
        preload.begin(() if share is None else [share.on_read])
        while share is not None and share.late and not preload.done:
            if app.state.traffic.draining:
                break
            await asyncio.sleep(LOOK)
        yield
        await preload.close()
        await runs_of(store).close()
        await ledger_runs_of(store).close()
        await organisation_cache_of(store).close()
        await goal_cache_of(store).close()


def goalgraph_app(
    target: Target, settings: Settings, *, any_host: bool = False, share: Share | None = None
) -> FastAPI:
    """The application on the store at `target`, which it opens at its start and closes at its end."""
    if share is not None:
        settings = _divided(settings, share.of)

    authentication = Authentication(settings, lambda: app.state.store)

    async def context(request: Request) -> Context:
        state = request.scope["state"]
        return Context(request.app.state.store, state["viewer"], state["request_id"])

    async def store_answers() -> None:
        await app.state.store.ping()

    async def store_is_migrated() -> None:
        await require_migrated(app.state.store)

    async def all_is_loaded() -> None:
        await app.state.preload.check()

    async def all_workers_are_loaded() -> None:
        reading = 0 if share is None else share.still_reading()
        if share is not None and reading:
            raise Overloaded(f"{reading} of {share.of} workers still read what they hold.")

    checks = {"store": store_answers, "migrations": store_is_migrated, "loaded": all_is_loaded}
    app = create_app(
        schema,
        context,
        settings,
        resources=lambda app: _open_store(app, target, share),
        checks=checks if share is None else checks | {"workers": all_workers_are_loaded},
        first_query=FIRST_QUERY,
        any_host=any_host or bool(settings.authentication),
        authenticate=authentication.viewer if settings.authentication else None,
    )
    return app


def _divided(settings: Settings, workers: int) -> Settings:
    """The settings of one of so many workers: all together hold as many connections as are allowed."""
    of_address = settings.connections_per_address
    return replace(
        settings,
        rate=-(-settings.rate // workers),
        connections=-(-settings.connections // workers),
        web_sockets=-(-settings.web_sockets // workers),
        connections_per_address=None if of_address is None else -(-of_address // workers),
    )


async def require_store(target: Target) -> None:
    """Raise StoreDown or StoreVersion, with the remedy, where the store cannot be served.

    A store without any schema of ours gets it.
    """
    async with Store.open(target) as store:
        await migrate_new(store)
        await require_migrated(store)
