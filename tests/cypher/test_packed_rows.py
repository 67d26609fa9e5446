"""Rows that come packed into one are those that come one by one: every read by ids, on a filled store."""

from __future__ import annotations

import pytest

from graph.store.driver import Store, Transaction
from graph.store.driver_values import native
from graph.store.packed_rows import MANY, packed_text, text_for
from graph.store.statements import all_statements


def reads_by_ids() -> list[str]:
    """The statements that ask for nothing but ids and can be packed."""
    return [
        one.name
        for one in all_statements().values()
        if one.examples.keys() == {"ids"} and packed_text(one.name, one.text) is not None
    ]


def test_what_is_read_much_inside_transactions_is_packed_where_much_is_asked_for() -> None:
    reads = {"facts_of_goals", "rows_of_goals", "stored_goals", "ancestry_of_goals"}
    assert reads < set(reads_by_ids())
    for name in reads:
        text = all_statements()[name].text
        assert text_for(name, text, {"ids": ["a"] * (MANY - 1)}) is None
        assert text_for(name, text, {"ids": ["a"] * MANY}) == packed_text(name, text)
        assert text_for(name, text, {"rows": ["a"] * MANY}) is None


@pytest.mark.parametrize(
    ("text", "packed"),
    [
        ("MATCH (g)\nRETURN\n  g.id AS id\nORDER BY id", "MATCH (g)\nWITH\n  g.id AS id\nORDER BY id\n"),
        ("MATCH (g)\nRETURN DISTINCT\n  g.id AS id", "MATCH (g)\nWITH DISTINCT\n  g.id AS id\n"),
        ("MATCH (g)\nRETURN count(*) AS n", None),
        ("RETURN\n  1 AS id\nUNION\nRETURN\n  2 AS id", None),
    ],
)  # fmt: skip
def test_only_a_last_return_of_its_own_is_packed(text: str, packed: str | None) -> None:
    found = packed_text("stored_goals", text)
    assert found is None if packed is None else str(found).startswith(packed)


def test_what_changes_the_store_is_never_packed() -> None:
    assert packed_text("remove_lists_of_goals", "MATCH (g)\nRETURN\n  g.id AS id") is None


@pytest.mark.asyncio(loop_scope="session")
async def test_packed_rows_are_the_rows_in_their_order(filled_store: Store) -> None:
    store = filled_store
    rows = await store.rows_of("ids", "MATCH (n) WHERE n.id IS NOT NULL RETURN n.id AS id", {})
    ids = sorted({str(id_) for (id_,) in rows})
    many = [*ids, *(f"acme/nobody-{n}" for n in range(MANY))]
    answered = 0
    async with (
        store.driver.session(database=store.database) as session,
        await session.begin_transaction() as tx,
    ):
        for name in reads_by_ids():
            result = await tx.run(all_statements()[name].text, {"ids": many})
            one_by_one = [tuple(map(native, row)) async for row in result]
            packed = (await Transaction(tx, store).run(name, ids=many)).rows
            assert packed == one_by_one, name
            answered += bool(packed)
    assert answered > 60, answered
