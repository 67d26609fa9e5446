"""Every statement file keeps its contract on the real server: one test a file."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import neo4j
import pytest
import pytest_asyncio

import graph
from graph.model import node_types, properties_of_label
from graph.records import NODES
from graph.store.driver import Store
from graph.store.keyset_pages import NoProperties
from graph.store.statement_lists import BY_ID, NodeList, NodeOne, RootList
from graph.store.statements import Statement, all_statements
from tests.cypher.conftest import counts, examples, needs_others, whole
from tests.cypher.patterns import use_of

PROCEDURES = {"db.awaitIndexes", "db.index.fulltext.queryNodes"}
"""What a statement of `read/` may call."""

ONE_ROW = {"ping", "await_indexes", "network_totals", "progress_of_goals", "goals_from_talk"}
ONE_ROW |= {"count_of_messages", "oldest_transaction", "readable_totals"}
"""Reading statements that answer one row or none whatever the store holds."""

FEW_ROWS = {
    "contact_events_of_people": "one a pair that is asked for",
    "help_events_of_people": "one a pair that is asked for",
    "talk_between_owners_of_goals": "one a pair that is asked for",
    "migrations": "one a file of cypher/schema",
    "versions": "one a part",
}
"""Reading statements that are bounded by what they read, not by a parameter."""

NO_ROW = {
    "running_analyses": "the examples' analysis is published; tests/graph/network has running ones",
    "await_indexes": "waits only",
    "maker_of_changes": "the ids of changes go on from those that the store has written before",
    "changes_by_id": "the ids of changes go on from those that the store has written before",
    "missing_people_of_conversations": "who must be in the examples' talk has spoken; tests/api/nouns/test_missing.py has others",
    "goals_not_yet_connected": "the examples' goals support each other; tests/graph/goals/alignment has such goals",
    "groups_without_goals": "the examples' people talk about a goal; tests/graph/goals/alignment has such groups",
    "needs_met_by_people": "the examples' need is solved; tests/api has open ones",
    "talk_without_goals": "the examples' conversation advances a goal; tests/graph/goals/alignment has such talk",
}
"""Reading statements that find nothing in the store of the examples, and why."""

OFTEN_ABSENT = {name for node in NODES for name in node.FIELDS if name.endswith("_precision")} | {
    "exported_at_precision",
    "left_at",
    "archived_at",
    "deleted_at",
    "goal",
    "id",
    "stale",
    "reason",
    "revoked_at",
    "since",
    *("delivered_at", "failure", "failed_at", "retry_at"),  # of a `Hook` that somebody sends
    *("paused_at", "sender", "sender_until"),  # of one that is paused, and not sent
    *("analysis", "person"),  # of `OwnScore`, which comes by moving what the examples keep
}
"""What the examples leave out, as most rows of a real organisation do."""


def in_folder(*folders: str) -> list[Statement]:
    return [one for one in all_statements().values() if one.folder in folders]


def each(*folders: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("one", in_folder(*folders), ids=lambda one: one.name)


@cache
def relations() -> dict[str, RootList[Any] | NodeList[Any] | NodeOne[Any]]:
    """Every list and single relation that the modules of `graph` declare, by statement."""
    found = {}
    for module in pkgutil.walk_packages(graph.__path__, "graph."):
        if module.ispkg or module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, RootList | NodeList | NodeOne):
                found[value.name] = value
    assert len(found) > 100, "the modules that declare lists were not met"
    return found


@cache
def expected_columns(name: str) -> tuple[str, ...] | None:
    """The columns that the code takes from a statement; None where no record is made from it."""
    for label, by_id in BY_ID.items():
        node = node_types()[label]
        if by_id == name and node is not None:
            return node.FIELDS
    relation = relations().get(name)
    if relation is None:
        return None
    fields = relation.node.FIELDS
    if isinstance(relation, NodeOne):
        return ("parent", *fields)
    link = () if relation.link is NoProperties else relation.link.FIELDS
    columns = ("cursor", *(f"link_{n}" if n in fields else n for n in link), *fields)
    return columns if isinstance(relation, RootList) else ("parent", *columns)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reader(filled_store: Store) -> AsyncIterator[neo4j.AsyncSession]:
    """A session that may read only."""
    async with filled_store.driver.session(
        database=filled_store.database, default_access_mode=neo4j.READ_ACCESS
    ) as session:
        yield session


@pytest_asyncio.fixture(loop_scope="session")
async def undone(filled_store: Store) -> AsyncIterator[neo4j.AsyncTransaction]:
    """A transaction on the filled store whose changes are rolled back."""
    async with (
        filled_store.driver.session(database=filled_store.database) as session,
        await session.begin_transaction() as tx,
    ):
        yield tx
        await tx.rollback()


@each("read")
async def test_read(one: Statement, reader: neo4j.AsyncSession) -> None:
    params = await examples(reader, one)

    result = await reader.run(one.text, params)
    rows = [record.values() async for record in result]
    summary = await result.consume()

    assert summary.query_type == "r"
    assert set(re.findall(r"\bCALL ([\w.]+)", one.text)) <= PROCEDURES
    assert tuple(result.keys()) == one.columns
    wanted = expected_columns(one.name)
    assert wanted is None or tuple(result.keys()) == wanted
    assert rows or one.name in NO_ROW, "no row: does the example name what writes save?"


@each("read")
def test_read_is_bounded_and_in_a_total_order(one: Statement) -> None:
    if one.name in ONE_ROW:
        return
    last = one.text.rpartition("ORDER BY")[2].partition("LIMIT")[0]
    keys = [key.strip().removesuffix(" DESC") for key in last.split(",")]
    assert "ORDER BY" in one.text, "a reading statement has a total order"
    one_a_parent = keys == ["parent"] and "cursor" not in one.columns
    assert one_a_parent or re.search(r"(^|\.)(cursor|id|key|number|by_\w+)$", keys[-1]), (
        f"the order ends in {keys[-1]}, which is no key: rows that tie come in any order"
    )
    bounded = "$ids" in one.text or re.search(r"LIMIT (\$\w+|\d+)", one.text)
    assert bounded or one.name in FEW_ROWS, "a reading statement is bounded by $ids or a LIMIT"


@each("read", "bulk")
def test_columns_are_named_once(one: Statement) -> None:
    assert len(set(one.columns)) == len(one.columns)
    assert one.columns or one.name == "await_indexes"


OF_THE_SERVER = {"heap_use": "s"}
"""Statements that ask the server about itself, by a procedure that the store counts as no reading."""


@each("bulk")
async def test_bulk(one: Statement, reader: neo4j.AsyncSession) -> None:
    params = await examples(reader, one)

    result = await reader.run(one.text, params)
    keys = tuple(result.keys())
    summary = await result.consume()

    assert summary.query_type == OF_THE_SERVER.get(one.name, "r")
    assert keys == one.columns


@each("write")
async def test_write_twice_is_write_once(one: Statement, undone: neo4j.AsyncTransaction) -> None:
    params = await examples(undone, one)

    await (await undone.run(one.text, params)).consume()
    once = await whole(undone)
    result = await undone.run(one.text, params)
    keys = tuple(result.keys())
    second = await counts(result)
    twice = await whole(undone)

    assert keys == one.columns
    assert twice == once
    assert not any(name.endswith(("created", "deleted")) for name in second), second


@each("write")
def test_write_is_batched_by_one_list(one: Statement) -> None:
    assert one.text.count("UNWIND $") <= 1, "two UNWINDs drop rows where one list is empty"
    assert "$rows" not in one.text or "UNWIND $rows AS row" in one.text


@pytest.mark.parametrize(
    "one", [one for one in in_folder("write") if not needs_others(one)], ids=lambda one: one.name
)
async def test_write_saves_something(one: Statement, undone: neo4j.AsyncTransaction) -> None:
    params = await examples(undone, one)
    await undone.run("MATCH (n) DETACH DELETE n")

    changed = await counts(await undone.run(one.text, params))

    assert changed


@pytest.mark.parametrize(
    "one",
    [one for one in in_folder("write") if one.name.startswith("link_")],
    ids=lambda one: one.name,
)
async def test_link_makes_a_relationship(one: Statement, undone: neo4j.AsyncTransaction) -> None:
    params = await examples(undone, one)
    for type_ in use_of(one).types_written:
        await undone.run(f"MATCH ()-[r:{type_}]->() DELETE r")

    changed = await counts(await undone.run(one.text, params))

    assert changed.get("relationships_created", 0) >= 1, "do the examples name what writes save?"


async def test_writes_store_the_types_of_the_model(filled_store: Store) -> None:
    wanted = {label: properties_of_label(label) for label in node_types()}
    found = await stored_types(filled_store)
    wrong = [
        f"{label}.{name} is {type_}, the model says {wanted[label].get(name)}"
        for label, name, type_ in found
        if type_ != f"{wanted[label].get(name)} NOT NULL"
        and not lists(type_, wanted[label].get(name))
    ]
    missed = [
        f"{label}.{name} is absent"
        for label in wanted
        for name in wanted[label].keys() - {n for l, n, _ in found if l == label} - OFTEN_ABSENT
    ]
    assert wrong + missed == []


def lists(stored: str, declared: str | None) -> bool:
    """Whether both are lists of the same type: the server says NOT NULL of the items too.

    Where all lists are empty it calls their items NOTHING.
    """
    found = stored.replace(" NOT NULL", "")
    return found == declared or (found == "LIST<NOTHING>" and (declared or "").startswith("LIST<"))


async def stored_types(store: Store) -> list[tuple[str, str, str]]:
    """Every label and property in the store with the type of its values."""
    text = """
    MATCH (n) UNWIND labels(n) AS label UNWIND keys(n) AS name
    RETURN DISTINCT label, name, valueType(n[name]) AS type ORDER BY label, name
    """
    async with store.driver.session(database=store.database) as session:
        return [tuple(record.values()) async for record in await session.run(text)]


async def test_statements_are_read_as_cypher_5(filled_store: Store) -> None:
    """So that they run on the 5.26 line too: what only Cypher 25 knows is refused by these tests."""
    text = "SHOW DATABASES YIELD name, defaultLanguage WHERE name = $name RETURN defaultLanguage"
    async with filled_store.driver.session(database=filled_store.database) as session:
        found = await (await session.run(text, name=filled_store.database)).single(strict=True)
    assert found["defaultLanguage"] == "CYPHER 5"


@each("schema")
async def test_schema_again_changes_nothing(one: Statement, filled_store: Store) -> None:
    async with filled_store.driver.session(database=filled_store.database) as session:
        changed = await counts(await session.run(one.text))
    assert changed == {}
