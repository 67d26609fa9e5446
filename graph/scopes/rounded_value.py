"""The value of a group as whoever may not see each person's numbers sees it: every figure rounded.

Sums are rounded by what one person can earn in the window; rates are reckoned of the rounded sums, and what
follows from figures follows from these. Of what does not add up the number is rounded as if it were a mean,
by the number of everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

import numpy as np

from graph.ledger.conventions import LEAST_EXPOSURE
from graph.ledger.credits import UNITS
from graph.ledger.kinds import Kind
from graph.ledger.ledger import Ledger
from graph.ledger.maturity import Mix, likeness
from graph.ledger.profile import EXACT, KindFigure, bounds, rate_of
from graph.ledger.scope_days import EVERYBODY, ScopeDays
from graph.ledger.set_figures import SetQuestion, open_rows, set_number
from graph.measures.arrays import Floats
from graph.scopes.rounding import Rounded, Spread, rounded, step_for
from graph.scopes.value import ScopeValue

T = TypeVar("T")
MOST_KEPT = 10_000
"""Spreads and numbers of everybody that are kept of a ledger."""
_OF_EVERYBODY: WeakKeyDictionary[Ledger, dict[tuple[object, ...], object]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class RoundedFigure(KindFigure):
    """One kind, rounded."""

    rounded_to: float = field(default=0.0, kw_only=True)
    """The step of the value, in units; of what does not add up that of the number."""
    concentrated: bool = field(default=False, kw_only=True)
    """Whether a few people hold most of it, so that nothing is shown."""


@dataclass(frozen=True, eq=False)
class RoundedValue(ScopeValue):
    """See the module."""

    people: int = field(kw_only=True)
    """How many count in the scope."""
    everybody: int = field(kw_only=True)
    """How many people there are."""

    def figure(self, kind: Kind) -> KindFigure:
        """The figure of one kind, rounded."""
        found = self._figures.get(kind.code)
        if found is None:
            found = self._figures[kind.code] = self._figure(kind)
        return found

    @property
    def mix(self) -> Mix | None:
        """Its mix over the stages; None where a headline kind is not shown."""
        if any(isinstance(one, RoundedFigure) and one.concentrated for one in self.headlines):
            return None
        return super().mix

    def _figure(self, kind: Kind) -> RoundedFigure:
        if not kind.additive:
            return self._set_figure(kind)
        value = self._sum(kind.value)
        per = self._sum(kind.denominator) if kind.denominator else None
        if value is None or (kind.denominator and per is None):
            return RoundedFigure(kind, 0, None, None, None, False, concentrated=True)
        units, per_units = round(value.value), None if per is None else round(per.value)
        too_little = per_units is not None and per_units < LEAST_EXPOSURE * UNITS
        rate, interval = None, None
        if per_units is not None and not too_little:
            rate, interval = rate_of(kind.form, units / UNITS, per_units / UNITS)
        return RoundedFigure(
            kind, units, per_units, rate, interval, too_little, rounded_to=value.step
        )

    def _sum(self, names: Sequence[str]) -> Rounded | None:
        """What these columns hold of the scope, rounded; None where a few people hold most of it."""
        if self.days.whole:
            return self._kept(("whole", *names), lambda: _whole(self._totals(names, EVERYBODY)))
        spread = self._kept(("sum", *names), lambda: Spread.of(self._totals(names, EVERYBODY)))
        return spread.total(self._totals(names, self.days))

    def _kept(self, name: tuple[object, ...], reckoned: Callable[[], T]) -> T:
        """What is reckoned of everybody in the window; kept with the ledger, and reckoned once."""
        kept = _OF_EVERYBODY.setdefault(self.ledger, {})
        key = (*name, *self._asked)
        if key not in kept:
            if len(kept) >= MOST_KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = reckoned()
        return cast(T, kept[key])

    @cached_property
    def _asked(self) -> tuple[object, ...]:
        """The window and the goals, as a key."""
        goals = None if self.goals is None else self.goals.tobytes()
        return (*bounds(self.window), goals, self.everybody)

    def _totals(self, names: Sequence[str], scope: ScopeDays) -> Floats:
        """What each person earned in these columns on the days of the scope; 0 who earned nothing."""
        since, until = bounds(self.window)
        totals = np.zeros(max(len(self.ledger.people), self.everybody))
        for name in names:
            person, units, _ = self.ledger.column(name).by_person(scope, since, until, self.goals)
            known = person >= 0
            totals += np.bincount(person[known], units[known], len(totals))
        return totals

    def _set_figure(self, kind: Kind) -> RoundedFigure:
        whole = SetQuestion(self.ledger, kind, EVERYBODY, *bounds(self.window), self.goals)
        own = SetQuestion(self.ledger, kind, self.days, *bounds(self.window), self.goals)
        count = self._count(whole, own)
        if count is None:
            return RoundedFigure(kind, 0, None, None, None, False, concentrated=True)
        things = round(count.value)
        if kind.reckoned == "open_at_end":
            return RoundedFigure(
                kind,
                things * UNITS,
                None,
                float(things),
                None,
                False,
                rounded_to=count.step * UNITS,
            )
        scale = self._kept(("number", kind.code), lambda: set_number(whole).number)
        number = scale if self.days.whole else set_number(own).number
        step = step_for(abs(scale or 0.0) / max(1, self.people))
        few = things < LEAST_EXPOSURE and kind.reckoned not in EXACT
        rate = None if number is None or few else rounded(number, step)
        return RoundedFigure(kind, things * UNITS, None, rate, None, few, rounded_to=step * UNITS)

    def _count(self, whole: SetQuestion, own: SetQuestion) -> Rounded | None:
        """How many things a kind is reckoned of, rounded; None where a few people hold most of them."""
        code = own.kind.code
        if self.days.whole:
            return self._kept(("things", code), lambda: _whole(self._counts(whole)))
        spread = self._kept(("count", code), lambda: Spread.of(self._counts(whole)))
        return spread.total(self._counts(own))

    def _counts(self, question: SetQuestion) -> Floats:
        """How many things each person has of what a kind is reckoned of."""
        size = max(len(self.ledger.people), self.everybody)
        if question.kind.reckoned == "open_at_end":
            person = open_rows(question).person
            return np.bincount(person[person >= 0], minlength=size).astype(np.float64)
        counts = np.zeros(size)
        for name in question.kind.value:
            column, days = self.ledger.column(name), (question.since, question.until)
            person, _, rows = column.by_person(question.scope, *days, question.goals)
            counts += np.bincount(person[person >= 0], rows[person >= 0], size)
        return counts


@dataclass(frozen=True, eq=False)
class OwnValue(ScopeValue):
    """The exact value of one person as they see it themself: beside that of everybody as it is shown to them."""

    everybody: RoundedValue | None = field(kw_only=True)
    """None where nothing of everybody is shown to them in this window."""

    @property
    def likeness(self) -> float | None:
        """How like its mix is to the rounded one of the network, 0 to 1."""
        return None if self.everybody is None else likeness(self.mix, self.everybody.mix)


def _whole(values: Floats) -> Rounded | None:
    """The sum of everybody's values, rounded."""
    return Spread.of(values).total(values, everybody=True)


__all__ = ["OwnValue", "RoundedFigure", "RoundedValue"]
