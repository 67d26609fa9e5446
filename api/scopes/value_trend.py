"""The trend of a value: months or quarters, withheld so that no difference with the whole tells about few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.execution.context import Context
from api.scopes.suppression import Withheld, sees_each
from api.scopes.value_scopes import ShownValue, shown_of_days
from graph.ledger.profile import bounds
from graph.records.window import Window
from graph.scopes.trend_privacy import periods_withheld
from graph.scopes.value import PeriodLength


async def trend_batch(
    context: Context, roots: Sequence[ShownValue], given: dict[str, Any]
) -> list[list[ShownValue]]:
    """The periods of each value, the oldest first; none of what is not shown."""
    by = given.get("by") or PeriodLength.QUARTER
    return [await _trend(context, shown, by) for shown in roots]


async def _trend(context: Context, whole: ShownValue, by: PeriodLength) -> list[ShownValue]:
    if whole.held is None or whole.value is None:
        return []
    periods = await _judged(context, whole, whole.value.cuts(by))
    if sees_each(context) or whole.root.label not in ("Group", "PeopleSet"):
        return periods
    if by is PeriodLength.QUARTER:
        return await _joined(context, whole, periods)
    quarters = await _judged(context, whole, whole.value.cuts(PeriodLength.QUARTER))
    found: list[ShownValue] = []
    for quarter in await _joined(context, whole, quarters):
        since, until = bounds(quarter.window)
        months = [one for one in periods if since <= bounds(one.window)[0] < until]
        if quarter.withheld is None or not _people(quarter):
            found += await _joined(context, whole, months)
        else:
            found += map(_hidden, months)
    return found


async def _judged(
    context: Context, whole: ShownValue, windows: Sequence[Window]
) -> list[ShownValue]:
    """The same scope in each of these windows, each withheld by itself."""
    if whole.held is None:
        return []
    found: list[ShownValue] = []
    for window in windows:
        found += await shown_of_days(
            context, whole.held, [whole.root], [whole.days], window, whole.goal
        )
    return found


async def _joined(
    context: Context, whole: ShownValue, periods: Sequence[ShownValue]
) -> list[ShownValue]:
    """The periods, further ones withheld where the sum of those that are would tell about few."""

    async def showable(first: int, end: int) -> bool:
        window = Window(periods[first].window.since, periods[end - 1].window.until)
        [run] = await _judged(context, whole, [window])
        return run.withheld is None or not _people(run)

    withheld = [one.withheld is not None for one in periods]
    sizes = [_people(one) for one in periods]
    hidden = await periods_withheld(withheld, sizes, showable)
    return [_hidden(one) if hides else one for one, hides in zip(periods, hidden, strict=True)]


def _people(shown: ShownValue) -> int:
    """How many belonged on any day of a window; of whom came after the ledger it has nothing."""
    return len(shown.covered_people())


def _hidden(shown: ShownValue) -> ShownValue:
    if shown.withheld is not None:
        return shown
    return shown.hidden(Withheld.TOO_CLOSE)
