"""Statements that are composed of others are read through indexes, too, and their text is their shape."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from graph.records import BY_LABEL, NODES
from graph.store.composition.composed_text import composed, named_columns
from graph.store.composition.read_selection import ById, Count, Rows, Selection
from graph.store.driver import Store
from graph.store.filter_terms import Filter
from graph.store.statement_lists import NodeList, NodeOne, RootList
from graph.store.statements import Statement, statement
from graph.store.where import (
    Page,
    PageShape,
    shape_of,
)
from tests.cypher.large_store import shape
from tests.cypher.list_shapes import READER
from tests.cypher.patterns import use_of
from tests.cypher.test_closure import declared
from tests.cypher.test_contract import relations
from tests.cypher.test_plans import (
    SCANS,
    WHOLE_INDEX,
    explained,
    operators,
    sorted_before_limit,
    told,
)

AT_NO_NODE = {"latest_analyses", "people_of_sets"}
"""Relations that begin at no node: at a hash, and at a set that somebody formed."""
PARENT = re.compile(r"\((?:p)?:(\w+)(?: \{\w+: parent\})?\)")


def parent_of(name: str) -> str:
    """The label of the node that a relation hangs on."""
    special = {"messages_of_conversations": "Conversation", "person_as_member": "Person"}
    found = PARENT.search(statement(name).text)
    return special.get(name) or (found[1] if found else "")


def below(label: str) -> list[NodeList[Any] | NodeOne[Any]]:
    """The relations that hang on a label."""
    return [
        one
        for name, one in sorted(relations().items())
        if not isinstance(one, RootList) and name not in AT_NO_NODE and parent_of(name) == label
    ]


class Chance:
    """Selections made by chance from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = 0

    def number(self) -> int:
        """The number of the next part."""
        self.numbers += 1
        return self.numbers

    def rows(self, relation: Any, depth: int) -> Rows:
        """Rows of a relation, and of some that hang below."""
        number, node = self.number(), relation.node
        page = PageShape()
        if isinstance(relation, NodeList):
            page = replace(page, ascending=self.random.random() < 0.5)
            page = replace(page, after=self.random.random() < 0.3)
        hanging = below(node.label) if depth else []
        chosen = self.random.sample(hanging, min(len(hanging), 2))
        parts: list[Rows | Count] = [self.rows(one, depth - 1) for one in chosen]
        if chosen and isinstance(chosen[0], NodeList):
            parts.append(Count(self.number(), chosen[0], ()))
        made = Rows(number, relation, page, (), tuple(parts))
        names = sorted(named_columns(made))
        return replace(made, columns=tuple(self.random.sample(names, min(len(names), 3))))


def selections() -> list[Selection]:
    """Each relation below its parents by id, and each root list and label by id with what hangs below."""
    found = []
    for seed, (name, one) in enumerate(sorted(relations().items())):
        if name in AT_NO_NODE:
            continue
        rows = Chance(seed).rows(one, depth=1)
        parents = None if isinstance(one, RootList) else BY_LABEL[parent_of(name)]
        found.append(Selection((rows,), parents))
    by_id = (Chance(seed).rows(ById(node), depth=2) for seed, node in enumerate(NODES))
    return [*found, *(Selection((rows,)) for rows in by_id)]


def params_of_text(text: str) -> dict[str, Any]:
    """Values for the parameters of a composed text."""
    kinds = {"limit": 26, "day": None, "ids": ["acme/a", "acme/b"], "after": "m", "before": "z"}
    names = set(re.findall(r"\$(\w+)", text)) - READER.keys()
    reader = READER if "$reader" in text else {}
    return reader | {name: kinds[name.partition("_")[0]] for name in names}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shaped_store(store: Store) -> Store:
    """The store with an organisation's proportions."""
    await shape(store)
    return store


def test_every_relation_hangs_on_a_label() -> None:
    hanging = {one.name for label in BY_LABEL for one in below(label)}
    lists = {name for name, one in relations().items() if not isinstance(one, RootList)}
    assert hanging == lists - AT_NO_NODE


WHO = pytest.mark.parametrize(
    "restricted", [False, True], ids=["everything", "what a member reads"]
)


@pytest.mark.slow
@pytest.mark.timeout(900)
@WHO
async def test_composed_statements_read_no_list_whole(
    shaped_store: Store, restricted: bool
) -> None:
    asked = [(composed(one, restricted=restricted), one) for one in selections()]

    plans = await explained(shaped_store, [(text, params_of_text(text)) for text, _ in asked])

    wrong = []
    for (text, one), plan in zip(asked, plans, strict=True):
        names = {name for name, _ in operators(plan)}
        (first,) = one.parts
        root = (
            one.parents is None and isinstance(first, Rows) and not isinstance(first.relation, ById)
        )
        faults = sorted(names & SCANS) + sorted(set() if root else names & WHOLE_INDEX)
        if faults:
            wrong.append(f"{', '.join(faults)}\n{text}\n{told(plan)}")
    assert not wrong, f"{len(wrong)} of {len(asked)} plans:\n" + "\n".join(wrong[:4])


@pytest.mark.slow
@WHO
async def test_a_root_list_is_cut_off_in_the_order_of_its_index(
    shaped_store: Store, restricted: bool
) -> None:
    roots = [one for one in relations().values() if isinstance(one, RootList)]
    rows = [Rows(1, one, PageShape(), ("node.id",), ()) for one in roots]
    texts = [composed(Selection((one,)), restricted=restricted) for one in rows]

    plans = await explained(shaped_store, [(text, params_of_text(text)) for text in texts])

    whole = [one.name for one, plan in zip(roots, plans, strict=True) if sorted_before_limit(plan)]
    assert whole == []


def test_what_composed_statements_read_is_declared() -> None:
    for one in selections():
        text = composed(one)
        use = use_of(Statement("composed", "read", "", text, {}, Path("composed.cypher")))
        assert use.labels_read | use.types_read <= set(declared())
        assert not use.labels_written and not use.types_written


def test_the_day_up_to_which_somebody_belongs_is_worked_out_once_a_statement() -> None:
    texts = [composed(one) for one in selections()]
    dated = [text for text in texts if re.search(r" AS end\d", text)]
    assert len(dated) > 10
    for text in texts:
        first, *below = text.splitlines()
        assert not any("P1D" in line for line in below), text
        assert first.count("datetime.truncate") <= 1, text


def test_values_are_no_part_of_the_text() -> None:
    people = relations()["people"]
    pages = [
        Page(limit=size, after=cursor, filters=(Filter("joined_at", "gt", at),))
        for size, cursor, at in (
            (1, "a", datetime(2026, 1, 1, tzinfo=UTC)),
            (100, "b", datetime(2025, 1, 1, tzinfo=UTC)),
        )
    ]
    texts = {
        composed(Selection((Rows(1, people, shape_of(page), ("node.id",), ()),))) for page in pages
    }
    assert len(texts) == 1
