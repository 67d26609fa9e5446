"""A store whose counts look like an organisation's, so that the planner chooses as it does there."""

from __future__ import annotations

from functools import partial

from graph.model import RELATIONSHIPS, node_types, properties_of_label
from graph.store.driver import Store
from tests.conftest import hold

NODES_A_LABEL = 200
VALUES = {
    "STRING": "'x' + right('000' + toString(i), 4) + '{name}'",
    "INTEGER": "i % 7",
    "FLOAT": "i * 0.5",
    "BOOLEAN": "i % 5 = 0",
    "ZONED DATETIME": "datetime('2026-01-01T00:00:00Z') + duration({{hours: i}})",
    "DATE": "date('2026-01-01') + duration({{days: i}})",
    "LIST<STRING>": "['a' + toString(i % 7)]",
    "LIST<INTEGER>": "[i % 7]",
    "LIST<FLOAT>": "[toFloat(i % 7)]",
}
UNSEEN = {"Lock", "Migration"}


def node_text(label: str) -> str:
    """A statement that makes nodes of a label with every property of the model."""
    values = [
        f"{name}: {VALUES[type_].format(name=name)}"
        for name, type_ in properties_of_label(label).items()
    ]
    return f"UNWIND range(1, {NODES_A_LABEL}) AS i CREATE (:{label} {{{', '.join(values)}}})"


def relationship_text(type_: str, start: str, end: str) -> str:
    """A statement that joins every node of a label with three of another."""
    left, right = ("key" if label == "Ref" else "id" for label in (start, end))
    return f"""
    UNWIND range(1, {NODES_A_LABEL}) AS i
    UNWIND [1, 7, 30] AS step
    MATCH (a:{start} {{{left}: 'x' + right('000' + toString(i), 4) + '{left}'}})
    MATCH (b:{end} {{{right}: 'x' + right('000' + toString((i + step) % {NODES_A_LABEL} + 1), 4) + '{right}'}})
    CREATE (a)-[:{type_} {{key: '{start}{end}' + toString(i) + '/' + toString(step)}}]->(b)
    """


async def shape(store: Store) -> None:
    """Fill the store with nodes and relationships of every kind, and refresh its statistics."""
    await hold(store, "shape", partial(_fill, store))


async def _fill(store: Store) -> None:
    texts = [node_text(label) for label in node_types() if label not in UNSEEN]
    texts += [
        relationship_text(one.type, start, end)
        for one in RELATIONSHIPS
        for start in one.starts
        for end in one.ends
    ]
    async with store.driver.session(database=store.database) as session:
        for text in texts:
            await (await session.run(text)).consume()
        await (await session.run("CALL db.prepareForReplanning(30)")).consume()
