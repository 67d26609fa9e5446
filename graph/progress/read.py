"""The progress of goals out of the store: one statement for all the goals asked, arithmetic in process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from graph.keys import SEPARATOR
from graph.progress.own import ONE, Metric, Own, ProgressSource, Said, keeps, own_progress, unknown
from graph.progress.rollup import (
    Edge,
    Found,
    GoalNode,
    Input,
    Rolled,
    inputs_of,
    known_share,
    left_out_of,
    roll_up,
)
from graph.progress.shown import shown_parts
from graph.records.enums import CheckInStatus, MetricKind
from graph.statements import statement
from graph.store import Store

NAME = "progress_of_goals"
ARCHIVED = "it is archived"
DROPPED = "it was dropped"


@dataclass(frozen=True)
class GoalProgress:
    """The progress of one goal at the end of a day, and what it is made of; numbers are fractions."""

    goal: str
    on: date
    found: Rolled
    own: Own
    metric: Metric
    said: tuple[datetime, CheckInStatus] | None
    graph: Graph = field(repr=False)

    @property
    def breaks_bound(self) -> bool:
        """Whether its metric is to keep a bound and its latest value does not."""
        metric = self.own.source is ProgressSource.METRIC
        return metric and self.metric.kind in BOUNDS and not self.own.holds

    @cached_property
    def inputs(self) -> list[Input]:
        """The goals that support it, the heaviest first, then by id."""
        return inputs_of(self.graph.nodes, self.graph.found, self.goal)

    @cached_property
    def left_out(self) -> list[tuple[str, str]]:
        """The goals that support it and are not looked at, each with the reason."""
        return left_out_of(self.graph.nodes, self.goal)

    @cached_property
    def known(self) -> Fraction | None:
        """The share of the inputs' weight that is known."""
        return known_share(self.inputs)

    @cached_property
    def shown_inputs(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Share and contribution of each known input of a roll-up, as decimals that add up."""
        known = [one for one in self.inputs if one.contribution is not None]
        if not known or self.found.value is None:
            return {}
        shares = shown_parts([one.share or Fraction(0) for one in known], ONE)
        parts = shown_parts([one.contribution or Fraction(0) for one in known], self.found.value)
        return {one.goal: both for one, *both in zip(known, shares, parts, strict=True)}  # type: ignore[misc]


@dataclass(frozen=True)
class Graph:
    """The goals below those that were asked, and the progress of each."""

    nodes: dict[str, GoalNode]
    found: Found


async def progress_of_goals(
    store: Store, goals: Sequence[str], on: date
) -> dict[str, GoalProgress]:
    """The progress of these goals at the end of a day, in one statement; unknown ids are absent.

    Check-ins up to that day count; what a metric says as `current` has no date and always does.
    """
    before = end_of(on)
    ids = list(dict.fromkeys(goals))
    text = statement(NAME).text
    ((rows,),) = await store.raw_rows(NAME, text, {"ids": ids, "before": before})
    nodes, metrics, said = {}, {}, {}
    for row in rows:
        key, metric = row[0], metric_of(row[1:5])
        nodes[key] = _node(row, metric)
        metrics[key], said[key] = metric, row[11]
    graph = Graph(nodes, roll_up(nodes))
    return {
        key: GoalProgress(
            key, on, graph.found[key], nodes[key].own, metrics[key], _status(said[key]), graph
        )
        for key in ids
        if key in nodes
    }


async def breaks_of_goals(store: Store, progresses: Sequence[GoalProgress]) -> dict[str, datetime]:
    """Since when each goal that is to keep a bound has not kept it, by its check-ins; absent else."""
    broken = {one.goal: one for one in progresses if one.breaks_bound}
    found: dict[str, datetime] = {}
    for on in {one.on for one in broken.values()}:
        ids = [key for key, one in broken.items() if one.on == on]
        for goal, at, text in await store.rows("values_of_goals", ids=ids, before=end_of(on)):
            metric, value = broken[goal].metric, number_of(text)
            if metric.kind is None or metric.target is None or value is None:
                continue
            if keeps(metric.kind, metric.target, value):
                found.pop(goal, None)
            else:
                found.setdefault(goal, at)
    return found


def end_of(day: date) -> datetime:
    """The first moment after a UTC day; the last moment that there is for the last of all days."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day, time(), UTC) + timedelta(days=1)


def gone(goal: str, on: date) -> GoalProgress:
    """The progress of a goal that is not in the store any more."""
    own = unknown("the goal is not in the store any more")
    nodes = {goal: GoalNode(own)}
    return GoalProgress(goal, on, roll_up(nodes)[goal], own, NO_METRIC, None, Graph(nodes, {}))


def metric_of(row: Sequence[str | None]) -> Metric:
    """The metric that a goal's kind, baseline, target and current value make."""
    kind, *numbers = row
    if kind is None and numbers == [None, None, None]:
        return NO_METRIC
    return Metric(None if kind is None else KINDS[kind], *(number_of(one) for one in numbers))


NO_METRIC = Metric()
BOUNDS = (MetricKind.STAY_ABOVE, MetricKind.STAY_BELOW)
KINDS = {kind.value: kind for kind in MetricKind}
STATUSES = {status.value: status for status in CheckInStatus}


@lru_cache(maxsize=65536)
def number_of(text: str | None) -> Fraction | None:
    """The fraction that a stored decimal stands for; None where it is absent or no number.

    >>> number_of("0.10"), number_of("NaN"), number_of(None)
    (Fraction(1, 10), None, None)
    """
    if text is None:
        return None
    try:
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _node(row: Sequence[Any], metric: Metric) -> GoalNode:
    """The goal as the roll-up sees it."""
    archived, status, children, weights, value, progress = row[5:11]
    own = own_progress(metric, _said(value), _said(progress))
    out = ARCHIVED if archived else DROPPED if status == "dropped" else None
    edges = [
        Edge(child, ONE if weight == "" else number_of(weight))
        for child, weight in zip(children, weights, strict=True)
    ]
    return GoalNode(own, edges, out)


def _said(given: Sequence[str] | None) -> Said | None:
    """The number of a check-in with its time, which its sort key begins with."""
    if given is None:
        return None
    number = number_of(given[1])
    return None if number is None else Said(_time(given[0]), number)


def _time(sort_key: str) -> datetime:
    return datetime.fromisoformat(sort_key.partition(SEPARATOR)[0])


def _status(given: Sequence[str] | None) -> tuple[datetime, CheckInStatus] | None:
    return None if given is None else (_time(given[0]), STATUSES[given[1]])
