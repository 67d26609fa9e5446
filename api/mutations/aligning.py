"""The mutation that says which goals support which."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.mutations.given import Given
from api.mutations.making import KEY, ON_ERROR, made_input, made_type, mutation
from api.mutations.nodes import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, check_size, write
from api.mutations.references import GoalRef, People
from api.mutations.saving import on_error_of
from api.shape import graphql_enum
from graph.records.enums import Choice
from graph.sources.kinds import Kind
from graph.store import Transaction
from graph.writing.outcome import Answer, Fault
from graph.writing.rows import Change, Edit, Row
from graph.writing.saving import Saving


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


GIVEN = made_input(
    "AlignGoalsInput",
    "Edges of the goal graph.",
    {"alignments": (list[AlignmentInput], "The edges, at most 1,000.")},
    {
        "mode": (AlignModeEnum, "What is done with the parents that the goals have; ADD."),
        "on_error": (OnErrorEnum, ON_ERROR),
        "idempotency_key": (str, KEY),
    },
)
RESULT = made_type("AlignGoalsResult", "What became of one goal.", result_fields("goal", "Goal"))
PAYLOAD = made_type("AlignGoalsPayload", "What became of them.", bulk_fields("goals", RESULT))
MAKE = result_maker(RESULT, "goal")


async def _align_goals(info: Info, input: Any) -> Any:
    wrong = check_size(input.alignments, "alignments")
    mode = input.mode if isinstance(input.mode, AlignMode) else AlignMode.ADD
    changes, first = alignments(input.alignments, mode)

    async def work(tx: Transaction) -> Answer:
        return await Saving(tx, Kind.GOALS, changes, on_error_of(input)).run()

    answer = wrong or await write(info.context, "alignGoals", input, work)
    return await bulk_payload(
        info.context, PAYLOAD, answer, "Goal", lambda n: ("alignments", first[n]), MAKE
    )


def alignments(rows: list[AlignmentInput], mode: AlignMode) -> tuple[list[Change], list[int]]:
    """One change for each goal that supports, and the number of the row that names it first."""
    edges: dict[str, list[dict[str, Any]]] = {}
    faults: dict[str, list[Fault]] = {}
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        given = Given(People())
        goal = given.id_of(row.goal, "goal") or f"?{number}"
        parent = given.id_of(row.parent, "parent") or ""
        first.setdefault(goal, number)
        faults.setdefault(goal, []).extend(given.faults)
        source, _, native = parent.partition("/")
        edge: dict[str, Any] = {"goal": {"source": source, "id": native}}
        if row.weight is not UNSET:
            edge["weight"] = row.weight
        edges.setdefault(goal, []).append(edge)
    changes = [
        Change(goal, _aligned(goal, new, mode), must_exist=True, faults=faults[goal])
        for goal, new in edges.items()
    ]
    return changes, list(first.values())


def _aligned(goal: str, new: list[dict[str, Any]], mode: AlignMode) -> Edit:
    """The edit that adds, removes or sets parents."""
    own = goal.partition("/")[0]

    def key(parent: dict[str, Any]) -> tuple[str, str]:
        ref = parent["goal"]
        return (own, ref) if isinstance(ref, str) else (ref["source"], ref["id"])

    def edit(row: Row) -> Row:
        named = {key(parent): parent for parent in new}
        had = {key(parent): parent for parent in row.get("parents", ())}
        if mode is AlignMode.REMOVE:
            left = [parent for place, parent in had.items() if place not in named]
        else:
            kept = {} if mode is AlignMode.SET else had
            left = list((kept | {at: kept.get(at, {}) | one for at, one in named.items()}).values())
        return row | {"parents": left}

    return edit


align_goals = mutation(
    _align_goals,
    GIVEN,
    PAYLOAD,
    "Says which goals support which. Cycles are refused, naming the cycle. The results are one "
    "for each goal that supports, in the order in which they are first named.",
)
