"""How often each part of the organisation has changed: what processes hold in memory is dropped by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any
from uuid import uuid4

from graph.store.driver import Store

MARK = "save_part_changes"
"""The statement that counts a change; its parameters are those of `mark`."""


class Part(StrEnum):
    """A part of the organisation that changes by itself."""

    GOALS = "goals"
    PROGRESS = "progress"
    LINKS = "links"
    PEOPLE = "people"
    TALK = "talk"
    MARKET = "market"


def mark(parts: Iterable[Part]) -> dict[str, Any]:
    """The parameters of `save_part_changes`; it locks these parts until the transaction ends."""
    return {"names": sorted({part.value for part in parts}), "stamp": uuid4().hex}


async def versions(store: Store) -> Mapping[Part, int]:
    """The version of each part; 0 for one that has never changed."""
    default = dict.fromkeys(Part, 0)
    return default | {Part(part): version for part, version in await store.rows("versions")}
