"""What puts a goal at risk: reasons by published rules, each with what it was seen by; never a verdict.

A goal is looked at while it is in course: neither proposed, closed nor archived, its first day has
come, and it is not reached yet. It is at risk where at least one of these holds at the end of a day:

    behind            its progress is more than 0.1 behind what is expected by the day, or its last day
                      has passed before it was reached
    reported_at_risk  its latest check-in that names a status says at_risk or off_track
    no_check_in       nobody checked in on it, or on what supports it, for more than 28 days
    rising_questions  as a second look has it (`warnings`), whatever its check-ins say
    no_talk           the same, where it had begun before the window
    owner_left        it has owners, and all of them have left
    missed_support    a goal that supports it was missed, or its last day passed before it was reached
    blocked           a goal that it waits for is behind, reported at risk, or missed

Everything but talk is what everybody may read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from fractions import Fraction

from graph.goals.conventions import CHECK_IN_DAYS
from graph.goals.progress.expected_progress import (
    Expectation,
    ProposedStatus,
    expectation,
    proposed_status,
)
from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import Note
from graph.goals.progress.rollup import Nodes, Progresses
from graph.goals.risk_kinds import TALK_KINDS, RiskKind
from graph.goals.warnings import OpenTalk, SignKind, WarningSigns
from graph.records.enums import CheckInStatus, GoalStatus


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a goal is at risk, in words and with what it was seen by."""

    kind: RiskKind
    because: str
    progress: Fraction | None = None
    expected: Fraction | None = None
    last_at: datetime | None = None
    """The latest check-in or talk that there is."""
    people: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    questions: tuple[OpenTalk, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalRisk:
    """Why a goal is at risk at the end of a day; no reasons: it is not."""

    goal: str
    on: date
    in_course: bool
    reasons: tuple[Reason, ...] = ()
    talk_seen: bool = True
    """Whether its talk was looked at."""

    @property
    def at_risk(self) -> bool:
        """Whether there is any reason."""
        return bool(self.reasons)

    @property
    def kinds(self) -> frozenset[RiskKind]:
        """The kinds of its reasons."""
        return frozenset(reason.kind for reason in self.reasons)


@dataclass(frozen=True)
class DayFacts:
    """What all goals are judged by on one day: the goals, their progress, the latest check-ins."""

    day: GoalsOfDay
    nodes: Nodes
    progress: Progresses
    last_check_in: Mapping[str, Note] = field(default_factory=dict)
    """The latest check-in on each goal or on what supports it."""

    @classmethod
    def of(cls, day: GoalsOfDay) -> DayFacts:
        """The facts of a day, with the progress of every goal."""
        nodes, progress = day.progress_below(day.goals)
        return cls(day, nodes, progress, latest_check_ins(day, nodes))

    def value(self, goal: str) -> Fraction | None:
        """The progress of a goal."""
        return self.progress[goal].value

    def expected(self, goal: str) -> Expectation:
        """What is expected of a goal by the day."""
        version = self.day.version(goal)
        return expectation(self.day.on, version.starts_on, version.due_on)

    def proposed(self, goal: str) -> ProposedStatus | None:
        """The status that progress against expectation proposes."""
        found = self.progress[goal]
        return proposed_status(found.value, self.expected(goal), holds=found.holds)[0]

    def in_course(self, goal: str) -> bool:
        """Whether a goal is under way on the day."""
        return self._is_open(goal) and self.proposed(goal) is not ProposedStatus.ACHIEVED

    def _is_open(self, goal: str) -> bool:
        """Whether a goal is neither proposed, closed nor archived, and has begun."""
        version = self.day.version(goal)
        begun = version.starts_on is None or version.starts_on <= self.day.on
        return begun and not version.archived and version.status not in NOT_IN_COURSE

    def begun(self, goal: str) -> date:
        """The first day of a goal; without one the day on which it came to be known."""
        version = self.day.version(goal)
        return version.starts_on or datetime.fromisoformat(self.day.first_known(goal)).date()

    def missed(self, goal: str) -> bool:
        """Whether a goal was missed, or its last day has passed before it was reached."""
        version, found = self.day.version(goal), self.progress[goal]
        if version.archived or version.status == GoalStatus.DROPPED:
            return False
        if version.status == GoalStatus.MISSED:
            return True
        over = version.due_on is not None and version.due_on < self.day.on
        return over and self._is_open(goal) and found.value is not None and found.value < 1


NOT_IN_COURSE = (
    GoalStatus.PROPOSED,
    GoalStatus.ACHIEVED,
    GoalStatus.MISSED,
    GoalStatus.DROPPED,
)
"""States of a goal that is not at risk: not begun, or closed."""


def latest_check_ins(day: GoalsOfDay, nodes: Nodes) -> dict[str, Note]:
    """The latest check-in on each goal or on what supports it, without what is archived or dropped."""
    own = ((goal, notes[-1]) for goal in nodes if (notes := day.notes(goal)))
    latest: dict[str, Note] = {}
    for goal, note in sorted(own, key=lambda item: (item[1].at, item[0]), reverse=True):
        waiting = [goal]
        while waiting:
            one = waiting.pop()
            if one not in latest:
                latest[one] = note
                if nodes[one].left_out is None:
                    waiting += [up for up in day.version(one).parents if up in nodes]
    return latest


def reasons_of_goal(
    facts: DayFacts,
    goal: str,
    owners: Mapping[str, datetime | None],
    blockers: Sequence[str] = (),
) -> list[Reason]:
    """The reasons of a goal in course that everybody may read.

    `owners`: when each left, or None; `blockers`: the goals that it waits for.
    """
    rules: Sequence[Callable[[], Reason | None]] = (
        lambda: _behind(facts, goal),
        lambda: _said(facts.day.status(goal)),
        lambda: _no_check_in(facts, goal),
        lambda: _owner_left(owners, facts.day.on),
        lambda: _missed_support(facts, goal),
        lambda: _blocked(facts, blockers),
    )
    return [reason for rule in rules if (reason := rule()) is not None]


def _behind(facts: DayFacts, goal: str) -> Reason | None:
    value, expected = facts.value(goal), facts.expected(goal)
    late = facts.proposed(goal) in (ProposedStatus.AT_RISK, ProposedStatus.OFF_TRACK)
    if value is None or not (late or expected.over):
        return None
    if expected.over:
        because = f"it is at {percent(value)}, and its last day has passed"
    else:
        assert expected.share is not None
        because = f"it is at {percent(value)}, and {percent(expected.share)} of its time has passed"
    return Reason(RiskKind.BEHIND, because, progress=value, expected=expected.share)


def percent(share: Fraction) -> str:
    """A share in whole per cent.

    >>> percent(Fraction(1, 3))
    '33 %'
    """
    return f"{round(share * 100)} %"


def _said(note: Note | None) -> Reason | None:
    if note is None or note.status not in (CheckInStatus.AT_RISK, CheckInStatus.OFF_TRACK):
        return None
    words = note.status.value.replace("_", " ")
    because = f"its check-in of {note.time.date()} says {words}"
    return Reason(RiskKind.REPORTED_AT_RISK, because, last_at=note.time)


def _no_check_in(facts: DayFacts, goal: str) -> Reason | None:
    note = facts.last_check_in.get(goal)
    since = facts.begun(goal) if note is None else note.time.date()
    days = (facts.day.on - since).days
    if days <= CHECK_IN_DAYS:
        return None
    if note is None:
        because = f"nobody has checked in on it, or on what supports it, since it began on {since}"
    else:
        because = f"the last check-in on it, or on what supports it, is {days} days old"
    return Reason(RiskKind.NO_CHECK_IN, because, last_at=None if note is None else note.time)


def _owner_left(owners: Mapping[str, datetime | None], on: date) -> Reason | None:
    gone = {person: at for person, at in owners.items() if at is not None and at.date() <= on}
    if not owners or len(gone) < len(owners):
        return None
    last = max(gone.values())
    who = "its only owner has" if len(gone) == 1 else f"all its {len(gone)} owners have"
    because = (
        f"{who} left, the last on {last.date()}"
        if len(gone) > 1
        else f"{who} left on {last.date()}"
    )
    return Reason(RiskKind.OWNER_LEFT, because, last_at=last, people=tuple(sorted(gone)))


def _missed_support(facts: DayFacts, goal: str) -> Reason | None:
    missed = sorted(one for one in facts.day.supporters(goal) if facts.missed(one))
    if not missed:
        return None
    many = (
        "a goal that supports it was"
        if len(missed) == 1
        else f"{len(missed)} goals that support it were"
    )
    return Reason(RiskKind.MISSED_SUPPORT, f"{many} missed", goals=tuple(missed))


def _blocked(facts: DayFacts, blockers: Sequence[str]) -> Reason | None:
    late = sorted(one for one in blockers if one in facts.day and _is_late(facts, one))
    if not late:
        return None
    many = (
        "a goal that it waits for is"
        if len(late) == 1
        else f"{len(late)} goals that it waits for are"
    )
    because = f"{many} behind, reported at risk, or missed"
    return Reason(RiskKind.BLOCKED, because, goals=tuple(late))


def _is_late(facts: DayFacts, goal: str) -> bool:
    """Whether a goal was missed, or is under way and behind or reported at risk."""
    if facts.missed(goal) or not facts.in_course(goal):
        return facts.missed(goal)
    return _behind(facts, goal) is not None or _said(facts.day.status(goal)) is not None


def reasons_of_talk(facts: DayFacts, signs: WarningSigns) -> list[Reason]:
    """The reasons that the talk of a goal in course gives."""
    reasons = []
    for sign in signs.seen:
        if sign is SignKind.NO_TALK:
            if begun_time(facts, signs.goal) > signs.windows.since:
                continue
            days = (signs.windows.until - signs.windows.since).days
            because = f"nobody spoke about it, or about what supports it, for {days} days and more"
            reasons.append(Reason(RiskKind.NO_TALK, because, last_at=signs.last_talk_at))
        else:
            because = f"{signs.now} questions were left without an answer, {signs.before} before"
            questions = tuple(signs.open)
            reasons.append(
                Reason(TALK_KINDS[sign], because, last_at=signs.last_talk_at, questions=questions)
            )
    return reasons


def begun_time(facts: DayFacts, goal: str) -> datetime:
    """The first moment of a goal."""
    return datetime.combine(facts.begun(goal), time(), UTC)


def order_of(risk: GoalRisk) -> tuple[int, str]:
    """The place of a goal in lists of those at risk: most reasons first, then by id."""
    return -len(risk.reasons), risk.goal
