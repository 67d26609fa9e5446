"""What the walks over the schema share."""

from __future__ import annotations

import pytest

from graph.store import driver


@pytest.fixture(autouse=True)
def patient_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text of a walk is planned for the first time: what it answers is looked at, not after how long."""
    monkeypatch.setattr(driver, "READ_TIMEOUT", 90.0)
