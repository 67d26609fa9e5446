"""The documents: every link leads somewhere, every setting is listed, the README's answers are true."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from graph.config import Settings, Target
from graph.importing import Options, TextMode, import_bundle
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import EVERYTHING
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from tests.conftest import emptied

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "cypher" / "README.md"]
EXAMPLES = re.findall(
    r"```graphql\n(.*?)```\n\n```json\n(.*?)```",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


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
