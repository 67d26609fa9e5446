"""A mutation costs by its rows, however they are given."""

from __future__ import annotations

from typing import Any

import pytest

from api.execution.executor import Executor
from api.http.document_limits import Limits
from api.http.documents import Documents
from api.schema.schema import schema

GRAPHQL: Any = schema._schema
DOCUMENTS = Documents(GRAPHQL, Limits(), open_schema=True)
GOALS = "mutation ($input: SaveGoalsInput!) { saveGoals(input: $input) "


def cost(text: str, **variables: Any) -> int:
    prepared = DOCUMENTS.document_of(text)
    assert prepared.errors == [] and prepared.document is not None
    executor = Executor.build(GRAPHQL, prepared.document, None, None, variables)
    operation = prepared.operation(None)
    assert operation is not None and not isinstance(executor, list)
    return DOCUMENTS.cost(prepared, operation, executor.variable_values)


def goals(count: int, title: Any = "x") -> dict[str, Any]:
    return {"goals": [{"title": title}] * count}


@pytest.mark.parametrize("count", [1, 1000, 10])
def test_each_row_costs_five_and_what_is_selected_of_its_result(count: int) -> None:
    # 1.1 for the payload with one number; a result 1.1, the goal 1.1, an error 1.2
    whole = GOALS + "{ saved results { status goal { title } userErrors { path message } } } }"
    assert cost(whole, input=goals(count)) == -(-(11 + count * (50 + 11 + 11 + 12)) // 10)
    assert cost(GOALS + "{ saved } }", input=goals(count)) == -(-(11 + count * 50) // 10)


def test_rows_count_whether_they_are_variables_literals_or_cannot_be_read() -> None:
    inside = "mutation ($rows: [GoalInput!]!) { saveGoals(input: {goals: $rows}) { saved } }"
    written = 'mutation { saveGoals(input: {goals: [{title: "a"}, {title: "b"}]}) { saved } }'
    assert cost(inside, rows=goals(100)["goals"]) == 502
    assert cost(written) == 12
    assert cost(GOALS + "{ saved } }", input=goals(100, title=7)) == 502


def test_a_thousand_rows_with_all_that_their_results_say_are_allowed() -> None:
    errors = "userErrors { code path message remedy retryable current { id } }"
    goal = "goal { key { externalId } title version }"
    text = f"{GOALS} {{ saved results {{ status isNew notes {goal} {errors} }} {errors} }} }}"
    assert cost(text, input=goals(1000)) < Limits().cost
