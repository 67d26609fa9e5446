"""`goalgraph doctor`: whether all is well, and what mends what is not."""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version

import typer

from api.cli.options import Data
from api.cli.store import running_target
from graph.config import Settings, Target
from graph.errors import StoreDown
from graph.store.driver import Store
from graph.upkeep.diagnosis import Diagnosis, diagnosis
from graph.upkeep.setting_checks import environment_findings
from graph.upkeep.store_checks import Finding

ILL = 3
SILENT_S = 60
MIB = 1 << 20


def doctor(
    data: Data = None,
) -> None:
    """Say whether all is well: versions, settings, indexes, memory, what is behind or left over; drop
    projections of dead analyses.

    Exit code 0: all is well. 3: something is to be mended, and the output says how.
    """
    settings = Settings.from_env()
    typer.echo(f"goalgraph    {version('goalgraph')}, Python {platform.python_version()}")
    around = environment_findings(settings, os.environ)
    for name, text in told(around):
        typer.echo(f"{name:<13}{text}")
    try:
        target = running_target(settings, data or settings.data_dir)
        report = asyncio.run(_diagnosis(target))
    except StoreDown as error:
        typer.echo(f"store        {error.message}")
        typer.echo(f"mend         {error.remedy}")
        raise typer.Exit(ILL) from None
    typer.echo(f"store        {target.uri}, database {target.database or 'of the user'}")
    for name, text in lines(report, datetime.now(UTC)):
        typer.echo(f"{name:<13}{text}")
    well = report.well and all(finding.mend is None for finding in around)
    raise typer.Exit(0 if well else ILL)


async def _diagnosis(target: Target) -> Diagnosis:
    async with Store.open(target) as store:
        return await diagnosis(store)


def lines(report: Diagnosis, now: datetime) -> Iterator[tuple[str, str]]:
    """What was found, as name and text of each line."""
    yield "server", report.server.replace("/", " ")
    has = report.gds or "is not there: analyses run in this process"
    yield "gds", f"Graph Data Science {has}"
    if report.schema is not None:
        yield "schema", report.schema
    elif report.pending:
        yield "schema", f"lacks {report.pending} migrations; mend: goalgraph migrate"
    else:
        yield "schema", "up to date"
    for run in report.runs:
        silent = (now - run.told_at).total_seconds()
        yield "analysis", f"{run.id}: {run.step or 'under way'}, last heard of {silent:,.0f} s ago"
        if silent > SILENT_S and report.dropped is not None:
            yield "", "it is dead; the next `goalgraph analyse` says so and clears its scores"
    yield from told(report.findings)
    if report.dropped is None:
        yield "projections", "not looked at while an analysis is under way"
    elif not report.dropped:
        yield "projections", "none left over"
    for projection in report.dropped or ():
        size = f"{projection.people:,} people, {projection.bytes / MIB:,.1f} MiB"
        yield "dropped", f"the projection {projection.name} of a dead analysis ({size})"


def told(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """The line of each finding, and below it what mends it."""
    for finding in findings:
        yield finding.subject, finding.text
        if finding.mend is not None:
            yield "", f"mend: {finding.mend}"
