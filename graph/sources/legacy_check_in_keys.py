"""Check-ins that were stored when a key named goal and time alone: the same row still means them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

import orjson

from graph.keys import source_of, tombstone
from graph.sources.check_in_keys import former_key, has_former_key
from graph.sources.kinds import Kind
from graph.sources.spool import Spool

BATCH = 1000
Authors = Mapping[str, tuple[str | None, str | None]]
"""Check-in → the source that states it and the account of who said it."""


class Lookup(Protocol):
    """What the store can say of check-ins and of people who were erased."""

    async def authors(self, check_ins: list[str]) -> dict[str, tuple[str | None, str | None]]:
        """Those of these check-ins that the store holds: the source and the author of each."""

    async def removed(self, kind: Kind) -> set[str]:
        """The tombstones of all things of a kind that were taken back."""


async def keep_former_keys(spool: Spool, look: Lookup) -> None:
    """Let rows keep the key without author that the store has them under."""
    if Kind.CHECKINS not in spool.span:
        return
    first, last = spool.span[Kind.CHECKINS]
    query = f"SELECT n, id, row FROM rows WHERE n > ? AND n <= {last} ORDER BY n LIMIT ?"
    for page in spool.pages(query, first - 1, BATCH):
        candidates = {}
        for n, id_, packed in page:
            row = orjson.loads(packed)
            if has_former_key(id_, row["goal"], row["at"]):
                candidates[n] = (former_key(row["goal"], row["at"]), row)
        ids = sorted({former for former, _ in candidates.values()})
        stored = await look.authors(ids) if ids else {}
        erased = await look.removed(Kind.PEOPLE) if stored else set()
        same = {
            former: n
            for n, (former, row) in candidates.items()
            if is_same(stored, former, row, erased) and not _stands(spool, former)
        }
        spool.many("UPDATE rows SET id = ? WHERE n = ?", same.items())


def is_same(
    stored: Authors, former: str, row: Mapping[str, Any], erased: Collection[str] = ()
) -> bool:
    """Whether the store has the check-in of a row under its former key: of the same source and author.

    That of an author who was erased is by nobody any more.
    """
    if former not in stored:
        return False
    source, by = stored[former]
    if source not in (None, row.get("source") or source_of(row["goal"])):
        return False
    author = row.get("by")
    is_erased = author is not None and tombstone(Kind.PEOPLE.value, author) in erased
    return by == author or (by is None and is_erased)


def _stands(spool: Spool, id_: str) -> bool:
    """Whether a row of the bundle has this key itself."""
    query = "SELECT 1 FROM rows WHERE kind = ? AND id = ?"
    return spool.one(query, (Kind.CHECKINS.number, id_)) is not None
