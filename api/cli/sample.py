"""`goalgraph sample`: a believable made-up company as a bundle."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from graph.sample.generator import write_sample
from graph.sample.settings import AS_OF, SampleSettings


def sample(
    out: Annotated[Path, typer.Argument(help="A new or empty folder for the bundle.")],
    people: Annotated[int, typer.Option(help="How many people, bots among them.")] = 300,
    seed: Annotated[int, typer.Option(help="Another seed gives another company.")] = 7,
    months: Annotated[int, typer.Option(help="Months of talk before the last day.")] = 6,
    as_of: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"], help="The last day of the talk.", show_default=str(AS_OF)
        ),
    ] = datetime(AS_OF.year, AS_OF.month, AS_OF.day),
    messages_per_person: Annotated[
        float, typer.Option(help="Messages a person writes in a month, on average.")
    ] = 11.0,
) -> None:
    """Write a made-up company: people, goals and months of talk, with truths planted in it.

    The same settings give the same bytes. `truth.json` in the folder says what is planted.
    """
    settings = SampleSettings(
        people=people,
        seed=seed,
        months=months,
        as_of=date(as_of.year, as_of.month, as_of.day),
        messages_per_person=messages_per_person,
    )
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("messages", total=None)
        counts = write_sample(
            out,
            settings,
            progress=lambda done, aim: bar.update(task, completed=min(done, aim), total=aim),
        )
    width = max(len(name) for name in counts)
    for name, rows in sorted(counts.items()):
        typer.echo(f"{name:<{width}}  {rows:>9,}")
    typer.echo(f"\nThe bundle is in {out}; what is planted in it is in {out / 'truth.json'}.")
    typer.echo(f"Next: goalgraph import {out} --text full")
