"""Edges between goals in an input: which two goals a row joins, and at which row a fault lies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from api.mutations.input_rows import InputReader, unreadable_faults
from api.mutations.references import People
from graph.writing.row_changes import Change
from graph.writing.row_results import Answer, Fault, Place

Key = tuple[str, str]
"""Source of a goal, and its id there."""


class GoalEdges(ABC):
    """The edges of an input as changes: one for each goal at whose row they are kept, in order of first naming."""

    changes: list[Change]
    _first: dict[str, int]
    """Goal → the first row of the input that names it."""

    def locate(self, answer: Answer) -> None:
        """Say of each fault at which row of the input it lies, not at which goal."""
        for outcome in answer.outcomes:
            for fault in outcome.faults:
                if not fault.place or not isinstance(fault.place[0], int):
                    fault.place = self._place(outcome.id or "", fault.place)

    @abstractmethod
    def _place(self, goal: str, place: Place) -> Place:
        """Where in the input a place in the row of a goal lies."""


def ends_of(number: int, row: Any, other: str) -> tuple[str, Key | None, list[Fault]]:
    """The goal of a row, the goal in its field `other`, and what is wrong with the row."""
    faults = unreadable_faults(row)
    goal = end = None
    if not faults:
        reader = InputReader(People())
        goal, end = reader.id_of(row.goal, "goal"), reader.id_of(getattr(row, other), other)
        faults = reader.faults
    for fault in faults:
        fault.place = (number, *fault.place)
    if goal is None or end is None:
        return goal or f"?{number}", None, faults
    source, _, native = end.partition("/")
    return goal, (source, native), faults


def key_of(goal: str, ref: Any) -> Key:
    """Source and id of a goal, whether it is named within another goal's source or not."""
    own = goal.partition("/")[0]
    return (own, ref) if isinstance(ref, str) else (ref["source"], ref["id"])
