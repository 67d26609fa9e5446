"""The progress of goals on a day, out of what a process holds of the store."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from graph.goals.progress.cache import goals_of_day
from graph.goals.progress.decimals import shown_parts
from graph.goals.progress.history import NO_METRIC, GoalsOfDay, GoalVersion
from graph.goals.progress.own_progress import ONE, Metric, Own, keeps, unknown
from graph.goals.progress.rollup import (
    GoalNode,
    Input,
    Progresses,
    Rolled,
    inputs_of,
    known_share,
    left_out_of,
    roll_up,
)
from graph.records.enums import CheckInStatus, MetricKind
from graph.store.driver import Store


@dataclass(frozen=True)
class GoalProgress:
    """The progress of one goal at the end of a day, and what it is made of; numbers are fractions."""

    goal: str
    on: date
    found: Rolled
    own: Own
    metric: Metric
    version: GoalVersion
    said: tuple[datetime, CheckInStatus] | None
    broken_since: datetime | None
    graph: Graph = field(repr=False)

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

    nodes: Mapping[str, GoalNode]
    found: Progresses


async def progress_of_goals(
    store: Store, goals: Sequence[str], on: date
) -> dict[str, GoalProgress]:
    """The progress of these goals at the end of a day; unknown ids are absent.

    One statement tells whether what is held is still so; what has changed is read. Goals are as they
    were defined on that day, check-ins up to that day count.
    """
    day = await goals_of_day(store, on)
    ids = [key for key in dict.fromkeys(goals) if key in day]
    nodes, found = await asyncio.to_thread(day.progress_below, ids)
    graph = Graph(nodes, found)
    return {key: _progress(key, day, graph) for key in ids}


def _progress(goal: str, day: GoalsOfDay, graph: Graph) -> GoalProgress:
    own, metric = graph.nodes[goal].own, day.metric(goal)
    return GoalProgress(
        goal,
        day.on,
        graph.found[goal],
        own,
        metric,
        day.version(goal),
        day.status(goal),
        _broken_since(day, goal, metric),
        graph,
    )


def _broken_since(day: GoalsOfDay, goal: str, metric: Metric) -> datetime | None:
    """Since when a metric that is to keep a bound has not kept it, by check-ins; None else."""
    if metric.kind not in BOUNDS or metric.kind is None or metric.target is None:
        return None
    since = None
    for note in day.notes(goal):
        if note.value is None:
            continue
        if keeps(metric.kind, metric.target, note.value):
            since = None
        elif since is None:
            since = note.time
    return since


def gone(goal: str, on: date) -> GoalProgress:
    """The progress of a goal that is not in the store any more."""
    own = unknown("the goal is not in the store any more")
    nodes = {goal: GoalNode(own)}
    rolled = roll_up(nodes)[goal]
    nothing = GoalVersion("", NO_METRIC)
    return GoalProgress(goal, on, rolled, own, NO_METRIC, nothing, None, None, Graph(nodes, {}))


BOUNDS = (MetricKind.STAY_ABOVE, MetricKind.STAY_BELOW)
