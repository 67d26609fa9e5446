"""How far a run is, by its state and by how long it has said nothing; no store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from graph.network.analyses.lifecycle import DIED
from graph.network.analyses.run_progress import AnalysisProgress, progress_of_analyses
from graph.network.conventions import SILENT_SECONDS
from graph.records.enums import AnalysisState
from tests.statement_answers import StatementAnswers

LATE = SILENT_SECONDS + 1
FATES: dict[tuple[AnalysisState, int], tuple[AnalysisState, str | None, str | None, float]] = {
    (AnalysisState.RUNNING, 0): (AnalysisState.RUNNING, "why", None, 0.5),
    (AnalysisState.RUNNING, SILENT_SECONDS): (AnalysisState.RUNNING, "why", None, 0.5),
    (AnalysisState.RUNNING, LATE): (AnalysisState.FAILED, DIED, None, 0.5),
    (AnalysisState.DONE, 0): (AnalysisState.DONE, "why", "a", 1.0),
    (AnalysisState.DONE, LATE): (AnalysisState.DONE, "why", "a", 1.0),
    (AnalysisState.UNCHANGED, 0): (AnalysisState.UNCHANGED, "why", None, 0.5),
    (AnalysisState.FAILED, 0): (AnalysisState.FAILED, "why", None, 0.5),
}
"""State and seconds of silence → state, reason, result and share as they are told."""


class Time:
    """A time as the driver gives it."""

    def to_native(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


def test_every_state_is_told_of() -> None:
    assert {state for state, _ in FATES} == set(AnalysisState)


@pytest.mark.parametrize(("state", "silent"), FATES)
async def test_a_run_that_is_silent_for_a_minute_has_failed(
    state: AnalysisState, silent: int
) -> None:
    row = dict.fromkeys(AnalysisProgress.FIELDS) | {
        "parent": "a", "state": state.value, "reason": "why", "share": 0.5, "started_at": Time(), "silent": silent,
    }  # fmt: skip
    store: Any = StatementAnswers(
        {"progress_of_analyses": lambda ids: [tuple(row.values())] if "a" in ids else []}
    )
    found = await progress_of_analyses(store, ["a", "b"])
    assert list(found) == ["a"]
    told = found["a"]
    assert (told.state, told.reason, told.result, told.share) == FATES[state, silent]
    assert told.finished_at is None and told.step is None
