"""`goalgraph report`: a period of goals on paper, as one HTML page or as Markdown."""

from __future__ import annotations

import asyncio
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Data
from api.cli.store_connection import reachable_store
from api.cli.value import EVERYBODY, scope_named
from graph.config import Settings, Target
from graph.errors import BadInput
from graph.exporting.report_document import Document, to_html, to_markdown
from graph.goals.alignment.cache import organisation_cache_of
from graph.records import Group
from graph.records.period import FORMS, Period
from graph.scopes.period_report import period_report
from graph.scopes.report_sections import document_of
from graph.store.driver import Store
from graph.upkeep.migrations import require_migrated


class Shape(StrEnum):
    """What is written."""

    HTML = "html"
    MD = "md"


def report(
    period: Annotated[str, typer.Option("--period", help=f"The period, as {FORMS}.")],
    group: Annotated[
        str | None,
        typer.Option("--group", help="Only goals of this group, SOURCE/ID, and of its parts."),
    ] = None,
    shape: Annotated[Shape, typer.Option("--format", help="What is written.")] = Shape.HTML,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file; standard output where absent.")
    ] = None,
    signs: Annotated[
        bool,
        typer.Option("--signs", help="Also what talk says of goals: rising questions, no talk."),
    ] = False,
    data: Data = None,
) -> None:
    """Write a report of a period to hand over: goals, progress, changes, gaps, risks. Names no person."""
    named = Period.of(period, "--period")
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise BadInput(f"{out} cannot be written", remedy="give a file in a folder that exists")
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        document = asyncio.run(_document(target, named, group, signs))
    text = (to_html if shape is Shape.HTML else to_markdown)(document)
    if out is None:
        sys.stdout.write(text)
        return
    out.write_text(text, encoding="utf-8")
    typer.echo(f"written to {out}", err=True)


async def _document(target: Target, period: Period, group: str | None, signs: bool) -> Document:
    async with Store.open(target) as store:
        await require_migrated(store)
        return await document_for(store, period, group, signs=signs)


async def document_for(
    store: Store, period: Period, group: str | None = None, *, signs: bool = False
) -> Document:
    """The report of a period as a document; raises BadInput where the group is none."""
    id_ = None
    if group is not None and group != EVERYBODY:
        root = await scope_named(store, group if group.startswith("group:") else f"group:{group}")
        id_ = root.id if isinstance(root, Group) else None
    cache = organisation_cache_of(store)
    view = await cache.view(patient=True)
    try:
        return document_of(await period_report(store, view, period, id_, signs=signs))
    finally:
        await cache.close()
