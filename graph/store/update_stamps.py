"""When nodes were last changed: the stamps by which lists follow what changes, and how far they are final.

A statement that changes a node stamps it in its property `by_updated`: the moment at which its transaction
began, by the store's clock, as text of fixed width, then the id. A transaction may end long after it has
begun, and then bring earlier stamps than others that were read before. So who follows changes reads only
what was stamped before the oldest transaction that is still open: nothing can come there any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from graph.keys import time_part
from graph.store.driver import Store

BATCH = 20_000
"""Nodes that are stamped in one transaction."""
MARGIN = timedelta(seconds=1)
"""How long a transaction may take from its beginning until the store lists it, and clocks may be set back."""


def stamp_of(moment: datetime) -> str:
    """What the stamps of a moment begin with; those before it lie below, all others above."""
    text: Any = time_part(moment)
    return str(text)


async def final_until(store: Store) -> str:
    """Below which stamp there is all that there will ever be."""
    ((oldest,),) = await store.rows("oldest_transaction")
    return stamp_of(oldest - MARGIN)


async def stamp_older_nodes(store: Store) -> int:
    """How many nodes of an older version are said to have been changed now, since nobody knows better."""
    count = 0
    for name in ("save_missing_updates", "save_missing_updates_of_refs"):
        while saved := (await store.write(name, limit=BATCH)).rows[0][0]:
            count += saved
    return count
