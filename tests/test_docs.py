"""The documents: every link leads somewhere, every setting is listed, the README's answers are true."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from graph.config import Settings, Target
from graph.importing import Options, TextMode, import_bundle
from graph.measures import MEASURES
from graph.model import RELATIONSHIPS, node_types, properties_of_label
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import EVERYTHING
from graph.records.stored_properties import NAMED_AFTER_MEASURES
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from tests.conftest import emptied
from tests.notebook import code_cells, output

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "cypher" / "README.md"]
EXAMPLES = re.findall(
    r"```graphql\n(.*?)```\n\n```json\n(.*?)```",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
QUESTIONS = re.findall(
    r"^\*\*(\d+)\. .*?```cypher\n(.*?)```\n\n```text\n(.*?)```",
    (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
NOTEBOOK = ROOT / "docs" / "analysts.ipynb"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_every_setting_is_documented() -> None:
    read = set(
        re.findall(r'env\.get\("(\w+)"', (ROOT / "graph" / "config.py").read_text("utf-8"))
    ) - {"HOME"}
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert {name for name in read if f"`{name}`" not in text} == set()


def test_readme_is_found_from_every_document_of_docs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "docs").glob("*.md") if path.name not in text]
    assert missing == []


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store with the company of `make demo`, analysed."""
    bundle = Path(tmp_path_factory.mktemp("readme")) / "bundle"
    write_sample(bundle, SampleSettings())
    await emptied(store)
    await import_bundle(store, bundle, Options(text=TextMode.FULL))
    await analyse(store, EVERYTHING)
    return store


@pytest.fixture(scope="module")
def url(engine_target: Target, company: Store) -> Iterator[str]:
    """The address of the API, served over HTTP by a server in a thread."""
    from api.http.server import listening_socket, server_of
    from api.http.service import goalgraph_app

    assert company is not None
    sock: socket.socket = listening_socket("127.0.0.1", 0)
    server = server_of(goalgraph_app(engine_target, Settings.from_env({})))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}/graphql"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize(
    ("query", "answer"), EXAMPLES, ids=[query.split()[1] for query, _ in EXAMPLES]
)
def test_answers_of_the_readme_are_true(url: str, query: str, answer: str) -> None:
    """With `gql`, a client as a front end would use it."""
    from gql import Client, gql
    from gql.transport.httpx import HTTPXTransport

    with Client(
        transport=HTTPXTransport(url=url, timeout=30), fetch_schema_from_transport=True
    ) as client:
        assert client.execute(gql(query)) == json.loads(answer)


async def test_ten_questions_of_analysts_have_the_answers_of_the_page(company: Store) -> None:
    assert [number for number, *_ in QUESTIONS] == [str(number) for number in range(1, 11)]
    found = {}
    async with company.driver.session(database=company.database) as session:
        for number, statement, _ in QUESTIONS:
            result = await session.run(statement.strip().rstrip(";"))
            rows = [result.keys(), *[list(row.values()) async for row in result]]
            found[number] = "\n".join(
                " | ".join("" if value is None else str(value) for value in row) for row in rows
            )
    assert found == {number: answer.strip() for number, _, answer in QUESTIONS}


NODE_PROPERTIES = """
MATCH (n) UNWIND labels(n) AS label
CALL (n) { UNWIND [null] + keys(n) AS key RETURN key, valueType(n[key]) AS type }
RETURN label, key, collect(DISTINCT type) AS types
"""
RELATIONSHIP_PROPERTIES = """
MATCH (a)-[r]->(b) UNWIND labels(a) AS start UNWIND labels(b) AS end
CALL (r) { UNWIND [null] + keys(r) AS key RETURN key, valueType(r[key]) AS type }
RETURN start, type(r) AS name, end, key, collect(DISTINCT type) AS types
"""


async def test_nothing_is_missing_in_the_data_dictionary(company: Store) -> None:
    """Whatever label, property or relationship the sample company has is declared, with its type."""
    async with company.driver.session(database=company.database) as session:
        nodes = [tuple(row) async for row in await session.run(NODE_PROPERTIES)]
        relationships = [tuple(row) async for row in await session.run(RELATIONSHIP_PROPERTIES)]
    unknown = [
        f"(:{label} {{{key}: {types}}})"
        for label, key, types in nodes
        if label not in node_types()
        or not (
            key is None
            or of_type(types, properties_of_label(label).get(key))
            or is_of_a_measure(label, key, types)
        )
    ]
    for start, name, end, key, types in relationships:
        fits = [
            one
            for one in RELATIONSHIPS
            if one.type == name and start in one.starts and end in one.ends
        ]
        known = fits and (
            key is None
            or any(of_type(types, one.properties.get(key)) for one in fits)
            or is_of_a_measure(name, key, types)
        )
        if not known:
            unknown.append(f"(:{start})-[:{name} {{{key}: {types}}}]->(:{end})")
    assert unknown == []
    assert len({label for label, *_ in nodes}) > 15
    assert len({name for _, name, *_ in relationships}) > 35


def is_of_a_measure(owner: str, name: str, types: list[str]) -> bool:
    """Whether a property is one that the dictionary names after measures."""
    if owner == "SCORED" and name in ("community", "members"):
        return of_type(types, "INTEGER")
    return any(
        family.owner == owner and family.measure(name) in MEASURES and of_type(types, family.type)
        for family in NAMED_AFTER_MEASURES
    )


def of_type(types: list[str], declared: str | None) -> bool:
    """Whether every value has the type that the dictionary says."""
    plain = {one.replace(" NOT NULL", "").replace(" ", "_") for one in types}
    return declared is not None and plain <= {declared.replace(" ", "_"), "LIST<NOTHING>"}


@pytest.mark.slow
async def test_every_cell_of_the_notebook_shows_what_it_showed(
    company: Store, engine_target: Target
) -> None:
    assert company
    environment = {
        "NEO4J_URI": engine_target.uri,
        "NEO4J_USERNAME": engine_target.username,
        "NEO4J_PASSWORD": engine_target.password,
    }
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "tests.notebook", str(NOTEBOOK)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    cells = code_cells(json.loads(NOTEBOOK.read_text(encoding="utf-8")))
    assert json.loads(done.stdout) == [output(cell) for cell in cells]
    assert sum(output(cell) is not None for cell in cells) == 6
