"""Breadth-first execution answers as graphql-core does, and asks the store once a field."""

from __future__ import annotations

import graphql
import pytest
import strawberry

from api.execution.context import Context
from api.execution.viewer import LOCAL
from api.schema.schema import NODE_TYPES, Query, schema
from graph.goals.alignment.cache import organisation_cache_of
from tests.api.conftest import Api

STOCK = strawberry.Schema(query=Query, types=NODE_TYPES)

WALKS = {
    "person to purpose": """{ people(first: 20) { totalCount pageInfo { hasNextPage endCursor }
        edges { cursor node { __typename id name displayName level bot joinedAt key { source externalId }
          home { name kind parent { name } } manager { displayName }
          memberships(first: 3) { totalCount edges { role since node { name } } }
          conversations(last: 3) { nodes { title kind visibility startedAt
            goals { edges { link { state method reasons } node { title status dueOn
              ancestors { nodes { title kind } } } } } } } } } } }""",
    "talk": """{ conversations(first: 10, orderBy: {field: STARTED_AT, direction: DESC}) { nodes { title tags
        group { name } hosts { nodes { name } } participants(first: 2) { nodes { name } }
        acceptedAnswer { text } links { nodes { state score decisions { nodes { state decidedAt } } } }
        messages(first: 5) { nodes { at seq kind question text author { name }
          replyTo { id author { name } } replies { totalCount } mentions { nodes { name } }
          refs { nodes { id } } reactions { edges { kind at node { name } } } } } } } }""",
    "help": """{ needs(first: 20) { nodes { title state askedAt askedBy { name } solver { name }
        holders { edges { since until node { name } } } connectors { nodes { name } }
        requires { nodes { name people(first: 2) { nodes { name } } } } goals { nodes { title } } } }
        experiments(first: 10) { nodes { title state finding proposedBy { name }
        backers { edges { at node { name } } } goals { nodes { title } } retryOf { title } } }
        outcomes(first: 10) { nodes { kind title reason by { name } conversation { title }
        goal { title } need { title } experiment { title } } }
        offers(first: 5) { nodes { title by { name } capabilities { nodes { name } } } } }""",
    "goals": """{ goals(first: 50, orderBy: {field: DUE_ON}) { nodes { title kind status tags startsOn dueOn
        metricKind metricBaseline metricTarget metricCurrent version owners { nodes { name } }
        groups { nodes { name } } parents { edges { weight node { title } } }
        children { edges { weight node { title } } } descendants { totalCount }
        checkIns(last: 2) { nodes { at progress value status note by { name } } } } } }""",
    "types below an interface": """{ search(text: "the", in: MESSAGES, first: 20) { nodes { id
        ... on Message { author { name manager { name } } conversation { title } } } edges { node {
        ... on Message { mentions { nodes { name } } replies { totalCount } } } } } }""",
    "aliases and fragments": """query { a: people(first: 2) { ...p } b: people(last: 2) { ...p }
        goals(first: 1) { nodes { ... on Node { id } ... on Goal { title @include(if: true)
        kind @skip(if: true) } } } } fragment p on PersonConnection { nodes { id
        ...q } } fragment q on Person { name reports { nodes { name } } }""",
    "nothing": """{ node(id: "UGVyc29uOm5vYm9keS94") { id } people(where: {name: {eq: "nobody"}}) {
        totalCount nodes { id } edges { node { name } } pageInfo { startCursor endCursor } } }""",
    "errors": """{ person(id: "bad") { name } people(first: 1000) { nodes { id } }
        goals(first: 1) { nodes { title } } }""",
    "errors in a list": """{ people(first: 3) { nodes { name memberships(first: 1000) {
        totalCount } } } }""",
}


@pytest.mark.parametrize("walk", WALKS)
async def test_answer_is_that_of_graphql_core(api: Api, walk: str) -> None:
    # given the same query for both executors
    fast = await api.result(WALKS[walk])
    stock = await STOCK.execute(WALKS[walk], context_value=Context(api.store, LOCAL))
    # then data and errors are the same
    assert fast.data == stock.data
    shown = [error.formatted for error in fast.errors or []]
    assert shown == [error.formatted for error in stock.errors or []]


@pytest.mark.parametrize(
    "walk", ["person to purpose", "talk", "help", "goals", "types below an interface"]
)
async def test_statement_is_sent_once_a_path(api: Api, walk: str) -> None:
    sent = await api.counted(WALKS[walk])
    assert sent
    assert {place: count for place, count in sent.items() if count > 1} == {}


async def test_every_field_of_every_node_costs_one_statement_at_most(api: Api) -> None:
    """The guard for fields that nobody has thought of yet: all of them, under a list."""
    await organisation_cache_of(api.store).view(
        patient=True
    )  # columns are read once a process, not once a request
    shown = graphql.build_schema(schema.as_str())
    for root in ("people", "groups", "goals", "conversations", "messages", "needs", "experiments"):
        kind = shown.query_type.fields[root].type.of_type.fields["nodes"].type  # type: ignore[union-attr]
        node = graphql.get_named_type(kind)
        assert isinstance(node, graphql.GraphQLObjectType)
        for name, field in node.fields.items():
            selected = _selected(name, field)
            if selected is None:
                continue
            sent = await api.counted(f"{{ {root}(first: 10) {{ nodes {{ {selected} }} }} }}")
            assert {place: count for place, count in sent.items() if count > 1} == {}, name


def _selected(name: str, field: graphql.GraphQLField) -> str | None:
    """The field with a small selection; None where an argument must be given."""
    if any(graphql.is_required_argument(argument) for argument in field.args.values()):
        return None
    kind = graphql.get_named_type(field.type)
    if graphql.is_leaf_type(kind):
        return name
    assert isinstance(kind, (graphql.GraphQLObjectType, graphql.GraphQLInterfaceType))
    if "edges" in kind.fields:
        total = " totalCount" if "totalCount" in kind.fields else ""
        return f"{name} {{ edges {{ cursor node {{ __typename id }} }}{total} }}"
    return f"{name} {{ __typename }}"
