"""The temporary file of an import."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from graph.sources.spool import HEAVIEST_BATCH, open_spool


@pytest.mark.skipif(os.name != "posix", reason="open files keep their names elsewhere")
def test_nothing_stays_behind_even_if_the_import_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with open_spool() as spool:
        spool.lay([(1, 0, 1, "acme/a", b"{}", 0, 0)], [])
        assert list(tmp_path.iterdir()) == []
        assert spool.all("SELECT id FROM rows") == [("acme/a",)]


def test_a_batch_is_full_by_rows_or_by_bytes() -> None:
    with open_spool() as spool:
        sizes = [1, 1, 1, HEAVIEST_BATCH + 1, 1]
        spool.lay([(n, 0, n, str(n), b"x" * s, 0, 0) for n, s in enumerate(sizes)], [])
        batches = spool.batches("SELECT n, id, row FROM rows ORDER BY n", (), 2)
        assert [[row[0] for row in batch] for batch in batches] == [[0, 1], [2, 3], [4]]


def test_pages_keep_rows_of_one_number_together() -> None:
    with open_spool() as spool:
        spool.many("INSERT INTO edges VALUES (?, ?)", [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)])
        pages = spool.pages("SELECT n, up FROM edges WHERE n > ? ORDER BY n, up LIMIT ?", 0, 3)
        assert list(pages) == [[(1, 1), (1, 2)], [(2, 1), (2, 2)], [(3, 1)]]
