"""Answers that say nothing but who asks are executed once a document and viewer, and are the executor's own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from graphql import get_operation_ast, parse, validate
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from api.execution import executor as executor_module
from api.execution.context import Context
from api.execution.viewer import LOCAL, Viewer, roles_with_implied
from api.execution.viewer_answers import MOST_ANSWERS, tells_viewer_only
from api.http.app import create_app
from api.schema.schema import schema
from graph.config import Settings, Target
from graph.store.driver import Store
from tests.api.http.client import client

NOWHERE = Store(None, Target("bolt://127.0.0.1:1", "nobody", ""))  # type: ignore[arg-type]
VIEWERS = {
    role: Viewer(f"key-{role}", roles_with_implied(frozenset({role})), credential=f"key:{role}")
    for role in ("tool", "member", "steward", "analyst", "admin")
}
PLAIN = ("role", "roles", "permissions", "source", "authenticated", "__typename")
ASKED = ("person { displayName }", "optedOutAt", "sharedWithMe { __typename }")


async def by_header(headers: Mapping[bytes, bytes]) -> Viewer:
    return VIEWERS.get(headers.get(b"as", b"").decode(), LOCAL)


def application(rate: int = 10_000) -> FastAPI:
    async def context(request: Request) -> Context:
        return Context(NOWHERE, request.scope["state"]["viewer"])

    return create_app(
        schema, context, replace(Settings.from_env({}), rate=rate), authenticate=by_header
    )


async def answers(app: FastAPI, query: str, *names: str, **more: Any) -> list[Any]:
    """The answers to these viewers, one after the other."""
    async with client(app) as http:
        return [
            (
                await http.post("/graphql", json={"query": query, **more}, headers={"as": name})
            ).json()
            for name in names
        ]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The operations for which an executor is made."""
    made: list[str] = []
    build = executor_module.Executor.build.__func__  # type: ignore[attr-defined]

    def counted(cls: Any, *arguments: Any, **options: Any) -> Any:
        made.append("operation")
        return build(cls, *arguments, **options)

    monkeypatch.setattr(executor_module.Executor, "build", classmethod(counted))
    return made


@st.composite
def selections(draw: st.DrawFn) -> str:
    """A selection of the viewer's own fields: aliases, fragments, conditions."""
    parts = []
    for n, name in enumerate(draw(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6))):
        part = f"a{n}: {name}" if draw(st.booleans()) else name
        form = draw(st.sampled_from(("{}", "... on Viewer {{ {} }}", "... {{ {} }}")))
        condition = draw(st.sampled_from(("", "", " @skip(if: false)", " @include(if: false)")))
        parts.append(form.format(part + condition))
    return " ".join(parts)


@settings(max_examples=40, deadline=None)
@given(selections(), st.lists(st.sampled_from(sorted(VIEWERS)), min_size=2, max_size=6))
def test_an_answer_that_is_remembered_is_the_executors(fields: str, names: list[str]) -> None:
    query = f"{{ __typename ...Mine x: viewer {{ {fields} }} }} fragment Mine on Query {{ viewer {{ {fields} }} }}"

    async def both() -> None:
        remembering = application()
        for name in names * 2:
            (again,) = await answers(remembering, query, name)
            (first,) = await answers(application(), query, name)
            assert again["data"] == first["data"], name
            assert (
                again["extensions"]["cost"]["requested"] == first["extensions"]["cost"]["requested"]
            )

    asyncio.run(both())


async def test_each_viewer_is_told_of_themselves_and_asked_for_once(built: list[str]) -> None:
    app, names = application(), [*VIEWERS, *VIEWERS, "nobody", "nobody"]
    found = await answers(app, "{ viewer { role authenticated } }", *names)
    assert [one["data"]["viewer"]["role"] for one in found[:5]] == [
        name.upper() for name in VIEWERS
    ]
    assert [one["data"] for one in found[:5]] == [one["data"] for one in found[5:10]]
    assert found[-1]["data"]["viewer"]["authenticated"] is False
    assert len(built) == len(VIEWERS) + 1


async def test_it_is_charged_each_time() -> None:
    app = application(rate=1)
    found = await answers(app, "{ viewer { role } }", *["member"] * 6)
    left = [one["extensions"]["cost"]["remaining"] for one in found if "data" in one]
    assert left == sorted(left, reverse=True) and left[0] > left[-1] >= 0
    assert found[-1]["errors"][0]["extensions"]["code"] == "OVERLOADED"


@pytest.mark.parametrize("more", [{"operationName": "Other"}, {"operationName": "B"}])
async def test_operations_of_one_document_are_told_apart(more: dict[str, str]) -> None:
    query = "query A { __typename } query B { viewer { __typename } }"
    app = application()
    for _ in range(2):
        first = await answers(app, query, "member", operationName="A")
        (other,) = await answers(app, query, "member", **more)
        assert first[0]["data"] == {"__typename": "Query"}
        assert other.get("data") == (
            {"viewer": {"__typename": "Viewer"}} if more["operationName"] == "B" else None
        )


@pytest.mark.parametrize("field", schema._schema.query_type.fields)  # type: ignore[union-attr]
def test_no_other_root_field_is_remembered(field: str) -> None:
    document = parse(f"{{ viewer {{ role }} {field} {{ __typename }} }}")
    operation = get_operation_ast(document)
    assert operation is not None
    assert tells_viewer_only(schema._schema, document, operation) is (field == "viewer")


@pytest.mark.parametrize(
    "query",
    [
        *(f"{{ viewer {{ role {one} }} }}" for one in ASKED),
        *(f"{{ viewer {{ ...F }} }} fragment F on Viewer {{ ... {{ {one} }} }}" for one in ASKED),
        "query ($x: Boolean!) { viewer { role @include(if: $x) } }",
        "mutation { __typename }",
        "subscription { __typename }",
        '{ __schema { queryType { name } } __type(name: "Goal") { name } }',
    ],
)
def test_what_asks_anybody_or_may_turn_out_otherwise_is_executed(query: str) -> None:
    document = parse(query)
    if "subscription" not in query:
        assert not validate(schema._schema, document)
    operation = get_operation_ast(document)
    assert operation is not None
    assert not tells_viewer_only(schema._schema, document, operation)


async def test_answers_are_bounded(built: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"v{n}" for n in range(MOST_ANSWERS + 10)]
    many = {name: Viewer(name, frozenset({"member"}), credential=name) for name in names}
    monkeypatch.setattr("tests.api.http.test_viewer_answers.VIEWERS", many)
    app = application()
    await answers(app, "{ viewer { role } }", *names, *names)
    assert len(built) == 2 * len(names) - MOST_ANSWERS
