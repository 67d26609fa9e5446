"""How many stores the tests run on side by side, and which files of tests share one."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from graph.engine import settings
from tests.conftest import (
    MOST_STORES,
    ONE_WORKERS,
    STORE_MIB,
    content_of,
    pytest_xdist_auto_num_workers,
)


@pytest.mark.parametrize(
    ("marks", "cores", "free_mib", "uri", "stores"),
    [
        ("store or slow or oracle", 2, 2 * STORE_MIB, "", 2),
        ("store or slow or oracle", 2, 2 * STORE_MIB - 1, "", 0),
        ("store or slow or oracle", 1, 9 * STORE_MIB, "", 0),
        ("store or slow or oracle", 3, 9 * STORE_MIB, "", 3),
        ("store or slow or oracle", 64, 99 * STORE_MIB, "", MOST_STORES),
        ("store or slow or oracle", 64, 99 * STORE_MIB, "bolt://given", 0),
        ("", 2, 2 * STORE_MIB, "", 2),
        ("not store and not slow and not oracle", 2, 1, "", None),
    ],
)
def test_stores_are_as_many_as_the_machine_carries(
    monkeypatch: pytest.MonkeyPatch,
    marks: str,
    cores: int,
    free_mib: int,
    uri: str,
    stores: int | None,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(settings, "available", lambda: free_mib * settings.MIB)
    monkeypatch.setenv("GOALGRAPH_TEST_URI", uri)
    config: Any = SimpleNamespace(option=SimpleNamespace(markexpr=marks))
    assert pytest_xdist_auto_num_workers(config) == stores


def test_files_that_hold_what_is_dear_to_write_go_to_one_worker() -> None:
    files = defaultdict(set)
    for path in Path(__file__).parent.rglob("test_*.py"):
        files[content_of(path)].add(path.name)
    assert {name: files[name] for name in ONE_WORKERS} == {
        "shaped_store": {"test_composition.py", "test_list_orders.py", "test_plans.py"},
        "filled_store": {
            "test_contract.py",
            "test_packed_rows.py",
            "test_shell.py",
            "test_updates.py",
        },
    }
