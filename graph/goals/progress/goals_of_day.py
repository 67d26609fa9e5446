"""The goal graph at the end of a day, with the progress of every goal that was asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from graph.goals.progress.history import GoalHistory, GoalVersion, Note, end_of, text_of
from graph.goals.progress.own_progress import Metric
from graph.goals.progress.rollup import Edge, GoalNode, Progresses, roll_up


class GoalsOfDay:
    """The goal graph at the end of a day; progress is reckoned where it is asked for, once.

    Threads may ask at once: one reckons while the others wait, for a goal that is known without its
    progress would be taken for an unknown one.
    """

    def __init__(self, histories: Mapping[str, GoalHistory], on: date) -> None:
        self.on = on
        self._histories = histories
        self._end = text_of(end_of(on))
        self._nodes: dict[str, GoalNode] = {}
        self._found: Progresses = {}
        self._reckoning = Lock()
        self.facts: Any = None
        """What others have worked out of the whole day, kept with it."""

    def __contains__(self, goal: str) -> bool:
        return goal in self._histories

    @property
    def goals(self) -> Collection[str]:
        """The ids of all goals."""
        return self._histories.keys()

    def progress_below(self, goals: Iterable[str]) -> tuple[Mapping[str, GoalNode], Progresses]:
        """The goals at and below these with the progress of each; others may stand among them."""
        with self._reckoning:
            self._reckon(goals)
        return self._nodes, self._found

    def _reckon(self, goals: Iterable[str]) -> None:
        """Reckon the progress of these goals as far as it is not known yet."""
        waiting = [goal for goal in goals if goal in self._histories and goal not in self._nodes]
        fresh: dict[str, GoalNode] = {}
        while waiting:
            goal = waiting.pop()
            if goal not in fresh and goal not in self._nodes:
                edges = self._children.get(goal, ())
                fresh[goal] = self._histories[goal].node_before(self._end, edges)
                waiting += [edge.child for edge in edges]
        if fresh:
            self._nodes.update(fresh)
            roll_up(self._nodes, self._found, fresh)

    def progress_of_all(self) -> None:
        """Reckon the progress of every goal."""
        self.progress_below(self._histories)

    def changed(self, histories: Mapping[str, GoalHistory], goals: Collection[str]) -> GoalsOfDay:
        """The same day where these goals have changed: what is not above any of them is kept."""
        new = GoalsOfDay(histories, self.on)
        with self._reckoning:
            if self._found:
                stale = self._with_all_above(histories, goals)
                new._nodes = {one: at for one, at in self._nodes.items() if one not in stale}
                new._found = {one: at for one, at in self._found.items() if one not in stale}
        return new

    def _with_all_above(
        self, histories: Mapping[str, GoalHistory], goals: Collection[str]
    ) -> set[str]:
        """These goals and all that they support, directly or not, before the change and after it."""
        found: set[str] = set()
        waiting = list(goals)
        while waiting:
            goal = waiting.pop()
            if goal in found:
                continue
            found.add(goal)
            for known in (self._histories.get(goal), histories.get(goal)):
                if known is not None:
                    waiting += known.version_before(self._end).parents
        return found

    def version(self, goal: str) -> GoalVersion:
        """The version of a goal on the day."""
        return self._histories[goal].version_before(self._end)

    def first_known(self, goal: str) -> str:
        """When a goal came to be known, as text."""
        return self._histories[goal].versions[0].at

    def supporters(self, goal: str) -> list[str]:
        """The goals that support a goal on the day."""
        return [edge.child for edge in self._children.get(goal, ())]

    def metric(self, goal: str) -> Metric:
        """The metric of a goal on the day."""
        return self._histories[goal].metric_before(self._end)

    def status(self, goal: str) -> Note | None:
        """The latest check-in of a goal that names a status."""
        return self._histories[goal].status_before(self._end)

    def notes(self, goal: str) -> Sequence[Note]:
        """The check-ins of a goal up to the day."""
        return self._histories[goal].notes_before(self._end)

    @cached_property
    def _children(self) -> dict[str, list[Edge]]:
        """The goals that support each goal on the day."""
        children: dict[str, list[Edge]] = {}
        for child, history in self._histories.items():
            known = history.known_before(self._end)
            for parent, weight in history.version_before(self._end).parents.items():
                above = self._histories.get(parent)
                if above is not None and (known or not above.known_before(self._end)):
                    children.setdefault(parent, []).append(Edge(child, weight))
        return children
