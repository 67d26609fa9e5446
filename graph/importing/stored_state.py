"""What the store has already: hashes, versions, decisions, and what stored things point up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.importing.plans import PLANS
from graph.sources.kinds import Kind
from graph.store.driver import Store

FORMER_CHECK_INS = "checkins by former key"
"""What the tombstones of check-ins are called whose key named goal and time alone."""


@dataclass(frozen=True, slots=True)
class StoredState:
    """What the store has of a row: its hash (None: not whole), version, and who decided a link."""

    hash: str | None
    version: int | None
    decided_by: str | None


class StoreLookup:
    """The lookups of an import, each one statement for a batch of ids."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._removed: dict[Kind, set[str]] = {}

    async def _rows(self, name: str, **params: object) -> list[tuple[Any, ...]]:
        """The rows of a statement, without the short deadline of a reader's request."""
        return [row async for row in self.store.stream(name, **params)]

    async def stored(self, kind: Kind, ids: list[str]) -> dict[str, StoredState]:
        """What the store has of these rows, by identity."""
        rows = await self._rows(PLANS[kind].stored, ids=sorted(ids))
        return {
            id_: StoredState(hash_, version, rest[0] if rest else None)
            for id_, hash_, version, *rest in rows
        }

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        """Those of these ids that the store holds."""
        return set(await self.stored(kind, ids))

    async def authors(self, check_ins: list[str]) -> dict[str, tuple[str | None, str | None]]:
        """Those of these check-ins that the store holds: the source and the author of each."""
        rows = await self._rows("authors_of_check_ins", ids=sorted(check_ins))
        return {id_: (source, by) for id_, source, by in rows}

    async def private(self, ids: list[str]) -> set[str]:
        """Those of these conversations that the store holds as private ones."""
        rows = await self._rows("private_conversations", ids=ids) if ids else []
        return {id_ for (id_,) in rows}

    async def removed(self, kind: Kind) -> set[str]:
        """The tombstones of all things of a kind that were taken back."""
        if kind not in self._removed:
            self._removed[kind] = {
                id_ for (id_,) in await self._rows("tombstones", kind=kind.value)
            }
        return self._removed[kind]

    async def removed_by_former_key(self) -> set[str]:
        """The tombstones of check-ins from when a key named goal and time alone."""
        return {id_ for (id_,) in await self._rows("tombstones", kind=FORMER_CHECK_INS)}

    async def parents(self, kind: Kind, ids: list[str]) -> list[tuple[str, str]]:
        """(id, id of what it points up to) for these ids."""
        rows = await self._rows(f"stored_parents_of_{kind.value}", ids=sorted(ids))
        return [(low, high) for low, high in rows]

    async def stale_conversations(self, limit: int) -> list[str]:
        """The first conversations that ask to be settled."""
        rows = await self._rows("stale_conversations", limit=limit)
        return sorted(id_ for (id_,) in rows)
