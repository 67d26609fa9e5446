"""Things are taken back: with all that is theirs, in one transaction, and no import brings them in again.

What was taken back is remembered by a hash of its id (a tombstone) until somebody saves it anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.errors import ErrorCode
from graph.importing.plans import PLANS
from graph.keys import tombstone
from graph.organisation.accounts.erasure import erase
from graph.organisation.accounts.profiles import LOCK
from graph.organisation.participation import participation_statements
from graph.sources.kinds import CALLED, NOUNS, Kind
from graph.sources.times import time_text
from graph.sources.values import quote
from graph.store.driver import Store, Transaction
from graph.store.statements import statement
from graph.store.versions import MARK, Part, mark
from graph.writing.erasure_receipts import save_erasure
from graph.writing.row_results import UNKNOWN, Answer, Fault, Outcome, Reason, Status, WriteAbort


@dataclass(frozen=True, slots=True)
class Removal:
    """How things of a kind are taken back.

    `holds` counts what hangs on them, `lock` is held meanwhile, `parts` are what changes.
    """

    remove: str
    holds: str | None
    lock: str | None
    parts: tuple[Part, ...]


REMOVALS = {
    Kind.MESSAGES: Removal("remove_messages", "dependents_of_messages", None, (Part.TALK,)),
    Kind.CONVERSATIONS: Removal(
        "remove_conversations",
        "dependents_of_conversations",
        "conversations",
        (Part.LINKS, Part.TALK),
    ),
    Kind.GROUPS: Removal(
        "remove_groups", "dependents_of_groups", "groups", (Part.GOALS, Part.PEOPLE, Part.TALK)
    ),
    Kind.PEOPLE: Removal("remove_people", "dependents_of_people", LOCK, tuple(Part)),
    Kind.CHECKINS: Removal("remove_check_ins", None, "goals", (Part.PROGRESS,)),
}


async def holds(store: Store, kind: Kind, ids: Sequence[str]) -> dict[str, int]:
    """What hangs on these things: what → how much."""
    name = REMOVALS[kind].holds
    if name is None:
        return {}
    rows = [row async for row in store.stream(name, ids=sorted(ids))]
    return dict(zip(statement(name).columns, rows[0], strict=True))


async def there(store: Store, kind: Kind, ids: Sequence[str]) -> int:
    """How many of these things the store holds."""
    rows = [row async for row in store.stream(PLANS[kind].stored, ids=sorted(set(ids)))]
    return len(rows)


async def remove(tx: Transaction, kind: Kind, ids: Sequence[str], sure: bool) -> Answer:
    """What became of taking these things back, one outcome an id.

    What was taken back before is UNCHANGED. All or nothing: refused where one is unknown, and,
    unless `sure`, where something hangs on them.
    """
    removal = REMOVALS[kind]
    if removal.lock is not None:
        await tx.run("lock", name=removal.lock)
    await tx.run(MARK, **mark(removal.parts))
    stored = {row[0] for row in await tx.seen(PLANS[kind].stored, ids=sorted(set(ids)))}
    removed = await tombstoned_ids(tx, kind, ids)
    outcomes = [
        Outcome(Status.SAVED if id_ in stored else Status.UNCHANGED, id_)
        if id_ in stored or id_ in removed
        else Outcome.rejected(id_, _unknown(kind, id_))
        for id_ in ids
    ]
    if removal.holds is not None and not sure:
        (counts,) = await tx.seen(removal.holds, ids=sorted(stored))
        if any(counts):
            fault = Fault(
                ErrorCode.CONFLICT,
                f"something hangs on the {NOUNS[kind]}, as `holds` says",
                "send `cascade: true`",
                ("cascade",),
                reason=Reason.HAS_DEPENDENTS,
            )
            outcomes = [Outcome.rejected(id_, fault) for id_ in ids[:1]]
    if any(outcome.status is Status.REJECTED for outcome in outcomes):
        raise WriteAbort(Answer(outcomes))
    if kind is not Kind.PEOPLE or not stored:
        await take_out(tx, kind, sorted(stored))
        return Answer(outcomes)
    (row,) = await tx.seen(str(removal.holds), ids=sorted(stored))
    await take_out(tx, kind, sorted(stored))
    receipt = await save_erasure(
        tx, dict(zip(statement(str(removal.holds)).columns, row, strict=True))
    )
    return Answer(_without_ids(outcomes, receipt))


def _without_ids(outcomes: Sequence[Outcome], receipt: str) -> list[Outcome]:
    """These outcomes as they may be kept: of who was erased a hash is left; the receipt in the notes."""
    return [
        replace(outcome, id=tombstone(Kind.PEOPLE.value, outcome.id or ""), notes=[receipt])
        for outcome in outcomes
    ]


async def take_out(tx: Transaction, kind: Kind, ids: Sequence[str]) -> None:
    """Take these things out of the store, and remember that they are to stay out."""
    if not ids:
        return
    if kind is Kind.PEOPLE:
        await _remember(tx, kind, await erase(tx, ids))
        return
    talk: list[str] = []
    if kind is Kind.MESSAGES:
        talk = sorted({row[1] for row in (await tx.run("conversation_of_messages", ids=ids)).rows})
    await tx.run(REMOVALS[kind].remove, ids=list(ids))
    await add_tombstones(tx, kind, ids)
    for name, params in participation_statements(talk) if talk else ():
        await tx.run(name, **params)


async def add_tombstones(tx: Transaction, kind: Kind, ids: Sequence[str]) -> None:
    """Remember that no import is to bring these things in."""
    await _remember(tx, kind, sorted(tombstone(kind.value, id_) for id_ in ids))


async def _remember(tx: Transaction, kind: Kind, stones: Sequence[str]) -> None:
    """Keep these tombstones."""
    at = time_text(datetime.now(UTC))
    rows = [{"id": stone, "kind": kind.value, "removed_at": at} for stone in stones]
    await tx.run("save_tombstones", rows=rows)


async def drop_tombstones(tx: Transaction, kind: Kind, ids: Sequence[str]) -> None:
    """Let imports bring these things in again, which are saved anew on purpose.

    People who were erased stay so.
    """
    if kind in REMOVALS and kind is not Kind.PEOPLE:
        await tx.run("remove_tombstones", ids=sorted(tombstone(kind.value, id_) for id_ in ids))


async def tombstoned_ids(tx: Transaction, kind: Kind, ids: Sequence[str]) -> set[str]:
    """Those of these things that were taken back."""
    by_hash: Mapping[str, str] = {tombstone(kind.value, id_): id_ for id_ in ids}
    rows = (await tx.run("tombstones_among", ids=sorted(by_hash))).rows
    return {by_hash[stone] for (stone,) in rows}


def _unknown(kind: Kind, id_: str) -> Fault:
    noun = CALLED[kind]
    what, reason = f"there is no {noun} {quote(id_)}", UNKNOWN.get(kind)
    return Fault(ErrorCode.NOT_FOUND, what, "correct the id", reason=reason)
