"""A change of one thing: what the store says of it, what is given, and the checked row of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from graph.errors import ErrorCode
from graph.exporting.canonical import Digits
from graph.exporting.rows import row_of
from graph.sources.kinds import Kind
from graph.sources.limits import LIMITS
from graph.sources.problems import Problem, RowRejection
from graph.sources.rows import CheckedRow, RowChecker
from graph.sources.text_fields import texts
from graph.sources.values import PartlyInvalidValue, is_source, quote
from graph.writing.row_results import Fault, Place, Reason

Row = dict[str, Any]
Edit = Callable[[Row], Row]
"""Makes the new row of what the store says; references as a bundle of the row's source has them."""


@dataclass(slots=True)
class Change:
    """One row of a mutation's input.

    `id` is the stored id, `version` the one that the writer has read. `must_exist`: it is no
    reason to make it new that the store does not hold it. `given`: the fields that the writer names.
    `faults` and `notes` were found before; `mail` is the address by which alone somebody is named.
    """

    id: str
    edit: Edit
    version: int | None = None
    must_exist: bool = False
    given: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    mail: str | None = None
    notes: list[str] = field(default_factory=list)
    source_path: tuple[str | int, ...] = ("key", "source")
    """Where in the input the source of its id is named."""
    keeps_edges: bool = False
    """Whether it leaves what its thing is tied to as the store says it; known once its row is made."""
    kept_references: frozenset[str] = frozenset()
    """Goals to which the store ties its goal, or will once they are there; known once its row is made."""


def overlay(values: Mapping[str, Any]) -> Edit:
    """The edit that replaces what is given, clears what is given as None and keeps the rest."""

    def edit(row: Row) -> Row:
        plain = {name: value for name, value in values.items() if name not in _MERGED}
        result = row | plain
        if values.keys() & {"manager", "dotted_managers"}:
            result["manager"] = _managers(row.get("manager"), values)
        if "metric" in values:
            metric = values["metric"]
            result["metric"] = None if metric is None else (row.get("metric") or {}) | metric
        return result

    return edit


def becomes_private(change: Change) -> bool:
    """Whether the writer says of a conversation that it is private from now on."""
    return "visibility" in change.given and change.edit({}).get("visibility") == "private"


_MERGED = ("metric", "manager", "dotted_managers")
EDGES = {Kind.GOALS: ("parents", "owners", "groups", "predecessor", "blocked_by")}
"""Kinds whose ties may be left alone where they stay as they are, and the fields that make these."""


def _managers(before: Any, values: Mapping[str, Any]) -> list[Any]:
    """The manager, then those over dotted lines, as a bundle's row lists them."""
    line, *dotted_managers = before if isinstance(before, list) else [before]
    return [values.get("manager", line), *(values.get("dotted_managers", dotted_managers) or [])]


@cache
def _checker(kind: Kind, source: str) -> RowChecker:
    return RowChecker(kind, source, mends=False)


def row_of_change(
    kind: Kind, change: Change, stored: Mapping[str, Any] | None
) -> CheckedRow | list[Fault]:
    """The row that the change makes, or what is wrong with it."""
    source, _, native = change.id.partition("/")
    if not is_source(source):
        return [
            Fault(
                ErrorCode.BAD_INPUT,
                f"the source {quote(source)} is not made of lower-case letters, digits and hyphens",
                'name it as in `key: {source: "acme", externalId: "G-1"}`',
                change.source_path,
            )
        ]
    before = {} if stored is None else plain_row(row_of(kind, source, dict(stored)))
    try:
        row = change.edit(before)
        same = [name for name, value in before.items() if row.get(name) == value]
        ties = EDGES.get(kind, ())
        change.keeps_edges = bool(before and ties) and all(
            row.get(name) == before.get(name) for name in ties
        )
        change.kept_references = _references(kind, stored or {})
        checked_row = _checker(kind, source).check_given({**row, "id": native}, same)
    except RowRejection as rejection:
        return [_fault(problem, change) for problem in rejection.problems]
    faults = _sense(kind, checked_row.row, change.given)
    return faults or checked_row


