"""What an analyst types becomes the value that the statement needs, or a message that says what to type."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.store.literals import literal, params_of
from graph.store.statements import Statement, all_statements


def taking(**examples: str) -> Statement:
    """A statement with these parameters."""
    return Statement("some", "read", "Some.", "RETURN 1 AS one", examples, Path("some.cypher"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("TRUE", True),
        ("-12", -12),
        ("1.5e3", 1500.0),
        ("'it\\'s \\u00e9\\n'", "it's é\n"),
        ('"a"', "a"),
        ("[]", []),
        ("{}", {}),
        ("[1, [2.0]]", [1, [2.0]]),
        ("{a: 'x', \"b\": null}", {"a": "x", "b": None}),
        ("datetime('2026-01-31T09:30:00Z')", datetime(2026, 1, 31, 9, 30, tzinfo=UTC)),
        ("datetime('2026-01-31')", datetime(2026, 1, 31, tzinfo=UTC)),
        ("date('2026-01-31')", date(2026, 1, 31)),
    ],
)
def test_a_literal_has_its_value(text: str, value: Any) -> None:
    assert literal(text) == value
    assert type(literal(text)) is type(value)


@pytest.mark.parametrize(
    "text", ["", "acme/a", "[1", "[1 2]", "{a 1}", "{1: 2}", "1 2", "date(1", "'open", "2026-01-31"]
)
def test_what_is_no_literal_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        literal(text)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_read_as_json(value: Any) -> None:
    assert literal(json.dumps(value)) == value


def test_every_example_of_reading_statements_is_a_literal() -> None:
    for one in all_statements().values():
        if one.folder in ("read", "analysis"):
            assert set(params_of(one, {})) == set(one.examples)


def test_values_are_read_by_the_type_of_the_example() -> None:
    statement = taking(
        ids="['a']",
        limit="25",
        share="0.5",
        words="'a'",
        since="datetime('2026-01-01')",
        all="true",
    )

    result = params_of(
        statement,
        {"ids": "acme/ada", "limit": "3", "share": "1", "words": "7up & co", "since": "2026-02-01"},
    )

    assert result == {
        "ids": ["acme/ada"],
        "limit": 3,
        "share": 1.0,
        "words": "7up & co",
        "since": datetime(2026, 2, 1, tzinfo=UTC),
        "all": True,
    }


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    assert params_of(taking(words="'a'"), {"words": "7"}) == {"words": "7"}


def test_a_list_of_texts_is_taken_from_json() -> None:
    assert params_of(taking(ids="['a']"), {"ids": '["x", "y"]'}) == {"ids": ["x", "y"]}


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        params_of(taking(limit="25"), {"limit": "many"})
    assert caught.value.message == "--limit 'many' is not a whole number"
    assert caught.value.remedy == 'write it like --limit "25"'


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        params_of(taking(ids="['a']", limit="25"), {"id": "a"})
    assert caught.value.message == "some has no parameter 'id'"
    assert caught.value.remedy == "it has --ids, --limit"
