"""How far analyses are, as the store knows it: any process can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from graph.network.analyses.lifecycle import DIED
from graph.network.conventions import SILENT_SECONDS
from graph.records.base import Record, prop, record
from graph.records.enums import AnalysisState
from graph.store.driver import Store


@record
class AnalysisProgress(Record):
    """How far one run is; `parent` is its id."""

    parent: str = prop("The id of the analysis.")
    state: AnalysisState = prop("Where it stands; a run that went silent for a minute has failed.")
    reason: str | None = prop("Why it failed, and how to mend it.")
    step: str | None = prop("What it does now.")
    done: int | None = prop("How far this step is, in things of the step.")
    total: int | None = prop("How many things the step has; null where that is not known before.")
    share: float | None = prop("How much of the whole run is done, 0 to 1; it never goes back.")
    result: str | None = prop("The id of the snapshot to read.")
    started_at: datetime = prop("When it was asked for.")
    finished_at: datetime | None = prop("When it ended.")
    silent: int = prop("Seconds since the last sign of life of a running one.")


async def progress_of_analyses(store: Store, ids: Sequence[str]) -> dict[str, AnalysisProgress]:
    """How far each of these runs is; unknown ids are absent."""
    rows = await store.read("progress_of_analyses", AnalysisProgress, ids=list(ids))
    return {row.parent: _failed_if_silent(row) for row in rows}


def _failed_if_silent(progress: AnalysisProgress) -> AnalysisProgress:
    """The same, failed where it has been silent for too long."""
    if progress.state is AnalysisState.DONE:
        return replace(progress, result=progress.parent, share=1.0)
    if progress.silent > SILENT_SECONDS:
        return replace(progress, state=AnalysisState.FAILED, reason=DIED)
    return progress
