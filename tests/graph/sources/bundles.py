"""Bundles made for tests: rows by file, as a folder, a .zip or a .tar.gz."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Rows = Mapping[str, Iterable[Mapping[str, Any] | str | bytes]]

MANIFEST = {
    "format": "goalgraph-bundle",
    "version": 1,
    "source": "acme",
    "exported_at": "2026-01-01T00:00:00Z",
}


def contents(rows: Rows, **manifest: Any) -> dict[str, bytes]:
    """File name → bytes of a bundle; rows may be objects, or lines as they are to stand."""
    files = {"manifest.json": (json.dumps(MANIFEST | manifest) + "\n").encode()}
    for kind, lines in rows.items():
        files[f"{kind}.jsonl"] = b"".join(_line(line) + b"\n" for line in lines)
    return files


def _line(line: Mapping[str, Any] | str | bytes) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode()


def folder(path: Path, rows: Rows, **manifest: Any) -> Path:
    """The path of a bundle written as a folder, in the place of an earlier one."""
    path.mkdir(parents=True, exist_ok=True)
    for earlier in path.glob("*.jsonl"):
        earlier.unlink()
    for name, content in contents(rows, **manifest).items():
        (path / name).write_bytes(content)
    return path


def zipped(path: Path, files: Mapping[str, bytes], top: str = "") -> Path:
    """The path of these files as a .zip, below the folder `top` inside it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(top + name, content)
    return path


def tarred(path: Path, files: Mapping[str, bytes], top: str = "") -> Path:
    """The path of these files as a .tar.gz, below the folder `top` inside it."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(top + name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path
