"""What is read is what is written, and both are what the model declares.

A query that reads `WORK_AT` where the import writes `WORKS_AT` runs without an error and answers
nothing; only comparing all statements with each other finds it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from graph.model import NOT_STORED, RELATIONSHIPS, node_types, properties_of_label
from graph.records import NODES
from graph.store.statements import Statement, all_statements
from tests.cypher.patterns import Use, use_of

SHOWN = ("read", "bulk", "analysis")
DYNAMIC_TYPES = {"SCORED"}
"""Relationship types with one property a measure, whatever measures there are."""
NOT_WALKED = {
    "INTERACTED",
    "HELPED",
    "SCORED",
    "AWAITS",
    "AWAITS_BLOCKER",
    "REJECTED",
    "VERSION_OF",
} | {
    "WAS_OF",
    *("MADE_BY", "FROM_ACCOUNT", "TO_ACCOUNT"),
    "EARNED",
    "HOLDS",
}
"""Read by measures and progress, the API shows what comes of them; waiting for their goal; or naming people in the log of changes."""
BY_PREFIX = {"Analysis": "mean_"}
"""Label → the beginning of properties that are read by their names, whatever measures there are."""
ON_ACCOUNTS = {"OWNS", "HOSTS", "BACKS", "CONNECTED", "CAN", "MENTIONS", "SENT_TO"} | {
    *("TOOK_PART_IN", "HOME_IN", "REPORTS_TO", "APART_FROM")
}
"""Types of which an account holds what its person has from another account already: no list shows it."""
NOT_READ_HERE = {
    # Numbers beside decimal texts, so that an analyst can reckon with them in Cypher.
    "CheckIn": {"value_number"},
    "Goal": {"metric_baseline_value", "metric_target_value", "metric_current_value"},
    # The sum of its counts, for who does not want to unpack the days.
    "INTERACTED": {"total"},
    "HELPED": {"total"},
    # Which account an import spoke of, so that joining two people can be taken back.
    "CAN": {"account"},
    "HOME_IN": {"account"},
    "REPORTS_TO": {"account"},
}
"""Label or type → what is kept although no statement of ours reads it."""


@cache
def uses() -> dict[str, tuple[Statement, Use]]:
    """Every statement but the schema's with what it does."""
    return {
        name: (one, use_of(one)) for name, one in all_statements().items() if one.folder != "schema"
    }


@cache
def declared() -> dict[str, set[str]]:
    """Every label and relationship type of the model with its properties."""
    found = {label: set(properties_of_label(label)) for label in node_types()}
    for one in RELATIONSHIPS:
        found.setdefault(one.type, set()).update(one.properties)
    return found


@cache
def written() -> dict[str, set[str]]:
    """Every label and type that some statement writes, with the properties that it sets."""
    found: dict[str, set[str]] = {}
    for one, use in uses().values():
        for name in use.labels_written | use.types_written:
            found.setdefault(name, set())
        for name, properties in use.written.items():
            found.setdefault(name, set()).update(properties)
        for name, value in use.whole.items():
            found.setdefault(name, set()).update(keys_of_example(one, value))
    return found


@cache
def read() -> dict[str, set[str]]:
    """Every label and type that some statement reads, with the properties, also by filters and orders."""
    found: dict[str, set[str]] = {}
    for _, use in uses().values():
        for name in use.labels_read | use.types_read:
            found.setdefault(name, set())
        for name, properties in use.read.items():
            found.setdefault(name, set()).update(properties)
    for name, properties in NOT_READ_HERE.items():
        found.setdefault(name, set()).update(properties)
    for name, prefix in BY_PREFIX.items():
        found[name].update(one for one in declared()[name] if one.startswith(prefix))
    for node in NODES:
        compared = {item.key or item.name for item in node.PROPERTIES.values() if item.filtered}
        found.setdefault(node.label, set()).update(compared, node.orders)
    return found


def keys_of_example(statement: Statement, value: str) -> set[str]:
    """The keys of the map that a parameter's example gives, `$properties` or `row.scores`."""
    example = statement.examples.get(value.removeprefix("$"), "")
    return set(re.findall(r"(\w+):\s", example))


