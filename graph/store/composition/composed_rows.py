"""The answer of the store to a selection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from graph.records.base import NodeRecord
from graph.store.composition.composed_text import composed
from graph.store.composition.read_selection import ById, Rows, Selection, numbered
from graph.store.driver import Store
from graph.store.read_policy import policies
from graph.store.where import PageShape

MOST_IDS = 10_000
"""Ids that one statement is asked about."""


async def answer(
    store: Store, name: str, selection: Selection, params: Mapping[str, object]
) -> list[Any]:
    """The one list that the store gives for a selection, whose rows begin with the statement `name`."""
    rows = await store.raw_rows(name, composed(selection, restricted=store.restricted), params)
    packed: list[Any] = rows[0][0]
    return packed


async def readable_ids(
    store: Store, node: type[NodeRecord], ids: Collection[str]
) -> Collection[str]:
    """Those of these ids whose nodes the store's reader may read; all of them where nothing is hidden."""
    if not store.restricted or node.label not in policies():
        return ids
    part = ById(node)
    selection = Selection((Rows(1, part, PageShape(), ("node.id",), ()),))
    wanted, readable = list(dict.fromkeys(ids)), set[str]()
    for start in range(0, len(wanted), MOST_IDS):
        params = numbered(1, {"ids": wanted[start : start + MOST_IDS]})
        (rows,) = await answer(store, part.name, selection, params)
        readable.update(id_ for (id_,) in rows)
    return readable
