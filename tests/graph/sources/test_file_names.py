"""The files of a bundle are found whatever the letter case of their names, packed or not."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import BundleError
from graph.sources import archives
from graph.sources.bundle import bundles_below, open_bundle
from graph.sources.file_names import kind_of_file, may_hold_rows, meant
from graph.sources.kinds import ORDER, Kind
from tests.graph.sources.bundles import contents, tarred, zipped

ROWS = {kind.value: [{"id": kind.value}] for kind in ORDER}


def laid(path: Path, files: dict[str, bytes]) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def packed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(content) for name, content in files.items()}


def capital(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name.title(): content for name, content in files.items()}


@pytest.mark.parametrize("pack", [laid, zipped, tarred])
@pytest.mark.parametrize(
    "change", [packed, capital, lambda files: capital(packed(files))], ids=["gz", "Case", "both"]
)
def test_every_file_of_the_format_is_read_by_whatever_spelling_of_its_name(
    tmp_path: Path,
    pack: Callable[..., Path],
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
) -> None:
    plain = contents(ROWS)
    with open_bundle(pack(tmp_path / "bundle", change(plain))) as bundle:
        assert {kind.file: file.read() for kind, file in bundle.files()} == {
            name: content for name, content in plain.items() if name != "manifest.json"
        }
        assert (bundle.kinds, bundle.ignored) == (list(ORDER), [])


def test_a_folder_of_bundles_is_one_whatever_the_case_of_the_manifests(tmp_path: Path) -> None:
    one = laid(tmp_path / "one", capital(contents(ROWS)))
    assert bundles_below(tmp_path) == [one]


@pytest.mark.parametrize("pack", [laid, zipped, tarred])
@pytest.mark.parametrize("twin", ["People.jsonl", "people.jsonl.gz"])
def test_two_files_of_one_kind_are_refused_by_name(
    tmp_path: Path, pack: Callable[..., Path], twin: str
) -> None:
    files = contents(ROWS) | {twin: gzip.compress(b"")}
    with pytest.raises(BundleError) as error, open_bundle(pack(tmp_path / "b", files)):
        pass
    assert twin in error.value.message and "people.jsonl" in error.value.message


@pytest.mark.parametrize("pack", [laid, zipped, tarred])
def test_a_packed_file_that_is_damaged_or_a_bomb_is_refused(
    tmp_path: Path, pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 2**20)
    cases = {
        "cut": (gzip.compress(b'{"id": "a"}\n' * 9000)[:-20], "is damaged or cut off"),
        "no-gzip": (b'{"id": "a"}\n', "is damaged or cut off"),
        "bomb": (gzip.compress(b"0" * 2**23), "a zip bomb"),
    }
    for name, (content, said) in cases.items():
        path = pack(tmp_path / name, contents({}) | {"people.jsonl.gz": content})
        with pytest.raises(BundleError) as error, open_bundle(path) as bundle:
            for _, file in bundle.files():
                file.read()
        assert said in error.value.message


def test_a_single_file_of_rows_is_no_bundle(tmp_path: Path) -> None:
    for name in ("people.jsonl", "People.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b""))
        with pytest.raises(BundleError) as error, open_bundle(tmp_path / name):
            pass
        assert error.value.message.endswith("is a file of a bundle, no bundle")


@pytest.mark.parametrize(
    ("name", "kind", "rows", "like"),
    [
        ("people.json", None, True, "people.jsonl"),
        ("PERSONS.JSONL", None, True, "people.jsonl"),
        ("message.jsonl.gz", None, True, "messages.jsonl"),
        ("data/people.jsonl", None, True, "people.jsonl"),
        ("payroll.xlsx", None, True, None),
        ("Goals.Jsonl.GZ", Kind.GOALS, True, "goals.jsonl"),
        ("README.md", None, False, None),
        ("LICENSE-data.txt", None, False, None),
        ("__MACOSX/._people.jsonl", None, False, "people.jsonl"),
        (".DS_Store", None, False, None),
    ],
)
def test_what_is_left_out_is_told_apart(
    name: str, kind: Kind | None, rows: bool, like: str | None
) -> None:
    assert (kind_of_file(name), may_hold_rows(name)) == (kind, rows)
    if rows:
        assert meant(name) == like
