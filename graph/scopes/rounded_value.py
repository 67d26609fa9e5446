"""The value of a group as whoever may not see each person's numbers sees it: every figure rounded.

Sums are rounded by what one person can earn in the window; rates are reckoned of the rounded sums, and what
follows from figures follows from these. Of what does not add up the number is rounded as if it were a mean,
by the number of everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np

from graph.ledger.conventions import LEAST_EXPOSURE
from graph.ledger.credits import UNITS
from graph.ledger.kinds import Kind
from graph.ledger.ledger import Ledger
from graph.ledger.maturity import Mix
from graph.ledger.profile import EXACT, KindFigure, bounds, rate_of
from graph.ledger.scope_days import EVERYBODY, ScopeDays
from graph.ledger.set_figures import SetQuestion, open_rows, set_number
from graph.measures.arrays import Floats
from graph.scopes.rounding import Rounded, Spread, rounded, step_for
from graph.scopes.value import ScopeValue

MOST_SPREADS = 2_000
"""Spreads that are kept of a ledger."""
_SPREADS: WeakKeyDictionary[Ledger, dict[tuple[object, ...], Spread]] = WeakKeyDictionary()


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
        totals = self._totals(names, self.days)
        return self._spread(("sum", *names), names).total(totals, everybody=self.days.whole)

    def _spread(self, name: tuple[object, ...], names: Sequence[str] | Floats) -> Spread:
        """How what is in these columns lies over all people; kept with the ledger."""
        kept = _SPREADS.setdefault(self.ledger, {})
        goals = None if self.goals is None else self.goals.tobytes()
        key = (*name, *bounds(self.window), goals, self.everybody)
        if key not in kept:
            if len(kept) >= MOST_SPREADS:
                kept.pop(next(iter(kept)))
            values = names if isinstance(names, np.ndarray) else self._totals(names, EVERYBODY)
            kept[key] = Spread.of(values)
        return kept[key]

    def _totals(self, names: Sequence[str], scope: ScopeDays) -> Floats:
        """What each person earned in these columns on the days of the scope; 0 who earned nothing."""
        since, until = bounds(self.window)
        totals = np.zeros(max(len(self.ledger.people), self.everybody))
        for name in names:
            rows = self.ledger.column(name).select(scope, since, until, self.goals)
            known = rows.person >= 0
            totals += np.bincount(rows.person[known], rows.units[known], len(totals))
        return totals

    def _set_figure(self, kind: Kind) -> RoundedFigure:
        whole = SetQuestion(self.ledger, kind, EVERYBODY, *bounds(self.window), self.goals)
        own = SetQuestion(self.ledger, kind, self.days, *bounds(self.window), self.goals)
        spread = self._spread(("count", kind.code), self._counts(whole))
        count = spread.total(self._counts(own), everybody=self.days.whole)
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
        scale, number = set_number(whole).number, set_number(own).number
        step = step_for(abs(scale or 0.0) / max(1, self.people))
        few = things < LEAST_EXPOSURE and kind.reckoned not in EXACT
        rate = None if number is None or few else rounded(number, step)
        return RoundedFigure(kind, things * UNITS, None, rate, None, few, rounded_to=step * UNITS)

    def _counts(self, question: SetQuestion) -> Floats:
        """How many things each person has of what a kind is reckoned of."""
        is_open = question.kind.reckoned == "open_at_end"
        rows = open_rows(question) if is_open else question.rows(question.kind.value)
        size = max(len(self.ledger.people), self.everybody)
        return np.bincount(rows.person[rows.person >= 0], minlength=size).astype(np.float64)


__all__ = ["RoundedFigure", "RoundedValue"]
