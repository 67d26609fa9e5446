"""A data folder keeps its password, ports and version, and refuses what does not fit."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from graph.engine import data_folder as data
from graph.engine.data_folder import Folder
from graph.errors import EngineError, OtherVersion, PortTaken


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that is ready for a store."""
    data_folder = Folder(tmp_path / "data")
    data.prepare(data_folder)
    return data_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_password_is_random_kept_and_the_owners(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    data.prepare(other)

    first = data.password(folder)

    assert data.password(folder) == first != data.password(other)
    assert len(first) == 32
    assert mode(folder.own / "password") == 0o600
    assert mode(folder.own) == mode(folder.home) == 0o700


def test_the_first_users_file_is_the_owners(folder: Folder) -> None:
    data.write_first_user(folder, "secret")

    path = folder.home / "data" / "dbms" / "auth.ini"
    name, algorithm_and_rest = path.read_text().split(":", 1)
    algorithm, digest, salt, rounds = algorithm_and_rest.rstrip(":\n").split(",")
    assert (name, algorithm, rounds) == ("neo4j", "SHA-256", "1024")
    assert len(digest) == len(salt) == 64
    assert "secret" not in path.read_text()
    assert mode(path) == 0o600


def test_the_ports_stay_the_same(folder: Folder) -> None:
    bolt, http = data.ports(folder)

    assert bolt != http
    assert data.ports(folder) == (bolt, http)


def test_a_taken_port_is_named_with_its_listener(folder: Folder) -> None:
    bolt, _ = data.ports(folder)
    with socket.create_server(("127.0.0.1", bolt)), pytest.raises(PortTaken) as caught:
        data.ports(folder)

    assert caught.value.message.startswith(
        f"port {bolt} of the data folder {folder.path} is taken by "
    )
    assert caught.value.remedy == (
        f"stop that program, or delete {folder.own / 'ports.json'} so that other ports are chosen"
    )


def test_a_folder_of_another_version_is_refused(folder: Folder) -> None:
    data.write_json(folder.own / "version.json", {"neo4j": "5.26.0"})

    with pytest.raises(OtherVersion) as caught:
        data.prepare(folder)

    assert caught.value.message == (
        f"the data folder {folder.path} belongs to Neo4j 5.26.0; this is 2026.01.4"
    )
    assert "goalgraph export" in (caught.value.remedy or "")


def test_a_store_without_a_stamp_is_refused(folder: Folder) -> None:
    (folder.own / "version.json").unlink()
    (folder.home / "data" / "databases").mkdir(parents=True)

    with pytest.raises(OtherVersion, match="belongs to Neo4j unknown"):
        data.prepare(folder)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, no folder")

    with pytest.raises(EngineError) as caught:
        data.prepare(Folder(tmp_path / "data"))

    assert caught.value.message == (
        f"the data folder {tmp_path / 'data'} cannot be written: Not a directory"
    )
