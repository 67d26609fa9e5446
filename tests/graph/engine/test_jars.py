"""Jars arrive whole and right, or a clear error says how to mend it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine.jars import provision
from graph.errors import CorruptDownload, EngineError, NoNetwork
from tests.graph.engine.repository import BODIES, fill, served, tiny_lock


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the one repository that the user's jgo.conf names in place of Maven Central."""
    monkeypatch.setenv("M2_REPO", str(tmp_path / "no local repository"))
    folder = tmp_path / "remote"
    fill(folder)
    with served(folder) as address:
        name_in_conf(address, tmp_path, monkeypatch)
        yield folder


def name_in_conf(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf = tmp_path / "jgo.conf"
    conf.write_text(f"[repositories]\ncentral = {address}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(conf))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WHOLE = {"one-1.0.jar": BODIES["one"], "two-1.0.jar": BODIES["two"]}


def test_missing_jars_are_downloaded_once(remote: Path, tmp_path: Path) -> None:
    jars = provision(tiny_lock(), tmp_path / "cache")
    assert contents(jars) == WHOLE

    (remote / tiny_lock().jars[0].path).unlink()
    assert provision(tiny_lock(), tmp_path / "cache") == jars


def test_a_damaged_jar_is_fetched_again(remote: Path, tmp_path: Path) -> None:
    jars = provision(tiny_lock(), tmp_path / "cache")
    (jars / "one-1.0.jar").write_bytes(b"damaged")

    provision(tiny_lock(), tmp_path / "cache")

    assert contents(jars) == WHOLE


def test_a_touched_jar_that_is_right_is_not_fetched_again(remote: Path, tmp_path: Path) -> None:
    jars = provision(tiny_lock(), tmp_path / "cache")
    os.utime(jars / "one-1.0.jar", (1, 1))
    (remote / tiny_lock().jars[0].path).unlink()

    provision(tiny_lock(), tmp_path / "cache")

    assert contents(jars) == WHOLE


def test_a_file_that_is_not_locked_does_not_stay_on_the_class_path(
    remote: Path, tmp_path: Path
) -> None:
    jars = provision(tiny_lock(), tmp_path / "cache")
    (jars / "evil.jar").write_bytes(b"x")

    provision(tiny_lock(), tmp_path / "cache")

    assert contents(jars) == WHOLE


def test_a_repository_that_changes_files_is_refused(remote: Path, tmp_path: Path) -> None:
    (remote / tiny_lock().jars[1].path).write_bytes(b"changed on the way")

    with pytest.raises(CorruptDownload) as caught:
        provision(tiny_lock(), tmp_path / "cache")

    assert caught.value.message == (
        "two-1.0.jar arrived twice with another sha256 than the locked "
        + tiny_lock().jars[1].sha256
    )
    assert "proxy" in (caught.value.remedy or "")
    assert not (tmp_path / "cache" / "tiny-0123456789ab" / "lib" / "two-1.0.jar").exists()


def test_a_jar_of_the_local_maven_repository_is_taken_if_it_is_right(
    remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = tmp_path / "local"
    fill(local)
    (local / tiny_lock().jars[1].path).write_bytes(b"damaged")
    monkeypatch.setenv("M2_REPO", str(local))
    (remote / tiny_lock().jars[0].path).unlink()

    assert contents(provision(tiny_lock(), tmp_path / "cache")) == WHOLE


@pytest.mark.slow
def test_without_network_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        name_in_conf(f"http://127.0.0.1:{closed.getsockname()[1]}", tmp_path, monkeypatch)
        monkeypatch.setenv("M2_REPO", str(tmp_path / "none"))

        with pytest.raises(NoNetwork) as caught:
            provision(tiny_lock(), tmp_path / "cache")

    assert "cannot be downloaded: the repository cannot be reached" in caught.value.message
    assert "HTTPS_PROXY" in (caught.value.remedy or "")


@pytest.mark.slow
def test_a_jar_that_no_repository_has_is_named(remote: Path, tmp_path: Path) -> None:
    (remote / tiny_lock().jars[0].path).unlink()

    with pytest.raises(EngineError, match=r"one-1.0.jar is in none of the Maven repositories"):
        provision(tiny_lock(), tmp_path / "cache")


def test_a_cache_that_cannot_be_written_is_named(remote: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder")

    with pytest.raises(EngineError) as caught:
        provision(tiny_lock(), tmp_path / "cache")

    assert "GOALGRAPH_CACHE" in (caught.value.remedy or "")
