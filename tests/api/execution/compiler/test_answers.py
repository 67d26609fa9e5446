"""What the compiler answers is what graphql-core answers level by level, in one statement a root field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import parse

from api.execution.context import Context
from api.execution.executor import Executor
from api.execution.viewer import LOCAL
from api.schema.schema import NODE_TYPES, Query, schema
from graph.goals.goals_at_risk import day_facts, today
from graph.store.operation import observer
from tests.api.conftest import Api
from tests.api.execution.compiler.random_documents import Maker
from tests.api.execution.graphql_core_reference import Reference, faults

REFERENCE = Reference(query=Query, types=NODE_TYPES)
SEEDS = range(20)
WRONG = range(100, 108)
AT_RISK = frozenset(
    ("versions", "departures_of_owners", "warning_signs_of_goals", "blockers_between_goals")
)
"""Statements that say once a request which goals are at risk, before lists are filtered by it."""


async def some_ids(api: Api) -> list[str]:
    """Ids of nodes of some labels, and one of nobody."""
    data = await api.data(
        """{ people(first: 2) { nodes { id } } goals(first: 2) { nodes { id } }
             messages(first: 2) { nodes { id } } needs(first: 1) { nodes { id } } network { id } }"""
    )
    found = [node["id"] for name in data for node in data[name].get("nodes", [data[name]])]
    return [*found, "UGVyc29uOmFjbWUvbm9ib2R5"]


async def both(api: Api, text: str, variables: dict[str, Any]) -> tuple[Any, Any]:
    """The answers of the compiler and of graphql-core."""
    fast = await api.result(text, **variables)
    stock = await REFERENCE.stock.execute(
        text, variable_values=variables, context_value=Context(api.store, LOCAL)
    )
    return fast, stock


@pytest.mark.parametrize("seed", SEEDS)
async def test_generated_documents_are_answered_alike(api: Api, seed: int) -> None:
    text, variables = Maker(seed, await some_ids(api)).document()

    fast, stock = await both(api, text, variables)

    assert stock.errors is None and fast.errors is None
    assert json.dumps(fast.data) == json.dumps(stock.data), text


@pytest.mark.parametrize("seed", WRONG)
async def test_errors_in_the_middle_are_those_of_graphql_core(api: Api, seed: int) -> None:
    text, variables = Maker(seed, await some_ids(api), wrong=True).document()

    expected = await REFERENCE.expected(text, variables, lambda: Context(api.store, LOCAL))
    result = await api.result(text, **variables)

    assert faults(result, expected) == [], text


SHAPES = {
    "nothing is left of a selection": """query ($no: Boolean! = false) { people(first: 2) {
        nodes { id @include(if: $no) } edges { node { name @include(if: $no) } } }
        goals(first: 1) { totalCount @include(if: $no) } }""",
    "the same list with other arguments": """{ a: people(first: 2) { nodes {
        m: conversations(first: 1) { nodes { id } } n: conversations(last: 1) { nodes { id title } } } }
        b: people(first: 2, orderBy: {field: NAME, direction: DESC}) { nodes { id } pageInfo { hasNextPage } } }""",
    "selections of one field that lie apart are merged": """{ people(first: 2) {
        nodes { home { name } ...A } ...B } }
        fragment A on Person { home { kind parent { name } } }
        fragment B on PersonConnection { nodes { jobTitle home { id } } totalCount }""",
    "interfaces": """{ people(first: 2) { nodes { ... on Scope { displayName ... on Node { id } } } }
        groups(first: 2) { nodes { ... on Scope { members(first: 2) {
        totalCount nodes { displayName ... on Scope { __typename } } } } } } }""",
    "nothing of a page": """{ people(first: 0) { nodes { id } pageInfo { hasNextPage endCursor } }
        goals(last: 0) { edges { cursor } totalCount } }""",
    "what nobody knows": """{ person(key: {source: "acme", externalId: "nobody"}) { name
        memberships { nodes { name } } } group(key: {source: "x", externalId: "y"}) { name }
        nodes(ids: ["nonsense"]) { id } }""",
}


@pytest.mark.parametrize("shape", SHAPES)
async def test_shapes_of_selections_are_answered_alike(api: Api, shape: str) -> None:
    fast, stock = await both(api, SHAPES[shape], {})

    assert stock.errors is None and fast.errors is None
    assert json.dumps(fast.data) == json.dumps(stock.data)


async def test_pages_follow_one_another_below_a_parent(api: Api) -> None:
    asked = """query ($after: String) { people(first: 1) { nodes {
        conversations(first: 2, after: $after) { edges { cursor node { id } } pageInfo { endCursor } } } } }"""
    seen, after = [], None
    for _ in range(3):
        fast, stock = await both(api, asked, {"after": after})
        assert fast.data == stock.data
        (person,) = fast.data["people"]["nodes"]
        seen += [edge["node"]["id"] for edge in person["conversations"]["edges"]]
        after = person["conversations"]["pageInfo"]["endCursor"]
    assert len(set(seen)) == len(seen) == 6


async def test_a_cursor_of_another_list_is_refused_as_by_graphql_core(api: Api) -> None:
    foreign = await api.data("{ goals(first: 1) { pageInfo { endCursor } } }")
    asked = "query ($after: String) { people(first: 2) { nodes { conversations(after: $after) { totalCount } } } }"

    fast, stock = await both(api, asked, {"after": foreign["goals"]["pageInfo"]["endCursor"]})

    assert [one.formatted for one in fast.errors] == [one.formatted for one in stock.errors]
    assert fast.errors


FAILING = {
    "a list below some rows": """{ people(first: 2) { nodes { name home { name
        children(first: 1000) { totalCount } } } } groups(first: 1) { nodes { name } } }""",
    "a list below a node that may be null": """query ($most: Int) { messages(first: 3) { nodes { kind
        author { id managers(first: $most) { nodes { id } } }
        conversation { title messages(first: 1, last: 1) { totalCount } } } } }""",
    "a root field that may be null": """{ person(id: "bad") { name }
        other: person(email: "x", id: "y") { name } goals(first: 1) { nodes { title } } }""",
    "no list at all": """{ people(first: 1001) { nodes { memberships(first: 1002) { totalCount } } } }""",
}


@pytest.mark.parametrize("case", FAILING)
async def test_what_fails_is_told_in_its_place_and_the_rest_is_read_once(
    api: Api, case: str
) -> None:
    text, variables = FAILING[case], {"most": 1000} if "$most" in FAILING[case] else {}
    expected = await REFERENCE.expected(text, variables, lambda: Context(api.store, LOCAL))
    sent: list[str] = []

    token = observer.set(sent.append)
    try:
        result = await api.result(text, **variables)
    finally:
        observer.reset(token)

    assert result.errors and faults(result, expected) == []
    assert len(sent) == len(set(sent)) <= text.count("first: 1)") + text.count("first: 2)") + 1


async def test_a_property_that_must_be_there_and_is_not_fails_alone(api: Api) -> None:
    """Nulls in the store, below lists and single nodes, go up as the schema says."""
    asked = """{ goals(first: 2) { nodes { id checkIns(first: 1) { nodes { id } } } }
        messages(first: 30) { nodes { id conversation { title visibility group { name } } } } }"""
    async with api.store.driver.session(database=api.store.database) as session:
        await session.run(
            "MATCH (n:Conversation) WITH n ORDER BY n.id LIMIT 40 SET n.kept = n.visibility REMOVE n.visibility"
        )
        try:
            expected = await REFERENCE.expected(asked, {}, lambda: Context(api.store, LOCAL))
            result = await api.result(asked)
        finally:
            await session.run(
                "MATCH (n:Conversation) WHERE n.kept IS NOT NULL SET n.visibility = n.kept REMOVE n.kept"
            )

    assert result.errors and result.data["goals"] and faults(result, expected) == []
    assert {error.message for error in result.errors} == {
        "Cannot return null for non-nullable field Conversation.visibility."
    }


async def test_each_five_levels_are_a_statement(api: Api) -> None:
    """The store would plan one statement of so many levels for minutes."""
    below = "name manager { name }"
    for _ in range(4):
        below = f"participants(first: 1) {{ nodes {{ {below} }} }}"
        below = f"id conversations(first: 1) {{ nodes {{ title {below} }} }}"
    text = f"{{ people(first: 2) {{ nodes {{ {below} }} }} }}"
    sent: list[str] = []

    token = observer.set(sent.append)
    try:
        result = await api.result(text)
    finally:
        observer.reset(token)
    expected = await REFERENCE.expected(text, {}, lambda: Context(api.store, LOCAL))

    assert result.errors is None and faults(result, expected) == []
    assert sent == ["people", "conversations_of_people"]


async def test_plans_are_remembered_with_the_document(api: Api) -> None:
    """The second request makes no plan; a condition that falls out otherwise makes its own."""
    text = "query ($b: Boolean!) { people(first: 1) { nodes { id name @include(if: $b) } } }"
    plans: dict[Any, Any] = {}
    found = []
    for value in (True, True, False):
        executor = Executor.build(
            schema._schema,
            parse(text),
            context_value=Context(api.store, LOCAL),
            raw_variable_values={"b": value},
        )
        executor.plans = plans
        found.append((await executor.execute_operation()).data["people"]["nodes"][0])
    assert [sorted(one) for one in found] == [["id", "name"], ["id", "name"], ["id"]]
    assert len(plans) == 2


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_plain_root_field_costs_one_statement(api: Api, seed: int) -> None:
    maker = Maker(seed, await some_ids(api))
    maker.ids = [one for one in maker.ids if one.startswith(("R29hb", "TWVzc"))] * 2
    text, variables = maker.document()
    text = text.replace("progress { value }", "")
    (operation,) = (one for one in parse(text).definitions if one.kind == "operation_definition")
    is_by_risk = "{risk: {" in text
    if is_by_risk:
        await day_facts(api.store, today())  # read once a day, not once a request
    sent: list[str] = []

    token = observer.set(sent.append)
    try:
        await schema.execute(
            text, variable_values=variables, context_value=Context(api.store, LOCAL)
        )
    finally:
        observer.reset(token)

    follows = {"oldest_transaction"} if "field: UPDATED" in text else set()
    before = [one for one in sent if (is_by_risk and one in AT_RISK) or one in follows]
    assert len(before) == len(set(before)), (text, sent)
    assert len(sent) - len(before) <= len(operation.selection_set.selections), (text, sent)
