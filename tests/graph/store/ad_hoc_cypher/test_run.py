"""Statements that analysts write: what they answer, within which bounds, and what is logged."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
import structlog

from graph.errors import BadInput, GoalgraphError, StoreDown, TooCostly
from graph.store.ad_hoc_cypher import bounded_answers
from graph.store.ad_hoc_cypher.audit_log import Asker
from graph.store.ad_hoc_cypher.run import AdHocAnswer, ad_hoc_answer
from graph.store.driver import Store
from graph.store.literals import literal
from graph.store.operation import deadline
from graph.store.statements import all_statements
from tests.graph.store.ad_hoc_cypher.test_attacks import statements

pytestmark = pytest.mark.asyncio(loop_scope="session")
ASKER = Asker("acme/ann", "to see who answers", "request-1")


async def ask(store: Store, statement: str, first: int = 10_000, **parameters: Any) -> AdHocAnswer:
    deadline.set(time.monotonic() + 30)
    return await ad_hoc_answer(store, statement, parameters, asker=ASKER, first=first)


UNUSUAL = {
    "line_of_sight_of_people",
    "reporting_path_between_people",
    "tie_path_between_people",
    "goals_not_yet_connected",
    "talk_of_ledger",
    "help_events_of_people",
    "contact_events_of_people",
    "search",
    "network_totals",
}
"""Statements whose plans have the operators that are rare among the others."""


async def test_our_reading_statements_are_answered(store: Store) -> None:
    """Their plans have only operators that are on the list; `GOALGRAPH_EVERY_PLAN=1` asks all of them."""
    every = 1 if os.environ.get("GOALGRAPH_EVERY_PLAN") else 12
    refused = []
    for place, (name, text) in enumerate(statements()):
        if place % every and name not in UNUSUAL:
            continue
        examples = all_statements()[name].examples
        if name == "goals_by_meaning":  # Its example is an expression, no literal.
            continue
        try:
            await ask(store, text, 5, **{key: literal(value) for key, value in examples.items()})
        except GoalgraphError as failure:
            refused.append((name, failure.message))
    assert refused == []


HARMLESS = [
    "MATCH (p:Person) WITH collect(p.id) AS ids RETURN [x IN ids WHERE x STARTS WITH 'a' | x + '!'] AS l",
    "MATCH (p:Person)-[:MEMBER_OF]->(g:Group) RETURN g.name, count(p) AS n ORDER BY n DESC LIMIT 5",
    "MATCH (g:Goal) WHERE NOT EXISTS { (g)<-[:ADVANCES]-(:Conversation) } RETURN g.id, g.title",
    "MATCH (p:Person) RETURN p.name + ' (' + coalesce(p.title, '?') + ')' AS who ORDER BY toLower(p.name)",
    "MATCH p = shortestPath((a:Person)-[:INTERACTED*..6]-(b:Person)) WHERE a <> b RETURN length(p) LIMIT 3",
    "MATCH (p:Person) RETURN p.id, COUNT { (p)-[:WROTE]->() } AS wrote ORDER BY wrote DESC LIMIT 10",
    "MATCH (p:Person) CALL (p) { MATCH (p)-[:WROTE]->(m:Message) RETURN count(m) AS n } RETURN p.id, n",
    "UNWIND range(0, 11) AS m RETURN date({year: 2026, month: m + 1, day: 1}) AS first",
    "RETURN reduce(s = 0, x IN [1, 2, 3] | s + x) AS s, all(x IN [1] WHERE x > 0) AS a",
    "MATCH (a)-[r:SUPPORTS]->(b) RETURN type(r), count(*) AS n",
    "MATCH (n:Person|Group) RETURN labels(n) AS labels, count(*) AS n",
    "MATCH (n) RETURN count(n) AS n",
    "MATCH (g:Group) WITH collect([g.id, g.name]) AS pairs RETURN [p IN pairs | [x IN p WHERE x > 'a']] AS l",
    "CALL db.index.fulltext.queryNodes('search', 'a*') YIELD node, score RETURN node.id, score LIMIT 3",
    "RETURN 'it\\'s; -- /* no comment */ EXPLAIN USE' AS text, \"// LOAD CSV\" AS other // the end",
    "MATCH (g:Goal {id: $id}) RETURN g.title AS `explain`, g.id AS `use`",
    "WITH 'caf\\u00e9' AS name RETURN name, toUpper(name) AS upper;",
    "MATCH (p:Person) WITH p ORDER BY p.id SKIP 1 LIMIT 2 RETURN p {.id, .name, kind: 'x'} AS p",
    "MATCH (c:Conversation) WHERE c.started_at >= datetime($since) RETURN date(c.started_at) AS d, count(*) AS n",
    "MATCH (p:Person) RETURN CASE WHEN p.level = 1 THEN 'top' WHEN p.level < 3 THEN 'lead' ELSE 'doer' END AS k",
    "MATCH (a:Person)-[:REPORTS_TO]->+(b:Person) RETURN b.id, count(DISTINCT a) AS n",
    "MATCH (p:Person) WHERE any(l IN labels(p) WHERE l = 'Person') RETURN p.id UNION MATCH (g:Group) RETURN g.id AS `p.id`",
]


@pytest.mark.parametrize("statement", HARMLESS)
async def test_harmless_statements_get_through(store: Store, statement: str) -> None:
    answer = await ask(store, statement, id="acme/goal", since="2026-01-01T00:00Z")
    assert answer.columns


async def test_values_are_json_that_every_reader_keeps(empty_store: Store) -> None:
    async with empty_store.driver.session() as session:
        await (
            await session.run(
                "CREATE (:Person {id: 'a'})-[:REPORTS_TO {place: 1}]->(:Person {id: 'b'})"
                "<-[:REPORTS_TO]-(:Person {id: 'c'})"
            )
        ).consume()
    answer = await ask(
        empty_store,
        """MATCH p = (a:Person {id: 'a'})-[r:REPORTS_TO]->(:Person)<-[:REPORTS_TO]-(:Person)
        RETURN a, r, p, 9007199254740991 AS most, -9007199254740993 AS less, 0.0 / 0.0 AS nan,
        date('2026-01-31') AS day, datetime('2026-01-31T09:30:00.25+01:00') AS at, duration('P1DT2H') AS long,
        point({x: 1, y: 2.5}) AS place, {a: [null, true]} AS map, localtime('09:30') AS time""",
    )
    a, r, p, *values = answer.rows[0]
    assert a == {"labels": ["Person"], "properties": {"id": "a"}}
    assert r == {"type": "REPORTS_TO", "properties": {"place": 1}}
    assert [node["properties"]["id"] for node in p["nodes"]] == ["a", "b", "c"]
    assert [(one["start"], one["end"]) for one in p["relationships"]] == [(0, 1), (2, 1)]
    assert values == [
        9007199254740991,
        "-9007199254740993",
        "NaN",
        "2026-01-31",
        "2026-01-31T09:30:00.25+01:00",
        "P1DT2H",
        {"srid": 7203, "coordinates": [1.0, 2.5]},
        {"a": [None, True]},
        "09:30:00",
    ]


async def test_an_answer_ends_after_its_rows(store: Store) -> None:
    statement = "UNWIND range(1, 20000) AS x RETURN x"
    answer = await ask(store, statement)
    assert (len(answer.rows), answer.truncated) == (10_000, True)
    answer = await ask(store, "UNWIND range(1, 3) AS x RETURN x", 3)
    assert (answer.rows, answer.truncated) == ([[1], [2], [3]], False)
    answer = await ask(store, "UNWIND range(1, 3) AS x RETURN x", 2)
    assert (answer.rows, answer.truncated) == ([[1], [2]], True)


async def test_an_answer_ends_after_its_bytes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_answers, "MOST_BYTES", 100_000)
    answer = await ask(store, "UNWIND range(1, 1000) AS x RETURN $text + x AS x", text="y" * 1000)
    assert 90 <= len(answer.rows) < 100 and answer.truncated
    answer = await ask(store, "UNWIND range(1, 1000) AS x RETURN $text AS x", text="\x01" * 500)
    assert 30 <= len(answer.rows) < 34 and answer.truncated  # Six bytes a character in JSON.
    with pytest.raises(TooCostly, match="the first row is larger"):
        await ask(store, "UNWIND range(1, 1000) AS x RETURN collect($text) AS x", text="y" * 1000)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("RETURN 1 AS", "(line 1, column 12, offset 11)"),
        ("RETURN x", "Variable `x` not defined (line 1, column 8, offset 7)"),
        ("RETURN 1 / 0 AS x", "/ by zero"),
        ("RETURN $missing AS x", "Expected parameter(s): missing"),
        ("RETURN date('never') AS x", "cannot be parsed to a Date"),
    ],
)
async def test_what_the_store_refuses_is_said_in_its_words(
    store: Store, statement: str, message: str
) -> None:
    with pytest.raises(BadInput) as caught:
        await ask(store, statement)
    assert message in caught.value.message
    assert "EXPLAIN" not in caught.value.message


async def test_a_line_is_written_before_the_answer_without_text_or_values(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "audit.log"
    monkeypatch.setenv("GOALGRAPH_AUDIT_LOG", str(path))
    with structlog.testing.capture_logs() as lines:
        await ask(store, "RETURN $who + ' of canary' AS x", who="Ada Canary")
        with pytest.raises(GoalgraphError):
            await ask(store, "SHOW USERS // canary")
    states = [line["state"] for line in lines if line["event"] == "cypher"]
    assert states == ["asked", "answered", "asked", "refused"]
    assert lines[0]["principal"] == "acme/ann" and lines[0]["purpose"] == "to see who answers"
    assert len(lines[0]["statement_sha256"]) == 64
    kept = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["state"] for line in kept] == states
    assert (kept[1]["rows"], kept[3]["code"]) == (1, "FORBIDDEN")
    assert "anary" not in path.read_text() and path.stat().st_mode & 0o777 == 0o600


async def test_nothing_is_answered_that_cannot_be_logged(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOALGRAPH_AUDIT_LOG", str(tmp_path / "no folder" / "audit.log"))
    with pytest.raises(StoreDown, match="nothing is answered"):
        await ask(store, "RETURN 1 AS one")


async def test_the_store_is_bounded_by_its_settings(store: Store) -> None:
    """What SECURITY asks of the settings is what the running server says."""
    async with store.driver.session() as session:
        result = await session.run("SHOW SETTINGS YIELD name, value RETURN name, value")
        values = {record["name"]: record["value"] async for record in result}
    assert values["db.transaction.timeout"] == "10m"
    assert values["db.memory.transaction.max"] not in ("0B", "")
    assert values["dbms.memory.transaction.total.max"] not in ("0B", "")
    assert values["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert values["dbms.security.procedures.allowlist"] == "db.*,dbms.*,tx.*,gds.*"
    assert values["server.directories.import"].endswith("import")
