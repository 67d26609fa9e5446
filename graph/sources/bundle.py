"""A bundle on disk: its manifest and its files, whether it is a folder, a .zip or a .tar.gz."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

import orjson

from graph.errors import BundleError, GoalgraphError
from graph.sources.archives import TarArchive, ZipArchive, ungzipped
from graph.sources.conventions import LARGEST_MANIFEST
from graph.sources.file_names import (
    MANIFEST,
    is_manifest,
    is_packed,
    kind_of_file,
    plain_name,
)
from graph.sources.kinds import ORDER, Kind
from graph.sources.lines import GZIP, WIDE, is_wide, lines, why_unreadable
from graph.sources.problems import RowRejection
from graph.sources.times import nearest_time
from graph.sources.values import InvalidValue, is_source, kind_of, quote

Opened = Iterator[tuple[str, BufferedReader]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself; `exported_at` is canonical (see `values.time`) or unknown."""

    source: str
    exported_at: str | None


class Members(Protocol):
    """Named files: all names, the top folder they lie in, and each file once, in any order."""

    names: list[str]

    def each(self) -> Opened:
        """Every file with its name; a file can be read until the next one is asked for."""

    def first_bytes(self, name: str, count: int) -> bytes:
        """The first `count` bytes of a manifest."""


class Folder:
    """The files of a folder; links that lead out of it are refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        root = path.resolve()
        self.names = []
        for entry in sorted(path.iterdir()):
            if kind_of_file(entry.name) is None and not is_manifest(entry.name):
                self.names.append(entry.name)
                continue
            if not entry.resolve().is_relative_to(root):
                raise BundleError(
                    f"{entry} is a link that leads out of the folder",
                    remedy="put the file itself into the folder",
                )
            if not entry.is_file():
                raise BundleError(
                    f"{entry} is no regular file", remedy="put a JSON Lines file in its place"
                )
            self.names.append(entry.name)

    def first_bytes(self, name: str, count: int) -> bytes:
        """The first `count` bytes of a file."""
        with (self.path / name).open("rb") as file:
            return file.read(count)

    def each(self) -> Opened:
        """The files of the format."""
        of_kind = {kind_of_file(name): name for name in self.names}
        for name in (of_kind[kind] for kind in ORDER if kind in of_kind):
            with (self.path / name).open("rb") as file:
                yield name, file


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle. `ignored` names the files that the format does not know."""

    path: Path
    manifest: Manifest
    ignored: list[str]
    _members: Members
    _top: str

    def files(self) -> Iterator[tuple[Kind, BufferedReader]]:
        """The row files, each readable until the next one is asked for."""
        for name, file in self._members.each():
            kind = self._kind(name)
            if kind is not None and (is_packed(name) or file.peek(2)[:2] == GZIP):
                yield kind, ungzipped(self.path / name, file)
            elif kind is not None:
                yield kind, file

    def _kind(self, name: str) -> Kind | None:
        """The kind of rows in a member; None where it lies elsewhere or the format knows it not."""
        return kind_of_file(name.removeprefix(self._top)) if name.startswith(self._top) else None

    def lines(self) -> Iterator[tuple[Kind, Iterator[tuple[int, bytes | RowRejection | None]]]]:
        """The lines of each row file with their numbers, readable until the next file is asked for."""
        for kind, file in self.files():
            problem = why_unreadable(file)
            yield kind, lines(file) if problem is None else iter([(1, RowRejection([problem]))])

    def name_places(self, spool: object, report: object) -> None:
        """Nothing: notes name files and lines as they are."""

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of rows that have a file."""
        there = {self._kind(name) for name in self._members.names}
        return [kind for kind in ORDER if kind in there]


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """The bundle at `path`. Raises BundleError, with the remedy, for what is no bundle."""
    try:
        members = _members(path)
        named = _manifest(members.names, path)
        top = named[: named.rfind("/") + 1]
        manifest = parse_manifest(_content(members, named, path), path)
        inside = [name for name in members.names if name.startswith(top)]
        known = {name for name in inside if kind_of_file(name.removeprefix(top))} | {named}
        _check_once(path, known)
        ignored = [name for name in members.names if name not in known]
        yield Bundle(path, manifest, ignored, members, top)
    except GoalgraphError:
        raise
    except OSError as error:
        raise BundleError(
            f"{path} cannot be read: {error.strerror or error}",
            remedy="check the path and its permissions",
        ) from error


def bundles_below(path: Path) -> list[Path]:
    """The bundle at `path`, or the bundles in its folders where it is itself none."""
    if not path.is_dir() or _has_manifest(path):
        return [path]
    inner = sorted(entry for entry in path.iterdir() if entry.is_dir() and _has_manifest(entry))
    return inner or [path]


def _has_manifest(folder: Path) -> bool:
    return any(is_manifest(entry.name) for entry in folder.iterdir())


def _members(path: Path) -> Members:
    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise BundleError(f"there is no file or folder {path}", remedy="check the path")
    if not path.is_file():
        raise BundleError(f"{path} is no regular file", remedy="give a folder, .zip or .tar.gz")
    with path.open("rb") as file:
        magic = file.read(4)
    if kind_of_file(path.name) is not None:
        raise BundleError(
            f"{path} is a file of a bundle, no bundle",
            remedy=f"give the folder that holds it, with a {MANIFEST} beside it",
        )
    if magic[:2] == b"\x1f\x8b":
        return TarArchive(path)
    if magic[:2] == b"PK":
        return ZipArchive(path)
    raise BundleError(
        f"{path} is neither a folder nor a .zip nor a .tar.gz",
        remedy="give the folder that holds manifest.json, or pack it as .zip or .tar.gz",
    )


def _manifest(names: list[str], path: Path) -> str:
    """The member that is the manifest: one at the top, or the only one in a top folder."""
    manifests = [name for name in names if is_manifest(name)]
    outer = [name for name in manifests if "/" not in name]
    if len(outer) == 1 or len(manifests) == 1:
        return (outer or manifests)[0]
    if manifests:
        what = "manifests" if outer else "bundles"
        raise BundleError(
            f"{path} holds several {what}: {', '.join(manifests[:5])}",
            remedy="unpack it and import each folder by itself, with one manifest",
        )
    raise BundleError(
        f"{path} holds no {MANIFEST}",
        remedy='add one: {"format": "goalgraph-bundle", "version": 1, "source": "your-source"}',
    )


def _content(members: Members, name: str, path: Path) -> bytes:
    """The manifest's bytes, unpacked; one byte more than allowed tells that there are too many."""
    content = members.first_bytes(name, LARGEST_MANIFEST + 1)
    if not is_packed(name):
        return content
    return ungzipped(path / name, io.BytesIO(content)).read(LARGEST_MANIFEST + 1)


