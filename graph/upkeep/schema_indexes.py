"""The indexes and constraints that the schema makes, and those of them that a store lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from graph.store.driver import Store
from graph.store.statements import all_statements

_NAME = re.compile(r"\b(?:INDEX|CONSTRAINT) (\w+) IF NOT EXISTS")


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the indexes of the schema stand in a store, by name."""

    missing: Collection[str]
    failed: Collection[str]
    building: Mapping[str, float]
    """How much of it there is, in per cent."""
    online: int


@cache
def known_indexes() -> Mapping[str, str]:
    """Name → the text of the migration that makes it."""
    texts = [one.text for one in all_statements().values() if one.folder == "schema"]
    return {match[1]: text for text in texts for match in _NAME.finditer(text)}


async def index_state(store: Store) -> IndexState:
    """How the indexes of the schema stand."""
    rows = {name: (state, percent) for name, state, percent in await store.rows("schema_indexes")}
    ours = {name: rows[name] for name in known_indexes() if name in rows}
    return IndexState(
        missing=[name for name in known_indexes() if name not in rows],
        failed=[name for name, (state, _) in ours.items() if state == "FAILED"],
        building={
            name: percent for name, (state, percent) in ours.items() if state == "POPULATING"
        },
        online=sum(state == "ONLINE" for state, _ in ours.values()),
    )


async def restore_indexes(store: Store) -> list[str]:
    """The names of the indexes that were missing though their migrations were applied, made anew."""
    missing = (await index_state(store)).missing
    if missing:
        await store.run_schema([known_indexes()[name] for name in missing])
        async for _ in store.stream("await_indexes", seconds=300):
            pass
    return list(missing)
