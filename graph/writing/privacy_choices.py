"""What people choose of their own numbers, written: shares of a profile, and being out of measures.

Nobody else is told who is out of measures: for others they are as people whom no analysis and no ledger
covers. Their scores move to nodes that they alone are answered from, and back when they come in again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from graph.errors import ErrorCode
from graph.identity.conventions import MOST_SHARES
from graph.identity.privacy_choices import EVERYBODY
from graph.organisation.accounts.profiles import LOCK, people_of
from graph.sources.kinds import Kind
from graph.sources.times import time_text
from graph.store.driver import Transaction
from graph.writing.checks import unknown
from graph.writing.row_results import Answer, Fault, Outcome, Place, Status, WriteAbort


async def share_profile(
    tx: Transaction, person: str, others: Sequence[str], *, everybody: bool
) -> Answer:
    """What became of sharing a person's numbers with the people of these accounts, or with everybody."""
    await tx.run("lock", name=LOCK)
    known = await _known(tx, person, others, everybody=everybody)
    named = [known[other][0] for other in others]
    faults = [
        _fault("you see your own numbers anyway", "leave yourself out", "with_people", number)
        for number, other in enumerate(named)
        if other == person
    ]
    if faults:
        raise WriteAbort(Answer([Outcome.rejected(person, *faults)]))
    rows = (await tx.run("shares_of_people", ids=[person], limit=MOST_SHARES)).rows
    there = {EVERYBODY if other is None else other for _, other, *_ in rows}
    new = sorted({*named, *([EVERYBODY] if everybody else [])} - there)
    if len(there) + len(new) > MOST_SHARES:
        fault = _fault(
            f"a profile is shared with {MOST_SHARES:,} people at most",
            "share it with everybody, or with fewer",
        )
        raise WriteAbort(Answer([Outcome.rejected(person, fault)]))
    at = time_text(datetime.now(UTC))
    await tx.run(
        "save_profile_shares", rows=[{"account": person, "with": one, "at": at} for one in new]
    )
    return _answer(person, changed=bool(new))


async def unshare_profile(
    tx: Transaction, person: str, others: Sequence[str], *, everybody: bool
) -> Answer:
    """What became of taking shares back: those with these people, or every share there is."""
    await tx.run("lock", name=LOCK)
    known = await _known(tx, person, others, everybody=everybody)
    named = {known[other][0] for other in others}
    rows = (await tx.run("shares_of_people", ids=[person], limit=MOST_SHARES)).rows
    shared = {EVERYBODY if other is None else other: ids for _, other, _, ids in rows}
    if EVERYBODY in shared and not everybody:
        fault = Fault(
            ErrorCode.CONFLICT,
            "you share your numbers with everybody, so they see them all the same",
            "give `everybody: true`, which takes all shares back; then share with whom you like",
            ("with_people",),
        )
        raise WriteAbort(Answer([Outcome.rejected(person, fault)]))
    gone = [id_ for other, ids in shared.items() if everybody or other in named for id_ in ids]
    await tx.run("remove_profile_shares", ids=sorted(gone))
    return _answer(person, changed=bool(gone))


async def opt_out(tx: Transaction, person: str) -> Answer:
    """What became of taking a person out of measures."""
    accounts = await _accounts(tx, person)
    if (await tx.run("opt_outs_of_people", ids=[person])).rows:
        return _answer(person, changed=False)
    at = time_text(datetime.now(UTC))
    await tx.run("save_opt_outs", rows=[{"account": one, "at": at} for one in accounts[:1]])
    await tx.run("move_scores_to_own")
    await tx.run("remove_value_cells_of_people", ids=[person])
    return _answer(person, changed=True)


async def opt_in(tx: Transaction, person: str) -> Answer:
    """What became of letting a person into measures again."""
    accounts = await _accounts(tx, person)
    if not (await tx.run("opt_outs_of_people", ids=[person])).rows:
        return _answer(person, changed=False)
    await tx.run("remove_opt_outs", ids=accounts)
    await tx.run("move_own_scores_back", ids=[person])
    return _answer(person, changed=True)


async def _accounts(tx: Transaction, person: str) -> list[str]:
    """The accounts of a person, the one they are called after first; nobody else changes them meanwhile."""
    await tx.run("lock", name=LOCK)
    _, accounts = (await _known(tx, person, (), everybody=True))[person]
    return [person, *(one for one in accounts if one != person)]


async def _known(
    tx: Transaction, person: str, others: Sequence[str], *, everybody: bool
) -> dict[str, tuple[str, list[str]]]:
    """The owners of these accounts. Raises WriteAbort where one is unknown, or none is named."""
    known = await people_of(tx, {person, *others})
    faults = [
        unknown(Kind.PEOPLE, other, ("with_people", number))
        for number, other in enumerate(others)
        if other not in known
    ]
    if person not in known:
        faults.append(unknown(Kind.PEOPLE, person, ()))
    if not others and not everybody:
        faults.append(
            _fault("nobody is named", "name people in `withPeople`, or give `everybody: true`")
        )
    if faults:
        raise WriteAbort(Answer([Outcome.rejected(person, *faults)]))
    return known


def _answer(person: str, *, changed: bool) -> Answer:
    return Answer([Outcome(Status.SAVED if changed else Status.UNCHANGED, person)])


def _fault(message: str, remedy: str, *place: str | int) -> Fault:
    where: Place = place
    return Fault(ErrorCode.BAD_INPUT, message, remedy, where)
