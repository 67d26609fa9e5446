"""Known prices of operations; page sizes with the values of variables."""

import time
from typing import Any

import pytest
from graphql import parse
from graphql.execution.values import get_variable_values

from api.execution.cost import Pricing
from api.http.document_limits import fragments_of, operations_of
from tests.api.http.sample import schema as sample

SCHEMA = sample._schema


def cost(query: str, variables: dict[str, Any] | None = None) -> int:
    document = parse(query)
    operation = next(iter(operations_of(document)))
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), variables or {})
    assert not isinstance(values, list)
    return Pricing(SCHEMA, fragments_of(document), values.coerced).of(operation)


@pytest.mark.parametrize(
    ("query", "price"),
    [
        ("{ __typename }", 1),
        ("{ person { name level } }", 2),
        # the connection 1, 100 rows of an object with one scalar 1.1
        ("{ people(first: 100) { nodes { name } } }", 111),
        ("{ people(first: 100) { edges { node { name } } } }", 111),
        ("{ people(last: 10) { nodes { name } } }", 12),
        ("{ people { nodes { name } } }", 29),
        ("{ people(first: null) { nodes { name } } }", 29),
        ("{ people(first: 0) { nodes { name } totalCount } }", 2),
        ("{ people(first: 3) { nodes { name } edges { node { name } } } }", 8),
        # 1 + 10 × (1 + (1 + 10 × 1.1))
        ("{ people(first: 10) { nodes { friends(first: 10) { nodes { name } } } } }", 131),
        ('{ nodes(ids: ["a", "b", "c"]) { name } }', 4),
        ("{ dear }", 500),
        ("{ __schema { types { name } } }", 15000),
    ],
)
def test_known_prices(query: str, price: int) -> None:
    assert cost(query) == price


def test_page_sizes_come_from_variables_and_their_defaults() -> None:
    query = "query ($n: Int = 50) { people(first: $n) { nodes { name } } }"

    assert cost(query) == 56
    assert cost(query, {"n": 100}) == 111
    assert cost(query, {"n": None}) == 29


def test_list_arguments_come_from_variables() -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { name } }"

    assert cost(query, {"ids": [str(i) for i in range(50)]}) == 55


def test_of_fragments_on_different_types_the_dearest_counts() -> None:
    query = """{ search {
        ... on Person { friends(first: 10) { nodes { name } } }
        ... on Group { name members { name } }
    } }"""

    # 10 hits × (1 + max(1 + 10 × 1.1, 0.1 + 10 × 1.1))
    assert cost(query) == 130


def test_a_fragment_costs_by_the_page_that_it_is_spread_in() -> None:
    query = """{ a: people(first: 10) { ...F } b: people(first: 100) { ...F } }
        fragment F on Friends { nodes { name } }"""

    assert cost(query) == 12 + 111


def test_a_bomb_of_fragments_is_priced_in_milliseconds() -> None:
    chain = "".join(
        f"fragment F{i} on Person {{ a: manager {{ ...F{i + 1} }} b: manager {{ ...F{i + 1} }} }}"
        for i in range(80)
    )
    query = f"{{ person {{ ...F0 }} }} {chain} fragment F80 on Person {{ name }}"

    start = time.process_time()
    price = cost(query)

    assert price > 2**80
    assert time.process_time() - start < 0.2
