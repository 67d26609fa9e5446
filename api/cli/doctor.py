"""`goalgraph doctor`: whether all is well, and what mends what is not."""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from api.cli.store import running_target
from graph.config import Settings, Target
from graph.errors import StoreDown
from graph.store.driver import Store
from graph.upkeep.diagnosis import Diagnosis, diagnosis

ILL = 3
SILENT_S = 60
MIB = 1 << 20


def doctor(
    data: Annotated[
        Path | None,
        typer.Option("--data", help="The data folder; GOALGRAPH_DATA or ./.goalgraph by default."),
    ] = None,
) -> None:
    """Say what runs in which version and what is left over; drop projections of dead analyses.

    Exit code 0: all is well. 3: something is to be mended, and the output says how.
    """
    settings = Settings.from_env()
    typer.echo(f"goalgraph    {version('goalgraph')}, Python {platform.python_version()}")
    try:
        target = running_target(settings, data or settings.data_dir)
        found = asyncio.run(_diagnosis(target))
    except StoreDown as error:
        typer.echo(f"store        {error.message}")
        typer.echo(f"mend         {error.remedy}")
        raise typer.Exit(ILL) from None
    typer.echo(f"store        {target.uri}, database {target.database or 'of the user'}")
    for name, text in lines(found, datetime.now(UTC)):
        typer.echo(f"{name:<13}{text}")
    raise typer.Exit(0 if found.well else ILL)


async def _diagnosis(target: Target) -> Diagnosis:
    async with Store.open(target) as store:
        return await diagnosis(store)


def lines(found: Diagnosis, now: datetime) -> Iterator[tuple[str, str]]:
    """What was found, as name and text of each line."""
    yield "server", found.server.replace("/", " ")
    has = "is there" if found.gds else "is not there: analyses run in this process"
    yield "gds", f"Graph Data Science {has}"
    if found.schema is not None:
        yield "schema", found.schema
    elif found.pending:
        yield "schema", f"lacks {found.pending} migrations; mend: goalgraph migrate"
    else:
        yield "schema", "up to date"
    for run in found.runs:
        silent = (now - run.told_at).total_seconds()
        yield "analysis", f"{run.id}: {run.step or 'under way'}, last heard of {silent:,.0f} s ago"
        if silent > SILENT_S and found.dropped is not None:
            yield "", "it is dead; the next `goalgraph analyse` says so and clears its scores"
    if found.dropped is None:
        yield "projections", "not looked at while an analysis is under way"
    elif not found.dropped:
        yield "projections", "none left over"
    for one in found.dropped or ():
        size = f"{one.people:,} people, {one.bytes / MIB:,.1f} MiB"
        yield "dropped", f"the projection {one.name} of a dead analysis ({size})"
