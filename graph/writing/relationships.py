"""Memberships and reactions: relationships that are named by what they join, saved and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.errors import ErrorCode
from graph.exporting.rows import row_of
from graph.importing.plans import PLANS
from graph.organisation.accounts.profiles import LOCK
from graph.organisation.participation import participation_statements
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.store.statements import statement
from graph.store.versions import MARK, Part, mark
from graph.writing.checks import unknown
from graph.writing.row_changes import Change, Row, overlay, row_of_change
from graph.writing.row_results import Answer, Fault, OnError, Outcome, Reason, Status, answer_of
from graph.writing.row_writer import RowWriter


@dataclass(frozen=True, slots=True)
class Relationship:
    """How relationships of a kind are told apart.

    `ends` are the fields that name what one joins, each with its kind; `word` is the field that says
    what it is, `usual` its value where none is given. `begin` and `end` are the fields of its span, if
    it has one. `between` is the statement that finds those of two ends, `remove` the one that takes out.
    """

    kind: Kind
    ends: tuple[tuple[str, Kind], tuple[str, Kind]]
    word: str
    usual: str
    between: str
    remove: str
    part: Part
    begin: str | None = None
    end: str | None = None


MEMBERSHIP = Relationship(
    Kind.MEMBERSHIPS,
    (("person", Kind.PEOPLE), ("group", Kind.GROUPS)),
    "role",
    "member",
    "memberships_between",
    "remove_memberships",
    Part.PEOPLE,
    "since",
    "until",
)
REACTION = Relationship(
    Kind.REACTIONS,
    (("person", Kind.PEOPLE), ("message", Kind.MESSAGES)),
    "kind",
    "like",
    "reactions_between",
    "remove_reactions",
    Part.TALK,
)


@dataclass(slots=True)
class RelationshipRow:
    """One row of an input: what it says, by the names of the bundle, and what is wrong with it."""

    values: Row
    faults: list[Fault] = field(default_factory=list)

    def ends(self, of: Relationship) -> tuple[str, ...] | None:
        """The stored ids of what it joins; None where they cannot be told."""
        ids = [self.values.get(name) for name, _ in of.ends]
        return tuple(f"{one['source']}/{one['id']}" for one in ids if one) if all(ids) else None


async def save(
    tx: Transaction, of: Relationship, rows: Sequence[RelationshipRow], on_error: OnError
) -> Answer:
    """What became of saving these; one that is there keeps what is not given."""
    await _lock(tx, of)
    stored = await _stored(tx, of, rows)
    changes = _once([_change(of, row, stored) for row in rows])
    return await RowWriter(tx, of.kind, changes, on_error).run()


async def remove(
    tx: Transaction, of: Relationship, rows: Sequence[RelationshipRow], on_error: OnError
) -> Answer:
    """What became of taking these back; what is not there is UNCHANGED."""
    await _lock(tx, of)
    stored = await _stored(tx, of, rows)
    outcomes = []
    for row, faults in zip(rows, await _unknown_ends(tx, of, rows), strict=True):
        match = None if faults else _match(of, row, stored)
        if isinstance(match, Fault):
            faults.append(match)
        if faults or isinstance(match, Fault):
            outcomes.append(Outcome.rejected(None, *faults))
        else:
            outcomes.append(Outcome(Status.SAVED if match else Status.UNCHANGED, match))
    answer = answer_of(outcomes, on_error)
    done = {
        out.id: row
        for row, out in zip(rows, answer.outcomes, strict=True)
        if out.status is Status.SAVED and out.id is not None
    }
    if done:
        await tx.run(of.remove, ids=sorted(done))
        await _settle(tx, of, list(done.values()))
    return answer


async def _lock(tx: Transaction, of: Relationship) -> None:
    """Keep others from writing these until the transaction ends; talk is marked before its nodes are locked."""
    await tx.run("lock", name=LOCK)
    if of.part is Part.TALK:
        await tx.run(MARK, **mark([of.part]))


Stored = dict[tuple[str, ...], list[tuple[str, Row]]]
"""The stored ids of both ends → each relationship of them: its key, and what its row says."""


async def _stored(tx: Transaction, of: Relationship, rows: Sequence[RelationshipRow]) -> Stored:
    names = [name for name, _ in of.ends]
    pairs = sorted({ends for row in rows if (ends := row.ends(of)) is not None})
    if not pairs:
        return {}
    columns = statement(of.between).columns
    given = [dict(zip(names, pair, strict=True)) for pair in pairs]
    result: Stored = {}
    for found in await tx.seen(of.between, rows=given):
        row = dict(zip(columns, found, strict=True))
        ends = tuple(row[name] for name in names)
        result.setdefault(ends, []).append((row["key"], row_of(of.kind, "", row)))
    return result


def _match(of: Relationship, row: RelationshipRow, stored: Stored) -> str | Fault | None:
    """The key of the stored relationship that a row means; None where there is none."""
    word = row.values.get(of.word) or of.usual
    same = [one for one in stored.get(row.ends(of) or (), ()) if one[1][of.word] == word]
    if of.begin is None or of.end is None:
        return same[0][0] if same else None
    if row.values.get(of.begin) is not None:
        same = [one for one in same if one[1][of.begin] == row.values[of.begin]]
        return same[0][0] if same else None
    runs = [one for one in same if one[1][of.end] is None]
    given = row.values.get(of.end)
    runs = runs or [one for one in same if given is not None and one[1][of.end] == given]
    if len(runs) > 1:
        begins = ", ".join(str(one[1][of.begin] or "an unknown day") for one in runs)
        what = f"{len(runs)} {of.kind.value} of this {of.word} run: since {begins}"
        how, reason = f"say which by `{of.begin}`", Reason.SEVERAL_MATCHES
        return Fault(ErrorCode.CONFLICT, what, how, (of.begin,), reason=reason)
    return runs[0][0] if runs else None


def _change(of: Relationship, row: RelationshipRow, stored: Stored) -> Change:
    """The change that a row makes: of what is stored, or a new one."""
    if row.faults or row.ends(of) is None:
        return Change("", overlay({}), faults=row.faults)
    match = _match(of, row, stored)
    if isinstance(match, Fault):
        return Change("", overlay({}), faults=[match])
    if match is not None:
        names = {of.word, of.begin, *(name for name, _ in of.ends)}
        values = {name: value for name, value in row.values.items() if name not in names}
        return Change(match, overlay(values), given=frozenset(values))
    first = of.ends[0][0]
    change = Change(f"{row.values[first]['source']}/", overlay(row.values))
    change.source_path = (first, "key", "source")
    checked = row_of_change(of.kind, change, None)
    if isinstance(checked, list):
        return Change("", overlay({}), faults=checked)
    change.id, change.given = checked.id, frozenset(row.values)
    return change


def _once(changes: list[Change]) -> list[Change]:
    """The changes; those that mean the same as one before are faults."""
    ids: set[str] = set()
    for change in changes:
        if change.id and change.id in ids:
            change.faults.append(
                Fault(
                    ErrorCode.BAD_INPUT,
                    "this stands twice in the input",
                    "give each once",
                    reason=Reason.REPEATED_ROW,
                )
            )
        ids.add(change.id)
    return changes


async def _unknown_ends(
    tx: Transaction, of: Relationship, rows: Sequence[RelationshipRow]
) -> list[list[Fault]]:
    """What is wrong with each row: its own faults, and ends that nobody knows."""
    known: list[set[str]] = []
    for place, (_, kind) in enumerate(of.ends):
        ids = sorted({ends[place] for row in rows if (ends := row.ends(of)) is not None})
        known.append({found[0] for found in await tx.seen(PLANS[kind].stored, ids=ids)})
    faults = []
    for row in rows:
        ends = row.ends(of) or ()
        faults.append(
            row.faults
            + [
                unknown(kind, id_, (name,))
                for (name, kind), id_, there in zip(of.ends, ends, known, strict=False)
                if id_ not in there
            ]
        )
    return faults


async def _settle(tx: Transaction, of: Relationship, rows: Sequence[RelationshipRow]) -> None:
    """Say that these were taken out; of reactions, derive anew who took part in their conversations."""
    if of.part is not Part.TALK:
        await tx.run(MARK, **mark([of.part]))
        return
    messages = sorted({ends[1] for row in rows if (ends := row.ends(of)) is not None})
    talk = {row[1] for row in (await tx.run("conversation_of_messages", ids=messages)).rows}
    for name, params in participation_statements(sorted(talk)):
        await tx.run(name, **params)


__all__ = ["MEMBERSHIP", "REACTION", "Relationship", "RelationshipRow", "remove", "save"]
