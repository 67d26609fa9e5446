"""The progress of goals on a day, out of what a process holds of the store."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from graph.goals.progress.cache import goals_of_day
from graph.goals.progress.decimals import decimal_parts
from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import NO_METRIC, GoalVersion, Note
from graph.goals.progress.own_progress import ONE, Metric, OwnProgress, keeps, unknown
from graph.goals.progress.rollup import (
    GoalNode,
    Input,
    Progresses,
    RollUp,
    inputs_of,
    known_share,
    left_out_of,
    roll_up,
)
from graph.records.enums import MetricKind
from graph.store.driver import Store


@dataclass(frozen=True)
class GoalProgress:
    """The progress of one goal at the end of a day, and what it is made of; numbers are fractions."""

    goal: str
    on: date
    found: RollUp
    own: OwnProgress
    metric: Metric
    version: GoalVersion
    said: Note | None
    broken_since: Note | None
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
    def input_decimals(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Share and contribution of each known input of a roll-up, as decimals that add up."""
        inputs = [item for item in self.inputs if item.contribution is not None]
        if not inputs or self.found.value is None:
            return {}
        shares = decimal_parts([item.share or Fraction(0) for item in inputs], ONE)
        parts = decimal_parts(
            [item.contribution or Fraction(0) for item in inputs], self.found.value
        )
        return {item.goal: both for item, *both in zip(inputs, shares, parts, strict=True)}  # type: ignore[misc]


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
    nodes, progress = await asyncio.to_thread(day.progress_below, ids)
    graph = Graph(nodes, progress)
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


def _broken_since(day: GoalsOfDay, goal: str, metric: Metric) -> Note | None:
    """The check-in since which a metric that is to keep a bound has not kept it; None else."""
    if metric.kind not in BOUNDS or metric.kind is None or metric.target is None:
        return None
    since = None
    for note in day.notes(goal):
        if note.value is None:
            continue
        if keeps(metric.kind, metric.target, note.value):
            since = None
        elif since is None:
            since = note
    return since


def progress_of_absent_goal(goal: str, on: date) -> GoalProgress:
    """The progress of a goal that is not in the store any more."""
    own = unknown("the goal is not in the store any more")
    nodes = {goal: GoalNode(own)}
    roll_up_ = roll_up(nodes)[goal]
    nothing = GoalVersion("", NO_METRIC)
    return GoalProgress(goal, on, roll_up_, own, NO_METRIC, nothing, None, None, Graph(nodes, {}))


BOUNDS = (MetricKind.STAY_ABOVE, MetricKind.STAY_BELOW)
