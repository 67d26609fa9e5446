"""The log of what analysts ask: a line before the answer, and one that says how it ended.

A line names who asked, the statement by its hash, and the stated purpose; no text of the statement, no
parameter and nothing of the answer. Lines go to the log of the process and, where GOALGRAPH_AUDIT_LOG names a
file, to the end of that file too. What cannot be written is not answered.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import structlog

from graph.config import Settings
from graph.errors import StoreDown
from graph.store.ad_hoc_cypher.conventions import PURPOSE_LOGGED

log = structlog.get_logger("goalgraph.audit")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the principal (of a person or a key), the purpose as stated, and the request."""

    principal: str
    purpose: str | None = None
    request_id: str = ""


def record(asker: Asker, statement: str, state: str, **more: Any) -> None:
    """Write a line: the statement was `asked`, or it was `answered`, `refused` or `stopped`.

    Raises StoreDown where the file of the log cannot be written.
    """
    raw = str(statement).encode("utf-8", "surrogatepass")
    line = {
        "state": state,
        "principal": asker.principal,
        "purpose": None if asker.purpose is None else asker.purpose[:PURPOSE_LOGGED],
        "request_id": asker.request_id,
        "statement_sha256": hashlib.sha256(raw).hexdigest(),
        **more,
    }
    path = Settings.from_env().audit_log
    if path is not None:
        _append(path, line)
    log.info("cypher", **line)


def record_views(asker: Asker, role: str, fields: Sequence[str], people: int) -> None:
    """Write a line before numbers of single people are answered: who asked, in which role, how many people.

    Whose numbers they were is told to these people, not to the log. Raises StoreDown as `record` does.
    """
    line = {
        "principal": asker.principal,
        "role": role,
        "purpose": None if asker.purpose is None else asker.purpose[:PURPOSE_LOGGED],
        "request_id": asker.request_id,
        "fields": list(fields),
        "people": people,
    }
    path = Settings.from_env().audit_log
    if path is not None:
        _append(path, line, "views")
    log.info("views", **line)


def _append(path: Path, line: dict[str, Any], event: str = "cypher") -> None:
    """Put one line at the end of a file, in one piece, on the disk before this returns."""
    stamped = {"event": event, "timestamp": datetime.now(UTC).isoformat()} | line
    text = orjson.dumps(stamped, default=str) + b"\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.write(handle, text) != len(text):
                raise OSError("the line is cut")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise StoreDown(
            "the log of what analysts ask cannot be written, so nothing is answered",
            remedy=f"see to the file of GOALGRAPH_AUDIT_LOG ({error.strerror or error})",
        ) from error
