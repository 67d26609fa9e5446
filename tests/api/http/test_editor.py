"""The query editor: our own files, as they were vendored, under a strict content policy."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from api.http.editor import FOLDER
from api.http.middleware import WEB_SOCKETS
from tests.api.http.client import client
from tests.api.http.sample import sample_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VENDORED = re.findall(
    r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", (FOLDER / "README.md").read_text(), re.MULTILINE
)


async def test_browsers_get_the_editor_with_a_first_query() -> None:
    async with client(sample_app(first_query='{ person(email: "<a&b>") }')) as http:
        response = await http.get("/graphql", headers={"accept": BROWSER})

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert 'data-first-query="{ person(email: &quot;&lt;a&amp;b&gt;&quot;) }"' in response.text
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


async def test_every_file_of_the_page_is_served_from_here() -> None:
    async with client() as http:
        page = (await http.get("/graphql", headers={"accept": BROWSER})).text
        paths = re.findall(r'(?:src|href)="([^"]+)"', page)
        statuses = {path: (await http.get(path)).status_code for path in paths}

    assert len(paths) == 7
    assert all(path.startswith("/static/graphiql/") for path in paths)
    assert set(statuses.values()) == {200}


def test_the_editor_sends_subscriptions_where_they_are_served() -> None:
    script = (FOLDER / "page.js").read_text("utf-8")
    assert f'new URL("{WEB_SOCKETS}", window.location.href)' in script
    assert "graphql-transport-ws" in (FOLDER / "graphiql.min.js").read_text("utf-8")


async def test_the_host_alone_leads_to_the_editor() -> None:
    async with client() as http:
        response = await http.get("/")

    assert response.status_code == 307
    assert response.headers["location"] == "/graphql"


def test_the_readme_lists_every_vendored_file() -> None:
    own = {"README.md", "LICENSES.txt", "index.html", "page.js", "page.css", "icon.svg"}

    assert {name for name, _ in VENDORED} == {path.name for path in FOLDER.iterdir()} - own


@pytest.mark.parametrize(("name", "digest"), VENDORED)
def test_vendored_files_are_those_of_the_readme(name: str, digest: str) -> None:
    assert sha256((FOLDER / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_file_loads_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(
        r"""(?:src|href)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import""", text
    )
    assert "sourceMappingURL" not in text
    assert not re.search(r"\b(?:unpkg|jsdelivr|cdnjs|yarnpkg|npmjs)\b", text)
