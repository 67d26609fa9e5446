"""Goalgraph's own application: the schema on one store, for `serve`, `demo` and the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request

from api.execution.context import Context
from api.execution.viewer import LOCAL
from api.http.app import create_app
from api.schema.schema import schema
from graph.config import Settings, Target
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.progress.cache import goal_cache_of
from graph.network.analyses.run_threads import runs_of
from graph.store.driver import Store
from graph.upkeep.migrations import migrate_new, require_migrated
from graph.upkeep.preload import Preload

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


def goalgraph_app(target: Target, settings: Settings, *, any_host: bool = False) -> FastAPI:
    """The application on the store at `target`, which it opens at its start and closes at its end."""

    @asynccontextmanager
    async def open_store(app: FastAPI) -> AsyncIterator[None]:
        async with Store.open(target) as store:
            app.state.store = store
            preload = app.state.preload = Preload(store)
            app.state.traffic.loading = lambda: not preload.done
            preload.begin()
            yield
            await preload.close()
            await runs_of(store).close()
            await organisation_cache_of(store).close()
            await goal_cache_of(store).close()

    async def context(request: Request) -> Context:
        return Context(request.app.state.store, LOCAL, request.scope["state"]["request_id"])

    async def store_answers() -> None:
        await app.state.store.ping()

    async def store_is_migrated() -> None:
        await require_migrated(app.state.store)

    async def all_is_loaded() -> None:
        await app.state.preload.check()

    app = create_app(
        schema,
        context,
        settings,
        resources=open_store,
        checks={"store": store_answers, "migrations": store_is_migrated, "loaded": all_is_loaded},
        first_query=FIRST_QUERY,
        any_host=any_host,
    )
    return app


async def require_store(target: Target) -> None:
    """Raise StoreDown or StoreVersion, with the remedy, where the store cannot be served.

    A store without any schema of ours gets it.
    """
    async with Store.open(target) as store:
        await migrate_new(store)
        await require_migrated(store)
