"""Numbers of a set of people that do not add up: medians of time, shares that carry, breadth, drift.

Each is a function of the rows of its kind; of one member it gives that person's own number (law L4).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import HALF_OF_ENDS
from graph.ledger.durations import last_days, median_duration, spans_of
from graph.ledger.intervals import Interval, wilson
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import Ledger
from graph.ledger.registry.kind import Kind
from graph.ledger.scope_days import FIRST, LAST, ScopeDays
from graph.measures.arrays import Bools, Ints
from graph.records.window import DAY


@dataclass(frozen=True, eq=False)
class SetQuestion:
    """What is asked: a kind of a scope in days from `since` to before `until`, for some sets of goals."""

    ledger: Ledger
    kind: Kind
    scope: ScopeDays
    since: int
    until: int
    goals: Bools | None

    def count_of(self, name: str, field: str) -> Ints:
        """How many rows of a column name each number in one of its fields; -1 stands first."""
        column = self.ledger.column(name).narrowed(self.goals)
        if field == "person":
            person, _, rows = column.by_person(self.scope, self.since, self.until)
            return np.bincount(person + 1, rows, 1).astype(np.int64)
        places = column.places(self.scope, self.since, self.until)
        values: Ints = getattr(column.rows, field)[places] + 1
        return np.bincount(values, minlength=1)

    def rows(self, names: Sequence[str], since: int | None = None) -> Rows:
        """The rows of these columns."""
        first = self.since if since is None else since
        columns = [self.ledger.column(name) for name in names]
        return Rows.joined([c.select(self.scope, first, self.until, self.goals) for c in columns])


@dataclass(frozen=True, slots=True)
class SetNumber:
    """What was reckoned, of how many things."""

    number: float | None
    count: int
    interval: Interval | None = None


def set_number(question: SetQuestion) -> SetNumber:
    """The number of a kind that does not add up."""
    return RECKONED[question.kind.reckoned or ""](question)


def key_player_share(question: SetQuestion) -> SetNumber:
    """The smallest share of people who carry half of the ends of ties; of one person, of their alters."""
    whose = "other" if len(question.scope.people()) == 1 else "person"
    found = question.count_of(question.kind.value[0], whose)
    counts = np.sort(found[found > 0])[::-1]
    if not len(counts):
        return SetNumber(None, 0)
    carrying = np.cumsum(counts) >= HALF_OF_ENDS * counts.sum()
    return SetNumber((int(np.argmax(carrying)) + 1) / len(counts), int(counts.sum()))


def median_days(question: SetQuestion) -> SetNumber:
    """The Kaplan-Meier median in days."""
    rows = question.rows(question.kind.value)
    median = median_duration(*spans_of(rows.day, rows.units, question.ledger.end))
    return SetNumber(None if median is None else median / DAY, len(rows))


def open_at_end(question: SetQuestion) -> SetNumber:
    """How many have begun before the end of the window and not ended by then."""
    count = len(open_rows(question))
    return SetNumber(float(count), count)


def open_rows(question: SetQuestion) -> Rows:
    """What has begun before the end of the window, however long before, and not ended by then."""
    rows = question.rows(question.kind.value, FIRST)
    end = min(question.until, question.ledger.end + 1)
    is_open = (rows.units < 0) | (last_days(rows.day, rows.units) >= end)
    return rows.select(is_open)


def effective_homes(question: SetQuestion) -> SetNumber:
    """exp of the entropy of homes: how many there would be, were all equal."""
    rows = question.rows(question.kind.value)
    evidence = question.ledger.evidence
    homes = Counter(evidence.ref(number).id for number in rows.evidence.tolist())
    if not homes:
        return SetNumber(None, 0)
    shares = [count / homes.total() for count in homes.values()]
    return SetNumber(math.exp(-math.fsum(p * math.log(p) for p in shares)), len(rows))


def distinct_share(question: SetQuestion) -> SetNumber:
    """The share of active people who asked somebody above."""
    asked_by = question.count_of(question.kind.value[0], "person")[1:]
    active = question.count_of("C1.exposure", "person")[1:]
    asked = int(np.count_nonzero(asked_by))
    idle = asked_by.copy()
    idle[: len(active)] = np.where(active[: len(idle)] > 0, 0, idle[: len(active)])
    people = int(np.count_nonzero(active)) + int(np.count_nonzero(idle))
    if not people:
        return SetNumber(None, 0)
    return SetNumber(asked / people, people, wilson(asked, people))


def drift(question: SetQuestion) -> SetNumber:
    """The Jensen-Shannon distance between the mix of a window and that of the window before."""
    width = question.until - question.since
    headlines = [kind for kind in KINDS.values() if kind.headline]
    if question.since == FIRST or question.until == LAST:
        return SetNumber(None, 0)
    windows = ((question.since, question.until), (question.since - width, question.since))
    now, before = (
        [
            sum(
                question.ledger.column(name).units(question.scope, *window, question.goals)
                for name in kind.value
            )
            for kind in headlines
        ]
        for window in windows
    )
    if not sum(now) or not sum(before):
        return SetNumber(None, 0)
    return SetNumber(math.sqrt(divergence(now, before)), len(headlines))


def divergence(one: Sequence[float], other: Sequence[float]) -> float:
    """The Jensen-Shannon divergence in bits of two mixes that are given by weights (Lin 1991).

    >>> divergence([1, 0], [2, 0]), divergence([1, 0], [0, 3])
    (0.0, 1.0)
    """
    found = 0.0
    for first, second in zip(one, other, strict=True):
        p, q = first / sum(one), second / sum(other)
        found += sum(x / 2 * math.log2(2 * x / (p + q)) for x in (p, q) if x)
    return min(1.0, max(0.0, found))


RECKONED: Mapping[str, Callable[[SetQuestion], SetNumber]] = {
    one.__name__: one
    for one in (
        key_player_share,
        median_days,
        open_at_end,
        effective_homes,
        distinct_share,
        drift,
    )
}
"""What reckons each kind that does not add up, by the name that its kind gives."""
