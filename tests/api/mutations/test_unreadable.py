"""One wrong value spoils its own row only: every scalar of every mutation, as variable and as literal."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLEnumType, get_named_type, is_list_type, is_required_input_field

from api.execution.context import Context
from api.execution.executor import Executor
from api.execution.viewer import LOCAL
from api.http.document_limits import Limits
from api.http.documents import Documents
from api.schema.schema import schema
from graph.store.driver import Store
from tests.api.input_values import LEAST, Steps, bare, edges, has, least, leaves, literal, with_leaf
from tests.api.mutations.small_organisation import key

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
JOINING = {
    name
    for name, (_, rows) in ROWS.items()
    for row in [bare(bare(rows).of_type)]
    for end in ("person", "blockedBy")
    if end in row.fields and is_required_input_field(row.fields[end])
}
"""Mutations of rows that are named by what they join, which must be there."""
X = key("x")
JOINED = {
    "savePeople": {"people": [X | {"name": "X"}]},
    "saveGroups": {"groups": [X | {"name": "X"}]},
    "saveGoals": {"goals": [X | {"title": "X"}, key("y") | {"title": "Y"}]},
    "saveConversations": {"conversations": [X]},
    "addMessages": {"messages": [X | {"conversation": X, "author": X, "at": LEAST["DateTime"]}]},
}
"""Mutations that save what the least row of `JOINING` names."""

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
        shown = "isNew " if "isNew" in result_fields(name) else ""
        selection += f" saved rejected results {{ status {shown}userErrors {{ path }} }}"
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


def result_fields(name: str) -> Any:
    """The fields of what a mutation of many rows says of each."""
    results = get_named_type(GRAPHQL.mutation_type.fields[name].type).fields["results"]
    return get_named_type(results.type).fields


async def save_joined(store: Store, name: str) -> None:
    """Save what the rows of a mutation join, if that is what it saves or removes."""
    for first, input in JOINED.items() if name in JOINING else ():
        (rows,) = input.values()
        assert (await answer(store, first, input, as_literal=False))["saved"] == len(rows), first


def between_two(row: Any) -> Any:
    """A row in which no goal waits for itself."""
    return row | {"blockedBy": key("y")} if row.get("blockedBy") == X else row


def told_apart(row: Any, type_: Any, number: int) -> Any:
    """A row that means another thing than those of other numbers, but where it says what it means."""
    row = between_two(row)
    own = row.get("key")
    if isinstance(own, dict) and own.get("externalId") == "x":
        return row | {"key": own | {"externalId": f"n{number}"}}
    word = next((one for one in ("role", "kind") if one in type_.fields), None)
    if "person" in row and word is not None:
        return {word: f"n{number}"} | row
    return row


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
    good = between_two(good)
    await save_joined(empty_store, name)
    payload = await answer(
        empty_store, name, {field: [*input_rows, good], "onError": "SKIP"}, as_literal=as_literal
    )

    results = payload["results"]
    paths = [result["userErrors"][0]["path"] for result in results[: len(every)]]
    assert paths == [sent((field, number, *place)) for number, (place, _) in enumerate(every)]
    assert {result["status"] for result in results[: len(every)]} == {"REJECTED"}
    if "isNew" in result_fields(name):
        assert {result["isNew"] for result in results[: len(every)]} == {False}
    if name.startswith("remove"):
        same = {"isNew": False} if "isNew" in result_fields(name) else {}
        assert results[-1] == {"status": "UNCHANGED", "userErrors": []} | same
    if name.startswith("save"):
        is_new = name != "saveGoalDependencies"  # there a goal is told, which is there before
        assert results[-1] == {"status": "SAVED", "isNew": is_new, "userErrors": []}


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
    edge_rows = [
        with_leaf(row, place, value) for place, leaf in leaves(row) for value in edges(leaf)
    ]
    input_rows = [told_apart(entry, bare(row), number) for number, entry in enumerate(edge_rows)]
    assert len(input_rows) <= 1000
    input = {field: input_rows, "onError": "SKIP"}
    await save_joined(empty_store, name)

    payload = await answer(empty_store, name, input, as_literal=False)

    ends_exist = name != "saveGoalDependencies"  # whatever the edge value, it names no goal there
    assert payload["saved"] or not name.startswith("save") or not ends_exist
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
    await save_joined(empty_store, name)
    for field, inner in type_.fields.items():
        if field == own:
            continue
        for place, leaf in leaves(inner.type, (field,)):
            for value in edges(leaf):
                input = with_leaf(type_, place, value) | {own: [least(bare(rows).of_type)] * 2}
                payload = await answer(empty_store, name, input, as_literal=False)
                for error in payload["userErrors"]:
                    assert has({"input": input}, tuple(error["path"])), (input, error)
