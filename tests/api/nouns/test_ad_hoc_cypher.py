"""`cypher` in GraphQL: for analysts, priced by its rows, with clear refusals."""

from __future__ import annotations

import pytest
from graphql import parse

from api.execution.cost import Pricing
from api.execution.viewer import Viewer
from api.http.document_limits import Limits, fragments_of, operations_of
from api.schema.schema import schema
from graph.errors import BadInput, Forbidden
from graph.store.driver import Store
from tests.api.store_query import MEMBER, ask, data

QUERY = """query($statement: String!, $parameters: JSON, $first: Int) {
  cypher(statement: $statement, parameters: $parameters, first: $first) { columns rows truncated } }"""


def cost(query: str) -> int:
    document = parse(query)
    operation = next(iter(operations_of(document)))
    return Pricing(schema._schema, fragments_of(document), {}).of(operation)


@pytest.mark.parametrize("roles", [{"analyst"}, {"admin"}, {"member", "analyst"}])
@pytest.mark.asyncio(loop_scope="session")
async def test_analysts_ask(store: Store, roles: set[str]) -> None:
    viewer = Viewer(id="acme/ann", roles=frozenset(roles))
    variables = {"statement": "UNWIND $xs AS x RETURN x, x * 2 AS y;", "parameters": {"xs": [1, 2]}}
    found = await data(store, QUERY, variables | {"first": 1}, viewer)
    assert found == {"cypher": {"columns": ["x", "y"], "rows": [[1, 2]], "truncated": True}}


@pytest.mark.parametrize("roles", [set(), {"member"}, {"steward"}, {"tool"}, {"member", "steward"}])
@pytest.mark.asyncio(loop_scope="session")
async def test_others_do_not(store: Store, roles: set[str]) -> None:
    viewer = Viewer(id=MEMBER.id, roles=frozenset(roles))
    answer = await ask(store, QUERY, {"statement": "RETURN 1 AS one"}, viewer)
    assert answer.data is None
    assert [type(error) for error in answer.errors] == [Forbidden]


@pytest.mark.parametrize("first", [0, -1, 10_001])
@pytest.mark.asyncio(loop_scope="session")
async def test_a_number_of_rows_out_of_bounds_is_refused(store: Store, first: int) -> None:
    answer = await ask(store, QUERY, {"statement": "RETURN 1 AS one", "first": first})
    assert [type(error) for error in answer.errors] == [BadInput]


@pytest.mark.parametrize("parameters", ["text", [1], 5, {"x": 2**70}, {"x": "\ud800"}])
@pytest.mark.asyncio(loop_scope="session")
async def test_parameters_must_be_an_object_of_values(store: Store, parameters: object) -> None:
    answer = await ask(store, QUERY, {"statement": "RETURN $x AS x", "parameters": parameters})
    assert [type(error) for error in answer.errors] == [BadInput]


def test_a_statement_costs_by_its_rows_and_two_of_the_largest_are_allowed() -> None:
    one = 'cypher(statement: "RETURN 1 AS x"%s) { columns }'
    costs = [cost("{ %s }" % (one % rest)) for rest in ("", ", first: 100", ", first: 99999")]
    assert [round(price, -1) for price in costs] == [6000, 1050, 6000]
    assert 3 * costs[0] < Limits().cost < 4 * costs[0]
