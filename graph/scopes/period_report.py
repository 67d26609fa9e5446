"""What a report of a period holds: its goals up to the purpose, what changed, gaps, risks, groups.

It is made to be handed over, so it names no person; of a group it tells numbers of 5 people and more
only, shares of people rounded as for whoever may not see each person's numbers; and what talk says of a
goal (`signs`) only where whoever makes it asks for that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from graph.errors import BadInput
from graph.goals.alignment.alignment import Alignment
from graph.goals.alignment.line_of_sight import group_scope, network_scope
from graph.goals.alignment.organisation_view import View
from graph.goals.goals_at_risk import (
    blockers_of,
    day_facts,
    everybodys,
    risks_of_goals,
    today,
)
from graph.goals.periods import PeriodFigures, PeriodGoal, PeriodGoals, goals_of_period
from graph.goals.risk import DayFacts, GoalRisk, order_of
from graph.goals.risk_kinds import RiskKind
from graph.goals.scope_goals import goals_of_group
from graph.network.conventions import LEAST_MEMBERS
from graph.records import Goal, Group
from graph.records.period import Period
from graph.records.window import EPOCH, Window
from graph.scopes.rounding import Rounded, share_of_people
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id


@dataclass(frozen=True)
class TreeGoal:
    """A goal of the report, below those that it supports."""

    id: str
    title: str
    kind: str | None
    depth: int
    progress: Fraction | None
    expected: Fraction | None
    of_period: PeriodGoal | None
    """What became of it; None of a goal that only stands above those of the report."""
    runs_on: bool = False
    """Whether it ends later."""


@dataclass(frozen=True)
class GroupPart:
    """What a group of 5 people and more has to do with the period."""

    name: str
    now: PeriodFigures
    before: PeriodFigures
    people: int
    sight: Rounded | None
    """The share of its people whose talk leads to the top of the goals."""


@dataclass(frozen=True)
class Gaps:
    """What is missing, by titles of goals of the period."""

    untalked: Sequence[str]
    unowned: Sequence[str]
    unconnected: Sequence[str]


@dataclass(frozen=True)
class Waits:
    """How many goals under way wait for another one; for a late one; and wait for each other in a circle."""

    goals: int = 0
    late: int = 0
    circle: int = 0


@dataclass(frozen=True)
class PeriodReport:
    """Everything that a report of a period says."""

    scope: str
    made_on: date
    now: PeriodGoals
    before: PeriodGoals
    tree: Sequence[TreeGoal]
    groups: Sequence[GroupPart]
    small_groups: int
    gaps: Gaps
    risks: Sequence[GoalRisk]
    titles: Mapping[str, str]
    awaiting: Sequence[tuple[str, int]]
    """Goal and how many suggested links to it wait for a decision, most first."""
    signs: bool
    waits: Waits = Waits()


async def period_report(
    store: Store, view: View, period: Period, group: str | None, *, signs: bool = False
) -> PeriodReport:
    """The report of a period, of everybody or of a group with what is part of it.

    Raises NotFound for an unknown group, BadInput for one of fewer than 5 people.
    """
    among = None if group is None else goals_of_group(view, group)
    now = await goals_of_period(store, period, among)
    before = await goals_of_period(store, period.before, among)
    window = _window(period)
    if group is not None and len(group_scope(view, group, window).places) < LEAST_MEMBERS:
        raise BadInput(
            "the group had fewer than 5 people at the end of the period: a report would tell of single people",
            remedy="make that of the group that it is part of",
        )
    facts = await day_facts(store, now.on)
    every = [*now.goals, *now.running]
    ids = [goal.id for goal in every]
    risks = await risks_of_goals(store, now.on, ids, everybodys if signs else lambda _: False)
    tree = await _tree(store, facts, now)
    rows = [row async for row in store.stream("links_awaiting_decision", ids=ids)]
    parts, small = await _groups(store, view, now, before, window)
    return PeriodReport(
        "the whole organisation" if group is None else await _name(store, group),
        today(),
        now,
        before,
        tree,
        parts,
        small,
        _gaps(view, now, window),
        sorted((risk for risk in risks.values() if risk.at_risk), key=order_of),
        {goal.id: goal.title for goal in every},
        rows,
        signs,
        await _waits(store, [risk for risk in risks.values() if risk.in_course]),
    )


async def _waits(store: Store, risks: Sequence[GoalRisk]) -> Waits:
    """How many of these goals wait, by what waits for what now."""
    blockers = await blockers_of(store, [risk.goal for risk in risks])
    every = sorted({blocker for some in blockers.values() for blocker in some})
    circles = await store.rows("blocking_circles_of_goals", ids=every) if every else []
    circular = {goal for _, _, circle in circles for goal in circle}
    late = sum(RiskKind.BLOCKED in risk.kinds for risk in risks)
    return Waits(len(blockers), late, len(circular & blockers.keys()))


def _window(period: Period) -> Window:
    """The days of a period, up to today."""
    last = min(period.last, today()) + timedelta(days=1)
    first = min(period.first, last - timedelta(days=1))
    return Window((first - EPOCH).days, (last - EPOCH).days)


async def _name(store: Store, group: str) -> str:
    groups = await nodes_by_id(store, Group, [group])
    return groups[group].name if group in groups else group


async def _tree(store: Store, facts: DayFacts, now: PeriodGoals) -> list[TreeGoal]:
    """The goals of the report with all that they support, from the top down; each once.

    A goal that supports several stands below the first of them by title.
    """
    running = {goal.id for goal in now.running}
    own = {goal.id: goal for goal in (*now.goals, *now.running)}
    shown = _and_above(facts, own)
    records = await nodes_by_id(store, Goal, sorted(shown))
    tree: list[TreeGoal] = []
    for goal, depth in _downwards(facts, {id_: one.title for id_, one in records.items()}):
        record, part = records[goal], own.get(goal)
        value = part.progress if part is not None else facts.value(goal)
        kind = None if record.kind is None else record.kind.value
        expected = facts.expected(goal).share
        tree.append(
            TreeGoal(goal, record.title, kind, depth, value, expected, part, goal in running)
        )
    return tree


def _and_above(facts: DayFacts, goals: Collection[str]) -> set[str]:
    """These goals, and all that they support."""
    shown, waiting = set[str](), [goal for goal in goals if goal in facts.day]
    while waiting:
        goal = waiting.pop()
        if goal not in shown:
            shown.add(goal)
            waiting += [up for up in facts.day.version(goal).parents if up in facts.day]
    return shown


def _downwards(facts: DayFacts, titles: Mapping[str, str]) -> list[tuple[str, int]]:
    """These goals from the top down, each once, with how deep it stands; by title beside each other."""

    def place(goal: str) -> tuple[str, str]:
        return titles[goal], goal

    below: dict[str, list[str]] = {}
    tops = []
    for goal in titles:
        above = facts.day.version(goal).parents.keys() & titles.keys()
        for up in above:
            below.setdefault(up, []).append(goal)
        if not above:
            tops.append(goal)
    # what stands in a circle has no top: it follows, by title
    rest = sorted(titles.keys() - set(tops), key=place)
    stack = [(goal, 0) for goal in reversed([*sorted(tops, key=place), *rest])]
    order: dict[str, int] = {}
    while stack:
        goal, depth = stack.pop()
        if goal not in order:
            order[goal] = depth
            lower = sorted(below.get(goal, ()), key=place, reverse=True)
            stack += [(low, depth + 1) for low in lower]
    return list(order.items())


async def _groups(
    store: Store, view: View, now: PeriodGoals, before: PeriodGoals, window: Window
) -> tuple[list[GroupPart], int]:
    """The groups that pursue goals of either period, by name; and how many are too small to be told of."""
    of_now, of_before = now.of_groups(), before.of_groups()
    ids = sorted({group for group in (*of_now, *of_before) if group is not None})
    names = await nodes_by_id(store, Group, ids)
    parts, small = [], 0
    for id_ in ids:
        scope = group_scope(view, id_, window)
        people = len(scope.places)
        if people < LEAST_MEMBERS:
            small += 1
            continue
        ratio = scope.sight
        told = ratio.denominator >= LEAST_MEMBERS
        sight = (
            share_of_people(ratio.numerator / ratio.denominator, ratio.denominator)
            if told
            else None
        )
        parts.append(
            GroupPart(
                names[id_].name if id_ in names else id_,
                PeriodFigures.of(of_now.get(id_, ())),
                PeriodFigures.of(of_before.get(id_, ())),
                people,
                sight,
            )
        )
    return sorted(parts, key=lambda part: part.name), small


def _gaps(view: View, now: PeriodGoals, window: Window) -> Gaps:
    """The goals of the report that nobody talked about, nobody owns, or that reach no purpose."""
    goals, owned = view.goals, {goal for goal, _ in view.goals.owners}
    scope = network_scope(view, window)
    untalked = {item for item in Alignment(scope, True).conversation_gap().ids}
    own = [
        goal
        for goal in (*now.goals, *now.running)
        if goal.id in goals.index and goals.counted[goals.index[goal.id]]
    ]

    def titles(which: Collection[str]) -> list[str]:
        return sorted(goal.title for goal in own if goal.id in which)

    far = {goal.id for goal in own if goals.distance[goals.index[goal.id]] < 0}
    return Gaps(
        titles(untalked),
        titles({goal.id for goal in own if goals.index[goal.id] not in owned}),
        titles(far),
    )
