"""A store whose counts look like an organisation's, so that the planner chooses as it does there."""

from __future__ import annotations

from functools import partial
from itertools import product

from graph.model import RELATIONSHIPS, node_types, properties_of_label
from graph.store.driver import Store
from tests.conftest import hold

NODES_A_LABEL = 200
STEPS = (1, 7, 30)
"""How far from its own place a node is joined with others."""
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


NODES = "MATCH (n:{label}) RETURN elementId(n) ORDER BY n.{key}"
"""The nodes of a label; those that `node_text` has made, in its order."""
JOIN = """
UNWIND $pairs AS pair
MATCH (a) WHERE elementId(a) = pair[0]
MATCH (b) WHERE elementId(b) = pair[1]
CREATE (a)-[r:$($type)]->(b)
SET r.key = pair[2]
"""
"""Relationships of any type between any nodes: one text, so that the planner plans it once."""


async def shape(store: Store) -> None:
    """Fill the store with nodes and relationships of every kind, and refresh its statistics."""
    await hold(store, "shape", partial(_fill, store))


async def _fill(store: Store) -> None:
    nodes: dict[str, list[str]] = {}
    async with store.driver.session(database=store.database) as session:
        for label in [one for one in node_types() if one not in UNSEEN]:
            await (await session.run(node_text(label))).consume()
            rows = await session.run(NODES.format(label=label, key=key_of(label)))
            nodes[label] = [id_ async for (id_,) in rows]
        for one in RELATIONSHIPS:
            for start, end in product(one.starts, one.ends):
                pairs = [
                    (left, nodes[end][(i + step) % NODES_A_LABEL], f"{start}{end}{i}/{step}")
                    for i, left in enumerate(nodes[start], start=1)
                    for step in STEPS
                ]
                await (await session.run(JOIN, pairs=pairs, type=one.type)).consume()
        await (await session.run("CALL db.prepareForReplanning(30)")).consume()


def key_of(label: str) -> str:
    """The property that tells the nodes of a label apart."""
    return "key" if label == "Ref" else "id"
