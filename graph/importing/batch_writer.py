"""Pass two: the good rows of the spool into the store, batch by batch, each row whole or not at all.

A batch is one transaction. A row's hash is set in the transaction that completes it, so an import
that is killed anywhere is completed by running it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import orjson

from graph.importing.account_rows import note_doubts
from graph.importing.batch_statements import Steps, run_steps
from graph.importing.batch_transactions import Batch, BatchTransactions, Parts
from graph.importing.decided_links import decision_stands
from graph.importing.import_progress import Progress, Tell
from graph.importing.options import Options
from graph.importing.plans import PLANS, Plan
from graph.importing.plans.context import Context
from graph.importing.plans.new_rows import is_plainly_new, new_rows
from graph.importing.row_hash import StorableRow, storable_row, without, without_words
from graph.importing.stored_state import StoreLookup
from graph.keys import source_of
from graph.organisation.accounts.profiles import LOCK
from graph.organisation.participation import participation_statements
from graph.sources.kinds import FIELDS, NOUNS, ORDER, UP, Kind
from graph.sources.report import Report
from graph.sources.rows import points
from graph.sources.spool import AbsenceReason, Spool, State
from graph.store.driver import Store, Transaction
from graph.store.versions import MARK, Part, mark

BATCH = 1000

_ROWS = (
    "SELECT r.n, r.id, r.row, r.dropped, coalesce(u.up, 0) FROM rows r LEFT JOIN ups u ON u.n = r.n "
    "WHERE r.n BETWEEN ? AND ? AND r.state = ?"
)
_LATE = f"{_ROWS} AND u.late = 1"
_TOUCHED = "INSERT OR IGNORE INTO touched VALUES (?)"

_DROPPED = (
    "SELECT r.field, r.id FROM refs r JOIN gone g ON g.kind = r.kind AND g.id = r.id WHERE r.n = ? "
    "UNION ALL SELECT field, id FROM cut WHERE n = ?"
)

_BY_ERASED = (
    "SELECT r.field FROM refs r JOIN gone g ON g.kind = r.kind AND g.id = r.id "
    f"WHERE r.n = ? AND r.kind = {Kind.PEOPLE.number} AND g.why = {AbsenceReason.REMOVED:d}"
)

SpooledRows = list[tuple[int, str, bytes, int, int]]
"""Number, identity, packed row, whether it loses references, number of the row it points up to."""


@dataclass(slots=True)
class BatchWriter:
    """Saves what is in the spool; one for each import. `first_time`: the store knows no such source.

    `late`: a newer export was imported before, so that rows of what the store has stay as it has them.
    """

    store: Store
    spool: Spool
    report: Report
    options: Options
    context: Context
    tell: Tell
    first_time: bool
    late: bool = False
    look: StoreLookup = field(init=False)
    transactions: BatchTransactions = field(init=False)
    _hides: bool = field(init=False)

    def __post_init__(self) -> None:
        self.look = StoreLookup(self.store)
        self.transactions = BatchTransactions(self.store)
        self._hides = self.spool.one("SELECT 1 FROM hidden") is not None

    async def save_all(self) -> None:
        """Save every kind in order, then what had to wait, then settle conversations."""
        try:
            for kind in ORDER:
                if kind in self.spool.span:
                    if kind is Kind.GOALS and not self.first_time and not self.late:
                        await self._clear_goals()
                    await self._save(kind)
                for late, plan in PLANS.items():
                    if plan.after is kind and late in self.spool.span:
                        await self._save_late(late, plan)
        finally:
            await self.transactions.written()
            note_doubts(self.spool, self.report, self.transactions.doubts)
        if not self.options.dry_run:
            await self._settle()

    async def _save(self, kind: Kind) -> None:
        """Save the new and changed rows of a kind; one batch is prepared while another is written.

        Preparing happens in a thread, so that it does not hold up what is sent and received.
        """
        plan, counts = PLANS[kind], self.report.of(kind)
        total = counts.read - counts.rejected - counts.repeated - counts.private
        total -= counts.removed
        done = 0
        batches = self.spool.batches(_ROWS, (*self.spool.span[kind], State.GOOD), BATCH)
        while items := await asyncio.to_thread(self._next_items, kind, batches):
            todo = await self._to_do(kind, items)
            if kind is Kind.LINKS:
                await self._write_links(plan, todo)
            else:
                await self._write(await asyncio.to_thread(self._batch, kind, plan, todo))
            done += len(items)
            self.tell(Progress("save", kind, done, total))
        await self.transactions.written()

    async def _write_links(self, plan: Plan, todo: list[StorableRow]) -> None:
        """Write links while nobody decides on them. Those decided meanwhile stay."""
        await self.transactions.written()

        async def work(tx: Transaction) -> int:
            await tx.run("lock", name=LOCK)
            await tx.run(MARK, **mark([Part.LINKS]))
            rows = (await tx.run(plan.stored, ids=sorted(item.id for item in todo))).rows
            versions = {id_: version or 0 for id_, _, version, *_ in rows}
            steps = Steps(plan.statements)
            undecided = [item for item in todo if versions.get(item.id, 0) == item.version - 1]
            for item in undecided:
                plan.row(steps, item, self.context)
            await run_steps(tx, steps.in_order())
            return len(todo) - len(undecided)

        if todo and not self.options.dry_run:
            self.report.of(Kind.LINKS).kept += await self.store.unit(work)

    def _next_items(self, kind: Kind, batches: Iterator[SpooledRows]) -> list[StorableRow]:
        """The rows of the next batch as they are kept; none at the end."""
        batch = next(batches, None)
        return [] if batch is None else self._items(kind, batch)

    def _batch(self, kind: Kind, plan: Plan, todo: list[StorableRow]) -> Batch:
        """What saves these rows: new ones at once, where their kind can be, the others one by one."""
        self._remember(kind, todo)
        ids = [item.id for item in todo]
        new = [item for item in todo if is_plainly_new(kind, item)]
        if not new:
            return Batch(plan, self._parts(plan, todo), ids)
        steps = Steps(plan.statements)
        for item in todo:
            if not is_plainly_new(kind, item):
                plan.row(steps, item, self.context)
        alone = len(new) < len(todo)
        parts = [*new_rows(kind, new, steps, self.context, self.first_time), *steps.in_order()]
        needs = frozenset(item.row["reply_to"] for item in new if "reply_to" in item.row)
        return Batch(plan, parts, ids, lambda: self._parts(plan, todo), needs, alone)

    def _parts(self, plan: Plan, todo: Sequence[StorableRow]) -> Parts:
        """What saves these rows, whatever the store has of them."""
        steps = Steps(plan.statements)
        for item in todo:
            plan.row(steps, item, self.context)
        return list(steps.in_order())

    def _remember(self, kind: Kind, todo: list[StorableRow]) -> None:
        """Keep in the spool which rows are completed later and which conversations change."""
        self.spool.many(
            "INSERT INTO ups VALUES (?, 0, 1) ON CONFLICT DO UPDATE SET late = 1",
            [(item.n,) for item in todo if item.late],
        )
        if kind is Kind.CONVERSATIONS:
            self.spool.many(_TOUCHED, [(item.id,) for item in todo])
        elif kind is Kind.MESSAGES:
            self.spool.many(_TOUCHED, [(item.row["conversation"],) for item in todo])

    def _items(self, kind: Kind, batch: SpooledRows) -> list[StorableRow]:
        """The rows of a batch as they are kept."""
        last = batch[-1][0]
        items = []
        for n, id_, packed, dropped, up in batch:
            row = orjson.loads(packed)
            hidden = self._hides and self._is_hidden(kind, id_, row)
            if dropped:
                without(kind, row, self.spool.all(_DROPPED, (n, n)))
                erased = [place for (place,) in self.spool.all(_BY_ERASED, (n,))]
                without_words(kind, row, erased, hidden)
            late = up > last and (UP[kind] in row or "dotted_managers" in row)
            if kind is Kind.CONVERSATIONS:
                late = "accepted_answer" in row
            items.append(storable_row(kind, n, id_, row, late, self.options, hidden))
        return items

    def _is_hidden(self, kind: Kind, id_: str, row: dict[str, str]) -> bool:
        if kind is Kind.CONVERSATIONS:
            return row.get("visibility") == "private"
        talk = row["conversation"] if kind is Kind.MESSAGES else ""
        return self.spool.one("SELECT 1 FROM hidden WHERE id = ?", (talk,)) is not None

    async def _to_do(self, kind: Kind, items: list[StorableRow]) -> list[StorableRow]:
        """The rows that the store does not say yet, knowing whether they are new and which version."""
        counts = self.report.of(kind)
        ids = [item.id for item in items if self._may_be_stored(kind, item)]
        stored = await self.look.stored(kind, ids) if ids else {}
        todo = []
        for item in items:
            state = stored.get(item.id)
            if state is None:
                item.version = 1
                counts.saved += 1
            elif state.hash == item.hash:
                counts.unchanged += 1
                continue
            elif (
                self.late
                and state.hash is not None
                or kind is Kind.LINKS
                and decision_stands(self.spool, item, state.decided_by)
            ):
                counts.kept += 1
                counts.unchanged += 1
                continue
            else:
                item.new = False
                item.version = (state.version or 0) + (state.hash is not None or kind is Kind.LINKS)
                counts.changed += 1
            todo.append(item)
        return todo

    def _may_be_stored(self, kind: Kind, item: StorableRow) -> bool:
        """Whether the store can have a row of this identity: not where it is made of new things."""
        if not self.first_time:
            return True
        own = self.context.source
        targets = (
            item.row[field_.name] for field_ in FIELDS[kind] if field_.required and points(field_)
        )
        return kind not in NOUNS and all(source_of(target) != own for target in targets)

    async def _save_late(self, kind: Kind, plan: Plan) -> None:
        """Save what rows point up to where that stood later in their file, completing these rows."""
        assert plan.late_row is not None
        for batch in self.spool.batches(_LATE, (*self.spool.span[kind], State.GOOD), BATCH):
            steps = Steps(plan.late)
            items = self._items(kind, batch)
            for item in items:
                plan.late_row(steps, item, self.context)
            await self._write(Batch(plan, list(steps.in_order()), [item.id for item in items]))
        await self.transactions.written()

    async def _clear_goals(self) -> None:
        """Take away what the earlier rows of changed goals made, before any new row is there.

        Half of the old goal graph and half of the new one together might hold a cycle.
        """
        for batch in self.spool.batches(_ROWS, (*self.spool.span[Kind.GOALS], State.GOOD), BATCH):
            items = self._items(Kind.GOALS, batch)
            stored = await self.look.stored(Kind.GOALS, [item.id for item in items])
            steps = Steps(("remove_lists_of_goals",))
            for item in items:
                state = stored.get(item.id)
                if state is not None and state.hash is not None and state.hash != item.hash:
                    version = (state.version or 0) + 1
                    steps.add("remove_lists_of_goals", id=item.id, version=version)
            await self._write(Batch(PLANS[Kind.GOALS], list(steps.in_order()), []))
        await self.transactions.written()

    async def _write(self, batch: Batch) -> None:
        """Write a batch while the next ones are prepared."""
        if not self.options.dry_run:
            await self.transactions.add(batch)

    async def _settle(self) -> None:
        """Derive who took part in each new or changed conversation, and where it is ordered.

        Those of this import first, then those that an import which was killed has left behind.
        """
        for batch in self.spool.batches("SELECT id FROM touched ORDER BY id", (), BATCH):
            await self._settle_these([id_ for (id_,) in batch])
        while stale := await self.look.stale_conversations(BATCH):
            await self._settle_these(stale)

    async def _settle_these(self, ids: list[str]) -> None:
        await self.store.write_all(participation_statements(ids))