def _check_once(path: Path, names: set[str]) -> None:
    """Raise where two files have the rows of one kind."""
    of: dict[str, str] = {}
    for name in sorted(names):
        other = of.setdefault(plain_name(name), name)
        if other != name:
            raise BundleError(
                f"{path} holds both {other} and {name}",
                remedy=f"keep one of the two, or put the rows of both into {plain_name(name)}",
            )


def parse_manifest(content: bytes, path: Path) -> Manifest:
    """What a manifest says; raises BundleError for one that is not of this format."""

    def broken(what: str, remedy: str) -> BundleError:
        return BundleError(f"{path}: {MANIFEST}: {what}", remedy=remedy)

    if len(content) > LARGEST_MANIFEST:
        raise broken("it is larger than 1 MiB", "keep only the fields of the format")
    if is_wide(content):
        raise broken("it is UTF-16 or UTF-32", WIDE.mend)
    try:
        manifest = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise broken(f"it is no JSON: {error}", "write one JSON object") from None
    if not isinstance(manifest, dict):
        raise broken(f"it is {kind_of(manifest)}, not an object", "write one JSON object")
    if manifest.get("format") != "goalgraph-bundle":
        value = quote(manifest.get("format"))
        raise broken(f"`format` is {value}", 'only "goalgraph-bundle" can be read here')
    if manifest.get("version") != 1 or isinstance(manifest.get("version"), bool):
        value = quote(manifest.get("version"))
        raise broken(f"`version` is {value}", "only version 1 can be read; export it again so")
    if not is_source(manifest.get("source")):
        value = quote(manifest.get("source"))
        raise broken(
            f"`source` is {value}", "name the source in lower-case letters, digits and hyphens"
        )
    exported_at = manifest.get("exported_at")
    try:
        at = None if exported_at is None else nearest_time(exported_at)
    except InvalidValue as wrong:
        raise broken(f"`exported_at` is {quote(exported_at)}; {wrong.reason}", wrong.mend) from None
    return Manifest(manifest["source"], at)
