"""What value the people of a scope created in a window, for a goal or for any: figures, mix, periods, parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from graph.errors import TooCostly
from graph.goals.alignment.goal_graph import GoalGraph
from graph.ledger.kinds import KINDS, Kind, Stage
from graph.ledger.ledger import Ledger
from graph.ledger.maturity import (
    MaturityStep,
    Mix,
    headline_kinds,
    likeness,
    maturity_steps,
    mix_of,
    stage_reached,
)
from graph.ledger.profile import KindFigure, figure
from graph.ledger.scope_days import EVERYBODY, ScopeDays, of_people, without
from graph.measures.arrays import Bools, Ints
from graph.network.conventions import LEAST_MEMBERS
from graph.records.enums import Choice
from graph.records.window import Window
from graph.scopes.conventions import MOST_PERIODS


class PeriodLength(Choice):
    """How a window is cut into periods."""

    MONTH = "month", "Months of the calendar."
    QUARTER = "quarter", "Quarters of the calendar."


@dataclass(frozen=True, eq=False)
class ScopeValue:
    """The value of those who count on `days`, by their numbers in the ledger; worked out when asked for."""

    ledger: Ledger
    days: ScopeDays
    window: Window
    goals: Bools | None = None
    """Which sets of goals count; all talk, with a goal or without, where it is None."""
    _figures: dict[str, KindFigure] = field(default_factory=dict)
    network_days: ScopeDays = EVERYBODY
    """Who the network is: some people may be in no number of single people, and in none of everybody."""

    def figure(self, kind: Kind) -> KindFigure:
        """The figure of one kind."""
        found = self._figures.get(kind.code)
        if found is None:
            found = figure(self.ledger, kind, self.days, self.window, self.goals)
            self._figures[kind.code] = found
        return found

    def figures(self, kinds: Iterable[Kind] | None = None) -> list[KindFigure]:
        """The figures of these kinds, in their order; of all."""
        return [self.figure(kind) for kind in (KINDS.values() if kinds is None else kinds)]

    @cached_property
    def headlines(self) -> list[KindFigure]:
        """The figures that speak for the stages."""
        return self.figures(headline_kinds())

    @cached_property
    def network(self) -> ScopeValue:
        """What everybody created in the same window for the same goals."""
        if self.days is self.network_days or self.days.whole:
            return self
        return replace(self, days=self.network_days, _figures={})

    @cached_property
    def mix(self) -> Mix | None:
        """Its mix over the stages."""
        return mix_of(self.headlines)

    @property
    def likeness(self) -> float | None:
        """How like its mix is to that of the network, 0 to 1."""
        return likeness(self.mix, self.network.mix)

    @property
    def steps(self) -> list[MaturityStep]:
        """Each stage with its figure beside the threshold."""
        return maturity_steps(self.headlines)

    @property
    def stage(self) -> Stage | None:
        """The stage that is reached by the published thresholds."""
        return stage_reached(self.steps)

    def cuts(self, by: PeriodLength) -> list[Window]:
        """The months or quarters of its window; they add up to it. Raises TooCostly for more than 120."""
        return windows_of(self.window, by, self.ledger.days_with_rows)


def some_who_acted(ledger: Ledger, days: ScopeDays, since: int, until: int) -> set[str]:
    """Ids of people who earned something on their days in the window; beyond ten it may leave some out."""
    found: set[int] = set()
    for column in ledger.columns.values():
        found.update(np.unique(column.rows.person[column.places(days, since, until)]).tolist())
        if len(found) > 2 * LEAST_MEMBERS:
            break
    return {ledger.people[number] for number in found if number >= 0}


def windows_of(window: Window, by: PeriodLength, days: Ints) -> list[Window]:
    """The months or quarters of a window, from the first to the last of these days; the ends cut to it.

    Where there are more than 120 only those that have one of the days: they add up to the window, too.

    >>> days = np.array([20400, 20490])
    >>> [(one.since, one.until) for one in windows_of(Window(20454, None), PeriodLength.MONTH, days)]
    [(20454, 20485), (20485, 20513)]
    """
    if not len(days):
        return []
    since = int(days[0]) if window.since is None else window.since
    until = int(days[-1]) + 1 if window.until is None else window.until
    unit = 1 if by is PeriodLength.MONTH else 3
    start, end = (_month(day) // unit for day in (since, until - 1))
    numbers: Sequence[int] = range(start, end + 1)
    if len(numbers) > MOST_PERIODS:
        inside = days[(days >= since) & (days < until)]
        numbers = sorted({_month(day) // unit for day in inside.tolist()})
    if len(numbers) > MOST_PERIODS:
        raise TooCostly(
            f"the window has {len(numbers)} periods, at most {MOST_PERIODS} are shown",
            remedy="give a narrower `window`, or ask by QUARTER",
        )
    found = []
    for number in numbers:
        begin, after = (_first_day(place * unit) for place in (number, number + 1))
        low = begin if window.since is None else max(begin, window.since)
        high = after if window.until is None else min(after, window.until)
        found.append(Window(low, high))
    return found


def _month(day: int) -> int:
    """The month of a day, since January 1970."""
    return int(np.datetime64(day, "D").astype("datetime64[M]").astype(np.int64))


def _first_day(month: int) -> int:
    """The first day of a month since January 1970."""
    return int(np.datetime64(month, "M").astype("datetime64[D]").astype(np.int64))


def without_people(ledger: Ledger, days: ScopeDays, people: Iterable[str]) -> ScopeDays:
    """The days of the others, by numbers in the ledger; of everybody what nobody known has done stays."""
    numbers = [number for one in people if (number := ledger.index.get(one)) is not None]
    return rest_of(ledger, days, of_people(numbers)) if numbers else days


def rest_of(ledger: Ledger, whole: ScopeDays, parts: ScopeDays) -> ScopeDays:
    """Who counts for the whole, but for none of the parts; of everybody with what nobody known has done."""
    if whole.whole:
        whole = of_people(range(-1, len(ledger.people)))
    return without(whole, parts)


def units_counted_twice(
    whole: ScopeValue, parts: Sequence[ScopeValue], kinds: Iterable[Kind]
) -> dict[str, int]:
    """Code → units by which the parts together exceed the whole, for they share people.

    The last of `parts` is what is in no other; kinds that do not add up are left out.
    """
    return {
        kind.code: sum(one.figure(kind).units for one in parts) - whole.figure(kind).units
        for kind in kinds
        if kind.additive
    }


def goals_touched(ledger: Ledger, goals: GoalGraph, goal: str | None) -> Bools | None:
    """The sets of goals in which this one is, or what supports it; None for no goal.

    A goal that is archived, dropped or unknown is in none.
    """
    if goal is None:
        return None
    place = goals.index.get(goal)
    wanted = [] if place is None else [goals.ids[one] for one in goals.and_below(place).tolist()]
    return ledger.touching(wanted)
