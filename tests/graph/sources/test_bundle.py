"""Bundles as folders, zips and tars; what is refused, and the remedy."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BundleError
from graph.sources import archives
from graph.sources.bundle import bundles_below, open_bundle
from graph.sources.conventions import LARGEST_MANIFEST
from graph.sources.kinds import Kind
from tests.graph.sources.bundles import MANIFEST, contents, folder, tarred, zipped

ROWS = {"people": [{"id": "a"}, {"id": "b"}], "groups": [{"id": "g", "name": "G"}]}


def read(path: Path) -> dict[Kind, bytes]:
    with open_bundle(path) as bundle:
        assert (bundle.manifest.source, bundle.manifest.exported_at) == (
            "acme",
            "2026-01-01T00:00:00Z",
        )
        return {kind: file.read() for kind, file in bundle.files()}


def refused(path: Path) -> BundleError:
    with pytest.raises(BundleError) as error, open_bundle(path) as bundle:
        for _, file in bundle.files():
            while file.read(2**16):
                pass
    assert error.value.remedy
    return error.value


@pytest.mark.parametrize("top", ["", "export/", "./"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archives_read_like_the_folder(tmp_path: Path, pack: Callable[..., Path], top: str) -> None:
    if pack is zipped and top == "./":
        pytest.skip("zip tools write no leading ./")
    files = contents(ROWS) | {"SOURCE.md": b"about", "people.csv": b"id"}
    plain = read(folder(tmp_path / "plain", ROWS))
    archive = pack(tmp_path / "packed", files, top)
    assert read(archive) == plain
    with open_bundle(archive) as bundle:
        assert [name.removeprefix(top) for name in bundle.ignored] == ["SOURCE.md", "people.csv"]


def test_the_manifest_may_come_last_in_a_tar(tmp_path: Path) -> None:
    files = dict(reversed(contents(ROWS).items()))
    assert set(read(tarred(tmp_path / "t.tar.gz", files))) == {Kind.PEOPLE, Kind.GROUPS}


@pytest.mark.parametrize(
    ("manifest", "what"),
    [
        ({"format": "other"}, '`format` is "other"'),
        ({"version": 2}, "`version` is 2"),
        ({"version": True}, "`version` is True"),
        ({"source": "Acme Inc"}, '`source` is "Acme Inc"'),
        ({"source": None}, "`source` is None"),
        ({"exported_at": "soon"}, '`exported_at` is "soon"; a time as in RFC 3339 is wanted'),
    ],
)
def test_a_wrong_manifest_is_refused(
    tmp_path: Path, manifest: dict[str, object], what: str
) -> None:
    error = refused(folder(tmp_path / "b", {}, **manifest))
    assert error.message == f"{tmp_path / 'b'}: manifest.json: {what}"


@pytest.mark.parametrize("pack", [None, zipped, tarred])
@pytest.mark.parametrize("beyond", [0, 1])
def test_a_manifest_has_an_end(tmp_path: Path, pack: Any, beyond: int) -> None:
    text = json.dumps(MANIFEST).encode()
    files = {"manifest.json": text + b" " * (LARGEST_MANIFEST + beyond - len(text))}
    path = tmp_path / "packed.tar.gz" if pack is tarred else tmp_path / "packed.zip"
    if pack is None:
        path = folder(tmp_path / "plain", {})
        (path / "manifest.json").write_bytes(files["manifest.json"])
    else:
        pack(path, files)
    if beyond:
        assert "manifest.json: it is larger than 1 MiB" in refused(path).message
    else:
        with open_bundle(path) as bundle:
            assert bundle.manifest.source == "acme"


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_manifest_of_wide_characters_says_so(tmp_path: Path, code: str) -> None:
    path = folder(tmp_path / "b", {})
    (path / "manifest.json").write_bytes(json.dumps(MANIFEST).encode(code))
    error = refused(path)
    assert "UTF-16" in error.message and "UTF-8" in str(error.remedy)


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.txt").write_text("hello")
    (tmp_path / "list").mkdir()
    (tmp_path / "list/manifest.json").write_text("[]")
    assert "there is no file or folder" in refused(tmp_path / "nope").message
    assert "holds no manifest.json" in refused(tmp_path / "empty").message
    assert "is neither a folder nor" in refused(tmp_path / "x.txt").message
    assert "it is a list, not an object" in refused(tmp_path / "list").message


def test_a_missing_exported_at_is_unknown(tmp_path: Path) -> None:
    path = folder(tmp_path / "b", ROWS, exported_at=None)
    with open_bundle(path) as bundle:
        assert bundle.manifest.exported_at is None


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "..\\evil", "C:\\evil"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_paths_outside_the_archive_are_refused(
    tmp_path: Path, pack: Callable[..., Path], name: str
) -> None:
    path = pack(tmp_path / "a", contents(ROWS) | {name: b"x"})
    assert "a path outside the archive" in refused(path).message


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "t.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("people.jsonl")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    assert "is a link or a device" in refused(path).message


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "z.zip", contents(ROWS))
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("goals.jsonl")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "is a link or a device" in refused(path).message


def test_links_that_lead_out_of_a_folder_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path / "b", {})
    os.symlink("/etc/passwd", path / "people.jsonl")
    assert "a link that leads out of the folder" in refused(path).message


def test_a_pipe_in_a_folder_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path / "b", {})
    os.mkfifo(path / "people.jsonl")
    assert "is no regular file" in refused(path).message


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("mode", ["zip", "tar"])
def test_a_file_that_stands_twice_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a"
    if mode == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in [*contents(ROWS).items(), ("people.jsonl", b"")]:
                archive.writestr(name, content)
    else:
        with tarfile.open(path, "w:gz") as tar:
            for name, content in [*contents(ROWS).items(), ("people.jsonl", b"")]:
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
    assert "more than once" in refused(path).message


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "z.zip", contents(ROWS))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "is encrypted" in refused(path).message


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bomb_is_stopped_while_it_unpacks(
    tmp_path: Path, pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 2**20)
    path = pack(tmp_path / "a", contents(ROWS) | {"messages.jsonl": b"0" * 2**23})
    assert path.stat().st_size < 2**15
    assert "a zip bomb" in refused(path).message


def test_an_archive_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 2**16)
    path = zipped(tmp_path / "a", contents(ROWS) | {"messages.jsonl": os.urandom(2**17)})
    assert "unpacks to more than" in refused(path).message


def test_a_tar_whose_headers_are_a_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "t.tar.gz"
    with gzip.open(path, "wb") as file:
        header = tarfile.TarInfo("PaxHeaders/x")
        header.type, header.size = tarfile.XHDTYPE, 2**30
        file.write(header.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(64):
            file.write(b"\0" * 2**20)
    assert "has headers of more than 1 MiB" in refused(path).message


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_damaged_archive_is_refused(tmp_path: Path, pack: Callable[..., Path]) -> None:
    whole = pack(tmp_path / "a", contents({"people": [{"id": str(n)} for n in range(5000)]}))
    (tmp_path / "cut").write_bytes(whole.read_bytes()[:-2000])
    assert "is damaged or cut off" in refused(tmp_path / "cut").message


def test_several_bundles_in_an_archive_are_refused(tmp_path: Path) -> None:
    files = {f"{top}/{name}": text for top in "ab" for name, text in contents(ROWS).items()}
    assert "holds several bundles" in refused(zipped(tmp_path / "z", files)).message


def test_a_folder_of_bundles_holds_each(tmp_path: Path) -> None:
    one, two = folder(tmp_path / "b", ROWS), folder(tmp_path / "a", ROWS)
    assert bundles_below(tmp_path) == [two, one]
    assert bundles_below(one) == [one]
