"""`goalgraph migrate` and `goalgraph cypher`, run as a user runs them."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from rich.console import Console

from api.cli.row_output import write_csv, write_json, write_table
from api.cli.store import parameters_of_options
from graph.config import Target
from graph.errors import BadInput
from graph.store.driver import Store
from tests.command_line import goalgraph

Run = Callable[..., subprocess.CompletedProcess[str]]

PEOPLE = [
    {"id": "acme/ada", "name": "Ada", "name_key": "ada", "by_name": "ada\u001facme/ada"},
    {"id": "acme/bob", "name": None, "name_key": None, "by_name": "bob\u001facme/bob"},
]


async def rows(*tuples: tuple[Any, ...]) -> AsyncIterator[tuple[Any, ...]]:
    for row in tuples:
        yield row


@pytest_asyncio.fixture(loop_scope="session")
async def run(empty_store: Store, engine_target: Target) -> AsyncIterator[Run]:
    """A runner of commands against the store of this session, which holds two people."""
    async with empty_store.driver.session() as session:
        text = "UNWIND $rows AS row CREATE (p:Person {bot: false}) SET p += row"
        await (await session.run(text, rows=PEOPLE)).consume()
    yield lambda *words: goalgraph(*words, target=engine_target)


def test_parameters_are_given_in_any_form() -> None:
    parameters = parameters_of_options(
        ["a=1", "b=x=y"], ["--email-key", "ada", "--ids=[1]", "--limit", "-3"]
    )
    assert parameters == {"a": "1", "b": "x=y", "email_key": "ada", "ids": "[1]", "limit": "-3"}


@pytest.mark.parametrize(
    ("pairs", "rest", "message"),
    [
        (["a"], [], "-p 'a' has no value"),
        ([], ["--a"], "--a has no value"),
        ([], ["a"], "'a' is no option"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_refused(
    pairs: list[str], rest: list[str], message: str
) -> None:
    with pytest.raises(BadInput) as caught:
        parameters_of_options(pairs, rest)
    assert caught.value.message == message


async def test_csv_has_a_header_and_json_for_lists() -> None:
    out = io.StringIO()
    at = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    await write_csv(["a", "b", "c", "d"], rows((None, 'x,"y"', [1], at), (True, "", [], 0.5)), out)
    assert out.getvalue() == ('a,b,c,d\n,"x,""y""",[1],2026-01-31T09:30:00Z\ntrue,,[],0.5\n')


async def test_json_has_an_object_a_row() -> None:
    out = io.StringIO()
    await write_json(["a", "b"], rows((1, None), (2, ["x"])), out)
    assert out.getvalue() == '[\n{"a":1,"b":null},\n{"a":2,"b":["x"]}\n]\n'


async def test_no_row_is_an_empty_list_in_json() -> None:
    out = io.StringIO()
    await write_json(["a"], rows(), out)
    assert json.loads(out.getvalue()) == []


async def test_a_table_leaves_out_empty_columns_and_control_characters() -> None:
    console = Console(width=40, record=True, file=io.StringIO())
    await write_table(["a", "b"], rows(("x\u001b[2Jy", None), ("z", None), ("w", None)), console, 2)
    text = console.export_text()
    assert [line.rstrip() for line in text.splitlines()] == [
        " a",
        " x·[2Jy",
        " z",
        "3 rows, the first 2 shown; --format csv has all",
    ]


async def test_a_statement_runs_by_name(run: Run) -> None:
    done = await asyncio.to_thread(
        run, "cypher", "people_by_id", "--ids", '["acme/bob", "acme/ada"]', "--format", "json"
    )
    assert done.stderr == ""
    assert [row["id"] for row in json.loads(done.stdout)] == ["acme/ada", "acme/bob"]
    assert json.loads(done.stdout)[0]["name"] == "Ada"


async def test_a_statement_runs_with_a_bare_text_and_with_its_examples(run: Run) -> None:
    first_run = await asyncio.to_thread(
        run, "cypher", "people_by_id", "-p", "ids=acme/ada", "--format", "csv"
    )
    listing = await asyncio.to_thread(run, "cypher", "people")
    assert [row[0] for row in csv.reader(io.StringIO(first_run.stdout))] == ["id", "acme/ada"]
    assert listing.stdout.splitlines()[-1] == "2 rows"
    assert "joined_at" not in listing.stdout


async def test_a_misspelled_statement_is_answered_with_the_nearest(run: Run) -> None:
    done = await asyncio.to_thread(run, "cypher", "poeple_by_id")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == (
        "error: there is no statement 'poeple_by_id' in cypher/read or cypher/analysis"
    )
    assert done.stderr.splitlines()[1].startswith("mend:  did you mean people_by_id or ")


async def test_a_writing_statement_is_not_offered(run: Run) -> None:
    done = await asyncio.to_thread(run, "cypher", "save_people")
    assert done.returncode == 1
    assert "there is no statement 'save_people'" in done.stderr


async def test_a_migrated_store_is_up_to_date(run: Run) -> None:
    done = await asyncio.to_thread(run, "migrate")
    assert (done.returncode, done.stdout) == (0, "the schema is up to date\n")


def test_statements_are_listed_without_a_store() -> None:
    done = goalgraph("cypher")
    lines = done.stdout.splitlines()
    assert lines[0] == "cypher/read"
    place = next(i for i, line in enumerate(lines) if line.startswith("  people_by_id "))
    assert lines[place : place + 2] == [
        "  people_by_id --ids",
        "      The people with these ids, in id order. One row a node.",
    ]


def test_where_no_store_runs_the_remedy_is_said(tmp_path: Any) -> None:
    done = goalgraph("cypher", "people", "--data", str(tmp_path), NEO4J_URI="")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"error: no Neo4j runs in {tmp_path}",
        "mend:  start it with `goalgraph up`, or point NEO4J_URI at a running one",
    ]
