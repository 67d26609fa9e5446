"""The store filled by the statements themselves: every example of `cypher/write`, run once."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest_asyncio

from graph.store.driver import Store
from graph.store.statements import Statement, all_statements
from tests.conftest import hold

ADDING = ("link_", "mark_", "save_", "publi")
"""How the names of statements that add something begin, in the order in which they can run."""

WHOLE = """
MATCH (n)
OPTIONAL MATCH (n)-[r]->(m)
RETURN
  elementId(n) AS id,
  labels(n) AS labels,
  properties(n) AS properties,
  [r IN collect(r) | [type(r), elementId(endNode(r)), properties(r)]] AS relationships
"""


def in_order() -> list[Statement]:
    """The statements that add, those that make nodes before those that need them; publishing last."""
    found = [one for one in all_statements().values() if one.folder == "write"]
    adding = [one for one in found if one.name.startswith(ADDING)]
    makers = [one for one in adding if not needs_others(one)]
    others = [one for one in adding if needs_others(one)]
    return [*makers, *sorted(others, key=lambda one: (ADDING.index(one.name[:5]), one.name))]


def needs_others(statement: Statement) -> bool:
    """Whether the statement looks for nodes before it writes."""
    return "MATCH (" in statement.text


async def examples(runner: Any, statement: Statement) -> dict[str, Any]:
    """The values of the statement's examples, as the server reads them."""
    if not statement.examples:
        return {}
    pairs = ", ".join(f"{name}: {literal}" for name, literal in statement.examples.items())
    record = await (await runner.run(f"RETURN {{{pairs}}} AS params")).single(strict=True)
    found: dict[str, Any] = record["params"]
    return found


async def whole(runner: Any) -> list[Any]:
    """Everything that the store holds, in a form that two moments can be compared by."""
    rows = [record.values() async for record in await runner.run(WHOLE)]
    return sorted(([*row[:3], sorted(row[3], key=repr)] for row in rows), key=repr)


async def counts(result: neo4j.AsyncResult) -> dict[str, int]:
    """What a statement changed; empty where nothing."""
    counters = (await result.consume()).counters
    return {
        name: value for name, value in vars(counters).items() if isinstance(value, int) and value
    }


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def filled_store(store: Store) -> Store:
    """The store with the graph that the examples of all writing statements make together."""

    async def fill() -> None:
        async with store.driver.session(database=store.database) as session:
            for one in in_order():
                params = await examples(session, one)
                await (await session.run(one.text, params)).consume()

    await hold(store, "examples of the statements", fill)
    return store
