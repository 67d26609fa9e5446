"""Every statement that changes a node stamps it, in one way, and nothing that it does not change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from graph.records import NODES
from graph.records.base import BY_UPDATED
from graph.store.driver import Store
from graph.store.statements import Statement, all_statements
from tests.cypher.conftest import examples
from tests.cypher.patterns import use_of

STAMPED = {node.label: node for node in NODES if BY_UPDATED in node.orders}
STAMP = (
    "WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) "
    "+ '\\u001F' AS stamp"
)
NO_CHANGE = {
    "save_people": "`save_profiles` follows in the same transaction",
    "restore_people": "`save_profiles` follows in the same transaction",
    "save_former_people": "the person is gone, which the log of changes tells",
    "save_older_accounts": "an older version has said it",
}
"""Statement that writes fields of nodes, and stamps none of them → why."""


def shown(label: str) -> set[str]:
    """The properties of a label that readers see, and the hash of all that a row says."""
    fields = {item.name for item in STAMPED[label].PROPERTIES.values() if not item.computed}
    return {*fields - {"id"}, "content_hash"}


def writing() -> list[Statement]:
    """The statements that write what readers see of nodes."""
    found = []
    for one in all_statements().values():
        use = use_of(one)
        written = {label: names for label, names in use.written.items() if label in STAMPED}
        sees = any(names & shown(label) for label, names in written.items())
        if one.folder == "write" and (sees or use.whole.keys() & STAMPED.keys()):
            found.append(one)
    return found


def test_every_statement_that_changes_nodes_stamps_them() -> None:
    without = set()
    for one in writing():
        for label, names in use_of(one).written.items():
            if label in STAMPED and names & shown(label) and BY_UPDATED not in names:
                without.add(one.name)
    assert len(writing()) > 40
    assert without <= NO_CHANGE.keys(), "stamp what they change, or say here why not"


def test_there_is_one_way_to_stamp() -> None:
    for one in all_statements().values():
        if one.folder == "write" and BY_UPDATED in one.text:
            assert STAMP in one.text.splitlines(), one.name
            for value in re.findall(rf"{BY_UPDATED}(?: =|:) ([^\n]*)", one.text):
                assert re.search(r"\bstamp \+ ", value), one.name


DISTURBED = """
MATCH (n) WHERE any(label IN labels(n) WHERE label IN $labels)
SET n.by_updated = 'old', n += CASE WHEN n.content_hash IS NULL THEN {} ELSE {content_hash: 'old'} END
"""
NODES_NOW = """
MATCH (n) WHERE any(label IN labels(n) WHERE label IN $labels)
RETURN elementId(n) AS node, labels(n)[0] AS label, properties(n) AS properties
"""


async def nodes_now(tx: Any) -> Mapping[str, tuple[str, dict[str, Any]]]:
    """Label and properties of all nodes that have stamps."""
    rows = await tx.run(NODES_NOW, labels=sorted(STAMPED))
    return {row["node"]: (row["label"], row["properties"]) async for row in rows}


@pytest.mark.parametrize("name", sorted(one.name for one in writing()))
async def test_what_a_statement_changes_is_stamped_and_nothing_else(
    filled_store: Store, name: str
) -> None:
    one = all_statements()[name]
    async with filled_store.driver.session(database=filled_store.database) as session:
        params = await examples(session, one)
        tx = await session.begin_transaction()
        try:
            await (await tx.run(DISTURBED, labels=sorted(STAMPED))).consume()
            before = await nodes_now(tx)
            await (await tx.run(one.text, params)).consume()
            after = await nodes_now(tx)
        finally:
            await tx.rollback()
    for node, (label, now) in after.items():
        then = before.get(node, (label, {}))[1]
        differs = any(now.get(field) != then.get(field) for field in shown(label))
        moved = now.get(BY_UPDATED) != then.get(BY_UPDATED)
        assert moved or not differs or name in NO_CHANGE, (label, then, now)
        if moved:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}001Z\x1f.+", now[BY_UPDATED])
            assert now[BY_UPDATED].endswith(now.get("id") or now["key"])


def test_every_root_list_is_in_the_order_of_stamps_by_an_index() -> None:
    schema = [one.text for one in all_statements().values() if one.folder == "schema"]
    indexed = set(re.findall(r"FOR \(n:(\w+)\) ON \(n\.by_updated\)", "\n".join(schema)))
    assert indexed == STAMPED.keys() - {"Account", "CheckInVersion"}
