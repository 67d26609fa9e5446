"""How far apart who solved and who asked stood before their match: steps along contacts of half a year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import NEW_TIE_DAYS
from graph.ledger.events.connect import contacts
from graph.ledger.events.contact import Acts, runs
from graph.ledger.events.needs import met_at
from graph.ledger.evidence_numbers import evidence_numbers
from graph.ledger.facts import Facts
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists
from graph.records.window import DAY


class ContactDays:
    """Who was in contact with whom on which days."""

    def __init__(self, people: int, acts: Acts) -> None:
        low, high = np.minimum(acts.actor, acts.target), np.maximum(acts.actor, acts.target)
        first, _ = runs(low, high, acts.day)  # acts of a pair stand together, by day
        low, high, day = low[first], high[first], acts.day[first]
        self._lists = Lists.of(people, np.concatenate([low, high]), np.arange(2 * len(first)))
        self._other, self._day = np.concatenate([high, low]), np.concatenate([day, day])

    def steps(self, one: int, other: int, day: int) -> int | None:
        """The fewest steps between two people along contacts of the 180 days before a day.

        None where no chain joined them; searched from both ends, always on from the smaller front.
        """
        fronts = [np.array([one]), np.array([other])]
        seen = [np.zeros(len(self._lists), np.bool_) for _ in fronts]
        for front, mask in zip(fronts, seen, strict=True):
            mask[front] = True
        taken = 0
        while all(len(front) for front in fronts):
            side = int(len(fronts[1]) < len(fronts[0]))
            taken += 1
            fronts[side] = self._next(fronts[side], seen[side], day)
            if seen[1 - side][fronts[side]].any():
                return taken
            seen[side][fronts[side]] = True
        return None

    def _next(self, front: Ints, seen: Bools, day: int) -> Ints:
        """Who was in contact with somebody of a front, and is not seen yet."""
        rows = self._lists.of_many(front)
        rows = rows[(self._day[rows] >= day - NEW_TIE_DAYS) & (self._day[rows] < day)]
        near: Ints = np.unique(self._other[rows])
        return near[~seen[near]]


def match_steps(facts: Facts, solved: Rows, acts: Acts) -> dict[str, Rows]:
    """The credits of solutions whose ends a chain of contacts joined before, and the same times its steps."""
    solved = solved.select((solved.person >= 0) & (solved.person != solved.other))
    if not len(solved):
        return {"P4.linked": solved, "P4.steps": solved}
    near = ContactDays(len(facts.people), contacts(acts))
    ends = (solved.person, solved.other, days_of_match(facts, solved))
    steps = [near.steps(*one) or 0 for one in zip(*(c.tolist() for c in ends), strict=True)]
    taken = np.array(steps, np.int64)
    linked, taken = solved.select(taken > 0), taken[taken > 0]
    return {"P4.linked": linked, "P4.steps": replace(linked, units=linked.units * taken)}


def days_of_match(facts: Facts, solved: Rows) -> Ints:
    """The day on which each solution was matched: that of its need, where that came before the solution."""
    found = solved.day.copy()
    days = {
        int(number): met // DAY
        for number, need in zip(
            evidence_numbers("Need", np.arange(len(facts.needs))), facts.needs, strict=True
        )
        if (met := met_at(need)) is not None
    }
    for row, number in enumerate(solved.evidence.tolist()):
        found[row] = min(found[row], days.get(number, found[row]))
    return found
