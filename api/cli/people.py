"""`goalgraph people`: who is one person over several sources, for somebody to decide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from api.cli.account_names import account_named
from api.cli.options import Data
from api.cli.row_output import plain_text
from api.cli.store_connection import on_store
from graph.errors import BadInput
from graph.ledger.erasure import forget_erased
from graph.organisation.accounts.personal_data import data_of
from graph.organisation.people import people_of_accounts
from graph.sources.kinds import Kind
from graph.store.driver import Store, Transaction
from graph.writing.account_joins import DoubtfulPair, duplicate_people, join_all_by_mail
from graph.writing.account_joins import join_people as join_these
from graph.writing.account_joins import split_person as split_this
from graph.writing.removals import holds, remove
from graph.writing.row_results import Answer, Status, WriteAbort

people = typer.Typer(
    help="Who is one person over several sources: review, join, split.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="A person: SOURCE/ID of an account, or a mail address.")]
Accounts = Annotated[list[str], typer.Argument(help="SOURCE/ID of the accounts that go.")]


def table_of_pairs(pairs: Iterable[DoubtfulPair]) -> Table:
    """Pairs of people who may be one, and why."""
    table = Table("one", "other", "because of", "same", box=None, padding=(0, 2, 0, 0))
    for pair in pairs:
        reasons = ", ".join(reason.replace("_", " ") for reason in pair.reasons)
        row = (pair.one_account, pair.other_account, reasons, ", ".join(pair.same))
        table.add_row(*map(plain_text, row))
    return table


@people.command("review")
def review(
    limit: Annotated[int, typer.Option(min=1, help="How many pairs are shown.")] = 100,
    data: Data = None,
) -> None:
    """List pairs of people who may be one, and why; exit code 3 where there are any."""

    async def work(store: Store) -> int:
        pairs = await duplicate_people(store, limit)
        if not pairs:
            typer.echo("nobody is in doubt")
            return 0
        Console(highlight=False).print(table_of_pairs(pairs))
        typer.echo("if two are one: goalgraph people join ONE OTHER")
        return 3

    code = on_store(data, work)
    if code:
        raise typer.Exit(code)


@people.command("join")
def join(
    keep: Annotated[
        str | None,
        typer.Argument(help="Who keeps the id: SOURCE/ID of an account, or a mail address."),
    ] = None,
    others: Annotated[
        list[str] | None, typer.Argument(help="The others who are the same, each likewise.")
    ] = None,
    by_mail: Annotated[
        bool, typer.Option("--by-mail", help="All whom an import would join by their addresses.")
    ] = False,
    data: Data = None,
) -> None:
    """Make people one; `split` takes it back."""
    if by_mail == (keep is not None) or (keep is not None and not others):
        raise BadInput("give two people or more, or --by-mail", remedy="see `people review`")

    async def work(store: Store) -> None:
        if keep is None:
            count = await join_all_by_mail(store)
            typer.echo(f"{count:,} addresses of several people were looked at; see `people review`")
            return
        ids = [await account_named(store, name) for name in (keep, *(others or ()))]
        answer = await _answer(store, lambda tx: join_these(tx, ids[0], ids[1:]))
        unchanged = answer.outcomes[0].status is Status.UNCHANGED
        typer.echo(
            f"{answer.outcomes[0].id} {'were one already' if unchanged else 'is one person now'}"
        )
        typer.echo("ties and scores follow with `goalgraph analyse`")

    on_store(data, work)


@people.command("split")
def split(person: Name, accounts: Accounts, data: Data = None) -> None:
    """Make two people of one: the accounts named become somebody else's."""

    async def work(store: Store) -> None:
        id_ = await account_named(store, person)
        answer = await _answer(store, lambda tx: split_this(tx, id_, accounts))
        stays, goes = (outcome.id for outcome in answer.outcomes)
        typer.echo(f"{stays} and {goes} are two people now")
        typer.echo("ties and scores follow with `goalgraph analyse`")

    on_store(data, work)


@people.command("data")
def data_(person: Name, data: Data = None) -> None:
    """Print all that is kept of a person, as JSON: what they have a right to be given."""

    async def work(store: Store) -> None:
        account = await account_named(store, person)
        owner = (await people_of_accounts(store, [account])).get(account, account)
        typer.echo(orjson.dumps(await data_of(store, owner), option=orjson.OPT_INDENT_2).decode())

    on_store(data, work)


@people.command("erase")
def erase(
    person: Name,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what hangs on them; nothing is written.")
    ] = False,
    data: Data = None,
) -> None:
    """Erase a person in one transaction; prints a receipt, which the store keeps without saying whom."""

    async def work(store: Store) -> None:
        account = await account_named(store, person)
        counts = await holds(store, Kind.PEOPLE, [account])
        if dry_run:
            _show({"would_erase": counts})
            return

        async def erase_person(tx: Transaction) -> Answer:
            answer = await remove(tx, Kind.PEOPLE, [account], True)
            await forget_erased(tx)
            return answer

        answer = await _answer(store, erase_person)
        _show({"receipt": next(iter(answer.outcomes[0].notes), None), "erased": counts})

    on_store(data, work)


def _show(found: object) -> None:
    typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())


async def _answer(store: Store, work: Callable[[Transaction], Awaitable[Answer]]) -> Answer:
    """The answer of `work`; raises BadInput with what is wrong."""
    try:
        return await store.unit(work)
    except WriteAbort as aborted:
        fault = aborted.answer.outcomes[0].faults[0]
        raise BadInput(fault.message, remedy=fault.remedy) from None
