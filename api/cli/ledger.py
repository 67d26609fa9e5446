"""`goalgraph ledger`: which value people created by helping, reckoned from talk and kept up to date."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from api.cli.analysis import analysis_bar
from api.cli.options import Data
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.ledger.ledger import Reach
from graph.ledger.run import RunResult, run_ledger
from graph.records.window import day_text
from graph.store.driver import Store
from graph.upkeep.migrations import require_migrated


def ledger(
    anew: Annotated[
        bool, typer.Option("--anew", help="Read all talk again; the result is the same.")
    ] = False,
    data: Data = None,
) -> None:
    """Bring the value ledger up to date: what has changed since is read, the rest is kept."""
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target, garbage_left():
        result = asyncio.run(_run(target, anew))
    Console(soft_wrap=True).print(in_words(result), highlight=False)


@contextmanager
def garbage_left() -> Iterator[None]:
    """Look for no cycles of garbage: a run makes hardly any, and looking through all that it holds costs a fifth.

    For a process that does nothing else.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


async def _run(target: Target, anew: bool) -> RunResult:
    async with Store.open(target) as store:
        await require_migrated(store)
        with analysis_bar() as tell:
            return await run_ledger(store, tell, anew=anew)


def in_words(result: RunResult) -> str:
    """What a run came to, as people read it."""
    return (
        f"ledger {result.reach.hash}, {reach_in_words(result.reach)}\n"
        f"{result.read:,} of {result.conversations:,} conversations read, "
        f"{result.saved:,} of {result.parts:,} parts saved"
    )


def reach_in_words(reach: Reach) -> str:
    """From when to when there is talk in a ledger."""
    if reach.first_day is None or reach.last_day is None:
        return "without any talk"
    return f"talk from {day_text(reach.first_day)} to {day_text(reach.last_day)}"
