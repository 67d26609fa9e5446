"""A period is closed, and what was not reached is carried over to another one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from graph.exporting.rows import row_of
from graph.goals.periods import PeriodGoal, PeriodGoals, PeriodResult
from graph.goals.progress.decimals import decimal_of
from graph.goals.progress.goal_progress import GoalProgress
from graph.keys import native_of, source_of
from graph.records.enums import GoalStatus
from graph.records.period import Period
from graph.sources.kinds import Kind
from graph.store.driver import Store, Transaction
from graph.store.statements import statement
from graph.writing.row_changes import Change, Row, overlay, plain_row
from graph.writing.row_results import Answer, OnError, Outcome
from graph.writing.row_writer import RowWriter

ROWS_A_WRITE = 1_000
"""Goals that are written together."""


@dataclass(frozen=True)
class Closing:
    """What closing a period makes of its goals that are open."""

    statuses: Mapping[str, GoalStatus]
    """Goal → the status that it gets."""
    undecided: Sequence[str]
    """Goals whose progress nobody knows: a person decides."""
    versions: Mapping[str, int]

    @classmethod
    def of(cls, goals: PeriodGoals, named: Mapping[str, GoalStatus]) -> Closing:
        """Reached ones are achieved, others missed, by their progress on the last day; `named` decide else."""
        statuses: dict[str, GoalStatus] = {}
        undecided = []
        for goal in goals.goals:
            if goal.id in named:
                if goal.status is not named[goal.id]:
                    statuses[goal.id] = named[goal.id]
            elif goal.is_open:
                if goal.reached:
                    statuses[goal.id] = GoalStatus.ACHIEVED
                elif goal.progress is not None or goal.successors:
                    statuses[goal.id] = GoalStatus.MISSED
                else:
                    undecided.append(goal.id)
        return cls(statuses, undecided, {goal.id: goal.version for goal in goals.goals})

    async def write(self, tx: Transaction) -> Answer:
        """What became of each goal; one that somebody has changed meanwhile is rejected alone."""
        changes = [
            Change(goal, overlay({"status": status.value}), version=self.versions[goal])
            for goal, status in self.statuses.items()
        ]
        return await _written(tx, changes)


@dataclass(frozen=True)
class Carrying:
    """The goals that are carried over, each with the id and the row of the one that carries it on."""

    rows: Mapping[str, tuple[str, Row]]
    already: Sequence[str]
    """Goals that a goal of the new period carries on already."""
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """New goal → what is worth knowing of it."""

    async def write(self, tx: Transaction) -> Answer:
        """What became of each new goal; the outcome's id is that of the new one."""
        changes = [
            Change(new, _made(row), version=0, notes=list(self.notes.get(new, ())))
            for new, row in self.rows.values()
        ]
        return await _written(tx, changes)


def _made(row: Row) -> Callable[[Row], Row]:
    return lambda _: dict(row)


async def _written(tx: Transaction, changes: Sequence[Change]) -> Answer:
    await tx.run("lock", name="goals")
    outcomes: list[Outcome] = []
    for start in range(0, len(changes), ROWS_A_WRITE):
        part = changes[start : start + ROWS_A_WRITE]
        outcomes += (await RowWriter(tx, Kind.GOALS, part, OnError.SKIP).run()).outcomes
    return Answer(outcomes)


def to_carry(goals: PeriodGoals, named: Collection[str] | None) -> list[PeriodGoal]:
    """The goals that are carried over: those named, else all that were missed, moved before, or are open."""
    kept = (PeriodResult.MISSED, PeriodResult.OPEN, PeriodResult.MOVED)
    return [
        goal for goal in goals.goals if (goal.result in kept if named is None else goal.id in named)
    ]


