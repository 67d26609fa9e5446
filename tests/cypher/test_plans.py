"""Every list is read through an index, in every order, from either end, with every filter.

A filter of each kind of index and comparison is explained on every root list and on a nested one;
`GOALGRAPH_EVERY_PLAN=1` explains all ten thousand texts, which takes some minutes.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import neo4j
import pytest
import pytest_asyncio

from api.types.related_filters import RELATED
from graph.store.driver import Store
from graph.store.filter_terms import Filter, Quantifier, Related
from graph.store.literals import params_of
from graph.store.read_policy import statement_text
from graph.store.statement_lists import NodeList, NodeOne, RootList
from graph.store.statements import all_statements, statement
from graph.store.where import Page, count_statement, page_statement
from tests.cypher.large_store import shape
from tests.cypher.list_shapes import READER, Shape, shapes
from tests.cypher.test_contract import in_folder, relations

SCANS = {
    "AllNodesScan",
    "NodeByLabelScan",
    "UnionNodeByLabelsScan",
    "IntersectionNodeByLabelsScan",
    "DirectedRelationshipTypeScan",
    "UndirectedRelationshipTypeScan",
    "DirectedAllRelationshipsScan",
    "UndirectedAllRelationshipsScan",
}
"""Operators that read everything, whatever is asked for."""
WHOLE_INDEX = {"NodeIndexScan", "NodeIndexContainsScan", "NodeIndexEndsWithScan"}
"""Operators that read a whole index: right for a root list, not once a parent."""
SORTS = {"Sort", "Top", "PartialTop", "PartialSort", "Eager"}

_COLUMNS = re.compile(
    r"(^  n\.\w+ AS id)(?:,\n  (?:n\.\w+|datetime\(left\(n\.by_updated, 27\)\)) AS \w+)*$",
    re.MULTILINE,
)
OF_RELATIONSHIPS = {"memberships"}
"""Root lists of relationships: an index has these in their own order, not in that of the nodes beside."""
BATCH = 40
EVERYTHING = bool(os.environ.get("GOALGRAPH_EVERY_PLAN"))


@cache
def chosen(*, restricted: bool = False) -> list[Shape]:
    """The shapes to explain: all, or those of which no other shape has the same structure."""
    found, seen = list[Shape](), set[tuple[str, ...]]()
    for name, relation in sorted(relations().items()):
        if isinstance(relation, NodeOne):
            continue
        for one in shapes(relation, restricted=restricted):
            structure = structure_of(one, relation)
            if EVERYTHING or (structure and structure not in seen):
                found.append(one)
            seen.add(structure)
    return found


def structure_of(one: Shape, relation: NodeList[Any] | RootList[Any]) -> tuple[str, ...]:
    """What the planner tells apart of a shape; nothing where no plan of it could be wrong.

    A page below a node begins behind a row in the list's own order, and once in each other of its label;
    a filter stands in the first page of each root list, and of one list below a node.
    """
    nested = isinstance(relation, NodeList)
    if one.filter == "no filter":
        further = nested and one.order and one.part != "first"
        return (relation.node.label if further else one.statement, one.part, one.order)
    if one.part != "first":
        return ()  # a root list is counted by reading all where no index of the filter finds it
    return ("nested" if nested else one.statement, one.filter)


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The operators of a plan with their nodes, the last one first."""
    yield plan["operatorType"].partition("@")[0], plan
    for child in plan.get("children", ()):
        yield from operators(child)


def told(plan: dict[str, Any]) -> str:
    """The plan as a reader wants it: operators with their details, the last one first."""
    lines = [f"    {name}: {node['args'].get('Details', '')}" for name, node in operators(plan)]
    return "\n".join(lines)


def narrowed(text: str) -> str:
    """The text with one column of the node instead of all, which halves the time of planning."""
    return _COLUMNS.sub(r"\1", text)


