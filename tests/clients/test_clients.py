"""Clients of the web read a real server through their normalising caches.

Two things bear the external id 42. A cache that took it for the identity of a key shows the key of
the one on the other; a list whose pages a cache joins wrongly has holes, repeats or strangers.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from graph.store.driver import Store
from tests.api.http.server_process import serving
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import ask
from tests.conftest import emptied
from tests.npm import node_modules

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = ROOT / "api" / "schema.graphql"
CLIENTS = ["apollo", "urql", "relay"]
GOALS = [
    ("42", "Alpha", "OBJECTIVE"),
    ("43", "Bravo", "KEY_RESULT"),
    ("44", "Charlie", "OBJECTIVE"),
    ("45", "Delta", "KEY_RESULT"),
    ("46", "Echo", "KEY_RESULT"),
]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts, their packages and what relay-compiler makes; skips without Node."""
    packages = node_modules(HERE, "the walks of Apollo Client, urql and Relay")
    folder = Path(tmp_path_factory.mktemp("clients")) / "scripts"
    leave = shutil.ignore_patterns("node_modules", "__generated__", "typed", "*.py", "__pycache__")
    shutil.copytree(HERE, folder, ignore=leave)
    (folder / "node_modules").symlink_to(packages)
    shutil.copy(ROOT / "api" / "schema.graphql", folder / "relay")
    compiler = packages / "relay-compiler" / "cli.js"
    done = subprocess.run(
        ["node", str(compiler), "relay.config.json"],
        cwd=folder / "relay",
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def people_and_goals(store: Store) -> Store:
    """The store with one person and five goals, of two sources."""
    await emptied(store)
    person = key("42", "hrx") | {"name": "Ann"}
    done = await mutate(store, "savePerson", {"person": person}, "status")
    assert done["status"] == "SAVED"
    goals = [key(name, "okrx") | {"title": title, "kind": kind} for name, title, kind in GOALS]
    done = await mutate(store, "saveGoals", {"goals": goals}, "saved")
    assert done["saved"] == len(GOALS)
    return store


@pytest.fixture(scope="module")
def url(people_and_goals: Store) -> Iterator[str]:
    """The address of a server process on that store."""
    target = people_and_goals.target
    env = {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password,
        "NEO4J_DATABASE": target.database,
    }
    with serving("tests.api.http.real_application", **env) as (address, _):
        yield f"{address}/graphql"


def joined(*names: str, more: bool) -> dict[str, Any]:
    """A list of the goals with these external ids as a client shows it."""
    titles = {name: title for name, title, _ in GOALS}
    return {"goals": [[name, titles[name]] for name in names], "hasNextPage": more}


@pytest.mark.slow
@pytest.mark.store
@pytest.mark.parametrize("client", CLIENTS)
def test_a_normalising_cache_shows_each_thing_its_own_key_and_joins_pages(
    scripts: Path, url: str, client: str
) -> None:
    command = ["node", str(scripts / f"{client}.mjs"), url]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")  # a cache that misses a key warns there
    shown = json.loads(done.stdout)

    both = [["Ann", "hrx", "42"], ["Alpha", "okrx", "42"]]
    assert shown["before"] == shown["after"] == both
    assert shown["lists"] == [
        joined("42", "43", "44", "45", more=True),
        joined("43", "45", "46", more=False),
    ]


TYPED = HERE / "typed"


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the typed client and the tools that build and check it; skips without Node."""
    packages = node_modules(TYPED, "the typed client, the comparison of schemas and their lint")
    folder = Path(tmp_path_factory.mktemp("typed")) / "client"
    shutil.copytree(TYPED, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "gql"))
    (folder / "node_modules").symlink_to(packages)
    shutil.copy(ROOT / "api" / "schema.graphql", folder)
    return folder


def run(folder: Path, *words: str) -> str:
    """What a command of Node prints, which must end well."""
    done = subprocess.run(
        ["node", *words], cwd=folder, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.store
def test_a_typed_client_is_made_of_the_served_schema_and_works(tools: Path, url: str) -> None:
    run(tools, "codegen.mjs", url.replace("/graphql", "/schema.graphql"))
    # strict types: what they must refuse stands in src/goals.ts under @ts-expect-error
    run(tools, "node_modules/typescript/bin/tsc", "-p", ".")
    found = json.loads(run(tools, "dist/goals.js", url))
    before = [f"{name} {title} {kind}" for name, title, kind in GOALS if kind == "KEY_RESULT"]
    assert found == {
        "before": before,
        "status": "SAVED",
        "after": [*before, "47 Foxtrot KEY_RESULT"],
    }
    manifest = json.loads((tools / "src" / "gql" / "persisted-documents.json").read_text("utf-8"))
    assert [key[:7] for key in manifest] == ["sha256:", "sha256:"]


OLD = """
type Query { a: Int b: Int c(x: Int): E f(i: I, old: Int): Int }
enum E { ONE TWO }
input I { a: Int b: Int }
"""
DEPRECATED = """
type Query { a: Int b: Int @deprecated(reason: "a") c(x: Int): E f(i: I, old: Int @deprecated(reason: "i")): Int }
enum E { ONE TWO @deprecated(reason: "ONE") }
input I { a: Int b: Int @deprecated(reason: "a") }
"""
NEW = """
type Query { a: Int c(x: Int): E f(i: I): Int d: String }
enum E { ONE }
input I { a: Int }
"""


def breaking(tools: Path, before: str, after: str) -> list[str]:
    """What graphql-inspector says breaks clients between two schemas."""
    (tools / "before.graphql").write_text(before, "utf-8")
    (tools / "after.graphql").write_text(after, "utf-8")
    return sorted(json.loads(run(tools, "compare.mjs", "before.graphql", "after.graphql")))


RELEASED = ROOT / "api" / "schema-released.graphql"
"""The schema of the last release, from 1.0 on; a release copies `api/schema.graphql` there."""


@pytest.mark.slow
def test_what_breaks_clients_must_have_been_deprecated_first(tools: Path) -> None:
    assert breaking(tools, OLD, OLD) == breaking(tools, OLD, DEPRECATED) == []
    assert breaking(tools, DEPRECATED, NEW) == []
    assert breaking(tools, OLD, NEW) == [
        "Argument 'old: Int' was removed from field 'Query.f'",
        "Enum value 'TWO' was removed from enum 'E'",
        "Field 'b' was removed from object type 'Query'",
        "Input field 'b' was removed from input object type 'I'",
    ]
    # before 1.0 names may still change, and there is nothing to compare with
    major = int(version("goalgraph").split(".")[0])
    assert RELEASED.exists() is (major >= 1)
    if RELEASED.exists():
        assert breaking(tools, RELEASED.read_text("utf-8"), SCHEMA.read_text("utf-8")) == []


@pytest.mark.slow
def test_the_presets_of_graphql_eslint_find_what_is_listed(tools: Path) -> None:
    assert json.loads(run(tools, "lint.mjs")) == [
        # of the specification, printed by Strawberry; it has no place for a description
        ["@graphql-eslint/require-description", "directive @oneOf on INPUT_OBJECT"],
        # a community is no node: an `id` would say that it can be refetched
        ["@graphql-eslint/no-typename-prefix", "communityId: ID!"],
    ]


def test_documented_set_up_is_what_the_scripts_run() -> None:
    page = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
    found = re.findall(r"```(?:js|graphql)\n(.*?)```", page, re.DOTALL)
    queries = [
        block for block in found if block.startswith("query ")
    ]  # these have a test of their own
    blocks = [block for block in found if block not in queries]
    files = [*HERE.glob("*.mjs"), HERE / "relay" / "queries.js", TYPED / "codegen.mjs"]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert len(blocks) == len(CLIENTS) + 1
    assert [block for block in blocks if not any(block in text for text in texts)] == []


@pytest.mark.store
async def test_documented_queries_are_answered(people_and_goals: Store) -> None:
    page = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
    queries = re.findall(r"```graphql\n(query .*?)```", page, re.DOTALL)
    assert len(queries) == 3
    for query in queries:
        answer = await ask(people_and_goals, query)
        assert answer.errors == [] and answer.data, query


@pytest.mark.parametrize("home", [HERE, TYPED, ROOT], ids=["clients", "typed", "audits"])
def test_a_lock_names_hashes_and_no_registry(home: Path) -> None:
    lock = json.loads((home / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []
