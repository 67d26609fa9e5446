"""How goals stood on earlier days: their versions and check-ins.

A version of a goal holds from the moment at which it was saved (of an import: at which the bundle
was exported) until the next one. The first holds for all days before it, too, for want of a better
one, but for the metric's current value, which nobody knew then.

A check-in counts from its own day or time on, whenever it came in. One that was corrected says until
the correction what it said before it: the days until then keep their progress.

A goal supports another on a day as its version of that day says. One that came to be known later
than the goal it supports counts for that from then on, so that what is added today changes no
progress of before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from graph.goals.progress.own_progress import ONE, DatedNumber, Metric, own_progress
from graph.goals.progress.rollup import Edge, GoalNode
from graph.keys import SEPARATOR, time_part
from graph.records.enums import CheckInStatus, GoalStatus, MetricKind, Precision

ARCHIVED = "it is archived"
DROPPED = "it was dropped"


@dataclass(frozen=True, slots=True)
class GoalVersion:
    """How a goal was defined from `at` on, a time as text of fixed width."""

    at: str
    metric: Metric
    status: str | None = None
    starts_on: date | None = None
    due_on: date | None = None
    archived: bool = False
    parents: Mapping[str, Fraction | None] = field(default_factory=dict)
    """What it supports, with the weight; None where what is stored is no number."""

    @property
    def left_out(self) -> str | None:
        """Why no goal counts it; None where they do."""
        if self.archived:
            return ARCHIVED
        return DROPPED if self.status == GoalStatus.DROPPED else None


@dataclass(frozen=True, slots=True)
class Note:
    """What one check-in says; times are text of fixed width.

    Where it was corrected, it says so from `since` on, or until a correction at `until`.
    """

    at: str
    value: Fraction | None = None
    progress: Fraction | None = None
    status: CheckInStatus | None = None
    since: str | None = None
    until: str | None = None
    precision: Precision | None = None

    @property
    def time(self) -> datetime:
        """When it was said."""
        return datetime.fromisoformat(self.at)

    @property
    def dated(self) -> bool:
        """Whether it does not say so on all days."""
        return self.since is not None or self.until is not None

    def holds_before(self, end: str) -> bool:
        """Whether it says so at the end of a day, by the corrections that there were until then."""
        begun = self.since is None or self.since < end
        return begun and (self.until is None or self.until >= end)


@dataclass(frozen=True, eq=False)
class GoalHistory:
    """The versions of a goal, at least one, and its check-ins, both in the order of time."""

    versions: Sequence[GoalVersion]
    notes: Sequence[Note] = ()

    def known_before(self, end: str) -> bool:
        """Whether any version was there before a moment."""
        return self.versions[0].at < end

    def version_before(self, end: str) -> GoalVersion:
        """The version that holds before a moment; the first one where none was there yet."""
        place = bisect_left(self.versions, end, key=lambda version: version.at)
        return self.versions[max(place - 1, 0)]

    def notes_before(self, end: str) -> Sequence[Note]:
        """The check-ins before a moment, each as it was known then."""
        notes = self.notes[: bisect_left(self.notes, end, key=lambda note: note.at)]
        return [note for note in notes if note.holds_before(end)] if self._corrected else notes

    @cached_property
    def _corrected(self) -> bool:
        """Whether any check-in was corrected."""
        return any(note.dated for note in self.notes)

    def metric_before(self, end: str) -> Metric:
        """The metric with what was known of its value without check-ins."""
        metric = self.version_before(end).metric
        return metric if self.known_before(end) else replace(metric, current=None)

    def node_before(self, end: str, children: Sequence[Edge]) -> GoalNode:
        """The goal as the roll-up of a day sees it."""
        version, notes = self.version_before(end), self.notes_before(end)
        own = own_progress(
            self.metric_before(end),
            _latest((note, note.value) for note in reversed(notes)),
            _latest((note, note.progress) for note in reversed(notes)),
        )
        if not self.known_before(end):
            return GoalNode(own, children)
        achieved = version.status == GoalStatus.ACHIEVED
        return GoalNode(own, children, version.left_out, achieved)

    def status_before(self, end: str) -> Note | None:
        """The latest check-in before a moment that names a status."""
        notes = reversed(self.notes_before(end))
        return next((note for note in notes if note.status is not None), None)


def _latest(numbers: Iterable[tuple[Note, Fraction | None]]) -> DatedNumber | None:
    """The first that gives a number."""
    return next(
        (
            DatedNumber(note.time, number, note.precision)
            for note, number in numbers
            if number is not None
        ),
        None,
    )


def end_of(day: date) -> datetime:
    """The first moment after a UTC day; the last moment that there is for the last of all days."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day, time(), UTC) + timedelta(days=1)


def text_of(moment: datetime) -> str:
    """A UTC time as text of fixed width, which sorts as the times do."""
    return time_part(moment) or ""


def history_of(
    versions: Sequence[Sequence[Any]], check_ins: Sequence[Sequence[Any]]
) -> GoalHistory:
    """The history of a goal as the statement `histories_of_goals` gives it."""
    return GoalHistory(
        [_version(*row) for row in versions],
        [_note(*row) for row in check_ins if row[0] is not None],
    )


def _version(at: str, *rest: Any) -> GoalVersion:
    metric, (status, starts, due, archived, parents, weights) = rest[:4], rest[4:]
    return GoalVersion(
        text_of(datetime.fromisoformat(at)),
        metric_of(metric),
        status,
        None if starts is None else date.fromisoformat(starts),
        None if due is None else date.fromisoformat(due),
        bool(archived),
        {
            parent: ONE if weight == "" else number_of(weight)
            for parent, weight in zip(parents, weights, strict=True)
        },
    )


def _note(
    by_at: str,
    value: str | None,
    progress: str | None,
    status: str | None,
    begun: str | None,
    ended: str | None,
    precision: str | None,
) -> Note:
    at = by_at.partition(SEPARATOR)[0]
    stated = None if status is None else _STATUSES[status]
    since, until = (
        None if moment is None else text_of(datetime.fromisoformat(moment))
        for moment in (begun, ended)
    )
    exactly = None if precision is None else _PRECISIONS[precision]
    return Note(at, number_of(value), number_of(progress), stated, since, until, exactly)


def metric_of(row: Sequence[str | None]) -> Metric:
    """The metric that a goal's kind, baseline, target and current value make."""
    kind, *numbers = row
    if kind is None and numbers == [None, None, None]:
        return NO_METRIC
    return Metric(None if kind is None else _KINDS[kind], *(number_of(text) for text in numbers))


NO_METRIC = Metric()
_KINDS = {kind.value: kind for kind in MetricKind}
_STATUSES = {status.value: status for status in CheckInStatus}
_PRECISIONS = {precision.value: precision for precision in Precision}


@lru_cache(maxsize=65536)
def number_of(text: str | None) -> Fraction | None:
    """The fraction that a stored decimal stands for; None where it is absent or no number.

    >>> number_of("0.10"), number_of("NaN"), number_of(None)
    (Fraction(1, 10), None, None)
    """
    if text is None:
        return None
    try:
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        return None
