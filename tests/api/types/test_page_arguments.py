"""The page that arguments ask for, and ids and cursors that are none, without a store."""

from __future__ import annotations

from typing import Any

import pytest
from strawberry import UNSET

from api.types.conventions import DEFAULT_SIZE, LARGEST_SIZE
from api.types.cursors import from_cursor, to_cursor
from api.types.global_ids import from_global_id, to_global_id
from api.types.page_arguments import page_info, page_of
from graph.errors import BadInput
from graph.records import NODES

PERSON = next(node for node in NODES if node.label == "Person")
CURSOR = to_cursor("people", "ada")


@pytest.mark.parametrize(
    ("given", "limit", "backward"),
    [
        ({}, DEFAULT_SIZE, False),
        ({"first": UNSET, "last": UNSET, "after": UNSET, "before": UNSET}, DEFAULT_SIZE, False),
        ({"first": None, "last": None, "where": None, "order_by": None}, DEFAULT_SIZE, False),
        ({"first": 0}, 0, False),
        ({"first": 3, "last": UNSET}, 3, False),
        ({"last": 3, "first": UNSET}, 3, True),
        ({"last": 0}, 0, True),
        ({"first": LARGEST_SIZE}, LARGEST_SIZE, False),
        ({"last": LARGEST_SIZE}, LARGEST_SIZE, True),
    ],
)
def test_a_page_is_what_is_asked_for(given: dict[str, Any], limit: int, backward: bool) -> None:
    page = page_of(PERSON, given, ["people"])
    assert (page.limit, page.backward, page.after, page.before) == (limit, backward, None, None)
    assert (page.order, page.descending) == (None, False)
    turned = page_of(PERSON, given | {"after": CURSOR, "before": CURSOR}, ["people"])
    assert (turned.after, turned.before) == ("ada", "ada")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"first": 1, "last": 1}, ("last",)),
        ({"first": 0, "last": 0}, ("last",)),
        ({"first": -1}, ("first",)),
        ({"last": -1}, ("last",)),
        ({"first": LARGEST_SIZE + 1}, ("first",)),
        ({"last": LARGEST_SIZE + 1}, ("last",)),
        ({"after": "nope!"}, ("after",)),
        ({"before": "nope!"}, ("before",)),
        ({"after": to_cursor("goals", "ada")}, ("after",)),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(
    given: dict[str, Any], path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        page_of(PERSON, given, ["people"])
    assert refused.value.path == path and refused.value.remedy


def test_a_cursor_must_be_one_of_every_place() -> None:
    assert from_cursor(CURSOR, "after", "people", "people") == "ada"
    for places in (("people", "goals"), ("goals", "people"), ("goals",)):
        with pytest.raises(BadInput, match="not a cursor of this list in this order"):
            from_cursor(CURSOR, "after", *places)
    assert from_cursor(to_cursor("people", ""), "after", "people") == ""
    assert from_cursor(None, "after", "people") is None


def test_a_page_says_where_it_lies() -> None:
    class Edge:
        def __init__(self, cursor: str) -> None:
            self.cursor = cursor

    whole = page_info([Edge("a"), Edge("b"), Edge("c")], True, False)
    assert (whole.start_cursor, whole.end_cursor) == ("a", "c")
    assert (whole.has_next_page, whole.has_previous_page) == (True, False)
    empty = page_info([], False, True)
    assert (empty.start_cursor, empty.end_cursor) == (None, None)
    assert (empty.has_next_page, empty.has_previous_page) == (False, True)


@pytest.mark.parametrize(
    "text", ["", "nope!", "é", to_global_id("Nobody", "a"), to_global_id("Person", ""), "UGVyc29u"]
)
def test_what_is_no_id_is_refused_where_it_stands(text: str) -> None:
    with pytest.raises(BadInput) as here:
        from_global_id(text)
    with pytest.raises(BadInput) as there:
        from_global_id(text, "input", 0, "person")
    assert (here.value.path, there.value.path) == (("id",), ("input", 0, "person"))


@pytest.mark.parametrize("label", ["Network", "PeopleSet", *(node.label for node in NODES)])
def test_ids_of_every_noun_are_read_back(label: str) -> None:
    assert from_global_id(to_global_id(label, "acme/a:b")) == (label, "acme/a:b")
