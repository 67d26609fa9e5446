"""Records of the goals and the check-ins that say how they fare."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from graph.records.base import UPDATED, NodeRecord, prop, record, updated
from graph.records.enums import CheckInStatus, GoalKind, GoalStatus, MetricKind, Precision


@record
class Goal(NodeRecord):
    """A purpose, an objective, a key result or an initiative; conversations are linked to goals only."""

    label: ClassVar[str] = "Goal"
    orders: ClassVar[dict[str, str]] = {"by_title": "title", "by_due": "last day", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"by_due": "due_on"}
    id: str = prop("`source/native`, unique among goals.")
    title: str = prop("What is to be reached.", key="title_key")
    kind: GoalKind | None = prop("What kind of goal it is.", filtered=True)
    description: str | None = prop("What is meant, in more words.")
    status: GoalStatus | None = prop("Where the goal stands.", filtered=True)
    starts_on: date | None = prop("First day of its period.", filtered=True)
    due_on: date | None = prop("Last day of its period.", filtered=True)
    metric_kind: MetricKind | None = prop("How its metric is meant to move.", filtered=True)
    metric_unit: str | None = prop("Unit of the metric's values.")
    metric_baseline: Decimal | None = prop("Value at the start, in the metric's unit.")
    metric_target: Decimal | None = prop("Value to reach, in the metric's unit.")
    metric_current: Decimal | None = prop("Latest value, in the metric's unit.")
    tags: list[str] = prop("Words that the source files it under.")
    synonyms: list[str] = prop("Other words for the goal, by which talk about it is found.")
    archived: bool = prop("Whether its tool holds it no more; it stays for history.", filtered=True)
    version: int = prop("Counts the changes; a writer names the version it has read.")
    updated_at: datetime | None = updated()


@record
class CheckIn(NodeRecord):
    """What somebody said of a goal's progress on one day."""

    label: ClassVar[str] = "CheckIn"
    orders: ClassVar[dict[str, str]] = {"by_at": "time", **UPDATED}
    id: str = prop("`source/native`; without an id of its own made of goal, time and author.")
    at: datetime = prop("When it was said.", filtered=True)
    at_precision: Precision | None = prop("DAY where only the day is known.")
    progress: float | None = prop("Share of the goal that is reached, 0 to 1.")
    value: Decimal | None = prop("Value of the metric, in its unit.")
    status: CheckInStatus | None = prop("How the goal is seen.", filtered=True)
    note: str | None = prop("What was said.")
    version: int = prop("Counts the changes; a writer names the version it has read.")
    corrected_at: datetime | None = prop("When it was last corrected; absent where it never was.")
    updated_at: datetime | None = updated()


@record
class CheckInVersion(NodeRecord):
    """What a check-in said before it was corrected."""

    label: ClassVar[str] = "CheckInVersion"
    orders: ClassVar[dict[str, str]] = {"by_version": "order of correction", **UPDATED}
    id: str = prop("The check-in's id, `#` and the number of the version.")
    at: datetime = prop("When it was said, as was known then.")
    at_precision: Precision | None = prop("DAY where only the day was known.")
    progress: float | None = prop("Share of the goal that was said to be reached, 0 to 1.")
    value: Decimal | None = prop("Value of the metric, in its unit.")
    status: CheckInStatus | None = prop("How the goal was seen.")
    note: str | None = prop("What was said.")
    until: datetime = prop("When it was corrected; until then it counted.", shown="replaced_at")
    updated_at: datetime | None = updated()
