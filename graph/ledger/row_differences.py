"""What differs between rows reckoned before and now: those that went, and those that came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.ledger.columns import NO_ROWS, Rows
from graph.ledger.events.contact import runs
from graph.measures.row_order import row_order


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one column; equal rows that went and came are left out, one for one."""

    went: Rows
    came: Rows

    def __bool__(self) -> bool:
        return len(self.went) > 0 or len(self.came) > 0


def difference(before: Rows, now: Rows) -> Difference:
    """What went and what came.

    >>> one, two = Rows.of([1, 1], 0, -1, 0, 5, 7), Rows.of([1, 2], 0, -1, 0, 5, 7)
    >>> found = difference(one, two)
    >>> found.went.day.tolist(), found.came.day.tolist()
    ([1], [2])
    """
    rows = Rows.joined([before, now])
    if not len(rows):
        return Difference(NO_ROWS, NO_ROWS)
    order = row_order(*rows.columns())
    rows, first = rows.select(order), np.zeros(0, np.int64)
    first, _ = runs(*rows.columns())
    count = np.add.reduceat(np.where(order < len(before), -1, 1), first)
    went, came = (np.repeat(first, np.maximum(sign * count, 0)) for sign in (-1, 1))
    return Difference(rows.select(went), rows.select(came))


def differences(before: Mapping[str, Rows], now: Mapping[str, Rows]) -> dict[str, Difference]:
    """The columns that differ."""
    found = {
        name: difference(before.get(name, NO_ROWS), now.get(name, NO_ROWS))
        for name in {**before, **now}
    }
    return {name: one for name, one in found.items() if one}
