"""A batch of rows of a kind that one writer at a time may write: its locks, its marks, what follows."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import Conflict
from graph.importing.account_rows import write_people
from graph.importing.batch_statements import Params, run_steps
from graph.importing.plans import Plan
from graph.organisation.accounts.email_joins import Doubt
from graph.organisation.accounts.profiles import LOCK
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.store.versions import MARK, mark


async def write_locked(
    plan: Plan, parts: Sequence[tuple[str, Params]], ids: Sequence[str], tx: Transaction
) -> list[Doubt]:
    """Write rows while nobody else writes rows of their kind; of goals also nobody their graph.

    The lock of people is held for any kind, so that no account changes hands meanwhile. Answers
    the accounts of one address that were not joined.
    """
    await tx.run("lock", name=LOCK)
    if plan.lock not in (None, LOCK):
        await tx.run("lock", name=plan.lock)
    if plan.marks:
        await tx.run(MARK, **mark(plan.marks))
    if plan.lock == LOCK:
        return (await write_people(tx, parts, ids))[0]
    await run_steps(tx, parts)
    if plan.lock != Kind.GOALS.value:
        return []
    await tx.run("resolve_awaited_rejections", ids=ids)
    await tx.run("resolve_awaited_parents", ids=ids)
    cycles = (await tx.run("goal_cycles", ids=ids)).rows
    if cycles:
        raise Conflict(
            f"the goal {cycles[0][0]} would support itself: somebody changed goals meanwhile",
            remedy="run the import again",
        )
    return []
