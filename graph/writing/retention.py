"""Old talk is erased with all that hangs on it, in batches; whoever is cut short goes on where it stopped.

What goes: conversations in which nobody has said anything since a moment, older messages of the others,
needs and offers that only such talk holds, analyses of such talk alone, and what the log of changes
tells of before. Each batch is a transaction, and what is gone has left a tombstone, so that no import
brings it back. A receipt says how much it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import uuid4

import orjson

from graph.importing.plans.context import time_key
from graph.sources.kinds import Kind
from graph.sources.times import time_text
from graph.store.driver import Store, Transaction
from graph.store.statements import statement
from graph.store.versions import MARK, Part, mark
from graph.writing.conventions import RETENTION_BATCH
from graph.writing.erasure_receipts import Receipt, now
from graph.writing.removals import take_out

STEPS = (
    ("needs_before", "remove_needs", None),
    ("offers_before", "remove_offers", None),
    ("conversations_before", None, Kind.CONVERSATIONS),
    ("messages_before", None, Kind.MESSAGES),
    ("analyses_before", "remove_analyses", None),
    ("changes_before", "remove_changes", None),
)
"""What goes, in this order: the statement that finds a batch, and the one that takes it out or its kind."""

Tell = Callable[[str, int], None]
"""Told what is being erased, and how many of it are gone by now."""
Renew = Callable[[Store], Awaitable[None]]
"""Makes anew what was made of talk that is gone."""


async def _nothing(_: Store) -> None:
    """Nothing was made of the talk."""


def _moment(before: datetime) -> dict[str, object]:
    return {"before": before, "until": time_key(time_text(before))}


async def what_would_go(store: Store, before: datetime) -> dict[str, int]:
    """How much a retention takes out that keeps what is of this moment and later."""
    name = "retention_counts"
    rows = [row async for row in store.stream(name, **_moment(before))]
    return dict(zip(statement(name).columns, rows[0], strict=True))


async def erase_before(
    store: Store,
    before: datetime,
    tell: Tell = lambda *_: None,
    batch: int = RETENTION_BATCH,
    renew: Renew = _nothing,
) -> Receipt:
    """The receipt of erasing what lies before a moment; of a run that was cut short the same goes on.

    It is done when `renew` is: a receipt says so only when nothing made of that talk is left either.
    """
    receipt = await _begun(store, before)
    for find, remove, kind in STEPS:
        await _erase_all(store, find, remove, kind, before, tell, batch)
    await renew(store)
    done = Receipt(receipt.id, receipt.kind, "done", now(), receipt.before, receipt.counts)
    await store.write("save_receipts", rows=[done.row()])
    return done


async def _begun(store: Store, before: datetime) -> Receipt:
    """The receipt of a run to this moment that was cut short, or a new one of what is there now."""
    text = time_text(before)
    for id_, kind, state, _, until, counts in await store.rows("erasure_receipts", limit=1_000):
        if kind == "retention" and state == "running" and until == before:
            return Receipt(id_, kind, state, now(), text, orjson.loads(counts))
    counts = await what_would_go(store, before)
    receipt = Receipt(uuid4().hex, "retention", "running", now(), text, counts)
    await store.write("save_receipts", rows=[receipt.row()])
    return receipt


async def _erase_all(
    store: Store,
    find: str,
    remove: str | None,
    kind: Kind | None,
    before: datetime,
    tell: Tell,
    batch: int,
) -> None:
    gone, after = 0, ""
    while True:
        every = {**_moment(before), "limit": batch, "after": after}
        params = {name: every[name] for name in statement(find).examples}
        rows = [row async for row in store.stream(find, **params)]
        if not rows:
            return
        ids = [row[0] for row in rows]

        async def work(tx: Transaction, ids: list[str] = ids) -> None:
            await tx.run("lock", name="conversations")
            await tx.run(MARK, **mark([Part.LINKS, Part.MARKET, Part.TALK]))
            if kind is not None:
                await take_out(tx, kind, sorted(ids))
            elif remove is not None:
                await tx.run(remove, ids=sorted(ids))

        await store.unit(work)
        gone += len(ids)
        after = rows[-1][-1] if "after" in statement(find).examples else ""
        tell(find.partition("_")[0], gone)
