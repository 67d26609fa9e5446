"""The latest run of the value ledger as a GraphQL type: how far it is, and what it came to."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Optional

import strawberry

from api.execution.context import Context
from api.types.record_types import batched, graphql_enum, plain_field
from graph.ledger.cache import parts_behind
from graph.ledger.run import published_reach
from graph.ledger.run_state import LedgerRun as Run
from graph.ledger.run_state import LedgerRunState, latest_run
from graph.records.window import day_time

State: Any = graphql_enum(LedgerRunState)


@strawberry.type(description="A run of the value ledger; poll it until it is no longer RUNNING.")
class LedgerRun:
    """See `graph.ledger.run_state.LedgerRun`."""

    state = plain_field(lambda run: run.state, State, "Where it stands.")
    step = plain_field(lambda run: run.step, str, "What it does now.")
    done = plain_field(lambda run: run.done, int, "How far this step is, in things of the step.")
    total = plain_field(
        lambda run: run.total, int | None, "How many things the step has; null: not known before."
    )
    reason = plain_field(
        lambda run: run.reason, str | None, "Why it failed; the ledger before it stays."
    )
    started_at = plain_field(lambda run: run.started_at, datetime, "When it began.")
    finished_at = plain_field(lambda run: run.finished_at, datetime | None, "When it ended.")


async def _published(context: Context, roots: Any, _: dict[str, Any]) -> list[Any]:
    return [await published_reach(context.store)] * len(roots)


async def _behind(context: Context, roots: Any, _: dict[str, Any]) -> list[list[str]]:
    return [await parts_behind(context.store, roots[0])] * len(roots)


def _time(day: int | None) -> datetime | None:
    return None if day is None else day_time(day)


@strawberry.type(
    description="The value ledger that numbers are read from, as it was published last."
)
class PublishedLedger:
    """How far it reaches."""

    hash = plain_field(
        lambda reach: reach.hash, str, "Of all its rows: equal hashes are equal ledgers."
    )
    first_day = plain_field(
        lambda reach: _time(reach.first_day),
        datetime | None,
        "The first day of talk; null: there is none.",
    )
    last_day = plain_field(
        lambda reach: _time(reach.last_day), datetime | None, "The last day of talk."
    )
    code_version = plain_field(
        lambda reach: reach.code_version, str, "The version of the rules of events."
    )
    behind = batched(
        _behind, list[str], "Parts of the organisation that have changed since; empty: up to date."
    )


async def _run(context: Context, roots: Any, _: dict[str, Any]) -> list[Run | None]:
    return [await latest_run(context.store)] * len(roots)


@strawberry.type(description="The value ledger: what is published, and the run that renews it.")
class LedgerStatus:
    """Both may be absent in a store that is new."""

    published = batched(
        _published,
        Optional[PublishedLedger],  # noqa: UP045
        "The ledger that numbers are read from; null before the first run.",
    )
    run = batched(_run, Optional[LedgerRun], "The latest run; null before the first.")  # noqa: UP045


def find_ledger() -> LedgerStatus:
    """The status of the ledger."""
    return LedgerStatus()
