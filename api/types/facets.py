"""By what the rows of a list are told apart, made from the records: enum and Boolean properties, months, groups."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

import strawberry

from api.execution.compiler.aggregate_sources import FacetSource, FacetValueSource
from api.execution.context import Context
from api.types.global_ids import to_global_id
from api.types.graphql_names import camel
from api.types.record_types import plain_field
from api.types.related_filters import RELATED
from graph.records import BY_LABEL, NodeRecord, Person
from graph.records.enums import Choice, Precision
from graph.store.composition.aggregates import MOST_VALUES, By, Tally

TIMES = ("at", "started_at", "asked_at", "proposed_at", "due_on", "joined_at")
"""The property by whose months the nodes of a label are told apart: the first that it has."""
GROUPS = {"group": "GROUP", "groups": "GROUP", "home": "HOME"}
"""Relation that finds groups → what the facet is called."""


def facets_of(node: type[NodeRecord]) -> dict[str, tuple[Tally, str]]:
    """By what the nodes of a label are told apart: name → tally, and what it means."""
    found: dict[str, tuple[Tally, str]] = {}
    for item in node.PROPERTIES.values():
        if item.many or item.points_at is not None or item.type is Precision:
            continue
        if issubclass(item.type, Choice):
            found[item.shown.upper()] = Tally(By.VALUE, item.name), item.doc
        elif item.type is bool:
            by = By.VALUE if item.optional else By.TRUTH
            found[item.shown.upper()] = Tally(by, item.name), item.doc
    for name, relation in RELATED.get(node.label, {}).items():
        if name in GROUPS and relation.node.label == "Group":
            doc = f"The groups that `{name}` shows, by id; what stands in several counts in each."
            found[GROUPS[name]] = Tally(By.RELATED, relation.name), doc
    time = next((one for one in TIMES if one in node.PROPERTIES), None)
    if time is not None:
        doc = f"The month of `{camel(node.PROPERTIES[time].shown)}` in UTC, as `2026-03`."
        found["MONTH"] = Tally(By.MONTH, time), doc
    return found


@cache
def _facets_of_label(label: str) -> dict[str, tuple[Tally, str]]:
    """The same of a label, made once."""
    return facets_of(BY_LABEL[label])


@cache
def facet_enum(label: str) -> Any:
    """The enum of a label's facets, whose values are their names; None where it has none."""
    facets = _facets_of_label(label)
    members = {
        name: strawberry.enum_value(name, description=doc) for name, (_, doc) in facets.items()
    }
    if not members:
        return None
    enum = Enum(f"{label}Facet", members, module=__name__)  # type: ignore[misc]
    return strawberry.enum(enum, description=f"By what {label} nodes of a list are told apart.")


def tally_of(label: str, asked: Any) -> Tally:
    """The tally of a facet of a label, as an argument names it."""
    return _facets_of_label(label)[getattr(asked, "value", asked)][0]


def name_of(node: type[NodeRecord], tally: Tally) -> str:
    """What the facet of a tally is called."""
    return next(name for name, (one, _) in _facets_of_label(node.label).items() if one == tally)


@cache
def _names_of_values() -> dict[tuple[str, str], str]:
    """Property and value as the store has it → the name of the enum value in the API."""
    return {
        (item.name, str(member.value)): member.name
        for node in BY_LABEL.values()
        for item in node.PROPERTIES.values()
        if issubclass(item.type, Choice)
        for member in item.type
    }


def _shown_value(root: FacetValueSource) -> str | None:
    """The value as `where` compares it: the name of an enum value, a truth, a month, an id."""
    value = root.value
    if value is None:
        return None
    if root.tally.by is By.RELATED:
        return to_global_id("Group", value)
    if isinstance(value, bool):
        return str(value).lower()
    return _names_of_values().get((root.tally.of, value), str(value))


@strawberry.type(description="A value and how many rows of a list have it.")
class FacetValue:
    """See `FacetValueSource`."""

    value = plain_field(
        _shown_value,
        str | None,
        "As comparisons of `where` name it: an enum value, `true`, a month, the id of a group; null where "
        "it is absent.",
    )
    label = plain_field(lambda root: root.label, str | None, "The name of a group; null otherwise.")
    count = plain_field(
        lambda root: root.count,
        int | None,
        "How many rows; null: fewer than 5 people, to a viewer who may not see each person's numbers.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a value of a facet."""
        return isinstance(obj, FacetValueSource)


@strawberry.type(description="The values by which the rows of a list are told apart.")
class Facet:
    """See `FacetSource`."""

    field = plain_field(lambda root: root.name, str, "Which facet it is, as it was asked for.")
    values = plain_field(
        lambda root: root.values,
        list[FacetValue],
        f"Those with most rows first, at most {MOST_VALUES}.",
    )
    truncated = plain_field(
        lambda root: root.truncated, bool, f"Whether there are more than {MOST_VALUES} values."
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a facet."""
        return isinstance(obj, FacetSource)


def people_shown(context: Context, node: type[NodeRecord], rows: int) -> int | None:
    """A count of rows; of people as the viewer may be told of."""
    return context.viewer.people_shown(rows) if node is Person else rows
