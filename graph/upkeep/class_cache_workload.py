"""What a store is asked while its classes are recorded: the schema, and statements of every shape.

    python -m graph.upkeep.class_cache_workload FOLDER PORT

asks the store of a data folder at its Bolt port.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from graph.config import Target
from graph.engine import data_folder as data
from graph.engine.data_folder import Folder
from graph.store.driver import Store
from graph.store.literals import params_of
from graph.store.statements import statement
from graph.upkeep.migrations import migrate

ASKED = (
    "network_totals",
    "groups",
    "groups_by_id",
    "people_by_id",
    "latest_analyses",
    "scores_of_groups",
    "means_of_analyses",
    "conversations_of_people",
    "goals_of_conversations",
    "ancestors_of_goals",
    "versions",
    "search",
)
"""Reads as first visitors send them. More of them make a larger cache, not a quicker start."""


def rehearse(target: Target) -> None:
    """Let the empty store make its indexes, and plan and answer these reads."""
    asyncio.run(_rehearse(target))


async def _rehearse(target: Target) -> None:
    async with Store.open(target, pool_size=4) as store:
        await migrate(store)
        for name in ASKED:
            await store.rows(name, **params_of(statement(name), {}))


if __name__ == "__main__":
    rehearse(data.target(Folder(Path(sys.argv[1])), int(sys.argv[2])))
