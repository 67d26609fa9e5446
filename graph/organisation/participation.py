"""What is derived from the talk of conversations whenever it changes: who took part, on which days, and the order.

Run the steps in the transaction that changes the talk, as late in it as can be: the first one locks
the version of talk, so that a process that holds talk in memory finds every conversation that was
settled since the version that it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark

STEPS = (
    "link_authors_to_conversations",
    "remove_former_participants",
    "save_days_of_participants",
    "save_days_of_conversations",
    "save_starts_of_conversations",
)

BATCH = 1000


def participation_statements(
    conversations: Sequence[str],
) -> list[tuple[str, Mapping[str, object]]]:
    """The statements that settle these conversations, with their parameters, in order."""
    ids = sorted(set(conversations))
    return [
        ("lock", {"name": f"changed {Part.TALK}"}),
        (MARK, mark([Part.TALK])),
        *((name, {"ids": ids}) for name in STEPS),
    ]


async def settle_unsettled(store: Store) -> int:
    """How many conversations of an older version were settled."""
    count = 0
    while ids := [row[0] async for row in store.stream("unsettled_conversations", limit=BATCH)]:
        await store.write_all(participation_statements(ids))
        count += len(ids)
    return count