def sorted_before_limit(plan: dict[str, Any]) -> bool:
    """Whether rows are sorted before the page is cut off, so that the whole list is read."""
    names = [name for name, _ in operators(plan)]
    limits = [place for place, name in enumerate(names) if name == "Limit"]
    return not limits or bool(SORTS & set(names[limits[-1] :]))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shaped_store(store: Store) -> Store:
    """The store with an organisation's proportions."""
    await shape(store)
    return store


async def explained(store: Store, texts: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The plans of texts, many a transaction, two transactions at once."""
    plans: dict[int, dict[str, Any]] = {}
    starts = iter(range(0, len(texts), BATCH))

    async def work() -> None:
        async with store.driver.session(
            database=store.database, default_access_mode=neo4j.READ_ACCESS
        ) as session:
            for start in starts:
                async with await session.begin_transaction() as tx:
                    batch = texts[start : start + BATCH]
                    sent = [await tx.run(f"EXPLAIN {text}", params) for text, params in batch]
                    for place, result in enumerate(sent, start=start):
                        plans[place] = (await result.consume()).plan

    await asyncio.gather(work(), work())
    return [plans[place] for place in range(len(texts))]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("restricted", [False, True], ids=["everything", "what a member reads"])
async def test_no_list_is_read_whole(shaped_store: Store, restricted: bool) -> None:
    asked = [
        one for one in chosen(restricted=restricted) if not restricted or "$reader" in one.text
    ]

    plans = await explained(shaped_store, [(narrowed(one.text), one.params) for one in asked])

    wrong = []
    for one, plan in zip(asked, plans, strict=True):
        scans = sorted(SCANS & {name for name, _ in operators(plan)})
        root = isinstance(relations()[one.statement], RootList)
        if not root:
            scans += sorted(WHOLE_INDEX & {name for name, _ in operators(plan)})
        by_another = one.statement in OF_RELATIONSHIPS and not one.what.startswith("own order")
        whole = root and one.filter == "no filter" and one.part != "count" and not by_another
        if whole and sorted_before_limit(plan):
            scans.append("sorts the whole list")
        counts_each = one.filter != "no filter" or one.statement in OF_RELATIONSHIPS
        if root and one.part == "count" and counts_each:
            scans = []  # what no index of the filter finds, is found by reading all
        if scans:
            wrong.append(f"{one.statement} ({one.what}): {', '.join(scans)}\n{told(plan)}")
    assert not wrong, f"{len(wrong)} of {len(asked)} plans:\n" + "\n".join(wrong[:12])


@pytest.mark.slow
async def test_no_other_read_scans(shaped_store: Store) -> None:
    names = [
        one.name
        for one in in_folder("read")
        if isinstance(relations().get(one.name), NodeOne) or one.name not in relations()
    ]
    found = [statement(name) for name in names]
    texts = [(one.text, params_of(one, {})) for one in found]

    plans = await explained(shaped_store, texts)

    wrong = [
        f"{name}\n{told(plan)}"
        for name, plan in zip(names, plans, strict=True)
        if name not in WHOLE_LABELS and SCANS & {operator for operator, _ in operators(plan)}
    ]
    assert not wrong, "\n".join(wrong)


WHOLE_LABELS = {
    "migrations": "fewer than a hundred nodes",
    "sources": "one node a source",
    "readable_totals": "counts the talk that its reader may read, one conversation after the other",
}
"""Reading statements that want every node of a label, and why."""


@pytest.mark.slow
async def test_no_statement_with_a_policy_scans(shaped_store: Store) -> None:
    """What a member is sent, and what a change looks at with their eyes, starts where the plain text does."""
    found = [
        one
        for one in all_statements().values()
        if one.name not in relations() or isinstance(relations()[one.name], NodeOne)
        if "$reader" in statement_text(one.name, restricted=True)
    ]
    texts = [
        (statement_text(one.name, restricted=True), params_of(one, {}) | READER) for one in found
    ]

    plans = await explained(shaped_store, texts)

    wrong = [
        f"{one.name}\n{told(plan)}"
        for one, plan in zip(found, plans, strict=True)
        if one.name not in WHOLE_LABELS and SCANS & {operator for operator, _ in operators(plan)}
    ]
    assert len(found) > 50 and not wrong, "\n".join(wrong)


@pytest.mark.slow
async def test_the_count_of_a_whole_label_is_looked_up(shaped_store: Store) -> None:
    roots = [one for one in relations().values() if isinstance(one, RootList)]
    texts = [count_statement(one.name, Page()) for one in roots]

    plans = await explained(shaped_store, texts)

    read = {
        one.name
        for one, plan in zip(roots, plans, strict=True)
        if "NodeCountFromCountStore" not in {name for name, _ in operators(plan)}
    }
    # only the published analyses are shown, of people those who are there, and of spans those of people
    assert read == {"analyses", "present_people", *OF_RELATIONSHIPS}


@pytest.mark.slow
async def test_a_count_by_a_filter_reads_the_index_of_the_filter(shaped_store: Store) -> None:
    rows = await shaped_store.driver.execute_query(
        "SHOW RANGE INDEXES YIELD labelsOrTypes, properties WHERE size(properties) = 1 "
        "RETURN labelsOrTypes[0] AS label, properties[0] AS property",
        database_=shaped_store.database,
    )
    indexes = {(row["label"], row["property"]) for row in rows.records}
    asked = [
        (one.name, item.name)
        for one in relations().values()
        if isinstance(one, RootList) and one.name not in OF_RELATIONSHIPS
        if "USING INDEX" not in statement(one.name).text
        for item in one.node.PROPERTIES.values()
        if (one.node.label, item.name) in indexes and item.type in (int, str)
    ]
    texts = [
        count_statement(name, Page(filters=(Filter(property_, "eq", 3),)))
        for name, property_ in asked
    ]

    plans = await explained(shaped_store, texts)

    assert ("people", "level") in asked
    wrong = [
        f"{name} by {property_}\n{told(plan)}"
        for (name, property_), plan in zip(asked, plans, strict=True)
        if not any(
            operator.startswith(("NodeIndexSeek", "NodeUniqueIndexSeek"))
            for operator, _ in operators(plan)
        )
    ]
    assert not wrong, "\n".join(wrong)


def filtered_by_related_nodes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A root list and a list below a node of each label, by each filter on related nodes."""
    for kind, ids in ((RootList, {}), (NodeList, {"ids": ["acme/a", "acme/b"]})):
        lists = {one.node.label: one for one in relations().values() if isinstance(one, kind)}
        for label, one in lists.items():
            for field, related in RELATED.get(label, {}).items():
                items = related.node.PROPERTIES.values()
                inner = Filter(next(item.name for item in items if item.filtered), "is_not_null")
                for quantifier in (Quantifier.SOME, Quantifier.ALL):
                    page = Page(filters=(Related(related.name, quantifier, (inner,)),))
                    text, params = page_statement(one.name, page)
                    yield f"{one.name}: {field} {quantifier}", narrowed(text), params | ids


@pytest.mark.slow
async def test_related_nodes_are_looked_for_from_the_node(shaped_store: Store) -> None:
    asked = list(filtered_by_related_nodes())

    plans = await explained(shaped_store, [(text, params) for _, text, params in asked])

    assert len(asked) > 100
    wrong = [
        f"{what}\n{told(plan)}"
        for (what, _, _), plan in zip(asked, plans, strict=True)
        if SCANS & {operator for operator, _ in operators(plan)}
    ]
    assert not wrong, f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong[:8])


def test_every_list_is_explained() -> None:
    lists = {name for name, one in relations().items() if not isinstance(one, NodeOne)}
    assert {one.statement for one in chosen()} == lists
    assert len(chosen()) > 500
