"""`goalgraph migrate` brings the store's schema up to date; `goalgraph cypher` runs a statement."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli.ad_hoc_cypher import answer_of, is_ad_hoc, statement_and_parameters
from api.cli.options import Data
from api.cli.row_formats import Format, print_rows, require_no_terminal
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.errors import BadInput, StoreDown
from graph.store.driver import Store
from graph.store.literals import params_of
from graph.store.statements import Statement, near_names, readable_statements
from graph.upkeep.migrations import migrate as run_migrations
from graph.upkeep.migrations import require_migrated
from graph.upkeep.schema_indexes import restore_indexes


def migrate(data: Data = None) -> None:
    """Bring the schema of the store up to date; safe to repeat and to run twice at once."""
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        asyncio.run(_migrate(target))


async def _migrate(target: Target) -> None:
    """Apply what is missing, with a progress bar, and say how much it was."""
    columns = (TextColumn("migrating"), BarColumn(), MofNCompleteColumn())
    async with Store.open(target) as store:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            count = await run_migrations(
                store, lambda done, total: bar.update(task, completed=done, total=total)
            )
        restored = await restore_indexes(store)
    for name in restored:
        typer.echo(f"{name} was missing and is made anew")
    if count or not restored:
        typer.echo(f"{count} migrations applied" if count else "the schema is up to date")


def cypher(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            help="The statement; all are listed where none is named. `-` reads one of your own from "
            "standard input, FILE.cypher from a file."
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("-p", "--param", metavar="NAME=VALUE", help="A parameter; --NAME VALUE too."),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="How rows are printed.")
    ] = Format.TABLE,
    purpose: Annotated[
        str | None, typer.Option(help="What a statement of your own is for; kept in the log.")
    ] = None,
    data: Data = None,
) -> None:
    """Run a statement of cypher/read or cypher/analysis, `goalgraph cypher people_by_id --ids acme/ada`,
    or one of your own: `echo 'MATCH (g:Goal) RETURN g.title' | goalgraph cypher -`."""
    if name is None:
        list_statements()
        return
    require_no_terminal(format_)
    options = parameters_of_options(param or [], context.args)
    settings = Settings.from_env()
    show: Callable[[Target], Coroutine[Any, Any, None]]
    if is_ad_hoc(name):
        free, values = statement_and_parameters(name, options)
        show = partial(_show_free, free, values, purpose, format_)
    else:
        statement = offered_statement(name)
        show = partial(_show, statement, params_of(statement, options), format_)
    target = running_target(settings, data or settings.data_dir)
    try:
        asyncio.run(show(target))
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def offered_statement(name: str) -> Statement:
    """The offered statement of this name; raises BadInput, naming those that are spelled alike."""
    statement = readable_statements().get(name)
    if statement is None:
        suggestions = near_names(name, readable_statements())
        raise BadInput(
            f"there is no statement {name!r} in cypher/read or cypher/analysis",
            remedy=f"did you mean {' or '.join(suggestions)}?"
            if suggestions
            else "`goalgraph cypher` lists them",
        )
    return statement


def parameters_of_options(pairs: list[str], rest: list[str]) -> dict[str, str]:
    """The values that `-p name=value`, `--name value` and `--name=value` give, by parameter."""
    parameters: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadInput(f"-p {pair!r} has no value", remedy="write it as -p name=value")
        parameters[name] = value
    words = iter(rest)
    for word in words:
        if not word.startswith("--"):
            raise BadInput(f"{word!r} is no option", remedy="write parameters as --name value")
        name, equals, value = word[2:].partition("=")
        following = value if equals else next(words, None)
        if following is None:
            raise BadInput(f"{word} has no value", remedy=f"write it as {word} VALUE")
        parameters[name.replace("-", "_")] = following
    return parameters


def running_target(settings: Settings, data_dir: Path) -> Target:
    """The store that runs already: NEO4J_URI's, else the data folder's; raises StoreDown for none."""
    if settings.external is not None:
        return settings.external
    from graph.engine import status

    running = status(data_dir)
    if running is None:
        raise StoreDown(
            f"no Neo4j runs in {data_dir}",
            remedy="start it with `goalgraph up`, or point NEO4J_URI at a running one",
        )
    return running.target


async def _show(
    statement: Statement, params: Mapping[str, Any], shape: Format, target: Target
) -> None:
    """Run a statement and print its rows as they come."""
    async with Store.open(target) as store:
        await require_migrated(store)
        await print_rows(statement.columns, _rows(store, statement, params), shape)


async def _show_free(
    statement: str, params: Mapping[str, Any], purpose: str | None, shape: Format, target: Target
) -> None:
    """Run a statement of one's own and print what it may answer."""
    async with Store.open(target) as store:
        answer = await answer_of(store, statement, params, purpose)

        async def rows() -> AsyncIterator[tuple[Any, ...]]:
            for row in answer.rows:
                yield tuple(row)

        await print_rows(answer.columns, rows(), shape)


async def _rows(
    store: Store, statement: Statement, params: Mapping[str, Any]
) -> AsyncIterator[tuple[Any, ...]]:
    """The rows of a statement; those that only read are not held in memory."""
    if statement.writes:
        for row in (await store.write(statement.name, **params)).rows:
            yield row
        return
    async for row in store.stream(statement.name, **params):
        yield row


def list_statements() -> None:
    """Print the statements that can be run, with their parameters and what they answer."""
    console = Console()
    for folder in ("read", "analysis"):
        statements = [
            statement for statement in readable_statements().values() if statement.folder == folder
        ]
        console.print(f"[bold]cypher/{folder}[/bold]", highlight=False, soft_wrap=True)
        for statement in statements:
            options = " ".join(f"--{name}" for name in statement.examples)
            console.print(
                f"  [cyan]{statement.name}[/cyan] {options}", highlight=False, soft_wrap=True
            )
            console.print(f"      {statement.doc}", markup=False, highlight=False, soft_wrap=True)
