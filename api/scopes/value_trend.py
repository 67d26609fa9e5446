"""The trend of a value: the same for each month or quarter of its window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.execution.context import Context
from api.scopes.value_scopes import ShownValue, shown_of_days
from graph.scopes.value import PeriodLength


async def trend_batch(
    context: Context, roots: Sequence[ShownValue], given: dict[str, Any]
) -> list[list[ShownValue]]:
    """The periods of each value, the oldest first; none of what is not shown."""
    by = given.get("by") or PeriodLength.QUARTER
    return [await _trend(context, shown, by) for shown in roots]


async def _trend(context: Context, whole: ShownValue, by: PeriodLength) -> list[ShownValue]:
    """The same scope in each of these windows, each withheld or rounded by itself."""
    if whole.held is None or whole.value is None:
        return []
    found: list[ShownValue] = []
    for window in whole.value.cuts(by):
        found += await shown_of_days(
            context, whole.held, [whole.root], [whole.days], window, whole.goal
        )
    return found
