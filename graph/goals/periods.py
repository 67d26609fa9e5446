"""What became of the goals of a period: reached, missed, moved to a later one, dropped, or still open.

A goal is of the period in which its last day lies, whenever it began. How far it had come is its
progress at the end of the period's last day, reckoned with the goals and check-ins of that day, so that
nothing that is said or saved later of another goal changes it. What became of it is what is known of it
now:

    dropped   it was dropped, or archived before it was closed
    reached   it was closed as achieved, or its progress was 1 at the end of the last day
    moved     another goal carries it on
    missed    it was closed as missed
    open      none of these
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from graph.goals.goals_at_risk import today
from graph.goals.progress.cache import goals_of_day
from graph.goals.progress.expected_progress import ProposedStatus, expectation, proposed_status
from graph.goals.progress.rollup import RollUp
from graph.records.enums import Choice, GoalKind, GoalStatus
from graph.records.period import Period
from graph.store.driver import Store


class PeriodResult(Choice):
    """What became of a goal of a period."""

    REACHED = "reached", "Closed as achieved, or all was reached on the period's last day."
    MISSED = "missed", "Closed as missed, and nothing carries it on."
    MOVED = "moved", "Not reached, and a goal of another period carries it on."
    DROPPED = "dropped", "Dropped, or archived before it was closed."
    OPEN = "open", "Not closed yet."


@dataclass(frozen=True, slots=True)
class PeriodGoal:
    """A goal of a period, what became of it, and how far it had come on the last day."""

    id: str
    title: str
    kind: GoalKind | None
    status: GoalStatus | None
    archived: bool
    version: int
    result: PeriodResult
    progress: Fraction | None
    reached: bool
    """Whether all was reached on the last day, whatever its status says."""
    groups: tuple[str, ...]
    predecessors: tuple[str, ...]
    successors: tuple[tuple[str, date | None], ...]
    """What carries it on, each with its last day."""

    @property
    def is_open(self) -> bool:
        """Whether it can be closed: nobody has, and it is not archived."""
        return not self.archived and self.status in (None, GoalStatus.ACTIVE)


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """How many goals there were, what became of them, and the mean of their progress."""

    goals: int
    results: Mapping[PeriodResult, int]
    carried: int
    """Those that carry on a goal of an earlier period."""
    known: int
    mean: Fraction | None
    """Mean progress on the last day of those whose progress is known, dropped ones left out."""

    @classmethod
    def of(cls, goals: Iterable[PeriodGoal]) -> PeriodFigures:
        """The figures of these goals."""
        counted = list(goals)
        results = {one: sum(goal.result is one for goal in counted) for one in PeriodResult}
        values = [
            goal.progress
            for goal in counted
            if goal.progress is not None and goal.result is not PeriodResult.DROPPED
        ]
        mean = sum(values, Fraction(0)) / len(values) if values else None
        carried = sum(bool(goal.predecessors) for goal in counted)
        return cls(len(counted), results, carried, len(values), mean)


@dataclass(frozen=True)
class PeriodGoals:
    """The goals of a period, in the order of their ids."""

    period: Period
    on: date
    """The day at whose end progress is taken: the last day, or today where that is to come."""
    goals: Sequence[PeriodGoal]
    running: Sequence[PeriodGoal] = ()
    """Goals that had begun by its last day, and end later: they are of a later period."""

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.on < today()

    @property
    def is_closed(self) -> bool:
        """Whether it has goals, and none of them is open."""
        return bool(self.goals) and not any(goal.result is PeriodResult.OPEN for goal in self.goals)

    @property
    def figures(self) -> PeriodFigures:
        """The figures of all its goals."""
        return PeriodFigures.of(self.goals)

    def of_groups(self) -> dict[str | None, list[PeriodGoal]]:
        """The goals that each group pursues; under None those that none does."""
        groups: dict[str | None, list[PeriodGoal]] = {}
        for goal in self.goals:
            for group in goal.groups or (None,):
                groups.setdefault(group, []).append(goal)
        return groups


async def goals_of_period(
    store: Store, period: Period, among: Collection[str] | None = None
) -> PeriodGoals:
    """The goals of a period, or those of them that are `among` these; proposed ones are not yet of any."""
    on = min(period.last, today())
    rows = [
        row
        for row in await store.rows(
            "goals_of_period", first=period.first.isoformat(), last=period.last.isoformat()
        )
        if row[3] != GoalStatus.PROPOSED and (among is None or row[0] in among)
    ]
    day = await goals_of_day(store, on)
    ids = [row[0] for row in rows if row[0] in day]
    _, found = await asyncio.to_thread(day.progress_below, ids)
    goals, running = list[PeriodGoal](), list[PeriodGoal]()
    for id_, title, kind, status, archived, version, due_on, groups, former, later in rows:
        known = found.get(id_)
        reached = known is not None and _reached(known, day.version(id_).due_on, on)
        value = None if known is None else known.value
        successors = tuple(
            (one, None if due is None else date.fromisoformat(due)) for one, due in later
        )
        stated = None if status is None else _STATUSES[status]
        (goals if due_on <= period.last else running).append(
            PeriodGoal(
                id_,
                title,
                None if kind is None else _KINDS[kind],
                stated,
                archived,
                version,
                _result(stated, archived, reached, bool(later)),
                value,
                reached,
                tuple(groups),
                tuple(former),
                successors,
            )
        )
    return PeriodGoals(period, on, goals, [goal for goal in running if goal.is_open])


_STATUSES = {status.value: status for status in GoalStatus}
_KINDS = {kind.value: kind for kind in GoalKind}


def _reached(found: RollUp, due: date | None, on: date) -> bool:
    """Whether all is reached on a day; what rests on a bound to keep, once its last day has come."""
    if found.holds and (due is None or on < due):
        return False
    over = expectation(on, None, due)
    return proposed_status(found.value, over)[0] is ProposedStatus.ACHIEVED


def _result(
    status: GoalStatus | None, archived: bool, reached: bool, carried_on: bool
) -> PeriodResult:
    """What became of a goal."""
    if status is GoalStatus.DROPPED:
        return PeriodResult.DROPPED
    if status is GoalStatus.ACHIEVED:
        return PeriodResult.REACHED
    if reached and status is not GoalStatus.MISSED:
        return PeriodResult.REACHED
    if carried_on:
        return PeriodResult.MOVED
    if status is GoalStatus.MISSED:
        return PeriodResult.MISSED
    return PeriodResult.DROPPED if archived else PeriodResult.OPEN
