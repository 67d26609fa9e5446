"""Check-ins that are named by goal, time and author, as the store holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.keys import source_of
from graph.sources.check_in_keys import check_in_key, former_key
from graph.sources.legacy_check_in_keys import is_same
from graph.store.driver import Transaction
from graph.writing.row_changes import Change

CheckInIdentity = Mapping[str, str | None]
"""The `goal`, the time `at` and the author `by` (may be None) of a check-in, as global ids."""


def key_of(identity: CheckInIdentity) -> str:
    """The global id of a check-in of these."""
    goal, at = identity["goal"], identity["at"]
    assert goal is not None and at is not None
    return check_in_key(source_of(goal), goal, at, identity["by"])


async def by_former_keys(
    tx: Transaction, changes: Sequence[Change], identities: Mapping[int, CheckInIdentity]
) -> list[Change]:
    """The changes; those whose check-in the store has under a key without author name that one.

    `said` tells, of each change that bears no id, what its check-in is known by.
    """
    former = {
        n: former_key(str(identity["goal"]), str(identity["at"]))
        for n, identity in identities.items()
    }
    ids = sorted({id_ for n, id_ in former.items() if id_ != changes[n].id})
    rows = (await tx.run("authors_of_check_ins", ids=ids)).rows if ids else []
    stored = {id_: (source, by) for id_, source, by in rows}
    return [
        replace(change, id=former[n])
        if n in former and is_same(stored, former[n], identities[n])
        else change
        for n, change in enumerate(changes)
    ]
