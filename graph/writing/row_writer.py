"""Saving rows of one kind in one transaction, by the statements of the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graph.importing import PARTS
from graph.importing.account_rows import write_people
from graph.importing.batch_statements import Steps, run_steps
from graph.importing.options import Options, TextMode
from graph.importing.plans import PLANS
from graph.importing.plans.context import Context
from graph.importing.row_hash import StorableRow, storable_row
from graph.keys import source_of
from graph.organisation.accounts.email_joins import in_words
from graph.organisation.accounts.profiles import LOCK, Owners, people_of
from graph.organisation.participation import participation_statements
from graph.sources.kinds import Kind
from graph.sources.rows import CheckedRow
from graph.sources.times import time_text
from graph.store.driver import Transaction
from graph.store.statements import statement
from graph.store.versions import MARK, Part, mark
from graph.writing.checks import (
    RowCheck,
    check_cycles,
    check_references,
    check_rejected,
    erased_owner,
    not_yours,
    note_mends,
    refuse_twins,
    stale,
    unfinished,
    unknown,
    unseen,
)
from graph.writing.email_addresses import name_by_mail, refuse_erased, refuse_shared
from graph.writing.removals import drop_tombstones, take_out, tombstoned_ids
from graph.writing.row_changes import Change, becomes_private, row_of_change
from graph.writing.row_results import Answer, OnError, Outcome, Status, answer_of
from graph.writing.unknown_owners import leave_out_unknown_owners

ROWS = {
    Kind.GOALS: "rows_of_goals",
    Kind.PEOPLE: "rows_of_people",
    Kind.GROUPS: "rows_of_groups",
    Kind.CONVERSATIONS: "rows_of_conversations",
    Kind.CHECKINS: "rows_of_check_ins",
    Kind.MEMBERSHIPS: "rows_of_memberships",
    Kind.REACTIONS: "rows_of_reactions",
}
"""Kinds of which a row may be given in part, and the statement that gives the rest."""

LOCKS = {kind: plan.lock for kind, plan in PLANS.items() if plan.lock is not None}
LOCKS[Kind.CHECKINS] = LOCKS[Kind.GOALS]
"""The lock that is held while a kind of thing is written."""


@dataclass(slots=True)
class RowWriter:
    """Saves the changes of one mutation in its transaction. `text`: how much of messages is kept.

    `strict`: a goal whose owner nobody knows is refused, else saved without that owner.
    """

    tx: Transaction
    kind: Kind
    changes: Sequence[Change]
    on_error: OnError
    text: TextMode = TextMode.TITLE
    strict: bool = True
    _owners: Owners = field(default_factory=dict)
    """Whose the accounts are that were written."""

    async def run(self) -> Answer:
        """What became of each change; raises Aborted where nothing is to be saved."""
        await self._lock()
        if self.kind is Kind.PEOPLE:
            await name_by_mail(self.tx, self.changes)
        if self.kind is Kind.GOALS and not self.strict:
            await leave_out_unknown_owners(self.tx, self.changes)
        rows = [
            RowCheck(
                change,
                Outcome(
                    Status.SAVED, change.id, faults=list(change.faults), notes=list(change.notes)
                ),
            )
            for change in self.changes
        ]
        refuse_twins(rows)
        await self._check(rows)
        if self.kind is Kind.PEOPLE:
            await refuse_erased(self.tx, rows)
            await refuse_shared(self.tx, rows)
        await check_references(self.tx, self.kind, rows)
        await check_cycles(self.tx, self.kind, rows)
        check_rejected(self.kind, rows)
        for row in rows:
            if row.outcome.faults:
                row.outcome.status, row.outcome.new = Status.REJECTED, False
        answer = answer_of([row.outcome for row in rows], self.on_error)
        await self._leave([row for row in rows if row.leaves and not row.outcome.faults])
        good = [row for row in rows if row.outcome.status is Status.SAVED and not row.leaves]
        if good:
            await self._write(good)
        if self.kind is Kind.PEOPLE:
            await self._name_people(answer)
        return answer

    async def _leaving(self, rows: list[RowCheck], stored: set[str]) -> set[str]:
        """The conversations that become private, of those that are or were in the store."""
        if self.kind is not Kind.CONVERSATIONS:
            return set()
        ids = {row.change.id for row in rows if becomes_private(row.change)}
        return (ids & stored) | (
            await tombstoned_ids(self.tx, self.kind, sorted(ids)) if ids else set()
        )

    async def _leave(self, rows: list[RowCheck]) -> None:
        """Take out what becomes private, and keep it out of later imports."""
        if rows:
            await self.tx.run(MARK, **mark([Part.LINKS, Part.TALK]))
            await take_out(self.tx, self.kind, sorted(row.change.id for row in rows))

    async def _name_people(self, answer: Answer) -> None:
        """Name the person in each outcome, whose account may have another id."""
        owners = self._owners
        others = {outcome.id for outcome in answer.outcomes if outcome.id} - owners.keys()
        if others:
            owners = owners | await people_of(self.tx, others)
        for outcome in answer.outcomes:
            if outcome.id in owners:
                outcome.id = owners[outcome.id][0]

    async def _lock(self) -> None:
        """Keep others from writing this kind of thing until the transaction ends.

        Talk is marked as changed before its nodes are locked: all who write talk lock in this order.
        """
        await self.tx.run("lock", name=LOCK)
        if LOCKS.get(self.kind, LOCK) != LOCK:
            await self.tx.run("lock", name=LOCKS[self.kind])
        if self.kind in PARTS[Part.TALK]:
            await self.tx.run(MARK, **mark([Part.TALK]))
        if self.kind in PARTS[Part.PROGRESS]:
            await self.tx.run(MARK, **mark([Part.PROGRESS]))

    async def _check(self, rows: list[RowCheck]) -> None:
        """Find each change's row, and whether the store says it already."""
        ids = sorted({row.change.id for row in rows})
        stored, hidden = await self._stored(ids)
        before = await self._before(sorted(stored))
        leaving = await self._leaving(rows, set(stored))
        erased = (
            await tombstoned_ids(self.tx, self.kind, ids) if self.kind is Kind.PEOPLE else set()
        )
        for row in rows:
            change, out = row.change, row.outcome
            state = stored.get(change.id)
            out.new = state is None
            row.leaves = change.id in leaving
            if row.leaves:
                out.new = False
                out.status = Status.UNCHANGED if state is None else Status.SAVED
                out.notes.append("private talk is not kept: nothing of it is in the store")
            elif change.id in erased:
                out.faults.append(erased_owner())
            elif state is None and change.must_exist:
                out.faults.append(unknown(self.kind, change.id, ()))
            elif change.version is not None and change.version != (state[1] or 0 if state else 0):
                out.faults.append(stale(self.kind, change, state[1] if state else None))
            elif self.kind is Kind.GOALS and state is not None and state[0] is None:
                out.faults.append(unfinished())
            if not out.faults and not row.leaves:
                checked_row = row_of_change(self.kind, change, before.get(change.id))
                if isinstance(checked_row, list):
                    out.faults.extend(checked_row)
                elif change.id in hidden:
                    out.faults.append(not_yours(self.kind))
                else:
                    row.checked_row, row.item = checked_row, self._item(checked_row, state)
                    note_mends(checked_row, out)
                    if state is not None and state[0] == row.item.hash:
                        out.status = Status.UNCHANGED

    async def _stored(self, ids: list[str]) -> tuple[dict[str, Sequence[Any]], set[str]]:
        """Hash and version of those that the writer may know of, by id; the ids of the others."""
        rows = (await self.tx.run(PLANS[self.kind].stored, ids=ids)).rows
        stored = {id_: rest for id_, *rest in rows}
        hidden = await unseen(self.tx, self.kind, stored.keys())
        return {id_: rest for id_, rest in stored.items() if id_ not in hidden}, hidden

    async def _before(self, ids: list[str]) -> dict[str, Mapping[str, Any]]:
        """What the store says of these things, by id."""
        name = ROWS.get(self.kind)
        if name is None or not ids:
            return {}
        columns = statement(name).columns
        rows = (await self.tx.run(name, ids=ids)).rows
        return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}

    def _item(self, checked_row: CheckedRow, state: Sequence[Any] | None) -> StorableRow:
        """The row as it is kept, with the version that it gets."""
        item = storable_row(
            self.kind,
            0,
            checked_row.id,
            dict(checked_row.row),
            False,
            Options(text=self.text),
            False,
        )
        item.new = state is None
        item.version = 1 if state is None else (state[1] or 0) + 1
        return item

    async def _write(self, good: list[RowCheck]) -> None:
        """Write the rows, then what follows from them."""
        ids = sorted({row.change.id for row in good})
        former_talk = await self._former(good)
        await drop_tombstones(self.tx, self.kind, ids)
        await self.tx.run("save_new_sources", ids=sorted({source_of(id_) for id_ in ids}))
        steps = self._steps(good).in_order()
        if self.kind is Kind.PEOPLE:
            doubts, self._owners = await write_people(self.tx, steps, ids)
            for row in good:
                id_ = row.change.id
                doubts_of_row = [
                    doubt.seen_from(id_) for doubt in doubts if id_ in (doubt.account, doubt.other)
                ]
                row.outcome.notes += [
                    f"{in_words(doubt)}; they stay two people" for doubt in doubts_of_row
                ]
        else:
            await run_steps(self.tx, steps)
        if self.kind is Kind.GOALS:
            tied = sorted({row.change.id for row in good if not row.change.keeps_edges})
            if tied:
                await self.tx.run("resolve_awaited_rejections", ids=tied)
                await self.tx.run("resolve_awaited_parents", ids=tied)
        touched = sorted({*self._touched(good), *former_talk})
        for name, params in participation_statements(touched) if touched else ():
            await self.tx.run(name, **params)
        parts = [part for part, kinds in PARTS.items() if self.kind in kinds]
        if parts and not touched:
            await self.tx.run(MARK, **mark(parts))

    def _steps(self, good: list[RowCheck]) -> Steps:
        """What saves these rows, in the order of the import."""
        plan = PLANS[self.kind]
        first = ("remove_lists_of_goals",) if self.kind is Kind.GOALS else ()
        steps = Steps(tuple(dict.fromkeys((*first, *plan.statements, *plan.late))))
        now = time_text(datetime.now(UTC))
        for row in good:
            item = row.item
            assert item is not None
            item.awaited = row.awaited
            context = Context(source_of(item.id), now)
            item.keeps_edges = row.change.keeps_edges
            if self.kind is Kind.GOALS and not item.new and not item.keeps_edges:
                steps.add("remove_lists_of_goals", id=item.id, version=item.version)
            plan.row(steps, item, context)
            if self.kind is Kind.CONVERSATIONS and "accepted_answer" in item.row:
                assert plan.late_row is not None
                plan.late_row(steps, item, context)
        return steps

    async def _former(self, good: list[RowCheck]) -> list[str]:
        """The conversations that these messages are in so far, or those that reactions are to."""
        if self.kind is Kind.MESSAGES:
            ids = sorted({row.change.id for row in good})
        elif self.kind is Kind.REACTIONS:
            ids = sorted({row.item.row["message"] for row in good if row.item is not None})
        else:
            return []
        return [row[1] for row in (await self.tx.run("conversation_of_messages", ids=ids)).rows]

    def _touched(self, good: list[RowCheck]) -> list[str]:
        """The conversations to settle."""
        if self.kind is Kind.CONVERSATIONS:
            return sorted(row.change.id for row in good)
        if self.kind is Kind.MESSAGES:
            return sorted({row.item.row["conversation"] for row in good if row.item is not None})
        return []
