"""`goalgraph demo`: a sample organisation in a real Neo4j, analysed, served and asked."""

from __future__ import annotations

import asyncio
from importlib import import_module
from threading import Thread
from typing import Annotated

import typer

from api.cli.options import Data
from api.cli.store_connection import reachable_store
from graph.config import Settings

WORK = "api.cli.demo_service"
"""Takes seconds to import: it is imported while Neo4j starts, which takes longer."""

Once = Annotated[bool, typer.Option("--once", help="Stop after the answers instead of serving on.")]


def demo(
    once: Once = False,
    people: Annotated[int, typer.Option(help="How many people the sample has.")] = 300,
    seed: Annotated[int, typer.Option(help="Another seed gives another company.")] = 7,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 0,
    data: Data = None,
) -> None:
    """Bring a sample organisation up, ask four questions over GraphQL, and serve until Ctrl-C."""
    settings = Settings.from_env()
    folder = data or settings.data_dir
    Thread(target=import_module, args=(WORK,), daemon=True).start()
    with reachable_store(settings, folder) as target:
        from api.cli.demo_service import demonstrate
        from graph.sample.settings import SampleSettings

        sample_settings = SampleSettings(people=people, seed=seed)
        asyncio.run(demonstrate(settings, target, folder, sample_settings, port, once))
        if once and settings.external is None:
            from graph.engine.class_cache import wait_for_cache

            wait_for_cache(settings.cache_dir)
