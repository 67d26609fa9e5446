"""What is wrong with rows in the light of the store and of each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.errors import ErrorCode
from graph.importing.plans import PLANS
from graph.importing.row_hash import StorableRow
from graph.keys import native_of
from graph.sources.kinds import CALLED, FIELDS, NOUNS, ORDER, UP, Kind
from graph.sources.problems import Row
from graph.sources.rows import CheckedRow
from graph.sources.values import quote
from graph.store.driver import Transaction
from graph.writing.cycles import closed_cycles, in_words
from graph.writing.row_changes import Change
from graph.writing.row_results import UNKNOWN, Fault, Outcome, Place, Reason

ABOVE = {
    Kind.GOALS: "ancestry_of_goals",
    Kind.PEOPLE: "ancestry_of_people",
    Kind.GROUPS: "ancestry_of_groups",
    Kind.MESSAGES: "ancestry_of_messages",
}
"""Kinds whose rows point up to their own kind, and the statement that gives what lies above."""


@dataclass(slots=True)
class RowCheck:
    """One change on its way: what is known of it. `awaited`: parents that are not there yet.

    `leaves`: it is talk that becomes private, so it is taken out instead of saved.
    """

    change: Change
    outcome: Outcome
    checked_row: CheckedRow | None = None
    item: StorableRow | None = None
    awaited: frozenset[str] = frozenset()
    leaves: bool = False


def refuse_twins(rows: list[RowCheck]) -> None:
    """Fault the rows whose thing was given before in the same input."""
    ids: set[str] = set()
    for row in rows:
        if row.change.id in ids and not row.outcome.faults:
            row.outcome.faults.append(
                Fault(
                    ErrorCode.BAD_INPUT,
                    f"{native_of(row.change.id)} stands twice in this input",
                    "give each thing once",
                    reason=Reason.REPEATED_ROW,
                )
            )
        ids.add(row.change.id)


def unknown(kind: Kind, id_: str, place: Place) -> Fault:
    """The fault of a reference to what the store does not hold."""
    noun = CALLED[kind]
    return Fault(
        ErrorCode.NOT_FOUND,
        f"there is no {noun} {quote(id_)}",
        f"save the {noun} first, or correct the id",
        place,
        reason=UNKNOWN.get(kind),
    )


def not_yours(kind: Kind) -> Fault:
    """The fault of a key that is taken by what the writer may not read: it tells nothing of that."""
    return Fault(
        ErrorCode.FORBIDDEN,
        f"you may not save a {CALLED[kind]} by this key",
        "take another key, or ask somebody who may read everything",
        ("key",),
        reason=Reason.KEY_TAKEN,
    )


async def unseen(tx: Transaction, kind: Kind, ids: Collection[str]) -> set[str]:
    """Those of these stored things that the writer may not read, and so may not change."""
    if not ids or not tx.restricted:
        return set()
    readable = await tx.seen(PLANS[kind].stored, ids=sorted(ids))
    return set(ids) - {columns[0] for columns in readable}


def stale(kind: Kind, change: Change, version: int | None) -> Fault:
    """The fault of a writer who has read an older version than the store holds."""
    has = "it is not there any more" if version is None else f"it is version {version} by now"
    return Fault(
        ErrorCode.CONFLICT,
        f"the {CALLED[kind]} was read as version {change.version}; {has}",
        "look at `current`, decide again, and send its version",
        ("version",),
        current=None if version is None else change.id,
        reason=Reason.VERSION_CONFLICT,
    )


def unfinished() -> Fault:
    """The fault of a goal that an import has taken apart and not yet put together again."""
    return Fault(
        ErrorCode.CONFLICT,
        "an import is writing this goal",
        "send it again; if it stays so, run the import that was broken off again",
        retryable=True,
        reason=Reason.IMPORT_RUNNING,
    )


def erased_owner(field: str = "key") -> Fault:
    """The fault of an account, or of a mail address (`email`), of somebody who was erased."""
    what = "mail address" if field == "email" else "account"
    own = "an address" if field == "email" else "an id"
    return Fault(
        ErrorCode.FORBIDDEN,
        f"whose {what} this was has been erased",
        f"leave the person out; somebody new gets {own} of their own",
        (field,),
        reason=Reason.ERASED_PERSON,
    )


def note_mends(checked_row: CheckedRow, out: Outcome) -> None:
    """Say what was mended in a row. That nobody manages themselves is a fault."""
    for mend in checked_row.mended:
        if mend.field == "manager":
            out.faults.append(
                Fault(
                    ErrorCode.BAD_INPUT,
                    "nobody reports to themselves",
                    "leave the manager out, or clear it with null",
                    ("manager",),
                    reason=Reason.CYCLE,
                )
            )
        else:
            out.notes.append(mend.reason)


async def check_references(tx: Transaction, kind: Kind, rows: list[RowCheck]) -> None:
    """Fault what rows point at and nobody knows. A goal may wait for its parent, and for what it was tied to."""
    own = {row.change.id for row in rows if row.checked_row is not None}
    targets: dict[int, set[str]] = {}
    for row in rows:
        for _, number, id_ in row.checked_row.references if row.checked_row else ():
            targets.setdefault(number, set()).add(id_)
    known: dict[int, set[str]] = {}
    for number, ids in sorted(targets.items()):
        stored = await tx.seen(PLANS[ORDER[number]].stored, ids=sorted(ids))
        known[number] = {columns[0] for columns in stored}
    for row in rows:
        if row.checked_row is not None:
            _miss(kind, row, row.checked_row, known, own)
    if kind is Kind.MESSAGES:
        await _refuse_private(tx, rows)


async def _refuse_private(tx: Transaction, rows: list[RowCheck]) -> None:
    """Fault messages of private talk."""
    talk = {row.checked_row.row["conversation"] for row in rows if row.checked_row is not None}
    stored = await tx.seen("private_conversations", ids=sorted(talk))
    private = {id_ for (id_,) in stored}
    for row in rows:
        if row.checked_row is not None and row.checked_row.row["conversation"] in private:
            row.outcome.faults.append(private_talk("conversation"))


def private_talk(*place: str) -> Fault:
    """The fault of anything that concerns private talk."""
    what, reason = "private talk is not kept", Reason.PRIVATE_TALK
    return Fault(ErrorCode.BAD_INPUT, what, "leave it out", place, reason=reason)


def check_rejected(kind: Kind, rows: list[RowCheck]) -> None:
    """Let rows wait for, or faults them for, new things of the same input that are rejected."""
    while True:
        rejected = {row.change.id for row in rows if row.outcome.faults and row.outcome.new}
        before = sum(len(row.outcome.faults) for row in rows)
        for row in rows:
            if row.checked_row is not None and not row.outcome.faults:
                missing = {
                    (FIELDS[kind][place].name, id_)
                    for place, _, id_ in row.checked_row.references
                    if FIELDS[kind][place].target is kind and id_ in rejected
                }
                _lose(kind, row, row.checked_row, missing)
        if sum(len(row.outcome.faults) for row in rows) == before:
            return


def _lose(
    kind: Kind, row: RowCheck, checked_row: CheckedRow, missing: set[tuple[str, str]]
) -> None:
    for name, id_ in sorted(missing):
        if kind is Kind.GOALS and name == "parents":
            if id_ not in row.awaited:
                row.awaited |= {id_}
                row.outcome.notes.append(_awaits(id_))
        else:
            row.outcome.faults.append(
                unknown(kind, id_, _place_in(checked_row.row, name, None, id_))
            )


def _awaits(id_: str) -> str:
    return f"the parent {native_of(id_)} is not there yet; the goal supports it once it is"


def _miss(
    kind: Kind, row: RowCheck, checked_row: CheckedRow, known: Mapping[int, set[str]], own: set[str]
) -> None:
    awaited = set()
    for place, number, id_ in checked_row.references:
        item = FIELDS[kind][place]
        if id_ in known[number] or (item.target is kind and id_ in own):
            continue
        if item.target is kind and id_ in row.change.kept_references:
            continue  # it was removed, and the goal waits for it
        if kind is Kind.GOALS and item.name == "parents":
            awaited.add(id_)
            row.outcome.notes.append(_awaits(id_))
        else:
            where = _place_in(checked_row.row, item.name, item.key, id_)
            row.outcome.faults.append(unknown(ORDER[number], id_, where))
    row.awaited = frozenset(awaited)


def _place_in(row: Row, name: str, key: str | None, id_: str) -> Place:
    """Where in a row a reference stands."""
    value = row[name]
    if not isinstance(value, list):
        return (name,)
    number = next(n for n, item in enumerate(value) if (item[key] if key else item) == id_)
    return (name, number) if key is None else (name, number, key)


async def check_cycles(tx: Transaction, kind: Kind, rows: list[RowCheck]) -> None:
    """Fault the rows that would be above themselves, naming the cycle."""
    if kind not in ABOVE:
        return
    name = UP[kind]
    parents_of = {}
    for row in rows:
        kept = row.change.keeps_edges  # what is above it was above it before
        if row.checked_row is not None and not row.outcome.faults and not kept:
            up = row.checked_row.row.get(name, [])
            parents_of[row.change.id] = (
                [up] if isinstance(up, str) else [parent["goal"] for parent in up]
            )
    parents = {parent for ups in parents_of.values() for parent in ups}
    if not parents:
        return
    ids = sorted({*parents_of, *parents})
    stored: dict[str, list[str]] = {}
    for low, high in (await tx.run(ABOVE[kind], ids=ids)).rows:
        stored.setdefault(low, []).append(high)
    cycles = closed_cycles(parents_of, stored)
    steps = {step for cycle in cycles.values() for step in cycle} & stored.keys()
    hidden = await unseen(tx, kind, steps - parents_of.keys())
    for row in rows:
        cycle = cycles.get(row.change.id)
        if cycle is not None and not row.outcome.faults:
            way = [native_of(step) if step not in hidden else "…" for step in cycle]
            row.outcome.faults.append(_cycle(kind, name, way))


def _cycle(kind: Kind, name: str, way: list[str]) -> Fault:
    noun = NOUNS[kind]
    return Fault(
        ErrorCode.BAD_INPUT,
        f"this closes a cycle: {in_words(way)}",
        f"take one of these steps out; a {noun} cannot be above itself",
        (name,),
        reason=Reason.CYCLE,
    )
