"""The command that prints the GraphQL schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

COMMITTED = Path(__file__).resolve().parent.parent / "schema.graphql"


def schema(
    out: Annotated[Path | None, typer.Argument(help="A file to write to; absent: stdout.")] = None,
) -> None:
    """Print the GraphQL schema in its definition language, for code generators."""
    from api.schema.schema import sdl

    if out is None:
        typer.echo(sdl(), nl=False)
    else:
        out.write_text(sdl(), encoding="utf-8")
