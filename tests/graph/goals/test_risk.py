"""What holds of the risk of any goals: beside the same worked out another way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.goals.conventions import CHECK_IN_DAYS
from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import NO_METRIC, GoalHistory, GoalVersion, Note, text_of
from graph.goals.progress.own_progress import ONE
from graph.goals.risk import DayFacts, reasons_of_goal
from graph.goals.risk_kinds import RiskKind
from graph.records.enums import CheckInStatus, GoalStatus

TODAY = date(2026, 6, 30)
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = [f"acme/{number}" for number in range(6)]


def note(days: int, status: CheckInStatus | None = None, progress: Fraction | None = None) -> Note:
    """A check-in so many days ago."""
    moment = datetime(2026, 6, 30, 9, tzinfo=UTC) - timedelta(days=days)
    return Note(text_of(moment), None, progress, status)


@st.composite
def organisations(draw: st.DrawFn) -> dict[str, GoalHistory]:
    """Six goals that support goals of higher numbers, or anything where nobody kept the rule."""
    histories = {}
    for name in NAMES:
        parents = draw(st.sets(st.sampled_from(NAMES), max_size=2)) - {name}
        version = GoalVersion(
            text_of(BEGUN),
            NO_METRIC,
            draw(st.sampled_from([None, *GoalStatus])),
            draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))),
            draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))),
            draw(st.booleans()) and draw(st.booleans()),
            dict.fromkeys(parents, ONE),
        )
        notes = draw(
            st.lists(
                st.builds(
                    note,
                    st.integers(0, 60),
                    st.none() | st.sampled_from(CheckInStatus),
                    st.none() | st.fractions(0, 1, max_denominator=20),
                ),
                max_size=2,
            )
        )
        histories[name] = GoalHistory([version], sorted(notes, key=lambda one: one.at))
    return histories


def below(day: GoalsOfDay, facts: DayFacts, goal: str) -> set[str]:
    """A goal and what supports it, but for what is left out."""
    found, waiting = set[str](), [goal]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [low for low in day.supporters(one) if facts.nodes[low].left_out is None]
    return found


@settings(max_examples=150, deadline=None)
@given(organisations())
def test_reasons_hold_of_any_goals(histories: dict[str, GoalHistory]) -> None:
    day = GoalsOfDay(histories, TODAY)
    facts = DayFacts.of(day)
    for goal in NAMES:
        said = [note for one in below(day, facts, goal) for note in day.notes(one)]
        last = max(said, key=lambda note: note.at, default=None)
        assert (facts.last_check_in.get(goal) is None) == (last is None)
        if last is not None:
            assert facts.last_check_in[goal].at == last.at
        version = day.version(goal)
        if facts.in_course(goal):
            assert not version.archived
            assert version.status in (None, GoalStatus.ACTIVE)
        kinds = {reason.kind for reason in reasons_of_goal(facts, goal, {})}
        since = facts.begun(goal) if last is None else last.time.date()
        assert (RiskKind.NO_CHECK_IN in kinds) == ((TODAY - since).days > CHECK_IN_DAYS)
        value, expected = facts.value(goal), facts.expected(goal)
        behind = value is not None and (
            (expected.over)
            or (
                expected.share is not None
                and value < 1
                and expected.share - value > Fraction(1, 10)
            )
        )
        if facts.in_course(goal):
            assert (RiskKind.BEHIND in kinds) == behind
        missed = {low for low in day.supporters(goal) if facts.missed(low)}
        assert (RiskKind.MISSED_SUPPORT in kinds) == bool(missed)


def test_owners_who_left() -> None:
    day = GoalsOfDay({NAMES[0]: GoalHistory([GoalVersion(text_of(BEGUN), NO_METRIC)])}, TODAY)
    facts = DayFacts.of(day)

    def left(**owners: datetime | None) -> str | None:
        reasons = reasons_of_goal(facts, NAMES[0], owners)
        return next((one.because for one in reasons if one.kind is RiskKind.OWNER_LEFT), None)

    last = datetime(2026, 6, 30, 23, 59, tzinfo=UTC)
    assert left() is None
    assert left(ann=None) is None
    assert left(ann=last, bob=None) is None
    assert left(ann=last) == "its only owner has left on 2026-06-30"
    assert left(ann=last + timedelta(minutes=1)) is None
    assert left(ann=last, bob=BEGUN) == "all its 2 owners have left, the last on 2026-06-30"
