"""Orders by keys: every key of every list, alone and with others, from either end, reads no label whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from graph.store.driver import Store
from graph.store.list_orders import DEGREES, OrderKey, keys_of, packed_cursor
from graph.store.statement_lists import NodeList, RootList
from graph.store.where import Page, page_statement
from tests.cypher.large_store import shape
from tests.cypher.list_shapes import RANGES
from tests.cypher.test_contract import relations
from tests.cypher.test_plans import SCANS, explained, narrowed, operators, told


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shaped_store(store: Store) -> Store:
    """The store with an organisation's proportions."""
    await shape(store)
    return store


def ordered() -> Iterator[tuple[str, tuple[OrderKey, ...], str, dict[str, Any]]]:
    """Of each label a root list and one below a node: each key alone, and three with it, in each range."""
    for kind, ids in ((RootList, {}), (NodeList, {"ids": ["acme/a", "acme/b"]})):
        lists = {one.node.label: one for one in relations().values() if isinstance(one, kind)}
        for label, one in lists.items():
            draw = random.Random(label)
            every = [key for key, _ in keys_of(one.node).values()]
            for key in every:
                others = draw.sample(
                    [other for other in every if other != key], min(2, len(every) - 1)
                )
                several = [replace(other, descending=draw.random() < 0.5) for other in others]
                for keys in ((key,), (replace(key, nulls_first=True), *several)):
                    part = draw.choice(sorted(RANGES))
                    bounds = {
                        name: packed_cursor([*([None] * len(keys)), "m"]) if value == "m" else value
                        for name, value in RANGES[part].items()
                    }
                    text, params = page_statement(one.name, Page(keys=keys, **bounds))
                    yield one.name, keys, narrowed(text), params | ids


@pytest.mark.slow
async def test_no_label_is_read_for_an_order(shaped_store: Store) -> None:
    asked = list(ordered())

    plans = await explained(shaped_store, [(text, params) for _, _, text, params in asked])

    assert len(asked) > 150
    wrong = []
    for (name, keys, _, _), plan in zip(asked, plans, strict=True):
        said = [*operators(plan)]
        counted = any(key.name in DEGREES.get(key.label, {}) for key in keys)
        expands = sum(operator.startswith("Expand") for operator, _ in said)
        root = isinstance(relations()[name], RootList)
        if SCANS & {operator for operator, _ in said} or (root and counted and expands):
            wrong.append(f"{name} by {[key.name for key in keys]}\n{told(plan)}")
    assert not wrong, f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong[:8])


def test_counts_are_of_labels_that_have_lists() -> None:
    for label, degrees in DEGREES.items():
        names = {key.name for key, _ in keys_of(next(o.node for o in relations().values() if o.node.label == label)).values()}  # fmt: skip
        assert degrees.keys() <= names
