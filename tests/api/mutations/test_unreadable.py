"""One wrong value spoils its own row only: every scalar of every mutation, as variable and as literal."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLEnumType, get_named_type, is_list_type

from api.execution.context import Context
from api.execution.executor import Executor
from api.execution.viewer import LOCAL
from api.http.document_limits import Limits
from api.http.documents import Documents
from api.schema.schema import schema
from graph.store.driver import Store
from tests.api.input_values import Steps, bare, edges, has, least, leaves, literal, with_leaf

GRAPHQL: Any = schema._schema
DOCUMENTS = Documents(GRAPHQL, Limits(), open_schema=True)
INPUTS = {name: field.args["input"].type for name, field in GRAPHQL.mutation_type.fields.items()}
ROWS = {
    name: (field, inner.type)
    for name, type_ in INPUTS.items()
    for field, inner in bare(type_).fields.items()
    if is_list_type(bare(inner.type))
    and "results" in get_named_type(GRAPHQL.mutation_type.fields[name].type).fields
}
"""Mutation of many rows → the field that holds them, and its type."""

WRONG: dict[str, Any] = {
    "String": 17,
    "ID": 1.5,
    "Int": 3_000_000_000,
    "Float": "much",
    "Boolean": "yes",
    "Date": "2026-02-30",
    "DateTime": "2026-02-30T00:00:00Z",
    "Decimal": "1,5",
}


def wrong(leaf: Any) -> Any:
    return "NO_SUCH_VALUE" if isinstance(leaf, GraphQLEnumType) else WRONG[leaf.name]


async def answer(store: Store, name: str, input: Any, *, as_literal: bool) -> Any:
    """The payload of a mutation that must not fail as a request."""
    type_ = INPUTS[name]
    rows = name in ROWS
    selection = "userErrors { code path message remedy }"
    if rows:
        selection += " saved rejected results { status isNew userErrors { path } }"
    if as_literal:
        text = f"mutation {{ {name}(input: {literal(input, type_)}) {{ {selection} }} }}"
    else:
        text = f"mutation ($input: {type_}) {{ {name}(input: $input) {{ {selection} }} }}"
    prepared = DOCUMENTS.document_of(text)
    assert prepared.errors == []
    executor = Executor.build(
        GRAPHQL,
        prepared.document,  # type: ignore[arg-type]
        None,
        Context(store, LOCAL),
        {} if as_literal else {"input": input},
    )
    assert not isinstance(executor, list), executor
    result = await executor.execute_operation()
    assert result.errors is None, (name, result.errors)
    return result.data[name]


def sent(place: Steps) -> list[str]:
    return ["input", *map(str, place)]


@pytest.mark.parametrize("as_literal", [False, True], ids=["variable", "literal"])
@pytest.mark.parametrize("name", sorted(ROWS))
async def test_a_wrong_scalar_is_the_fault_of_its_row(
    empty_store: Store, name: str, as_literal: bool
) -> None:
    field, rows = ROWS[name]
    row = bare(rows).of_type
    every = list(leaves(row))
    input_rows = [with_leaf(row, place, wrong(leaf)) for place, leaf in every]
    good = least(row) | {"title": "Good", "name": "Good"}
    good = {key: value for key, value in good.items() if key in bare(row).fields}
    payload = await answer(
        empty_store, name, {field: [*input_rows, good], "onError": "SKIP"}, as_literal=as_literal
    )

    results = payload["results"]
    paths = [result["userErrors"][0]["path"] for result in results[: len(every)]]
    assert paths == [sent((field, number, *place)) for number, (place, _) in enumerate(every)]
    assert {result["status"] for result in results[: len(every)]} == {"REJECTED"}
    assert {result["isNew"] for result in results[: len(every)]} == {False}
    if name.startswith("save"):
        assert results[-1] == {"status": "SAVED", "isNew": True, "userErrors": []}


@pytest.mark.parametrize("as_literal", [False, True], ids=["variable", "literal"])
@pytest.mark.parametrize("name", sorted(INPUTS))
async def test_a_wrong_scalar_beside_the_rows_is_told_with_its_place(
    store: Store, name: str, as_literal: bool
) -> None:
    type_ = bare(INPUTS[name])
    own = ROWS.get(name, ("", None))[0]
    for field, inner in type_.fields.items():
        if field == own:
            continue
        for place, leaf in leaves(inner.type, (field,)):
            payload = await answer(
                store, name, with_leaf(type_, place, wrong(leaf)), as_literal=as_literal
            )
            assert [error["path"] for error in payload["userErrors"]] == [sent(place)]
            assert payload["userErrors"][0]["remedy"]


@pytest.mark.parametrize("name", sorted(ROWS))
async def test_an_edge_value_is_saved_or_refused_at_a_place_that_was_sent(
    empty_store: Store, name: str
) -> None:
    field, rows = ROWS[name]
    row = bare(rows).of_type
    input_rows = [
        with_leaf(row, place, value) for place, leaf in leaves(row) for value in edges(leaf)
    ]
    for number, entry in enumerate(input_rows):
        key = entry.get("key")
        if isinstance(key, dict) and key.get("externalId") == "x":
            entry["key"] = key | {"externalId": f"n{number}"}
    assert len(input_rows) <= 1000
    input = {field: input_rows, "onError": "SKIP"}

    payload = await answer(empty_store, name, input, as_literal=False)

    for entry in payload["userErrors"]:
        assert entry["code"] in ("BAD_INPUT", "NOT_FOUND", "CONFLICT", "FORBIDDEN"), entry
        assert has({"input": input}, tuple(entry["path"])), entry


@pytest.mark.parametrize("name", sorted(INPUTS.keys() - ROWS.keys()))
async def test_an_edge_value_of_one_thing_is_taken_or_refused_at_a_place_that_was_sent(
    empty_store: Store, name: str
) -> None:
    type_ = bare(INPUTS[name])
    for place, leaf in leaves(type_):
        for value in edges(leaf):
            input = with_leaf(type_, place, value)
            payload = await answer(empty_store, name, input, as_literal=False)
            for error in payload["userErrors"]:
                assert has({"input": input}, tuple(error["path"])), (input, error)


@pytest.mark.parametrize("name", sorted(ROWS))
async def test_what_is_said_once_for_all_rows_is_faulted_where_it_was_sent(
    empty_store: Store, name: str
) -> None:
    """Whatever stands beside the rows, each edge value with two rows that may take it over."""
    type_ = bare(INPUTS[name])
    own, rows = ROWS[name]
    for field, inner in type_.fields.items():
        if field == own:
            continue
        for place, leaf in leaves(inner.type, (field,)):
            for value in edges(leaf):
                input = with_leaf(type_, place, value) | {own: [least(bare(rows).of_type)] * 2}
                payload = await answer(empty_store, name, input, as_literal=False)
                for error in payload["userErrors"]:
                    assert has({"input": input}, tuple(error["path"])), (input, error)
