"""Archives that are read without trust: nothing is unpacked to disk, sizes and paths are bounded."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Protocol

from graph.errors import BundleError
from graph.sources.conventions import (
    FREE_BYTES,
    HEADER_BYTES,
    LARGEST_RATIO,
    LARGEST_TOTAL,
    MOST_MEMBERS,
)
from graph.sources.file_names import is_manifest

Opened = Iterator[tuple[str, BufferedReader]]


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class _Counted(io.RawIOBase):
    """An unpacked stream that stops when more comes out than the archive's size can explain.

    `read` tells how many compressed bytes were read so far; `start` how many came out before.
    """

    def __init__(self, path: Path, inner: Readable, read: Callable[[], int], start: int = 0):
        self._path = path
        self._inner = inner
        self._read = read
        self.out = start
        self.budget: int | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The number of bytes put into the buffer; raises BundleError beyond a bound."""
        view = memoryview(buffer).cast("B")
        with _readable(self._path):
            data = self._inner.read(min(len(view), 2**16))
        view[: len(data)] = data
        self.out += len(data)
        if self.budget is not None:
            self.budget -= len(data)
            if self.budget < 0:
                raise BundleError(
                    f"{self._path} has headers of more than {HEADER_BYTES // 2**20} MiB",
                    remedy="pack the folder again with a usual tar",
                )
        if self.out > FREE_BYTES and self.out > LARGEST_RATIO * self._read():
            raise BundleError(
                f"{self._path} unpacks to more than {LARGEST_RATIO} times its size: a zip bomb",
                remedy="unpack it yourself, look at it, and import the folder",
            )
        if self.out > LARGEST_TOTAL:
            raise BundleError(
                f"{self._path} unpacks to more than {LARGEST_TOTAL // 2**30} GiB",
                remedy="unpack it yourself and import the folder",
            )
        return len(data)


class ZipArchive:
    """The files of a .zip; `names` leaves its folders out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _readable(path), zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_count(path, len(entries))
            for entry in entries:
                self._check(entry)
        if sum(entry.compress_size for entry in entries) > path.stat().st_size:
            raise BundleError(f"{path} has entries that overlap", remedy="pack the folder again")
        self.names = [entry.filename for entry in entries if not entry.is_dir()]
        _check_unique(path, self.names)

    def _check(self, entry: zipfile.ZipInfo) -> None:
        _check_name(self.path, entry.orig_filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _not_regular(self.path, entry.filename)
        if entry.flag_bits & 1:
            raise BundleError(
                f"{self.path}: {entry.filename} is encrypted",
                remedy="pack the folder again without a password",
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BundleError(
                f"{self.path}: {entry.filename} is packed by another method than deflate",
                remedy="pack the folder again with a usual zip",
            )

    def first_bytes(self, name: str, count: int) -> bytes:
        """The first `count` bytes of a file."""
        with _readable(self.path), zipfile.ZipFile(self.path) as archive:
            return archive.open(name).read(count)

    def each(self) -> Opened:
        """Every file with its name, one open at a time."""
        read = out = 0
        with _readable(self.path), zipfile.ZipFile(self.path) as archive:
            for name in self.names:
                read += archive.getinfo(name).compress_size
                with archive.open(name) as file:
                    counted = _Counted(self.path, file, partial(int, read), out)
                    yield name, io.BufferedReader(counted, 2**16)
                    out = counted.out


class TarArchive:
    """The files of a .tar.gz, read as a stream from its start to its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names: list[str] = []
        self._heads: dict[str, bytes] = {}
        for name, file in self.each():
            self.names.append(name)
            _check_count(path, len(self.names))
            if is_manifest(name):
                self._heads[name] = file.read(HEADER_BYTES + 1)
        _check_unique(path, self.names)

    def first_bytes(self, name: str, count: int) -> bytes:
        """The first `count` bytes of a manifest."""
        return self._heads[name][:count]

    def each(self) -> Opened:
        """Every file with its name, in the order of the archive."""
        with (
            _readable(self.path),
            self.path.open("rb") as raw,
            gzip.GzipFile(fileobj=raw) as unpacked,
        ):
            counted = _Counted(self.path, unpacked, raw.tell)
            counted.budget = HEADER_BYTES
            with tarfile.open(fileobj=io.BufferedReader(counted, 2**16), mode="r|") as archive:
                while (member := archive.next()) is not None:
                    self._check(member)
                    counted.budget = None
                    if (file := archive.extractfile(member)) is not None:
                        yield member.name.removeprefix("./"), io.BufferedReader(_Plain(file), 2**16)
                        while file.read(2**16):
                            pass
                    counted.budget = HEADER_BYTES

    def _check(self, member: tarfile.TarInfo) -> None:
        _check_name(self.path, member.name)
        if not (member.isreg() or member.isdir()) or member.issparse():
            raise _not_regular(self.path, member.name)


class _Tally:
    """What is read from a file, counted in bytes."""

    def __init__(self, inner: Readable) -> None:
        self._inner = inner
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        data = self._inner.read(size)
        self.count += len(data)
        return data


def ungzipped(path: Path, file: Readable) -> BufferedReader:
    """The contents of a file packed with gzip, bounded like those of an archive."""
    tally = _Tally(file)
    unpacked = gzip.GzipFile(fileobj=tally, mode="rb")  # type: ignore[call-overload]
    return io.BufferedReader(_Counted(path, unpacked, lambda: tally.count), 2**16)


class _Plain(io.RawIOBase):
    """A file of a tar as the raw stream below a buffered reader."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The number of bytes put into the buffer."""
        view = memoryview(buffer).cast("B")
        data = self._inner.read(len(view))
        view[: len(data)] = data
        return len(data)


def _check_name(path: Path, name: str) -> None:
    """Raise for a path that leads out of the archive."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
        raise BundleError(
            f"{path} holds {name!r}, a path outside the archive",
            remedy="pack the folder again with relative paths",
        )


def _check_unique(path: Path, names: list[str]) -> None:
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BundleError(
            f"{path} holds {twice!r} more than once", remedy="pack the folder again, each file once"
        )


def _check_count(path: Path, count: int) -> None:
    if count > MOST_MEMBERS:
        raise BundleError(
            f"{path} holds more than {MOST_MEMBERS:,} files",
            remedy="pack only the files of the bundle",
        )


def _not_regular(path: Path, name: str) -> BundleError:
    return BundleError(
        f"{path}: {name!r} is a link or a device, no regular file",
        remedy="pack the folder again with the files themselves",
    )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A block in which a broken archive raises BundleError."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BundleError(
            f"{path} is damaged or cut off: {error}", remedy="copy or pack it again"
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise BundleError(
            f"{path} cannot be unpacked: {error}", remedy="pack the folder again with a usual zip"
        ) from error
