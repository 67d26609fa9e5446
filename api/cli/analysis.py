"""`goalgraph analyse`: ties and scores, from all talk or from the talk around a goal."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.cli.options import Data, GoalOfTalk, Since, Until, window_between
from api.cli.row_output import plain_text
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.measures.ties.tie_strength import DEFAULTS
from graph.network.analyses.run import Result
from graph.network.analyses.run import analyse as run_analysis
from graph.network.analyses.scores import SCORED
from graph.network.analyses.stored_scores import (
    GroupLine,
    Scores,
    largest_groups,
    means_of_analyses,
)
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.tie_query import TieQuery, command, kinds_named
from graph.organisation.coverage import EndedGroups, ended_groups
from graph.records.window import day_text
from graph.store.driver import Store
from graph.upkeep.migrations import require_migrated

SHOWN = ("in_degree", "out_degree", "pagerank", "betweenness")
SHOWN_OF_HELP = ("out_strength", "in_strength", "out_degree", "betweenness")
"""Help leads with what was given: PageRank rewards pairs who help each other only."""
TITLES = {
    "out_strength": "given",
    "in_strength": "received",
    "in_degree": "in-degree",
    "out_degree": "out-degree",
    "pagerank": "PageRank",
    "betweenness": "betweenness",
}


def analyse(
    goal: GoalOfTalk = None,
    since: Since = None,
    until: Until = None,
    engine: Annotated[
        str, typer.Option("--engine", help="auto, in-process or gds (Graph Data Science).")
    ] = "auto",
    bots: Annotated[bool, typer.Option("--bots", help="Count programs as people.")] = False,
    kinds: Annotated[
        str, typer.Option("--kinds", help="What ties are made of: contact, help or contact,help.")
    ] = "contact",
    half_life: Annotated[
        float, typer.Option("--half-life", help="Days after which an act counts half.")
    ] = DEFAULTS.half_life_days,
    least: Annotated[
        int, typer.Option("--least", help="Acts both ways below which two people have no tie.")
    ] = DEFAULTS.least,
    exact: Annotated[
        bool, typer.Option("--exact", help="Betweenness exactly in large networks, too: slow.")
    ] = False,
    data: Data = None,
) -> None:
    """Compute ties and scores from talk and publish them as a snapshot."""
    window = window_between(since, until)
    query = TieQuery(goal, window, engine, bots, kinds_named(kinds), half_life, least, exact)
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        run_until_done(target, query)


TERMINATED = 128 + signal.SIGTERM


def run_until_done(target: Target, query: TieQuery) -> None:
    """Analyse and print what came of it. Raises SystemExit where SIGTERM has ended it."""
    try:
        asyncio.run(_stoppable(target, query))
    except asyncio.CancelledError:
        raise SystemExit(TERMINATED) from None


async def _stoppable(target: Target, query: TieQuery) -> None:
    """Analyse as `_analyse` does; SIGTERM lets it clear away what it holds before it ends."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await _analyse(target, query)


async def _analyse(target: Target, query: TieQuery) -> None:
    """Run the analysis with a progress bar and print what came of it."""
    async with Store.open(target) as store:
        await require_migrated(store)
        with analysis_bar() as tell:
            result = await run_analysis(store, query, tell)
        groups = await largest_groups(store, result.analysis.id)
        means = (await means_of_analyses(store, [result.analysis.id])).get(result.analysis.id, {})
        ended = await ended_groups(store, query.window.end)
    keys = SHOWN if query.contact else SHOWN_OF_HELP
    show(result, groups, means, Console(), keys)
    if ended is not None:
        show_ended(ended, query)


def show_ended(ended: EndedGroups, query: TieQuery) -> None:
    """Print how many groups nobody belongs to any more, and how to measure them."""
    query_then = replace(query, window=replace(query.window, until=ended.day + 1))
    Console(soft_wrap=True).print(
        f"{ended.groups:,} groups not measured: all their memberships have ended, the last on "
        f"{day_text(ended.day)}. To measure them as they were: {command(query_then)}",
        highlight=False,
    )


@contextmanager
def analysis_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """What shows the progress of an analysis on stderr: one bar, gone at the end."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def tell(step: str, done: int, total: int | None) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield tell


def show(
    result: Result,
    groups: list[GroupLine],
    means: Scores,
    console: Console,
    keys: Sequence[str] = SHOWN,
) -> None:
    """Print counts, the network's figures and the largest groups: no named people."""
    analysis = result.analysis
    console.print(
        f"{'nothing changed since' if result.reused else 'published'} {analysis.id} ({analysis.engine})"
        f"\n{analysis.messages:,} messages, {analysis.people:,} people, {analysis.ties:,} ties, "
        f"{analysis.isolates:,} people without a tie, {analysis.groups:,} groups measured by "
        f"{len(SCORED)} measures",
        highlight=False,
        soft_wrap=True,
    )
    console.print(
        f"density {_number(analysis.density, '.4f')}, ties answered {_number(analysis.reciprocity, '.0%')}, "
        f"{analysis.skipped_threads:,} conversations of more than 30 people make no ties",
        highlight=False,
        soft_wrap=True,
    )
    table = Table("mean over", "people", *(TITLES[key] for key in keys), box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    table.add_row("everybody", f"{analysis.people:,}", *_figures(means, keys))
    for group in groups:
        if group.scores["members"] >= LEAST_MEMBERS:
            members = f"{group.scores['members']:,}"
            table.add_row(plain_text(group.name), members, *_figures(group.scores, keys))
    console.print(table)


def _figures(scores: Scores, keys: Sequence[str]) -> list[str]:
    return [_number(scores.get(key), ".3g") for key in keys]


def _number(value: float | None, form: str) -> str:
    """The number, or a dash where there is none: below two people there is no density."""
    return "–" if value is None else format(value, form)