def _references(kind: Kind, stored: Mapping[str, Any]) -> frozenset[str]:
    """The goals that a stored goal carries on and is blocked by, those that were removed included."""
    if kind is not Kind.GOALS:
        return frozenset()
    blockers = (id_ for _, id_ in stored.get("blocked_by") or ())
    return frozenset(filter(None, (stored.get("predecessor"), *blockers)))


def plain_row(row: Row) -> Row:
    """The row with its numbers as numbers, without what is absent."""
    return {
        name: _numbers(value) for name, value in row.items() if value is not None and value != {}
    }


def _numbers(value: Any) -> Any:
    if isinstance(value, Digits):
        return Decimal(value)
    if isinstance(value, dict):
        return {name: _numbers(item) for name, item in value.items() if item is not None}
    return [_numbers(item) for item in value] if isinstance(value, list) else value


def _fault(problem: Problem, change: Change) -> Fault:
    place = place_of(problem.field)
    if place == ("id",) and not change.must_exist:
        place = ("key", "external_id")
    return Fault(ErrorCode.BAD_INPUT, problem.reason, problem.mend, place)


def reason_faults(reasons: list[str] | None) -> list[Fault]:
    """What is wrong with the reasons that are given for a link."""
    try:
        texts(LIMITS["reasons"])(reasons or [])
    except PartlyInvalidValue as unfit:
        return [
            Fault(ErrorCode.BAD_INPUT, slip.reason, slip.mend, place_of(f"reasons{slip.place}"))
            for slip in unfit.slips
        ]
    return []


def place_of(field_name: str | None) -> Place:
    """The steps of a field's name.

    >>> place_of("parents[2].weight")
    ('parents', 2, 'weight')
    >>> place_of("manager[0]"), place_of("manager[2]")
    (('manager',), ('dotted_managers', 1))
    """
    if field_name is None:
        return ()
    steps = field_name.replace("[", ".").replace("]", "").split(".")
    place = tuple(int(step) if step.isdigit() else step for step in steps)
    if place[0] == "manager" and len(place) > 1 and isinstance(place[1], int):
        return ("dotted_managers", place[1] - 1, *place[2:]) if place[1] else ("manager",)
    return place


def _sense(kind: Kind, row: Row, named: frozenset[str]) -> list[Fault]:
    """What is wrong with what is given in a row whose fields are each right by themselves."""
    if kind is Kind.GOALS:
        blank = "title" in named and not row["title"].strip()
        dates = _period(row) if named & {"starts_on", "due_on"} else []
        return [*dates, *([_blank("title")] if blank else [])]
    if kind is Kind.CHECKINS and not row.keys() & {"progress", "value", "status", "note"}:
        what = "give progress, value, status or note"
        return [Fault(ErrorCode.BAD_INPUT, "nothing is said", what)]
    if kind is Kind.GROUPS and "name" in named and not row["name"].strip():
        return [_blank("name")]
    if kind is Kind.CONVERSATIONS and row.get("visibility") == "private":
        return [
            Fault(
                ErrorCode.BAD_INPUT,
                "private talk is not kept",
                "leave it out, or say who may see it: `visibility: GROUP`",
                ("visibility",),
                reason=Reason.PRIVATE_TALK,
            )
        ]
    return []


def _blank(name: str) -> Fault:
    return Fault(ErrorCode.BAD_INPUT, f"`{name}` is blank", "give it words", (name,))


def _period(row: Row) -> list[Fault]:
    first, last = row.get("starts_on"), row.get("due_on")
    if first is None or last is None or first <= last:
        return []
    return [
        Fault(
            ErrorCode.BAD_INPUT,
            f"the goal is due on {last}, before it starts on {first}",
            "give a later `dueOn`, or leave one of both out",
            ("due_on",),
        )
    ]
