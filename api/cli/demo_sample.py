"""What the first run of the demo does and later ones need not: write, import and analyse a sample."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from api.cli.analysis import analysis_bar
from api.cli.import_export import progress_bars
from graph.importing import Options, TextMode, import_bundle
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store


async def prepare_sample(
    store: Store, bundle: Path, sample_settings: SampleSettings, goal_of_bundle: Callable[[], str]
) -> None:
    """Write the sample to `bundle` and to the store, analyse it with and without a goal, and reckon its ledger.

    `goal_of_bundle` names the goal once the bundle is there.
    """
    shutil.rmtree(bundle, ignore_errors=True)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("writing a sample organisation", total=None)
        await asyncio.to_thread(
            write_sample,
            bundle,
            sample_settings,
            progress=lambda done, aim: bar.update(task, completed=min(done, aim), total=aim),
        )
    with progress_bars() as tell:
        await import_bundle(store, bundle, Options(text=TextMode.FULL), tell=tell)
    for goal in (None, goal_of_bundle()):
        with analysis_bar() as show:
            await analyse(store, TieQuery(goal), show)
    await run_ledger(store)
