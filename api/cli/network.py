"""`goalgraph network export`: the ties between people as an edge list or GraphML, for other tools."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from api.cli.graphml_output import write_graphml
from api.cli.options import Data, GoalOfTalk, Since, Until, window_between
from api.cli.row_output import write_csv
from api.cli.store_connection import on_store
from graph.errors import BadInput, NotFound
from graph.measures.ties.tie_strength import DEFAULTS
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.ties.edge_list import PEOPLE_COLUMNS, EdgeList, Row, edge_list
from graph.network.ties.tie_query import (
    EVERYTHING,
    TieQuery,
    command,
    kinds_named,
    parameters_hash,
    query_of_parameters,
)
from graph.records import Analysis, Goal
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id

network = typer.Typer(help="The ties between people, for other tools.", no_args_is_help=True)


class EdgeFormat(StrEnum):
    """How ties are written."""

    GRAPHML = "graphml"
    CSV = "csv"
    ARROW = "arrow"
    PARQUET = "parquet"


Kinds = Annotated[
    str, typer.Option("--kinds", help="What ties are made of: contact, help or contact,help.")
]
HalfLife = Annotated[
    float, typer.Option("--half-life", help="Days after which an act counts half.")
]
Least = Annotated[
    int, typer.Option("--least", help="Acts both ways below which two people have no tie.")
]
Format = Annotated[EdgeFormat, typer.Option("--format", help="How ties are written.")]
Output = Annotated[
    Path | None, typer.Option("--output", help="The file of ties; standard output without it.")
]
People = Annotated[
    Path | None,
    typer.Option("--people", help="Also write everybody here; GraphML has them among the ties."),
]
AnalysisId = Annotated[
    str | None, typer.Option("--analysis", help="What this published analysis asked for.")
]


@network.callback()
def _group() -> None:
    """The ties between people, for other tools."""


@network.command("export")
def export(
    format_: Format = EdgeFormat.CSV,
    output: Output = None,
    people: People = None,
    analysis: AnalysisId = None,
    goal: GoalOfTalk = None,
    since: Since = None,
    until: Until = None,
    kinds: Kinds = "contact",
    half_life: HalfLife = DEFAULTS.half_life_days,
    least: Least = DEFAULTS.least,
    bots: Annotated[bool, typer.Option("--bots", help="Count programs as people.")] = False,
    data: Data = None,
) -> None:
    """Write the ties that an analysis measures: a row a directed tie, its weight, the acts behind it.

    People who have left the measures are in neither ties nor people.
    """
    _require_file(format_, output, people)
    window = window_between(since, until)
    query = TieQuery(goal, window, "auto", bots, kinds_named(kinds), half_life, least)
    if analysis is not None and query != EVERYTHING:
        raise BadInput(
            "--analysis has a question of its own", remedy="leave out the other options of ties"
        )

    async def work(store: Store) -> EdgeList:
        asked = query if analysis is None else await _query_of(store, analysis)
        return await _edges(store, asked)

    found = on_store(data, work)
    with _opened(output) as out:
        _write(found, format_, out)
    if people is not None:
        with _opened(people) as out:
            _write_rows(PEOPLE_COLUMNS, found.people, format_, out)
    _tell(found)


def _require_file(format_: EdgeFormat, output: Path | None, people: Path | None) -> None:
    """Raise BadInput where bytes would go to a terminal, or people would be written twice."""
    binary = format_ in (EdgeFormat.ARROW, EdgeFormat.PARQUET)
    if binary and output is None and sys.stdout.isatty():
        raise BadInput(
            f"{format_} is bytes, which a terminal cannot show",
            remedy=f"name a file: --output ties.{format_}",
        )
    if people is not None and format_ is EdgeFormat.GRAPHML:
        raise BadInput("GraphML has people and ties in one file", remedy="leave out --people")


async def _query_of(store: Store, analysis: str) -> TieQuery:
    """What a published analysis asked for."""
    found = (await nodes_by_id(store, Analysis, [analysis])).get(analysis)
    if found is None:
        raise NotFound(
            f"there is no analysis {analysis!r}", remedy="`goalgraph cypher analyses` lists them"
        )
    return query_of_parameters(found.parameters)


async def _edges(store: Store, query: TieQuery) -> EdgeList:
    """The ties; raises NotFound where there are none yet, or no such goal."""
    key = parameters_hash(EVERYTHING)
    latest = (await latest_analyses.of(store, [key])).get(key)
    if latest is None:
        raise NotFound("there are no ties yet", remedy=f"run `{command(EVERYTHING)}`")
    if query.goal is not None and not await nodes_by_id(store, Goal, [query.goal]):
        raise NotFound(
            f"there is no goal {query.goal!r}", remedy="`goalgraph cypher goals` lists them"
        )
    return await edge_list(store, query, latest.id)


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes]]:
    """The file, or standard output. Raises BadInput where it cannot be written."""
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        file = path.open("wb")
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written: {error.strerror}", remedy="name a file in a folder of yours"
        ) from None
    with file:
        yield file


def _write(found: EdgeList, format_: EdgeFormat, out: IO[bytes]) -> None:
    if format_ is EdgeFormat.GRAPHML:
        write_graphml(PEOPLE_COLUMNS, found.people, found.columns, found.ties, out)
    else:
        _write_rows(found.columns, found.ties, format_, out)


def _write_rows(
    columns: Sequence[str], rows: Sequence[Row], format_: EdgeFormat, out: IO[bytes]
) -> None:
    if format_ is EdgeFormat.CSV:
        text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
        asyncio.run(write_csv(columns, _each(rows), text))
        text.detach()
        return
    from api.cli.arrow_output import write_arrow, write_parquet  # pyarrow takes its time

    write = write_parquet if format_ is EdgeFormat.PARQUET else write_arrow
    asyncio.run(write(columns, _each(rows), out))


async def _each(rows: Sequence[Row]) -> AsyncIterator[Row]:
    for row in rows:
        yield row


def _tell(found: EdgeList) -> None:
    """Say on standard error what was written."""
    typer.echo(
        f"{len(found.ties):,} ties among {len(found.people):,} people, taken at the start of "
        f"{found.taken_on.isoformat()}",
        err=True,
    )
    if found.left_out:
        people = "1 person has" if found.left_out == 1 else f"{found.left_out:,} people have"
        typer.echo(f"{people} left the measures: in no row", err=True)
