"""The answer of the store to a selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.store.composition.composed_text import composed
from graph.store.composition.read_selection import Selection
from graph.store.driver import Store


async def answer(
    store: Store, name: str, selection: Selection, params: Mapping[str, object]
) -> list[Any]:
    """The one list that the store gives for a selection, whose rows begin with the statement `name`."""
    rows = await store.raw_rows(name, composed(selection, restricted=store.restricted), params)
    packed: list[Any] = rows[0][0]
    return packed
