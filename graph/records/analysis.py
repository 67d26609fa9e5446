"""Records of the snapshots that analyses leave."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from graph.records.base import UPDATED, NodeRecord, prop, record, updated
from graph.records.enums import AnalysisState


@record
class Analysis(NodeRecord):
    """One snapshot of measures: what was asked, by which code, and what it counted."""

    label: ClassVar[str] = "Analysis"
    orders: ClassVar[dict[str, str]] = {"by_at": "time of starting", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"by_at": "started_at"}
    id: str = prop("Unique among analyses; made from the parameters and the time.")
    state: AnalysisState = prop("Only done ones are answered from.", filtered=True)
    reason: str | None = prop("Why it failed, and how to mend it.")
    parameters: str = prop("What was asked, as JSON text.")
    parameters_hash: str = prop("Hash of the parameters.", filtered=True)
    content_hash: str | None = prop(
        "Hash of all talk and membership that it measured; this and the counts are null until known."
    )
    code_version: str = prop("Version of the code that computed it.")
    engine: str = prop("What computes it: `in-process` or `gds`.", filtered=True)
    goal: str | None = prop(
        "The goal that talk was restricted to.", filtered=True, points_at="Goal"
    )
    since: datetime | None = prop("Start of the window of talk.")
    until: datetime | None = prop("End of the window of talk.")
    people: int | None = prop("How many people it covers.", shown="people_count")
    groups: int | None = prop("How many groups it covers.", shown="group_count")
    messages: int | None = prop("How many messages it read.", shown="message_count")
    skipped_threads: int | None = prop(
        "Conversations of more than 30 people, which make no ties.", shown="skipped_thread_count"
    )
    ties: int | None = prop("How many directed ties there are.", shown="tie_count")
    isolates: int | None = prop("How many people have no tie.", shown="isolate_count")
    density: float | None = prop("Ties divided by the ordered pairs of people, 0 to 1.")
    reciprocity: float | None = prop(
        "Share of the ties that are answered by one the other way, 0 to 1."
    )
    sampled_sources: int | None = prop(
        "Of how many people's shortest ways betweenness was estimated; null: of everybody's, exact."
    )
    started_at: datetime = prop("When it was asked for.", filtered=True)
    finished_at: datetime | None = prop("When it ended.")
    updated_at: datetime | None = updated()
