"""How much each principal may ask for: a budget of cost that fills up again, so that no key outruns the others.

With authentication off there is nobody to tell apart, and no budget. Each worker process keeps its share.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from api.execution.viewer import Viewer
from api.http.graphql_request import Refused
from graph.errors import Overloaded
from graph.identity.conventions import REMEMBERED

BURST_SECONDS = 10
"""Seconds whose cost may be asked for at once."""


class RateLimit:
    """The budgets of all principals; `rate` is the cost a second that each may ask for."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.most = rate * BURST_SECONDS
        self._clock = clock
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def charge(self, viewer: Viewer, cost: int) -> int | None:
        """What is left after an operation of this cost; None without a budget.

        Raises Refused with 429 and `Retry-After` where not enough is left: then nothing is charged.
        """
        if not viewer.is_authenticated:
            return None
        spent = self._spent_by(viewer)
        fits = spent + cost <= self.most
        self._note(viewer, spent + cost if fits else spent)
        if not fits:
            seconds = math.ceil((spent + cost - self.most) / self.rate)
            left = max(0, self.most - math.ceil(spent))
            failure = Overloaded(
                f"This costs {cost:,}, and {left:,} of your budget are left.",
                remedy=f"wait {seconds} s, or ask for less; {self.rate:,} are added each second",
            )
            raise Refused(429, failure, {"Retry-After": str(seconds)})
        return int(self.most - spent - cost)

    def owe(self, viewer: Viewer, cost: int) -> int | None:
        """What is left after something that was answered already; None without a budget.

        Where not enough is left, nothing is, and what comes next waits until all of it is made up for.
        """
        if not viewer.is_authenticated:
            return None
        spent = self._spent_by(viewer) + cost
        self._note(viewer, spent)
        return max(0, int(self.most - spent))

    def _spent_by(self, viewer: Viewer) -> float:
        """What the viewer has spent and is not made up for."""
        now = self._clock()
        spent, at = self._spent.get(viewer.id, (0.0, now))
        return max(0.0, spent - (now - at) * self.rate)

    def _note(self, viewer: Viewer, spent: float) -> None:
        """Remember what the viewer has spent, and that they asked last of all."""
        self._spent[viewer.id] = spent, self._clock()
        self._spent.move_to_end(viewer.id)
        while len(self._spent) > REMEMBERED:
            self._spent.popitem(last=False)
