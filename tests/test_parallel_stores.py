"""How many stores the tests run on side by side: what the cores and the free memory carry."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest

from graph.engine import settings
from tests.conftest import MOST_STORES, STORE_MIB, pytest_xdist_auto_num_workers


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
