"""`goalgraph retention`: talk older than a day is erased, with all that was made of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

import orjson
import typer

from api.cli.options import Data
from api.cli.store_connection import on_store
from graph.errors import BadInput
from graph.ledger.run import published_ledger, run_ledger
from graph.network.analyses.run import analyse
from graph.records.window import EPOCH
from graph.store.driver import Store
from graph.writing.retention import erase_before, what_would_go

_DAYS = re.compile(r"(\d{1,5})d")


def retention(
    older_than: Annotated[
        str,
        typer.Option(
            "--older-than",
            help="A day (2025-01-01: what is of it stays), or so many days (730d).",
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what would go; nothing is written.")
    ] = False,
    data: Data = None,
) -> None:
    """Erase talk older than a day with what was made of it; prints a receipt, which the store keeps.

    Cut short, it goes on where it stopped when it is called again with the same day.
    """
    before = first_day_kept(older_than, datetime.now(UTC).date())

    async def work(store: Store) -> None:
        if dry_run:
            counts = await what_would_go(store, before)
            _show({"before": before.date().isoformat(), "would_erase": counts})
            return
        receipt = await erase_before(store, before, _tell, renew=_made_anew)
        _show(
            {
                "receipt": receipt.id,
                "at": receipt.at,
                "before": before.date().isoformat(),
                "erased": dict(receipt.counts),
            }
        )

    on_store(data, work)


def _tell(what: str, gone: int) -> None:
    typer.echo(f"{what}: {gone:,} erased", err=True)


async def _made_anew(store: Store) -> None:
    """Make the value ledger and the ties anew, without the talk that is gone."""
    if await published_ledger(store) is not None:
        await run_ledger(store)
    await analyse(store)


def first_day_kept(older_than: str, today: date) -> datetime:
    """The moment from which talk stays; raises BadInput for what is no day or number of days, or lies ahead.

    >>> first_day_kept("30d", date(2026, 3, 31)).date()
    datetime.date(2026, 3, 1)
    """
    days = _DAYS.fullmatch(older_than)
    try:
        day = today - timedelta(int(days[1])) if days else date.fromisoformat(older_than)
    except (ValueError, OverflowError):
        raise BadInput(
            f"--older-than {older_than!r} is neither a day nor a number of days",
            remedy="give a day as 2025-01-01, or days as 730d",
        ) from None
    if day > today or day < EPOCH:
        raise BadInput(
            f"--older-than {older_than!r} is {'ahead' if day > today else 'before 1970'}",
            remedy="give a day that is past",
        )
    return datetime.combine(day, time(), UTC)


def _show(found: object) -> None:
    typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
