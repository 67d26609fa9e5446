"""The bundle on disk: rows go out as they come, and the folder appears only when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import orjson

from graph.errors import BadInput

FILES = (
    "people", "groups", "memberships", "goals", "checkins", "conversations", "messages",
    "reactions", "links", "outcomes", "needs", "experiments", "offers",
)  # fmt: skip
BUFFER = 1 << 18


class BundleWriter:
    """Writes rows to a folder beside the wanted one, which takes its place on a clean exit."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.counts: Counter[str] = Counter()
        self._folder: Path | None = None
        self._files: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        refuse_if_taken(self.out)
        try:
            self.out.absolute().parent.mkdir(parents=True, exist_ok=True)
            name = tempfile.mkdtemp(prefix=f".{self.out.name}.", dir=self.out.absolute().parent)
            self._folder = Path(name)
            for file in FILES:
                self._files[file] = open(self._folder / f"{file}.jsonl", "wb", BUFFER)
        except OSError as error:
            self._remove()
            raise _not_writable(self.out, error) from error
        return self

    def row(self, file: str, row: dict[str, Any]) -> None:
        """Append the row without its absent fields."""
        values = {key: value for key, value in row.items() if value is not None}
        self._files[file].write(orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE))
        self.counts[file] += 1

    def document(self, name: str, content: dict[str, Any]) -> None:
        """Write one whole JSON file."""
        assert self._folder is not None
        text = orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2)
        (self._folder / name).write_bytes(text)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._close()
            if error is None and self._folder is not None:
                os.chmod(self._folder, 0o777 & ~_umask())
                refuse_if_taken(self.out)
                self._folder.replace(self.out)
        except OSError as failure:
            raise _not_writable(self.out, failure) from failure
        finally:
            self._remove()
        if isinstance(error, OSError):
            raise _not_writable(self.out, error) from error

    def _close(self) -> None:
        while self._files:
            self._files.popitem()[1].close()

    def _remove(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def refuse_if_taken(out: Path) -> None:
    """Refuse a file or a folder with content in it."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise BadInput(
            f"{out} exists and is no folder", remedy="name a new folder, or remove this file"
        )
    try:
        has_content = out.is_dir() and any(out.iterdir())
    except OSError as error:
        raise _not_writable(out, error) from error
    if has_content:
        raise BadInput(f"{out} is not empty", remedy="name a new folder, or empty this one")


def _umask() -> int:
    """The file mask of this process."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _not_writable(out: Path, error: OSError) -> BadInput:
    """What to tell a user whose folder cannot be written."""
    return BadInput(
        f"cannot write {out}: {error.strerror or error}",
        remedy="choose a place where you may write and which has space left",
    )
