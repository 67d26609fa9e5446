"""The options of `goalgraph import` that are about edge lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.errors import BadInput
from graph.importing import Options, PruneMode
from graph.sources.edge_file import EdgeFile, open_edges
from graph.sources.times import time
from graph.sources.values import InvalidValue

UndirectedOption = Annotated[
    bool, typer.Option("--undirected", help="Edge list: each row is both ways.")
]


def open_edge_list(
    path: Path,
    source: str | None,
    mapping: str | None,
    as_of: str | None,
    undirected: bool,
    options: Options,
) -> EdgeFile:
    """The edge list at `path`; rows without a date are of the day `as_of`."""
    if mapping is not None:
        raise BadInput(
            "--mapping is for OKR files",
            remedy="name the columns of an edge list source,target,weight,date,kind",
        )
    if options.prune is not PruneMode.NO:
        raise BadInput(
            "an edge list is no full export: it says of nobody that they have left",
            remedy="leave out --prune; take talk back with `removeConversations`",
        )
    if as_of is not None:
        try:
            as_of = time(as_of)
        except InvalidValue as wrong:
            raise BadInput(f"--as-of: {wrong.reason}", remedy=wrong.mend) from None
    return open_edges(path, source, as_of, undirected=undirected)


def require_edge_list(undirected: bool) -> None:
    """Raise BadInput where an option is given that only edge lists have a use for."""
    if undirected:
        raise BadInput(
            "--undirected is for edge lists", remedy="add --format edges, or leave it out"
        )
