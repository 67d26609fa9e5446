"""Fields that take long cost more: many of them are refused with COST, a usual query passes."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import parse
from graphql.execution.values import get_variable_values

from api.execution.cost import Pricing
from api.http.document_limits import Limits, fragments_of, operations_of
from api.http.documents import Documents
from api.schema.schema import schema

SCHEMA = schema._schema
MOST = Limits().cost
ABSENCE = "absence { fragmentation { before } distanceFragmentation { after } reach cutOffCount }"
PLAYERS = " ".join(f"k{n}: keyPlayers(count: {n}) {{ steps {{ count }} }}" for n in range(1, 9))


def cost(query: str, variables: dict[str, Any] | None = None) -> int:
    document = parse(query)
    operation = next(iter(operations_of(document)))
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), variables or {})
    assert not isinstance(values, list), values
    return Pricing(SCHEMA, fragments_of(document), values.coerced).of(operation)


def scope(field: str) -> int:
    """What a field of one set costs beside the set itself."""
    query = (
        'query($sense: Sense, $measure: MeasureKey = BETWEENNESS) { scope(people: ["a"]) { %s } }'
    )
    return cost(query % f"id {field}") - cost(query % "id")


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("centrality(measure: BETWEENNESS) { value }", 1, 3),
        ("centrality(measure: BETWEENNESS, sense: MEMBERS) { value }", 1, 3),
        ("centrality(measure: BETWEENNESS, sense: AS_ONE) { value }", 1200, 1201),
        ("centrality(measure: DEGREE, sense: AS_ONE) { value }", 100, 101),
        ("centrality(measure: PAGERANK, sense: AS_ONE) { value }", 1, 3),  # there is no such sense
        ("centrality(measure: BETWEENNESS, sense: AMONG_GROUPS) { value }", 1200, 1201),
        ("centrality(measure: CORE, sense: AMONG_GROUPS) { value }", 100, 101),
        ("brokerage { total { value } }", 1, 3),
        ("brokerage(sense: AS_ONE) { betweenness { value } }", 1200, 1202),
        ("brokerage(sense: AMONG_GROUPS) { constraint { value } }", 2700, 2702),
        ("resilience(sense: AS_ONE) { harmonicOut { value } }", 200, 202),
        ("mixing(sense: AMONG_GROUPS) { tieDiversity { value } }", 200, 202),
        (ABSENCE, 600, 610),
        ("absence { cutOffPeople(first: 5) { totalCount } }", 100, 110),
        ("ties(first: 1) { totalCount }", 100, 105),
    ],
)
def test_what_is_worked_out_costs_what_it_takes(field: str, least: int, most: int) -> None:
    assert least <= scope(field) <= most


def test_a_group_is_measured_among_groups_once_for_all() -> None:
    field = "centrality(measure: BETWEENNESS, sense: AMONG_GROUPS) { value }"

    assert cost(f"{{ groups(first: 25) {{ nodes {{ {field} }} }} }}") < 25 * 110


def test_choices_come_from_variables_and_are_remembered_apart() -> None:
    text = """query($sense: Sense, $measure: MeasureKey = BETWEENNESS) {
      network { centrality(measure: $measure, sense: $sense) { value } } }"""
    documents = Documents(SCHEMA, Limits(), open_schema=True)

    def again(**variables: str) -> int:
        prepared = documents.document_of(text)
        assert prepared.document is not None
        operation = next(iter(operations_of(prepared.document)))
        values = get_variable_values(SCHEMA, operation.variable_definitions or (), variables)
        assert not isinstance(values, list)
        found = documents.cost(prepared, operation, values)
        assert found == cost(text, variables)
        return found

    for _ in range(3):
        assert again() < 5
        assert again(sense="MEMBERS") < 5
        assert again(sense="AS_ONE") > 1200
        assert 100 <= again(sense="AS_ONE", measure="DEGREE") < 105


def test_comparing_people_of_two_analyses_has_its_price() -> None:
    query = '{ compareAnalyses(before: "a", after: "b") { sameCode %s } }'
    plain = cost(query % "")

    assert cost(query % "peopleInBoth") - plain == 300
    assert 300 <= cost(query % "rankCorrelations { value }") - plain <= 315


@pytest.mark.parametrize(
    "query",
    [
        "{ groups(first: 100) { nodes { centrality(measure: BETWEENNESS, sense: AS_ONE) { value } } } }",
        "{ groups(first: 25) { nodes { brokerage(sense: AS_ONE) { betweenness { value } } } } }",
        f"{{ people(first: 100) {{ nodes {{ {ABSENCE} }} }} }}",
        f"{{ network {{ {PLAYERS} }} }}",
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on PeopleSet { brokerage(sense: AMONG_GROUPS) { constraint { value } } } } }",
    ],
)
def test_many_of_them_are_refused(query: str) -> None:
    variables = {"ids": [str(n) for n in range(20)]} if "$ids" in query else None

    assert cost(query, variables) > MOST


@pytest.mark.parametrize(
    "query",
    [
        """query($p: [ID!]) { scope(people: $p) {
          mean: centrality(measure: BETWEENNESS) { value }
          asOne: centrality(measure: BETWEENNESS, sense: AS_ONE) { value standardError }
          among: brokerage(sense: AMONG_GROUPS) { betweenness { value } constraint { value } }
          resilience(sense: AS_ONE) { harmonicOut { value } harmonicIn { value } }
          mixing { eiAgainstChance { index expected } }
          ties(first: 25) { edges { strength node { displayName } } }
          absence { fragmentation { before after } distanceFragmentation { before after } reach cutOffCount
            cutOffPeople(first: 25) { nodes { displayName } } goals(first: 25) { nodes { title } } } } }""",
        "{ groups(first: 100) { nodes { name centrality(measure: DEGREE, sense: AS_ONE) { value } } } }",
        "{ groups(first: 25) { nodes { brokerage(sense: AMONG_GROUPS) { betweenness { value } } } } }",
        f"{{ people(first: 25) {{ nodes {{ name {ABSENCE} }} }} }}",
        '{ compareAnalyses(before: "a", after: "b") { peopleInBoth peopleJoined peopleLeft means { before after } rankCorrelations { value } } }',
        '{ network { keyPlayers(count: 5, purpose: "x") { steps { count } people { name } } } }',
    ],
)
def test_usual_ones_pass(query: str) -> None:
    assert cost(query) <= MOST
