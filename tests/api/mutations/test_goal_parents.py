"""Edges of goals as changes of the goals that support: added, removed, set, and faulted in place."""

from __future__ import annotations

from typing import Any

import pytest

from api.mutations.goal_parents import AlignmentInput, Alignments, AlignMode
from api.mutations.references import GoalRef
from api.types.node_roots import NodeKeyInput
from graph.errors import ErrorCode
from graph.writing.row_results import Answer, Fault, Outcome, Status


def ref(id_: str) -> GoalRef:
    source, _, name = id_.partition("/")
    return GoalRef(key=NodeKeyInput(source=source, external_id=name))


def edge(goal: str, parent: str, **more: Any) -> AlignmentInput:
    return AlignmentInput(goal=ref(goal), parent=ref(parent), **more)


def parents(mode: AlignMode, before: list[Any], *rows: AlignmentInput) -> list[Any]:
    (change,) = Alignments(list(rows), mode).changes
    assert change.must_exist
    return list(change.edit({"parents": before, "title": "T"})["parents"])


A, B = {"goal": "a", "weight": 2}, {"goal": {"source": "hr", "id": "b"}}
OWN_C = {"goal": {"source": "acme", "id": "c"}}


@pytest.mark.parametrize(
    ("mode", "rows", "expected"),
    [
        (AlignMode.ADD, ["acme/c"], [A, B, OWN_C]),
        (AlignMode.ADD, ["hr/b"], [A, B]),
        (AlignMode.SET, ["acme/c"], [OWN_C]),
        (AlignMode.SET, ["hr/b", "acme/c"], [B, OWN_C]),
        (AlignMode.REMOVE, ["hr/b"], [A]),
        (AlignMode.REMOVE, ["acme/a", "hr/b"], []),
        (AlignMode.REMOVE, ["hr/a"], [A, B]),
    ],
)
def test_parents_are_added_set_or_removed(
    mode: AlignMode, rows: list[str], expected: list[Any]
) -> None:
    assert parents(mode, [A, B], *(edge("acme/g", parent) for parent in rows)) == expected


def test_a_weight_is_kept_unless_another_is_given() -> None:
    own_a = {"goal": {"source": "acme", "id": "a"}}
    assert parents(AlignMode.ADD, [A], edge("acme/g", "acme/a")) == [{**own_a, "weight": 2}]
    assert parents(AlignMode.ADD, [A], edge("acme/g", "acme/a", weight=None)) == [{**own_a, "weight": None}]  # fmt: skip
    assert parents(AlignMode.SET, [A], edge("acme/g", "acme/a")) == [own_a]


def test_one_change_a_goal_in_the_order_of_first_naming() -> None:
    rows = [edge("acme/x", "acme/a"), edge("acme/y", "acme/a"), edge("acme/x", "acme/b")]
    changes = Alignments(rows, AlignMode.ADD).changes
    assert [change.id for change in changes] == ["acme/x", "acme/y"]
    assert [len(change.edit({})["parents"]) for change in changes] == [2, 1]


def test_a_row_that_names_no_goal_is_faulted_at_its_place() -> None:
    rows = [
        edge("acme/x", "acme/a"),
        AlignmentInput(goal=GoalRef(id="nope"), parent=ref("acme/a")),
        AlignmentInput(goal=ref("acme/x"), parent=GoalRef(id="nope")),
    ]
    changes = Alignments(rows, AlignMode.ADD).changes
    assert [[fault.place for fault in change.faults] for change in changes] == [
        [(2, "parent", "id")], [(1, "goal", "id")],
    ]  # fmt: skip
    assert len({change.id for change in changes}) == 2


@pytest.mark.parametrize(
    ("place", "located"),
    [
        ((), (1, "goal")),
        (("id",), (1, "goal")),
        (("parents",), (1, "parent")),
        (("parents", 0, "goal"), (1, "parent")),
        (("parents", 1, "goal"), (1, "parent")),
        (("parents", 2, "goal"), (3, "parent")),
        (("parents", 2), (3, "parent")),
        (("parents", "2"), (1, "parent")),
        (("parents", 2, "weight"), (3, "weight")),
        (("parents", 9, "weight"), (1, "weight")),
        ((3, "goal"), (3, "goal")),
    ],
)
def test_a_fault_lies_at_the_row_that_names_the_edge(place: Any, located: Any) -> None:
    rows = [
        edge("acme/z", "acme/q"), edge("acme/x", "acme/a"), edge("acme/y", "acme/b"),
        edge("acme/x", "hr/b"),
    ]  # fmt: skip
    alignments = Alignments(rows, AlignMode.ADD)
    for change in alignments.changes:
        change.edit({"parents": [{"goal": "stored"}]} if change.id == "acme/x" else {})
    fault = Fault(ErrorCode.BAD_INPUT, "m", place=place)
    alignments.locate(Answer([Outcome(Status.REJECTED, "acme/x", faults=[fault])]))
    assert fault.place == located