def missing(wanted: dict[str, set[str]], there: dict[str, set[str]]) -> list[str]:
    """The labels, types and properties of `wanted` that are not `there`."""
    found = []
    for name in sorted(wanted):
        if name not in there:
            found.append(name)
        elif name not in DYNAMIC_TYPES:
            found += [f"{name}.{one}" for one in sorted(wanted[name] - there[name])]
    return found


def users(name: str) -> str:
    """The statements that name a label, type or `Label.property`, for the message of a failure."""
    owner, _, prop = name.partition(".")
    found = [
        one.place
        for one, use in uses().values()
        if (prop and prop in use.read.get(owner, set()) | use.written.get(owner, set()))
        or (
            not prop
            and owner in use.labels_read | use.labels_written | use.types_read | use.types_written
        )
    ]
    return ", ".join(found[:4]) or "no statement"


def report(names: list[str], what: str) -> str:
    return "\n".join([what, *(f"  {name:40} named by {users(name)}" for name in names)])


def test_what_is_read_is_written() -> None:
    names = missing(read(), written())
    assert not names, report(names, "read, but no statement of cypher/write writes it:")


def test_what_is_written_is_declared() -> None:
    names = missing(written(), declared())
    assert not names, report(names, "written, but not declared in graph/model.py or a record:")


def test_what_is_read_is_declared() -> None:
    names = missing(read(), declared())
    assert not names, report(names, "read, but not declared in graph/model.py or a record:")


def test_what_is_declared_is_written() -> None:
    names = missing(declared(), written())
    assert not names, report(names, "in the model, but no statement of cypher/write writes it:")


def test_what_is_declared_is_read() -> None:
    names = missing(declared(), read())
    assert not names, report(names, "in the model, but no statement of read/, bulk/ reads it:")


def test_reading_statements_write_nothing() -> None:
    found = {
        one.place: sorted(use.labels_written | use.types_written)
        for one, use in uses().values()
        if one.folder in ("read", "bulk")
        and (use.labels_written or use.types_written or use.written or use.whole)
    }
    assert found == {}


def test_relationships_join_the_labels_that_the_model_says() -> None:
    allowed = {
        (start, one.type, end) for one in RELATIONSHIPS for start in one.starts for end in one.ends
    }
    found = [
        f"{one.place}: (:{start})-[:{type_}]->(:{end})"
        for one, use in uses().values()
        for start, type_, end in sorted(use.ends)
        if not any(type_ == t and start in ("", s) and end in ("", e) for s, t, e in allowed)
    ]
    assert not found, "the model has no such ends:\n  " + "\n  ".join(found)


def test_every_relationship_can_be_walked_both_ways() -> None:
    walked = {
        (*ends, way)
        for one, use in uses().values()
        if one.folder == "read"
        for ends, way in walks(one, use)
    }
    wanted = {
        ((start, one.type, end), way)
        for one in RELATIONSHIPS
        for start in one.starts
        for end in one.ends
        for way in ("start", "end")
        if one.type not in NOT_WALKED
        and not (one.type in ON_ACCOUNTS and "Account" in (start, end))
    }
    walked.add(("Message", "IN", "Conversation", "end"))  # messages_of_conversations seeks by_at
    names = [
        f"({s})-[:{t}]->({e}) from its {way}"
        for (s, t, e), way in wanted
        if (s, t, e, way) not in walked
    ]
    assert not names, "no read statement walks:\n  " + "\n  ".join(sorted(names))


def walks(statement: Statement, use: Use) -> list[tuple[tuple[str, str, str], str]]:
    """The relationships that a statement walks, each with the end at which it begins."""
    return [
        (ends, "end" if re.search(rf"<-\[\w*:{ends[1]}\b", statement.text) else "start")
        for ends in use.ends
    ]


@pytest.mark.parametrize("label", sorted(NOT_STORED))
def test_a_computed_field_is_a_field(label: str) -> None:
    node = node_types()[label]
    assert node is not None
    assert NOT_STORED[label] <= set(node.FIELDS)
