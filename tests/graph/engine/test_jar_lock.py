"""The locks pin every jar by its hash, and name no place to get it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from graph.engine.jar_lock import GDS_VERSION, HERE, NEO4J_VERSION, SERVER, SHELL, lock


def test_the_pair_of_versions_is_the_matching_one() -> None:
    assert (NEO4J_VERSION, GDS_VERSION) == ("2026.01.4", "2.26.0")


@pytest.mark.parametrize(
    ("path", "main_class"),
    [(SERVER, "org.neo4j.server.Neo4jCommunity"), (SHELL, "org.neo4j.shell.Main")],
    ids=["server", "shell"],
)
def test_every_jar_is_pinned(path: Path, main_class: str) -> None:
    jars = lock(path).jars

    assert lock(path).main_class == main_class
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in jars)
    assert len({jar.name for jar in jars}) == len(jars)


@pytest.mark.parametrize("path", [SERVER, SHELL], ids=["server", "shell"])
def test_the_lock_was_made_from_the_coordinates_beside_it(path: Path) -> None:
    dependencies = tomllib.loads((path.parent / "jgo.toml").read_text("utf-8"))["dependencies"]
    locked = {f"{jar.group}:{jar.artifact}:{jar.version}" for jar in lock(path).jars}

    assert set(dependencies["coordinates"]) <= locked


def test_the_jar_has_its_place_in_a_maven_repository() -> None:
    jar = next(jar for jar in lock().jars if jar.artifact == "neo4j-server")

    assert jar.path == "org/neo4j/app/neo4j-server/2026.01.4/neo4j-server-2026.01.4.jar"


def test_no_file_of_the_engine_names_a_host() -> None:
    for path in [*HERE.rglob("*.py"), *HERE.rglob("*.toml")]:
        addresses = re.findall(r"\w+://[^\s\"']*", path.read_text("utf-8"))
        assert [at for at in addresses if "{LOOPBACK}" not in at] == [], path
