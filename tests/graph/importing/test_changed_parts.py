"""An import tells processes which parts of the organisation changed: those of which something was saved."""

from __future__ import annotations

import pytest

from graph.importing.bundle_import import _differs
from graph.sources.report import FileReport


@pytest.mark.parametrize("count", ["saved", "changed"])
def test_what_was_saved_or_changed_differs(count: str) -> None:
    assert _differs(FileReport("goals.jsonl", **{count: 1}))


@pytest.mark.parametrize(
    "count", ["read", "unchanged", "mended", "rejected", "repeated", "kept", "doubtful"]
)
def test_what_was_only_read_does_not(count: str) -> None:
    assert not _differs(FileReport("goals.jsonl", **{count: 3}))
