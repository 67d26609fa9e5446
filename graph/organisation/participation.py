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

NEW = {"link_authors_to_conversations": "link_new_authors_to_conversations"}
"""Step → the one that locks nobody until its transaction ends."""
VERSIONED = "save_days_of_conversations"
"""The step that says as of which version of talk a conversation is settled; null: as it stands."""

BATCH = 1000


def participation_statements(
    conversations: Sequence[str],
) -> list[tuple[str, Mapping[str, object]]]:
    """The statements that settle these conversations, with their parameters, in order."""
    ids = sorted(set(conversations))
    return [
        ("lock", {"name": f"changed {Part.TALK}"}),
        (MARK, mark([Part.TALK])),
        *((name, _params(name, ids, None)) for name in STEPS),
    ]


def abreast_statements(
    conversations: Sequence[str], version: int
) -> list[tuple[str, Mapping[str, object]]]:
    """The same without the locks: for several transactions at once, while another one holds them.

    That one has marked talk as changed, to this version, and holds the lock of people too.
    """
    ids = sorted(set(conversations))
    return [(NEW.get(name, name), _params(name, ids, version)) for name in STEPS]


def _params(name: str, ids: Sequence[str], version: int | None) -> dict[str, object]:
    return {"ids": ids, "version": version} if name == VERSIONED else {"ids": ids}


async def settle_unsettled(store: Store) -> int:
    """How many conversations of an older version were settled."""
    count = 0
    while ids := [row[0] async for row in store.stream("unsettled_conversations", limit=BATCH)]:
        await store.write_all(participation_statements(ids))
        count += len(ids)
    return count
