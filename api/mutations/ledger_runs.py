"""The mutation that brings the value ledger up to date: it begins a run, and `ledger { run }` is polled."""

from __future__ import annotations

from typing import Any

from strawberry.types import Info

from api.execution.context import Context
from api.mutations.mutation_types import ERRORS, define_input, define_output, mutation
from api.mutations.payloads import UserError
from graph.ledger.run_state import LedgerRunState, latest_run
from graph.ledger.run_threads import ledger_runs_of

INPUT = define_input(
    "RunLedgerInput",
    "How to bring the value ledger up to date.",
    {},
    {"rebuild": (bool, "Read all talk again, also what has not changed; the result is the same.")},
)
PAYLOAD = define_output(
    "RunLedgerPayload",
    "Whether a run has begun.",
    {
        "started": (
            bool,
            "Whether this request began a run; false where one is under way already, or refused.",
        ),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _run_ledger(info: Info, input: Any) -> Any:
    context: Context = info.context
    runs = ledger_runs_of(context.store)
    latest = await latest_run(context.store)
    running = latest is not None and latest.state is LedgerRunState.RUNNING
    if running or runs.under_way:
        return PAYLOAD(started=False, user_errors=[])
    runs.renew(anew=input.rebuild is True)
    return PAYLOAD(started=True, user_errors=[])


run_ledger = mutation(
    _run_ledger,
    INPUT,
    PAYLOAD,
    "Brings the value ledger up to date, reading only what has changed; for analysts and "
    "administrators. It answers at once: poll `ledger { run { state step done total } }`.",
)
