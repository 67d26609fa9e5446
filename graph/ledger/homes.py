"""The home of anybody on any day, for many people and days at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.ledger.scope_days import FIRST, LAST
from graph.measures.arrays import Ints
from graph.records.window import DAY

WIDTH = LAST - FIRST + 1


@dataclass(frozen=True, eq=False)
class Homes:
    """From which day on who has which home; -1 is none known."""

    groups: Sequence[str]
    keys: Ints
    home: Ints

    def at(self, person: Ints, day: Ints) -> Ints:
        """The number of the home of each person on each day."""
        if not len(self.keys):
            return np.full(len(person), -1)
        place = np.searchsorted(self.keys, person * WIDTH + (day - FIRST), "right") - 1
        there = (place >= 0) & (person >= 0) & (self.keys[np.maximum(place, 0)] // WIDTH == person)
        found: Ints = np.where(there, self.home[np.maximum(place, 0)], -1)
        return found


def homes_of(
    rows: Iterable[tuple[str, str, bool, int | None, int | None]], index: Mapping[str, int]
) -> Homes:
    """Rows as `home_spans` gives them; of several homes on one day the first row holds.

    >>> rows = [("ann", "east", True, None, 10 * DAY), ("ann", "west", True, 10 * DAY, None)]
    >>> homes = homes_of(rows, {"ann": 0})
    >>> [homes.groups[one] for one in homes.at(np.array([0, 0]), np.array([9, 10]))]
    ['east', 'west']
    """
    number: dict[str, int] = {}
    spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for person, group, _, since, until in rows:
        if person in index:
            first = FIRST if since is None else since // DAY
            end = LAST if until is None else until // DAY
            spans[index[person]].append((first, end, number.setdefault(group, len(number))))
    keys, home = [], []
    for person_number in sorted(spans):
        own = spans[person_number]
        for day in sorted({FIRST, *(one for span in own for one in span[:2])}):
            at = next((group for first, end, group in own if first <= day < end), -1)
            keys.append(person_number * WIDTH + (day - FIRST))
            home.append(at)
    return Homes(list(number), np.array(keys, np.int64), np.array(home, np.int64))
