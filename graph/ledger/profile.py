"""The figures of a scope: every kind with value, denominator, rate, interval and evidence.

Stable for readers: `profile`, `KindFigure`, `evidence_of`. All sums are exact: `units` are whole, a
value is units / 1,441,440.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.ledger.columns import Rows
from graph.ledger.conventions import LEAST_EXPOSURE
from graph.ledger.credits import UNITS
from graph.ledger.intervals import Interval, garwood, wilson
from graph.ledger.kinds import KINDS, Kind, RateForm
from graph.ledger.ledger import EvidenceRef, Ledger
from graph.ledger.scope_days import FIRST, LAST, ScopeDays
from graph.ledger.set_figures import SetQuestion, set_number
from graph.measures.arrays import Bools
from graph.records.window import Window


@dataclass(frozen=True, slots=True)
class KindFigure:
    """One kind for one scope, window and goal."""

    kind: Kind
    units: int
    """The value in whole units."""
    denominator_units: int | None
    """The denominator in whole units; None where the kind has none."""
    rate: float | None
    """None where there is no rate, or too little data for one; of kinds that do not add up the number."""
    interval: Interval | None
    too_little: bool
    """Whether the denominator is too small for a rate."""

    @property
    def value(self) -> float:
        """Events, each shared one counted by its share."""
        return self.units / UNITS

    @property
    def denominator(self) -> float | None:
        """What the value is divided by."""
        return None if self.denominator_units is None else self.denominator_units / UNITS


def profile(
    ledger: Ledger,
    scope: ScopeDays,
    window: Window,
    goals: Bools | None = None,
    kinds: Iterable[Kind] | None = None,
) -> list[KindFigure]:
    """The figures of every kind, in the order of the registry.

    `goals` tells the sets of goals that count (`Ledger.touching`), all and none where it is None.
    """
    chosen = KINDS.values() if kinds is None else kinds
    return [figure(ledger, kind, scope, window, goals) for kind in chosen]


def figure(
    ledger: Ledger, kind: Kind, scope: ScopeDays, window: Window, goals: Bools | None = None
) -> KindFigure:
    """The figure of one kind; of one that does not add up the rate is its number."""
    if not kind.additive:
        return _set_figure(ledger, kind, scope, window, goals)
    value = units_of(ledger, kind.value, scope, window, goals)
    per = units_of(ledger, kind.denominator, scope, window, goals) if kind.denominator else None
    too_little = per is not None and per < LEAST_EXPOSURE * UNITS
    if per is None or too_little:
        return KindFigure(kind, value, per, None, None, too_little)
    rate, interval = rate_of(kind.form, value / UNITS, per / UNITS)
    return KindFigure(kind, value, per, rate, interval, False)


def _set_figure(
    ledger: Ledger, kind: Kind, scope: ScopeDays, window: Window, goals: Bools | None
) -> KindFigure:
    """The figure of a kind that does not add up: its value counts what it was reckoned of."""
    found = set_number(SetQuestion(ledger, kind, scope, *bounds(window), goals))
    few = found.count < LEAST_EXPOSURE and kind.reckoned not in EXACT
    rate = None if few else found.number
    return KindFigure(kind, found.count * UNITS, None, rate, None if few else found.interval, few)


EXACT = frozenset({"open_at_end", "drift"})
"""Numbers of sets that are counted, not estimated: there is never too little data for them."""


def units_of(
    ledger: Ledger,
    columns: Iterable[str],
    scope: ScopeDays,
    window: Window,
    goals: Bools | None = None,
) -> int:
    """What these columns hold of a scope, together."""
    since, until = bounds(window)
    return sum(ledger.column(name).units(scope, since, until, goals) for name in columns)


def bounds(window: Window) -> tuple[int, int]:
    """The first day of a window and the first after it."""
    since = FIRST if window.since is None else window.since
    return since, LAST if window.until is None else window.until


def rate_of(form: RateForm, value: float, per: float) -> tuple[float | None, Interval | None]:
    """The rate of this form with its interval, as far as it has them."""
    if form is RateForm.SHARE and value <= per:
        return value / per, wilson(value, per)
    if form in (RateForm.SHARE, RateForm.COUNT):  # of what others began one may have more
        return value / per, garwood(value, per)
    if form is RateForm.BALANCE:
        low, high = wilson(value, per)
        return 2 * value / per - 1, (2 * low - 1, 2 * high - 1)
    return (value / per, None) if form is RateForm.MEAN else (None, None)


def rows_of(
    ledger: Ledger,
    columns: Iterable[str],
    scope: ScopeDays,
    window: Window,
    goals: Bools | None = None,
) -> Rows:
    """The rows behind a figure, the newest first."""
    since, until = bounds(window)
    parts = [ledger.column(name).select(scope, since, until, goals) for name in columns]
    rows = Rows.joined(parts)
    return rows.select((-rows.day).argsort(kind="stable"))


def evidence_of(
    ledger: Ledger, kind: Kind, scope: ScopeDays, window: Window, goals: Bools | None = None
) -> list[EvidenceRef]:
    """What shows the value of one kind, the newest first, without repeats.

    Which of it a viewer may see is for the caller to tell.
    """
    return ledger.refs(rows_of(ledger, kind.value, scope, window, goals).evidence)
