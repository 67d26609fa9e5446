"""No attack on the console of analysts gets through: each is refused clearly, and nothing is left running."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graph.errors import GoalgraphError, Overloaded
from graph.store.ad_hoc_cypher.allowlists import SECRET_LABELS
from graph.store.ad_hoc_cypher.audit_log import Asker
from graph.store.ad_hoc_cypher.json_values import checked_parameters
from graph.store.ad_hoc_cypher.run import AdHocAnswer, ad_hoc_answer, places_of
from graph.store.ad_hoc_cypher.statement_guard import checked_text
from graph.store.driver import Store
from graph.store.operation import deadline
from graph.store.statements import all_statements
from tests.cypher.patterns import use_of
from tests.graph.store.ad_hoc_cypher.attacks import ATTACKS, BIG, BOMBS, PARAMETERS
from tests.patience import until_async

pytestmark = pytest.mark.asyncio(loop_scope="session")
CODES = {"B": "BAD_INPUT", "F": "FORBIDDEN", "P": "FORBIDDEN", "C": "COST"}
HASH = "0123456789abcdef-of-a-secret"
FILL = """
UNWIND range(1, 400) AS x
CREATE (a:Person {id: 'acme/' + x})-[:REPORTS_TO]->(:Person {id: 'other/' + x})
WITH collect(a) AS people
UNWIND people AS a
UNWIND people[0..12] AS b
CREATE (a)-[:INTERACTED]->(b)
WITH count(*) AS n
CREATE (:ApiKey {id: 'k', hash: $hash}), (:Tombstone {id: $hash}), (:Request {id: $hash})
"""
RUNNING = """
SHOW TRANSACTIONS YIELD metaData, currentQuery
WHERE metaData.goalgraph = 'analyst'
RETURN currentQuery AS query
"""


async def ask(
    store: Store, statement: str, seconds: float = 8.0, **parameters: object
) -> AdHocAnswer:
    deadline.set(time.monotonic() + seconds)
    return await ad_hoc_answer(store, statement, parameters, asker=Asker("tester", "a test"))


@pytest_asyncio.fixture(loop_scope="session")
async def talk(empty_store: Store) -> AsyncIterator[Store]:
    """A store with people, who know some, and with one node of each label that is kept secret."""
    async with empty_store.driver.session() as session:
        await (await session.run(FILL, hash=HASH)).consume()
    yield empty_store
    async with empty_store.driver.session() as session:
        await (await session.run("MATCH (n:ApiKey) DELETE n")).consume()


async def nothing_runs(store: Store) -> bool:
    """Whether the store has ended all statements of analysts."""
    return not await running(store)


async def running(store: Store) -> list[str]:
    async with store.driver.session() as session:
        return [record["query"] async for record in await session.run(RUNNING)]


async def test_every_attack_is_refused_with_its_code_and_a_remedy(talk: Store) -> None:
    assert len(ATTACKS) + len(PARAMETERS) + len(BOMBS) >= 300
    wrong = []
    for code, statement in ATTACKS:
        try:
            answer = await ask(talk, statement, n=10**9, big=BIG, label="ApiKey")
        except GoalgraphError as failure:
            if failure.code.value != CODES[code] or not failure.remedy or HASH in failure.message:
                wrong.append((statement[:200], failure.code.value, failure.message))
        else:
            wrong.append((statement[:200], "THROUGH", str(answer)[:100]))
    assert wrong == []
    assert await running(talk) == []
    async with talk.driver.session() as session:
        found = await (await session.run("MATCH (n) RETURN count(n) AS n")).single(strict=True)
        left = await (await session.run("MATCH (n:X) RETURN count(n) AS n")).single(strict=True)
    assert (found["n"] > 800, left["n"]) == (True, 0)


async def test_all_but_what_the_plan_shows_is_refused_by_its_text() -> None:
    """Nothing of it is sent: the store could not stop what grows, and says of a subquery nothing in its plan."""
    wrong = []
    for code, statement in ATTACKS:
        try:
            checked_text(statement)
        except GoalgraphError as failure:
            if failure.code.value != CODES[code] or not failure.remedy:
                wrong.append((statement[:200], failure.code.value))
            if code == "P":
                wrong.append((statement[:200], "is refused by its text: write F"))
        else:
            if code != "P":
                wrong.append((statement[:200], "THROUGH"))
    assert wrong == []


@pytest.mark.parametrize(
    "entry",
    ["x + x", "x.name + '-' + x.id", "substring(x, 0, 3) + x", "[x, x][0] + left(x, 2)", "x + 1"],
)
async def test_entries_of_a_list_may_be_put_together_of_their_own(entry: str) -> None:
    statement = f"MATCH (p:Person) WITH collect(p) AS l RETURN [x IN l | {entry}] AS m"
    assert checked_text(statement) == statement


@pytest.mark.parametrize("parameters", PARAMETERS, ids=lambda value: repr(value)[:30])
async def test_parameters_of_wrong_kinds_are_refused(parameters: object) -> None:
    with pytest.raises(GoalgraphError) as caught:
        checked_parameters(parameters)
    assert caught.value.code.value == "BAD_INPUT" and caught.value.remedy


async def test_parameters_that_are_too_large_are_refused() -> None:
    with pytest.raises(GoalgraphError) as caught:
        checked_parameters({"x": ["y" * 1000] * 100})
    assert caught.value.code.value == "COST"


async def test_bombs_are_stopped_while_others_are_served(talk: Store) -> None:
    """Four at a time; each is stopped by its time or memory, and the store ends its work."""
    for begin in range(0, len(BOMBS), 4):
        asked = [asyncio.create_task(ask(talk, bomb, 2.5)) for bomb in BOMBS[begin : begin + 4]]
        served = 0
        while not all(task.done() for task in asked):
            await talk.rows("ping")
            served += 1
            await asyncio.sleep(0.05)
        codes = [getattr(task.exception(), "code", None) for task in asked]
        assert [code and code.value for code in codes] == ["COST"] * len(asked)
        assert served >= 2
        await until_async(lambda: nothing_runs(talk))


async def test_analysts_hold_half_of_the_places_at_most(talk: Store) -> None:
    places = places_of(talk)
    assert places.most == talk.reads.most // 2
    places.held = places.most
    try:
        with pytest.raises(Overloaded) as caught:
            await ask(talk, "RETURN 1 AS one")
    finally:
        places.held = 0
    assert "run already" in caught.value.message
    assert (await ask(talk, "RETURN 1 AS one")).rows == [[1]]
    assert places.held == 0


async def test_who_leaves_stops_the_work(talk: Store) -> None:
    task = asyncio.create_task(ask(talk, BOMBS[0]))
    await until_async(lambda: running(talk))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until_async(lambda: nothing_runs(talk))
    assert places_of(talk).held == 0


async def test_secret_nodes_cannot_be_reached_over_others() -> None:
    """What the guard relies on: they have no relationship and no second label."""
    found = [
        statement.name
        for statement in all_statements().values()
        for ends in use_of(statement).ends
        if SECRET_LABELS.intersection(ends)
    ]
    assert found == []
    second = [
        statement.name
        for statement in all_statements().values()
        if any(f":{label}:" in statement.text for label in SECRET_LABELS)
    ]
    assert second == []


UNFREE = {
    "gds_procedures": "SHOW PROCEDURES is an admin command",
    "gds_version": "calls a function of Graph Data Science",
    "heap_use": "calls dbms.queryJmx",
    "oldest_transaction": "SHOW TRANSACTIONS is an admin command",
    "projections": "calls gds.graph.list",
    "schema_indexes": "SHOW INDEXES is an admin command",
    "server_settings": "SHOW SETTINGS is an admin command",
}
"""Statements of ours that analysts run by name only."""


def statements() -> list[tuple[str, str]]:
    found = [one for one in all_statements().values() if one.folder in ("read", "bulk")]
    return [
        (one.name, one.text)
        for one in found
        if one.name not in UNFREE and not any(label in one.text for label in SECRET_LABELS)
    ]


@pytest.mark.parametrize(("name", "text"), statements(), ids=lambda value: str(value)[:40])
async def test_our_own_statements_get_through_by_their_text(name: str, text: str) -> None:
    assert checked_text(f"// {name}\n{text};\n") == f"// {name}\n{text}"
