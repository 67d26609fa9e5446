"""`goalgraph hooks`: addresses to which changes are sent, signed; and the process that sends them."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
import orjson
import typer
from rich.console import Console
from rich.table import Table

from api.cli.account_names import account_named
from api.cli.options import Data, day_of
from api.cli.row_output import plain_text
from api.cli.store_connection import on_store
from api.http.webhooks.addresses import addresses_of, destination_of
from api.http.webhooks.attempts import attempt, client_of_hook
from api.http.webhooks.messages import TEST, message
from api.http.webhooks.sender import HookSender
from api.nouns.change import place_of_cursor
from graph.config import Settings
from graph.errors import BadInput, NotFound
from graph.identity.api_keys import ApiKey, api_keys
from graph.identity.hook_secrets import HookKey, hook_key, secret_text
from graph.identity.hooks import (
    Hook,
    HookRequest,
    add_secret,
    create_hook,
    drop_old_secrets,
    hook_by_id,
    pause_hook,
    remove_hook,
    resume_hook,
)
from graph.identity.hooks import hooks as listed_hooks
from graph.identity.roles import Role
from graph.organisation.change_stream import change_stream_of
from graph.records import Goal
from graph.records.change_kinds import ChangeKind
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id

hooks = typer.Typer(
    help="Changes sent to addresses outside: add, list, test, pause, resume, rotate, remove, run.",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="The id of the hook, as `list` shows it.")]
After = Annotated[
    str | None,
    typer.Option("--after", help="A `cursor` of changes: begin after it, not with what comes."),
]
FAILED = 3
ADDED = "this is its secret, which is not shown again. `goalgraph hooks run` sends what changes."


def _key(settings: Settings, data: Path | None, *, make: bool = False) -> HookKey:
    """The key that secrets of hooks are made from."""
    return hook_key(settings, data or settings.data_dir, make=make)


def _place(after: str | None) -> str | None:
    """The place that `--after` names. Raises BadInput for what is no cursor."""
    if after is None:
        return None
    place = place_of_cursor(after)
    if place is None:
        raise BadInput(
            f"--after {after[:80]!r} is no cursor of changes",
            remedy="take the `cursor` of a message, or an `endCursor` of `changes`",
        )
    return place


@hooks.command("add")
def add(
    url: Annotated[str, typer.Argument(help="Where to: https, or http on this machine.")],
    role: Annotated[Role, typer.Option(help="As whom its messages are read.")],
    person: Annotated[
        str | None,
        typer.Option(help="Whom it stands for: SOURCE/ID of an account, or a mail address."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only changes of this kind, as GOAL_STATUS; may be given several times."),
    ] = None,
    goal: Annotated[
        str | None, typer.Option(help="Only changes of this goal (SOURCE/ID) and of links to it.")
    ] = None,
    below: Annotated[
        bool, typer.Option("--below", help="Also those of all goals that support it.")
    ] = False,
    expires: Annotated[
        str | None, typer.Option(help="First day on which nothing is sent, YYYY-MM-DD.")
    ] = None,
    after: After = None,
    data: Data = None,
) -> None:
    """Add a hook and print its secret, which is kept nowhere and cannot be shown again."""
    ends, place, settings = day_of("--expires", expires), _place(after), Settings.from_env()
    kinds = tuple(map(_kind, kind or ()))
    destination = destination_of(url)

    async def work(store: Store) -> None:
        await addresses_of(destination, settings.hooks_networks)
        account = None if person is None else await account_named(store, person)
        await _check_goal(store, goal)
        begin = await change_stream_of(store).latest() if place is None else place
        wanted = HookRequest(url, role, begin, account, ends, kinds, goal, below)
        secret, hook = await create_hook(store, _key(settings, data, make=True), wanted)
        typer.echo(secret_text(secret))
        typer.echo(f"hook {hook.id}: {ADDED}", err=True)

    on_store(data, work)


async def _check_goal(store: Store, goal: str | None) -> None:
    """Raise NotFound where a goal is named that is not there."""
    if goal is not None and goal not in await nodes_by_id(store, Goal, [goal]):
        raise NotFound(f"there is no goal {goal[:200]!r}", remedy="name it as SOURCE/ID")


def _kind(text: str) -> ChangeKind:
    """The kind of change that a word names. Raises BadInput."""
    found = ChangeKind.__members__.get(text.upper())
    if found is None:
        raise BadInput(
            f"--kind {text[:80]!r} is no kind of change",
            remedy=f"name one of {', '.join(ChangeKind.__members__)}",
        )
    return found


def table_of_hooks(
    listed: Iterable[Hook], keys_by_id: Mapping[str, ApiKey], now: datetime
) -> Table:
    """Hooks, what each sends where and as whom, and how that goes."""
    columns = ("id", "state", "to", "as", "what", "taken last", "tried", "why not")
    table = Table(*columns, box=None, padding=(0, 2, 0, 0))
    for hook in listed:
        key = keys_by_id.get(hook.key)
        row = (
            hook.id,
            hook.state(now),
            shown_url(hook.url),
            "nobody" if key is None else (key.person or key.role),
            _what(hook),
            "" if hook.delivered_at is None else f"{hook.delivered_at:%Y-%m-%d %H:%M}",
            str(hook.failures) if hook.failures else "",
            hook.failure or "",
        )
        table.add_row(*map(plain_text, row))
    return table


def shown_url(url: str) -> str:
    """An address without its query, which may hold something secret.

    >>> shown_url("https://tools.example/in?token=x")
    'https://tools.example/in?…'
    """
    base, mark, _ = url.partition("?")
    return f"{base}?…" if mark else base


def _what(hook: Hook) -> str:
    kinds = ", ".join(kind.upper() for kind in hook.kinds) or "everything"
    if hook.goal is None:
        return kinds
    return f"{kinds} of {hook.goal}{' and below' if hook.below else ''}"


@hooks.command("list")
def list_(data: Data = None) -> None:
    """List the hooks and how they go, never their secrets."""

    async def work(store: Store) -> None:
        keys_by_id = {key.id: key for key in await api_keys(store)}
        table = table_of_hooks(await listed_hooks(store), keys_by_id, datetime.now(UTC))
        if table.row_count:
            Console(highlight=False).print(table)
        else:
            typer.echo("there are no hooks; add one with `goalgraph hooks add`")

    on_store(data, work)


@hooks.command("test")
def test(hook: Id, data: Data = None) -> None:
    """Send a message of the type TEST now, once; exit code 3 where it is not taken."""
    settings = Settings.from_env()

    async def work(store: Store) -> None:
        found = await hook_by_id(store, hook)
        signing = _key(settings, data).secrets(found.id, found.secrets)
        at = datetime.now(UTC).isoformat()
        told = message(found, f"test-{time.time_ns()}", {"type": TEST, "timestamp": at, "data": {}})
        async with client_of_hook() as client:
            outcome = await attempt(client, found.url, told, signing, settings.hooks_networks)
        if outcome.failure is not None:
            typer.echo(f"not taken: {outcome.failure}", err=True)
            raise typer.Exit(FAILED)
        typer.echo("taken")

    on_store(data, work)


@hooks.command("pause")
def pause(hook: Id, data: Data = None) -> None:
    """Send nothing until it is resumed; nothing is lost meanwhile."""
    on_store(data, lambda store: pause_hook(store, hook))


@hooks.command("resume")
def resume(hook: Id, after: After = None, data: Data = None) -> None:
    """Let a hook go on where it stopped, or after a cursor: what came later is sent, again where it was."""
    place = _place(after)
    on_store(data, lambda store: resume_hook(store, hook, place))


@hooks.command("rotate")
def rotate(
    hook: Id,
    drop_old: Annotated[
        bool, typer.Option("--drop-old", help="Let only the newest secret sign from now on.")
    ] = False,
    data: Data = None,
) -> None:
    """Print a new secret, which signs beside the old ones until `--drop-old` ends those."""
    settings = Settings.from_env()

    async def work(store: Store) -> None:
        if drop_old:
            gone = await drop_old_secrets(store, hook)
            typer.echo(f"{gone} secret{'' if gone == 1 else 's'} ended")
        else:
            known = await hook_by_id(store, hook)
            typer.echo(secret_text(await add_secret(store, _key(settings, data), known)))

    on_store(data, work)


@hooks.command("remove")
def remove(hook: Id, data: Data = None) -> None:
    """Remove a hook for good, with the key that it reads with."""
    on_store(data, lambda store: remove_hook(store, hook))


@hooks.command("run")
def run(
    once: Annotated[
        bool, typer.Option("--once", help="Send what is due, then end; 3 where some was not taken.")
    ] = False,
    data: Data = None,
) -> None:
    """Send what changes until Ctrl-C or SIGTERM; several processes may do so at once."""
    settings = Settings.from_env()
    key = _key(settings, data)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger(httpx.__name__).setLevel(logging.WARNING)

    async def work(store: Store) -> None:
        sender = HookSender(store, key, settings.hooks_networks)
        if not once:
            await _until_stopped(sender)
            return
        turns = await sender.run_once()
        for turn in turns:
            told = {"hook": turn.id, "sent": turn.sent, "failure": turn.outcome.failure}
            typer.echo(orjson.dumps(told).decode())
        if any(turn.outcome.failure for turn in turns):
            raise typer.Exit(FAILED)

    on_store(data, work)


async def _until_stopped(sender: HookSender) -> None:
    """Send until a signal."""
    task = asyncio.ensure_future(sender.run())
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, task.cancel)
    typer.echo("sending what changes; Ctrl-C ends it", err=True)
    with suppress(asyncio.CancelledError):
        await task
