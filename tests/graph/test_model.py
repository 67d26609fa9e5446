"""The model says what the records say, and every name in it is of one form."""

from __future__ import annotations

import re

import pytest

from graph.model import (
    NOT_STORED,
    RELATIONSHIPS,
    STORED_ONLY,
    node_types,
    properties_of_label,
)
from graph.records import NODES, NodeRecord
from graph.store.statement_lists import BY_ID

TYPES = {
    "STRING",
    "INTEGER",
    "FLOAT",
    "BOOLEAN",
    "DATE",
    "ZONED DATETIME",
    "LIST<STRING>",
    "LIST<INTEGER>",
    "LIST<FLOAT>",
}


def test_every_record_is_a_label_and_can_be_found_by_id() -> None:
    assert [node.label for node in NODES] == list(BY_ID)
    assert set(node_types()) == {node.label for node in NODES} | set(STORED_ONLY)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.label)
def test_a_label_has_the_properties_of_its_record(node: type[NodeRecord]) -> None:
    stored = properties_of_label(node.label)
    hidden = NOT_STORED.get(node.label, frozenset())
    assert [name for name in stored if name in node.FIELDS] == [
        name for name in node.FIELDS if name not in hidden
    ]


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.label)
def test_what_a_record_orders_and_compares_by_is_stored(node: type[NodeRecord]) -> None:
    stored = properties_of_label(node.label)
    assert set(node.orders) <= set(stored)
    compared = {item.key or item.name for item in node.PROPERTIES.values() if item.filtered}
    assert compared <= set(stored)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.label)
def test_every_property_is_documented(node: type[NodeRecord]) -> None:
    assert node.__doc__ and node.__doc__.endswith(".")
    for item in node.PROPERTIES.values():
        assert item.doc.endswith("."), f"{node.label}.{item.name}"


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.label)
def test_a_time_that_may_be_known_by_the_day_has_its_twin(node: type[NodeRecord]) -> None:
    names = list(node.FIELDS)
    twins = [name for name in names if name.endswith("_precision")]
    assert {name.removesuffix("_precision") for name in twins} <= set(names)


def test_types_of_properties_are_those_of_the_server() -> None:
    found = {type_ for label in node_types() for type_ in properties_of_label(label).values()}
    found |= {type_ for one in RELATIONSHIPS for type_ in one.properties.values()}
    assert found <= TYPES


def test_names_have_one_form() -> None:
    for label in node_types():
        assert re.fullmatch(r"(?:[A-Z][a-z]+)+", label)
        for name in properties_of_label(label):
            assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", name), f"{label}.{name}"
    for one in RELATIONSHIPS:
        assert re.fullmatch(r"[A-Z]+(?:_[A-Z]+)*", one.type)
        for name in one.properties:
            assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", name), f"{one.type}.{name}"


def test_relationships_join_labels_of_the_model_and_say_how() -> None:
    labels = set(node_types())
    for one in RELATIONSHIPS:
        assert set(one.starts) <= labels and set(one.ends) <= labels
        assert one.doc and not one.doc.endswith(".")


def test_no_pair_of_ends_is_declared_twice() -> None:
    pairs = [
        (start, one.type, end) for one in RELATIONSHIPS for start in one.starts for end in one.ends
    ]
    assert len(pairs) == len(set(pairs))


def test_there_is_no_label_for_a_process() -> None:
    assert not {"Process", "Step", "Workflow", "Stage", "Task"} & set(node_types())
