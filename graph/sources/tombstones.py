"""Rows of what was taken back, and of people who were erased, under whatever account: left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import orjson

from graph.keys import mail_tombstone, tombstone
from graph.records.email_address import mail_key
from graph.sources.check_in_keys import former_key, has_former_key
from graph.sources.kinds import Kind
from graph.sources.spool import Spool, State

REMOVABLE = (Kind.PEOPLE, Kind.GROUPS, Kind.CHECKINS, Kind.CONVERSATIONS, Kind.MESSAGES)
"""Kinds of which single things can be taken back for good."""


class Lookup(Protocol):
    """What the store can say of what was taken back."""

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        """Those of these ids that the store holds."""

    async def removed(self, kind: Kind) -> set[str]:
        """The tombstones of all things of a kind that were taken back; of people, their addresses too."""

    async def removed_by_former_key(self) -> set[str]:
        """The tombstones of check-ins from when a key named goal and time alone."""


async def leave_out_removed(spool: Spool, look: Lookup) -> None:
    """Leave out the rows of what was taken back.

    A row of people is that of somebody who was erased by its id or by its mail address; by the
    address only where the store has no such account, for that one is somebody else's.
    """
    for kind in REMOVABLE:
        removed = await look.removed(kind) if kind in spool.span else set()
        former = set[str]()
        if kind is Kind.CHECKINS and kind in spool.span:
            former = await look.removed_by_former_key()
        if not removed | former:
            continue
        first, last = spool.span[kind]
        query = (
            f"SELECT n, id, row FROM rows WHERE n > ? AND n <= {last} "
            f"AND state = {State.GOOD:d} ORDER BY n LIMIT ?"
        )
        for page in spool.pages(query, first - 1):
            removed_rows = [
                n for n, id_, _ in page if tombstone(kind.value, id_) in removed | former
            ]
            if former:
                removed_rows += await _by_former_key(page, former, look)
            if kind is Kind.PEOPLE:
                removed_rows += await _rows_of_erased_mails(page, removed, look)
            rows = [(n,) for n in removed_rows]
            spool.many(f"UPDATE rows SET state = {State.REMOVED:d} WHERE n = ?", rows)


async def _by_former_key(
    rows: Sequence[tuple[int, str, bytes]], former: set[str], look: Lookup
) -> list[int]:
    """The numbers of check-ins that were taken back under the key of their goal and time alone.

    What the store holds was saved anew since.
    """
    numbers = {}
    for n, id_, packed in rows:
        row = orjson.loads(packed)
        goal, at = row["goal"], row["at"]
        stone = tombstone(Kind.CHECKINS.value, former_key(goal, at))
        if stone in former and has_former_key(id_, goal, at):
            numbers[id_] = n
    known = await look.known(Kind.CHECKINS, sorted(numbers)) if numbers else set()
    return [n for id_, n in numbers.items() if id_ not in known]


async def _rows_of_erased_mails(
    rows: Sequence[tuple[int, str, bytes]], removed: set[str], look: Lookup
) -> list[int]:
    """The numbers of the rows that are new accounts with the address of somebody who was erased."""
    numbers = {}
    for n, id_, packed in rows:
        key = mail_key(orjson.loads(packed).get("email"))
        if key is not None and mail_tombstone(key) in removed:
            numbers[id_] = n
    known = await look.known(Kind.PEOPLE, sorted(numbers)) if numbers else set()
    return [n for id_, n in numbers.items() if id_ not in known]


def ids_left_out(spool: Spool) -> list[str]:
    """The accounts that were left out, because whose they are was erased."""
    if Kind.PEOPLE not in spool.span:
        return []
    query = f"SELECT id FROM rows WHERE kind = ? AND state = {State.REMOVED:d} ORDER BY id"
    return [id_ for (id_,) in spool.all(query, (Kind.PEOPLE.number,))]
