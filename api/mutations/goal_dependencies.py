"""The mutations that say which goals wait for which, and take it back, without saying the rest of the goals."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.types import Info

from api.mutations.goal_edges import GoalEdges, Key, ends_of, key_of
from api.mutations.mutation_types import KEY, ON_ERROR, define_input, define_output, mutation
from api.mutations.node_saves import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, check_size, write
from api.mutations.references import GoalRef
from api.mutations.row_saves import on_error_of
from api.mutations.tool_source import mark_foreign_rows
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.row_changes import Change, Edit, Row
from graph.writing.row_results import Answer, Fault, Place
from graph.writing.row_writer import RowWriter


@strawberry.input(description="A goal and a goal that it waits for, or no longer waits for.")
class GoalDependencyInput:
    """One edge of what goals wait for."""

    goal: GoalRef = strawberry.field(description="The goal that waits.")
    blocked_by: GoalRef = strawberry.field(description="The goal that must be reached before.")


class Dependencies(GoalEdges):
    """The edges of an input as changes: one for each goal that waits, in order of first naming."""

    def __init__(self, rows: list[GoalDependencyInput], *, removes: bool) -> None:
        self._edges: dict[str, dict[Key, int]] = {}
        self._blockers: dict[str, list[Key]] = {}
        self._first: dict[str, int] = {}
        self._removes = removes
        faults: dict[str, list[Fault]] = {}
        for number, row in enumerate(rows):
            goal, blocker, row_faults = ends_of(number, row, "blocked_by")
            self._first.setdefault(goal, number)
            faults.setdefault(goal, []).extend(row_faults)
            edges = self._edges.setdefault(goal, {})
            if blocker is not None:
                edges.setdefault(blocker, number)
        self.changes = [
            Change(goal, self._edit(goal), must_exist=True, faults=faults[goal])
            for goal in self._edges
        ]

    def _edit(self, goal: str) -> Edit:
        """The edit that adds or takes away what a goal waits for."""

        def edit(row: Row) -> Row:
            edges = self._edges[goal]
            known = dict.fromkeys(key_of(goal, one) for one in row.get("blocked_by", ()))
            kept = [one for one in known if not (self._removes and one in edges)]
            more = [] if self._removes else [one for one in edges if one not in known]
            self._blockers[goal] = [*kept, *more]
            named = [{"source": source, "id": id_} for source, id_ in self._blockers[goal]]
            return row | {"blocked_by": named}

        return edit

    def _place(self, goal: str, place: Place) -> Place:
        """Where in the input a place in the row of a goal lies."""
        number = self._first.get(goal, 0)
        if place[:1] != ("blocked_by",):
            return (number, "goal")
        blockers = self._blockers.get(goal, [])
        if len(place) > 1 and isinstance(place[1], int) and place[1] < len(blockers):
            number = self._edges[goal].get(blockers[place[1]], number)
        return (number, "blocked_by")


def _field(name: str, description: str, *, removes: bool) -> Any:
    title = f"{name[0].upper()}{name[1:]}"
    edges = (list[GoalDependencyInput], "Which goal waits for which, at most 1,000.")
    input_class = define_input(
        f"{title}Input",
        "Which goals wait for which.",
        {"dependencies": edges},
        {"on_error": (OnErrorEnum, ON_ERROR), "idempotency_key": (str, KEY)},
    )
    result = define_output(
        f"{title}Result", "What became of one goal that waits.", result_fields("goal", "Goal")
    )
    payload = define_output(f"{title}Payload", "What became of them.", bulk_fields("goals", result))
    make = result_maker(result, "goal")

    async def resolve(info: Info, input: Any) -> Any:
        error = check_size(input.dependencies, "dependencies")
        rows = [] if error else input.dependencies
        dependencies = Dependencies(rows, removes=removes)
        mark_foreign_rows(info.context.viewer, dependencies.changes)

        async def work(tx: Transaction) -> Answer:
            changes = dependencies.changes
            return await RowWriter(tx, Kind.GOALS, changes, on_error_of(input)).run()

        answer = error or await write(info.context, name, input, work)
        if isinstance(answer, Answer):
            dependencies.locate(answer)
        return await bulk_payload(info, payload, answer, "Goal", lambda _: ("dependencies",), make)

    return mutation(resolve, input_class, payload, description, rows="dependencies")


ONE_EACH = (
    "The results are one for each goal that waits, in the order in which they are first named."
)
save_goal_dependencies = _field(
    "saveGoalDependencies",
    "Says which goals wait for which, up to 1,000 at once. Goals may wait for each other: that is kept, "
    f"and `Goal.dependencies` tells the circle. {ONE_EACH}",
    removes=False,
)
remove_goal_dependencies = _field(
    "removeGoalDependencies",
    f"Says that goals no longer wait for others, up to 1,000 at once. {ONE_EACH}",
    removes=True,
)

__all__ = ["remove_goal_dependencies", "save_goal_dependencies"]