async def carrying(
    store: Store,
    goals: Sequence[PeriodGoal],
    former: Period,
    period: Period,
    progress: Mapping[str, GoalProgress],
    keys: Mapping[str, str],
    *,
    from_here: bool = False,
) -> Carrying:
    """What carrying these goals over to a period makes; `keys`: the ids that new goals get.

    A goal that has a successor in the period already is passed by. What a new goal supports is what the
    old one did: its successor in the period where there is one, else the goal itself as long as it goes on.
    """
    carried = {goal.id: new for goal in goals if (new := _successor(goal, period)) is not None}
    ids = {
        goal.id: keys.get(goal.id) or new_id(goal.id, former, period)
        for goal in goals
        if goal.id not in carried
    }
    columns = statement("rows_of_goals").columns
    rows: dict[str, tuple[str, Row]] = {}
    notes: dict[str, list[str]] = {}
    successors = carried | ids
    ended = {goal.id for goal in goals} - successors.keys()
    stored: dict[str, Row] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), ROWS_A_WRITE):
        part = wanted[start : start + ROWS_A_WRITE]
        for cells in await store.rows("rows_of_goals", ids=part):
            stored[cells[0]] = dict(zip(columns, cells, strict=True))
    parents = {up[1] for one in stored.values() for up in one["parents"]} - successors.keys()
    ended |= await _ended(store, parents, period)
    for old, values in stored.items():
        new = ids[old]
        row, notes[new] = _successor_row(old, values, period, successors, ended)
        _go_on(row, progress.get(old), from_here)
        rows[old] = new, row
    return Carrying(rows, sorted(carried), notes)


def _successor(goal: PeriodGoal, period: Period) -> str | None:
    """The goal of a period that carries a goal on."""
    return next(
        (id_ for id_, due in goal.successors if due and period.first <= due <= period.last), None
    )


def new_id(goal: str, former: Period, period: Period) -> str:
    """The id of the goal that carries another on: its own with the period's name for the former's.

    >>> new_id("acme/kr-1", Period.of("2026-Q1"), Period.of("2026-Q2"))
    'acme/kr-1-2026-q2'
    >>> new_id("acme/kr-1-2026-q2", Period.of("2026-Q2"), Period.of("2026-Q3"))
    'acme/kr-1-2026-q3'
    """
    return f"{goal.removesuffix(f'-{former.suffix}')}-{period.suffix}"


async def _ended(store: Store, goals: Collection[str], period: Period) -> set[str]:
    """Those of these goals that end before a period begins, or are closed or archived."""
    rows = await store.rows("ends_of_goals", ids=sorted(goals)) if goals else []
    return {id_ for id_, due, closed in rows if closed or (due is not None and due < period.first)}


def _successor_row(
    old: str, columns: Row, period: Period, successors: Mapping[str, str], ended: Collection[str]
) -> tuple[Row, list[str]]:
    """The row of the goal that carries one on, and what is worth knowing of it."""
    source = source_of(old)
    row = plain_row(row_of(Kind.GOALS, source, columns))
    notes, parents = [], []
    for parent, id_ in zip(row.get("parents", ()), _parents(columns), strict=True):
        up = successors.get(id_, id_)
        if up == id_ and id_ in ended:
            notes.append(
                f"it does not support {native_of(id_)}, which has ended and is not carried on"
            )
        else:
            parents.append(parent | {"goal": {"source": source_of(up), "id": native_of(up)}})
    row |= {
        "parents": parents,
        "status": GoalStatus.ACTIVE.value,
        "starts_on": period.first.isoformat(),
        "due_on": period.last.isoformat(),
        "archived": None,
        "predecessor": native_of(old),
    }
    row.pop("id", None)
    return row, notes


def _parents(columns: Row) -> list[str]:
    """The goals that a goal supports, in the order of its row."""
    return [
        entry[1] for entry in sorted(columns["parents"], key=lambda entry: (entry[0], entry[1]))
    ]


def _go_on(row: Row, progress: GoalProgress | None, from_here: bool) -> None:
    """Let the metric of a new goal begin where the old one had come to."""
    metric = row.get("metric")
    if not metric or progress is None or progress.own.current is None:
        return
    current = Decimal(decimal_of(progress.own.current))
    row["metric"] = metric | {"current": current} | ({"baseline": current} if from_here else {})
