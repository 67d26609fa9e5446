"""Check-ins that are named by goal, time and author, as the store holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.accounts.profiles import LOCK
from graph.importing.stored_state import stored_check_ins
from graph.keys import source_of
from graph.sources.check_in_keys import check_in_key, former_key
from graph.sources.former_check_ins import is_same
from graph.sources.keyless_check_ins import Group, paired
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.store.versions import MARK, Part, mark
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


async def name_keyless(tx: Transaction, keyed: Mapping[str, CheckInIdentity]) -> None:
    """Give these ids to the check-ins that the store has of the same goal, day and author without one.

    Only where the store does not know the id yet and exactly one fits.
    """
    known = {row[0] for row in (await tx.run("stored_check_ins", ids=sorted(keyed))).rows}
    wanted: dict[Group, list[tuple[int, str]]] = {}
    ids = [id_ for id_ in sorted(keyed) if id_ not in known]
    for n, id_ in enumerate(ids):
        goal, at = str(keyed[id_]["goal"]), str(keyed[id_]["at"])
        wanted.setdefault((source_of(id_), goal, at[:10], keyed[id_]["by"]), []).append((n, at))
    days = sorted({(goal, day) for _, goal, day, _ in wanted})
    asked = [{"goal": goal, "day": day} for goal, day in days]
    rows = (await tx.run("check_ins_of_days", rows=asked)).rows if asked else []
    pairs, _ = paired(wanted, [one for one in stored_check_ins(rows) if one.is_keyless])
    if pairs:
        await tx.run("lock", name=LOCK)
        await tx.run("lock", name=Kind.GOALS.value)
        await tx.run(MARK, **mark([Part.PROGRESS]))
        renamed = [{"id": ids[n], "former": former} for n, former in sorted(pairs.items())]
        await tx.run("rename_check_ins", rows=renamed)
