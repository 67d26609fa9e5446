"""Owners whom nobody knows: left out of the goal with a note, as imports do, unless that is strict."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.importing.plans import PLANS
from graph.sources.kinds import Kind
from graph.sources.values import quote
from graph.store.driver import Transaction
from graph.writing.row_changes import Change, Edit, Row


async def leave_out_unknown_owners(tx: Transaction, changes: Sequence[Change]) -> None:
    """Take unknown owners out of what is given of goals, and note each."""
    named = {n: _named(change) for n, change in enumerate(changes) if "owners" in change.given}
    ids = sorted({id_ for owners in named.values() for id_ in owners})
    rows = (await tx.run(PLANS[Kind.PEOPLE].stored, ids=ids)).rows if ids else []
    known = {row[0] for row in rows}
    for n, owners in named.items():
        unknown = [id_ for id_ in dict.fromkeys(owners) if id_ not in known]
        if unknown:
            changes[n].edit = _without(changes[n].edit, unknown)
            changes[n].notes += [f"there is no person {quote(id_)}; left out" for id_ in unknown]


def _named(change: Change) -> list[str]:
    """The owners that the writer names."""
    return [] if change.faults else [_id(owner) for owner in change.edit({}).get("owners") or []]


def _without(edit: Edit, unknown: Collection[str]) -> Edit:
    """The edit without these owners."""

    def edited(before: Row) -> Row:
        row = edit(before)
        return row | {"owners": [owner for owner in row["owners"] if _id(owner) not in unknown]}

    return edited


def _id(owner: Row) -> str:
    return f"{owner['source']}/{owner['id']}"
