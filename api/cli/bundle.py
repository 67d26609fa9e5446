"""`goalgraph bundle --template DIR`: a bundle to fill in, with an example of every field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.sources.template import write_template


def bundle(
    template: Annotated[
        Path,
        typer.Option("--template", metavar="DIR", help="A new or empty folder for the files."),
    ],
) -> None:
    """Write a bundle to fill in: every file with example rows that hold every field; it imports as it is."""
    files = write_template(template)
    typer.echo(f"{template}: {', '.join(path.name for path in files)}")
    typer.echo("docs/bundle.md says what each field means. Replace the rows, name your source in")
    typer.echo(f"manifest.json, then check it: goalgraph import {template} --dry-run")
