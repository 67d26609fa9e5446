"""Answers are the same JSON whether encoded at once or in parts; large ones let others in; all are bounded."""

import asyncio
import json
from typing import Any

import orjson
import pytest
import strawberry
from hypothesis import given
from hypothesis import strategies as st

from api.http import json_encoding
from api.http.app import create_app
from api.http.document_limits import Limits
from api.http.json_encoding import _parts, answer_bytes, json_bytes
from graph.errors import TooCostly
from tests.api.http.client import ask
from tests.api.http.sample import context, settings

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=40,
)  # fmt: skip


@given(VALUES)
def test_parts_are_the_whole(value: Any) -> None:
    assert b"".join(_parts(value)) == json_bytes(value) == orjson.dumps(value)


async def test_large_answers_give_others_their_turn() -> None:
    rows = [{"text": "x" * 1000, "tags": ["a"], "of": {"n": n}} for n in range(4000)]
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    text = await answer_bytes({"data": {"rows": rows}}, 16 * 1024**2)
    task.cancel()

    assert json.loads(text) == {"data": {"rows": rows}}
    assert turns >= len(text) // (2 * json_encoding.PART)


async def test_an_answer_beyond_the_bound_is_given_up_when_it_is_reached() -> None:
    count = 0

    class Watched(list[Any]):
        def __iter__(self) -> Any:
            nonlocal count
            for item in super().__iter__():
                count += 1
                yield item

    rows = Watched({"text": "x" * 1000, "of": []} for _ in range(10_000))
    with pytest.raises(TooCostly, match="larger than 1 MiB"):
        await answer_bytes({"rows": rows}, 1024**2)

    assert count < 25_000  # the look at its size, the kinds of its rows, and a tenth of the rows


@strawberry.type
class Text:
    body: str


@strawberry.type
class Query:
    @strawberry.field
    def texts(self, size: int, count: int = 1) -> list[Text]:
        return [Text(body="ü" * size) for _ in range(count)]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def write(self, size: int) -> Text:
        return Text(body="x" * size)


async def test_an_answer_that_is_too_large_is_refused_with_its_cost() -> None:
    schema = strawberry.Schema(Query, Mutation)
    app = create_app(schema, context, settings(), limits=Limits(answer_bytes=2 * 1024**2))
    query = "query ($n: Int!) { texts(size: 10000, count: $n) { body } }"

    fits = await ask(query, app, n=100)
    refused = (await ask(query, app, n=105)).json()
    written = (await ask("mutation { write(size: 3000000) { body } }", app)).json()

    assert len(fits.json()["data"]["texts"]) == 100
    assert refused["data"] is None
    assert refused["errors"][0]["extensions"]["code"] == "COST"
    assert refused["errors"][0]["message"] == "The answer is larger than 2 MiB."
    assert refused["extensions"]["cost"]["requested"] > 0
    assert written["errors"][0]["message"].endswith("What was to be written, was written.")
