"""`goalgraph keys`: API keys for people and programs; each is shown once, when it is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.cli.account_names import account_named
from api.cli.options import Data, day_of
from api.cli.row_output import plain_text
from api.cli.store_connection import on_store
from graph.identity.api_keys import ApiKey, KeyRequest, api_keys, create_key, revoke_key
from graph.identity.roles import Role
from graph.store.driver import Store

keys = typer.Typer(
    help="API keys for people and programs: create, list, revoke.", no_args_is_help=True
)


@keys.command("create")
def create(
    role: Annotated[Role, typer.Option(help="What its bearer may do.")],
    name: Annotated[str, typer.Option(help="What uses it, for example `dashboard`.")],
    person: Annotated[
        str | None,
        typer.Option(help="Whom it stands for: SOURCE/ID of an account, or a mail address."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Of a tool: the source that it writes.")
    ] = None,
    speaks_for_others: Annotated[
        bool, typer.Option("--speaks-for-others", help="May name who decides, in `by`.")
    ] = False,
    expires: Annotated[
        str | None, typer.Option(help="First day on which it is no longer valid, YYYY-MM-DD.")
    ] = None,
    if_none: Annotated[
        bool, typer.Option("--if-none", help="Only where there is no key yet.")
    ] = False,
    data: Data = None,
) -> None:
    """Make a key and print it: it is kept nowhere, and cannot be shown again."""
    ends = day_of("--expires", expires)

    async def work(store: Store) -> None:
        if if_none and await api_keys(store, 1):
            typer.echo("there is a key already", err=True)
            return
        account = None if person is None else await account_named(store, person)
        wanted = KeyRequest(name, role, account, source, speaks_for_others, ends)
        text, key = await create_key(store, wanted)
        typer.echo(text)
        whom = f" for {key.person}" if key.person else ""
        end = "" if ends is None else f", valid until {ends.date()}"
        typer.echo(
            f"{key.role} key {key.id} ({key.name}){whom}{end}; it is not shown again. "
            "Send it as `Authorization: Bearer …`.",
            err=True,
        )

    on_store(data, work)


def table_of_keys(listed: Iterable[ApiKey], now: datetime) -> Table:
    """Keys, what each is for, and whether it is valid."""
    columns = ("id", "name", "role", "for", "made", "ends", "state")
    table = Table(*columns, box=None, padding=(0, 2, 0, 0))
    for key in listed:
        row = (
            key.id,
            key.name,
            key.role,
            key.person or key.source or "",
            f"{key.created_at:%Y-%m-%d}",
            "" if key.expires_at is None else f"{key.expires_at:%Y-%m-%d}",
            key.state(now),
        )
        table.add_row(*map(plain_text, row))
    return table


@keys.command("list")
def list_(data: Data = None) -> None:
    """List the keys that were made, never their secrets."""

    async def work(store: Store) -> None:
        table = table_of_keys(await api_keys(store), datetime.now(UTC))
        if table.row_count:
            Console(highlight=False).print(table)
        else:
            typer.echo("there are no keys; make one with `goalgraph keys create`")

    on_store(data, work)


@keys.command("revoke")
def revoke(
    key: Annotated[str, typer.Argument(help="The id of the key, as `list` shows it.")],
    data: Data = None,
) -> None:
    """End a key for good; within five seconds it lets nobody in."""

    async def work(store: Store) -> None:
        ended = await revoke_key(store, key)
        typer.echo(f"revoked at {ended:%Y-%m-%d %H:%M:%S} UTC")

    on_store(data, work)
