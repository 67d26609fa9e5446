"""The progress of many goals and the weights of what they support, as columns to draw."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date

from graph.goals.progress.cache import goals_of_day
from graph.goals.progress.own_progress import ONE
from graph.store.driver import Store


async def progress_column(store: Store, goals: Sequence[str], on: date) -> list[float | None]:
    """The progress of each goal at the end of a day; None where nothing is known of it."""
    day = await goals_of_day(store, on)
    _, found = await asyncio.to_thread(day.progress_below, goals)
    values = (found[goal].value if goal in found else None for goal in goals)
    return [None if value is None else float(value) for value in values]


async def weight_column(
    store: Store, pairs: Iterable[tuple[str, str]], on: date
) -> list[float | None]:
    """How much each goal weighs for the one that it supports: 1 where none is given, None for no number."""
    day = await goals_of_day(store, on)
    weights = (
        day.version(low).parents.get(high, ONE) if low in day else ONE for low, high in pairs
    )
    return [None if weight is None else float(weight) for weight in weights]
