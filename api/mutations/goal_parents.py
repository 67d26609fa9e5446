"""The mutation that says which goals support which."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.mutations.goal_edges import GoalEdges, Key, ends_of, key_of
from api.mutations.mutation_types import KEY, ON_ERROR, define_input, define_output, mutation
from api.mutations.node_saves import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, check_size, write
from api.mutations.references import GoalRef
from api.mutations.row_saves import on_error_of
from api.mutations.tool_source import mark_foreign_rows
from api.types.record_types import graphql_enum
from graph.records.enums import Choice
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.row_changes import Change, Edit, Row
from graph.writing.row_results import Answer, Fault, Place
from graph.writing.row_writer import RowWriter


class AlignMode(Choice):
    """What is done with the parents that a goal has."""

    ADD = "add", "Those given are added, or get the weight that is given."
    REMOVE = "remove", "Those given are taken away."
    SET = "set", "Those given replace all."


AlignModeEnum: Any = graphql_enum(AlignMode)


@strawberry.input(description="A goal and a goal that it supports, or no longer supports.")
class AlignmentInput:
    """One edge of the goal graph."""

    goal: GoalRef = strawberry.field(description="The goal that supports.")
    parent: GoalRef = strawberry.field(description="The goal that is supported.")
    weight: Decimal | None = strawberry.field(
        description="How much it counts among the parent's children; absent means as much as the "
        "others.",
        default=UNSET,
    )


INPUT = define_input(
    "AlignGoalsInput",
    "Edges of the goal graph.",
    {"alignments": (list[AlignmentInput], "The edges, at most 1,000.")},
    {
        "mode": (AlignModeEnum, "What is done with the parents that the goals have; ADD."),
        "on_error": (OnErrorEnum, ON_ERROR),
        "idempotency_key": (str, KEY),
    },
)
RESULT = define_output(
    "AlignGoalsResult", "What became of one goal.", result_fields("goal", "Goal")
)
PAYLOAD = define_output("AlignGoalsPayload", "What became of them.", bulk_fields("goals", RESULT))
MAKE = result_maker(RESULT, "goal")


async def _align_goals(info: Info, input: Any) -> Any:
    error = check_size(input.alignments, "alignments")
    mode = input.mode if isinstance(input.mode, AlignMode) else AlignMode.ADD
    alignments = Alignments([] if error else input.alignments, mode)
    mark_foreign_rows(info.context.viewer, alignments.changes)

    async def work(tx: Transaction) -> Answer:
        return await RowWriter(tx, Kind.GOALS, alignments.changes, on_error_of(input)).run()

    answer = error or await write(info.context, "alignGoals", input, work)
    if isinstance(answer, Answer):
        alignments.locate(answer)
    return await bulk_payload(info, PAYLOAD, answer, "Goal", lambda _: ("alignments",), MAKE)


class Alignments(GoalEdges):
    """The edges of an input as changes: one for each goal that supports, in order of first naming."""

    def __init__(self, rows: list[AlignmentInput], mode: AlignMode) -> None:
        self._edges: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self._parents: dict[str, list[Key]] = {}
        self._first: dict[str, int] = {}
        faults: dict[str, list[Fault]] = {}
        for number, row in enumerate(rows):
            goal, edge, edge_faults = _edge(number, row)
            self._first.setdefault(goal, number)
            faults.setdefault(goal, []).extend(edge_faults)
            edges = self._edges.setdefault(goal, [])
            if edge is not None:
                edges.append((number, edge))
        self.changes = [
            Change(goal, self._edit(goal, mode), must_exist=True, faults=faults[goal])
            for goal in self._edges
        ]

    def _edit(self, goal: str, mode: AlignMode) -> Edit:
        """The edit that adds, removes or sets parents."""

        def edit(row: Row) -> Row:
            new_edges = {key_of(goal, edge["goal"]): edge for _, edge in self._edges[goal]}
            old_parents = {
                key_of(goal, parent["goal"]): parent for parent in row.get("parents", ())
            }
            if mode is AlignMode.REMOVE:
                parents = {
                    key: parent for key, parent in old_parents.items() if key not in new_edges
                }
            else:
                former = {} if mode is AlignMode.SET else old_parents
                parents = former | {
                    key: former.get(key, {}) | edge for key, edge in new_edges.items()
                }
            self._parents[goal] = list(parents)
            return row | {"parents": list(parents.values())}

        return edit

    def _place(self, goal: str, place: Place) -> Place:
        """Where in the input a place in the row of a goal lies."""
        number = self._first.get(goal, 0)
        if place[:1] != ("parents",):
            return (number, "goal")
        parents, edges = self._parents.get(goal, []), self._edges[goal]
        if len(place) > 1 and isinstance(place[1], int) and place[1] < len(parents):
            parent_key = parents[place[1]]
            number = next(
                (n for n, edge in edges if key_of(goal, edge["goal"]) == parent_key), number
            )
        return (number, "weight" if place[-1] == "weight" else "parent")


def _edge(number: int, row: AlignmentInput) -> tuple[str, dict[str, Any] | None, list[Fault]]:
    """The goal of a row, the parent that it gets, and what is wrong with the row."""
    goal, parent, faults = ends_of(number, row, "parent")
    if parent is None:
        return goal, None, faults
    edge: dict[str, Any] = {"goal": {"source": parent[0], "id": parent[1]}}
    if row.weight is not UNSET:
        edge["weight"] = row.weight
    return goal, edge, faults


align_goals = mutation(
    _align_goals,
    INPUT,
    PAYLOAD,
    "Says which goals support which. Cycles are refused, naming the cycle. The results are one "
    "for each goal that supports, in the order in which they are first named.",
    rows="alignments",
)
