"""What the log of analysts holds, where it is written, and that nothing is answered where it cannot be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from graph.errors import StoreDown
from graph.store.ad_hoc_cypher.audit_log import Asker, record, record_views
from graph.store.ad_hoc_cypher.conventions import PURPOSE_LOGGED

STATEMENT = "RETURN 'secret' AS x"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("has_file", [True, False])
@pytest.mark.parametrize(
    ("purpose", "kept"),
    [
        (None, None),
        ("", ""),
        ("x" * PURPOSE_LOGGED, "x" * PURPOSE_LOGGED),
        ("x" * (PURPOSE_LOGGED + 1), "x" * PURPOSE_LOGGED),
    ],
)
def test_a_line_names_who_asked_and_nothing_of_the_statement(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    has_file: bool,
    purpose: str | None,
    kept: str | None,
) -> None:
    path = tmp_path / "audit.jsonl"
    monkeypatch.setenv("GOALGRAPH_AUDIT_LOG", str(path) if has_file else "")
    asker = Asker("acme/ann", purpose, "request-1")
    who = {"principal": "acme/ann", "purpose": kept, "request_id": "request-1"}
    asked = who | {
        "event": "cypher", "state": "asked", "rows": 3,
        "statement_sha256": hashlib.sha256(STATEMENT.encode()).hexdigest(),
    }  # fmt: skip
    seen = who | {"event": "views", "role": "analyst", "fields": ["person.ties"], "people": 4}

    with capture_logs() as logs:
        record(asker, STATEMENT, "asked", rows=3)
        record_views(asker, "analyst", ("person.ties",), 4)

    assert logs == [{**asked, "log_level": "info"}, {**seen, "log_level": "info"}]
    assert path.exists() == has_file
    if has_file:
        written = lines(path)
        assert all(line.pop("timestamp") for line in written)
        assert written == [asked, seen]
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_is_not_answered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOALGRAPH_AUDIT_LOG", str(tmp_path / "absent" / "audit.jsonl"))
    with capture_logs() as logs, pytest.raises(StoreDown, match="cannot be written") as refused:
        record(Asker("acme/ann"), STATEMENT, "asked")
    assert logs == [] and "GOALGRAPH_AUDIT_LOG" in (refused.value.remedy or "")
