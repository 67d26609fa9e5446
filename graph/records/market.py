"""Records of the market of help (needs, offers) and of what came of talk (experiments, outcomes)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from graph.records.base import UPDATED, NodeRecord, prop, record, updated
from graph.records.enums import ExperimentState, NeedState, OutcomeKind, Precision


@record
class Need(NodeRecord):
    """Something that somebody asked for, until it is matched with a capability."""

    label: ClassVar[str] = "Need"
    orders: ClassVar[dict[str, str]] = {"by_at": "time of asking", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"by_at": "asked_at"}
    id: str = prop("`source/native`, unique among needs.")
    title: str = prop("What is needed.", key="title_key")
    state: NeedState = prop("Where it stands.", filtered=True)
    asked_at: datetime = prop("When it was asked.", filtered=True)
    asked_at_precision: Precision | None = prop("DAY where only the day is known.")
    matched_at: datetime | None = prop("When it met a capability.", filtered=True)
    matched_at_precision: Precision | None = prop("DAY where only the day is known.")
    solved_at: datetime | None = prop("When it was solved.", filtered=True)
    solved_at_precision: Precision | None = prop("DAY where only the day is known.")
    updated_at: datetime | None = updated()


@record
class Offer(NodeRecord):
    """Information or help held ready until somebody needs it."""

    label: ClassVar[str] = "Offer"
    orders: ClassVar[dict[str, str]] = {"by_at": "time of offering", **UPDATED}
    id: str = prop("`source/native`, unique among offers.")
    what: str = prop("What is offered.", key="what_key", shown="title")
    at: datetime = prop("When it was offered.", filtered=True)
    at_precision: Precision | None = prop("DAY where only the day is known.")
    until: datetime | None = prop("Until when it holds.", filtered=True)
    until_precision: Precision | None = prop("DAY where only the day is known.")
    updated_at: datetime | None = updated()


@record
class Experiment(NodeRecord):
    """A new way that somebody tries, carried until it is proven or fails."""

    label: ClassVar[str] = "Experiment"
    orders: ClassVar[dict[str, str]] = {"by_at": "time of proposing", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"by_at": "proposed_at"}
    id: str = prop("`source/native`, unique among experiments.")
    title: str = prop("What is tried.", key="title_key")
    state: ExperimentState = prop("Where it stands.", filtered=True)
    proposed_at: datetime = prop("When it was proposed.", filtered=True)
    proposed_at_precision: Precision | None = prop("DAY where only the day is known.")
    started_at: datetime | None = prop("When it began to run.", filtered=True)
    started_at_precision: Precision | None = prop("DAY where only the day is known.")
    ended_at: datetime | None = prop("When it came to its end.", filtered=True)
    ended_at_precision: Precision | None = prop("DAY where only the day is known.")
    finding: str | None = prop("What was learned.")
    practice: str | None = prop("The way of working that it tries.")
    updated_at: datetime | None = updated()


@record
class Outcome(NodeRecord):
    """What came of a conversation: started, stopped, changed, or declined with a reason."""

    label: ClassVar[str] = "Outcome"
    orders: ClassVar[dict[str, str]] = {"by_at": "time", **UPDATED}
    id: str = prop("`source/native`, unique among outcomes.")
    kind: OutcomeKind = prop("What came of it.", filtered=True)
    what: str = prop(
        "What was started, stopped, changed or declined.", key="what_key", shown="title"
    )
    at: datetime = prop("When.", filtered=True)
    at_precision: Precision | None = prop("DAY where only the day is known.")
    reason: str | None = prop("Why; always there for a declined one.")
    updated_at: datetime | None = updated()
