"""`goalgraph up`, `down`, `status`: the local Neo4j of a data folder."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import Data
from graph.config import Settings
from graph.engine import commands


def up(
    detach: Annotated[
        bool, typer.Option("--detach", help="Return at once; the store runs until `down`.")
    ] = False,
    data: Data = None,
) -> None:
    """Start the local Neo4j with Graph Data Science and Browser, or join the one that runs."""
    settings = Settings.from_env()
    commands.up(settings, data or settings.data_dir, detach=detach)


def down(data: Data = None) -> None:
    """Stop the local Neo4j, whoever uses it."""
    settings = Settings.from_env()
    commands.down(settings, data or settings.data_dir)


def status(data: Data = None) -> None:
    """Show what runs: addresses, versions, memory. Exit code 3 where nothing does."""
    settings = Settings.from_env()
    raise typer.Exit(commands.show_status(settings, data or settings.data_dir))
