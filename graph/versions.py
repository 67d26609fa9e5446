"""When each part of the organisation has changed: what processes hold in memory is dropped by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any
from uuid import uuid4

from graph.store import Store


class Part(StrEnum):
    """A part of the organisation that changes by itself."""

    GOALS = "goals"
    LINKS = "links"
    PEOPLE = "people"
    TALK = "talk"


def mark(parts: Iterable[Part]) -> dict[str, Any]:
    """The parameters of `mark_changed`; run it last in a transaction, since it locks these parts."""
    return {"names": sorted({part.value for part in parts}), "stamp": uuid4().hex}


async def versions(store: Store) -> Mapping[Part, str]:
    """The stamp of each part's latest change; empty for one that has never changed."""
    found = dict.fromkeys(Part, "")
    return found | {Part(part): stamp for part, stamp in await store.rows("versions")}
