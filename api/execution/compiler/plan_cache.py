"""The plans of a document's operations, remembered with it: one for each way its conditions fall out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from api.execution.selection import ColumnExecutor, Entry

Plans = dict[Hashable, Sequence[Entry]]
MOST_PLANS = 16
"""Plans that one document may have: `@skip` and `@include` choose among them."""


def remembered(
    plans: Plans, executor: ColumnExecutor, plan: Callable[[], Sequence[Entry]]
) -> Sequence[Entry]:
    """The entries of the operation's root fields, made when first asked for."""
    name = executor.operation.name
    conditions = [
        (name_, value)
        for name_, value in executor.variable_values.coerced.items()
        if isinstance(value, bool)
    ]
    key = (None if name is None else name.value, tuple(sorted(conditions)))
    entries = plans.get(key)
    if entries is None:
        entries = plan()
        if len(plans) < MOST_PLANS:
            plans[key] = entries
    return entries
