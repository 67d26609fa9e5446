"""What is said of a whole list, in one statement of its own: where no statement reads the list itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graph.records.base import NodeRecord
from graph.store.composition.aggregates import Aggregate, Numbers, Tally
from graph.store.composition.composed_rows import answer
from graph.store.composition.read_selection import Selection, count_params, numbered
from graph.store.driver import Store
from graph.store.filter_terms import Filter, shapes_of
from graph.store.statement_lists import DayList, NodeList, RootDayList, RootList
from graph.store.where import Page

Measures = Sequence[Tally | Numbers]


async def measures_of_list(
    store: Store,
    relation: RootList[Any] | NodeList[Any],
    page: Page,
    measures: Measures,
    parent: tuple[type[NodeRecord], str] | None = None,
) -> Sequence[Any] | None:
    """The measures of a list with the page's filters, below a parent; None where there is none such."""
    params, shape = count_params(1, page), relation
    if isinstance(relation, DayList | RootDayList):
        params |= numbered(1, {"day": relation.day_text})
        shape = relation.on(None)
    part = Aggregate(1, shape, shapes_of(page.filters), tuple(measures))
    if parent is None:
        rows = await answer(store, relation.name, Selection((part,)), params)
        first: Sequence[Any] = rows[0]
        return first
    params["ids"] = [parent[1]]
    rows = await answer(store, relation.name, Selection((part,), parent[0]), params)
    return rows[0][1] if rows else None


async def measures_of_ids(
    store: Store, relation: RootList[Any], page: Page, measures: Measures, ids: Sequence[str]
) -> Sequence[Any] | None:
    """The measures of these nodes among all of a label, as far as they pass the page's filters."""
    among = replace(page, filters=(*page.filters, Filter("id", "in", tuple(ids))))
    return await measures_of_list(store, relation, among, measures)
