"""Hostile input: refused with a 4xx in milliseconds, never a 500, never a leaked text."""

import random
import time

import pytest

from api.http.document_limits import Limits
from tests.api.http.client import ask, error, post
from tests.api.http.sample import SECRET, sample_app
from tests.api.http.test_excesses import alias_bomb, cycle, doubling, long_chain, wide_paths

FAR_TOO_LONG = 3.0
"""Processor seconds. A refusal takes milliseconds; a walk that repeats fragments takes minutes."""


def deep(levels: int) -> bytes:
    inner = b"[" * levels + b"]" * levels
    return b'{"query": "{ who }", "variables": {"x": ' + inner + b"}}"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON"),
        (b"\xff\xfe", "The body is not JSON: str is not valid UTF-8"),
        (b'{"query": "{ who \xff }"}', "The body is not JSON: str is not valid UTF-8"),
        (b"null", "The body is not a JSON object."),
        (b"1", "The body is not a JSON object."),
        (b'"{ who }"', "The body is not a JSON object."),
        (b"{}", "`query` is missing, empty or not text."),
        (b'{"query": null}', "`query` is missing, empty or not text."),
        (b'{"query": "  "}', "`query` is missing, empty or not text."),
        (b'{"query": "{ who }", "operationName": 1}', "`operationName` is neither text nor null."),
        (b'{"query": "{ who }", "variables": [1]}', "`variables` is neither an object nor null."),
        (b'{"query": "{ who }", "extensions": "x"}', "`extensions` is neither an object nor null."),
        (b'{"query": "{ who }", "variables": {"x": "\\ud800"}}', "The body is not JSON"),
        (
            b'{"query": "{ who }", "variables": {"x": 9223372036854775808}}',
            "The body holds an integer beyond 64 bits.",
        ),
        (
            b'{"query": "{ who }", "variables": {"x": -9223372036854775809}}',
            "The body holds an integer beyond 64 bits.",
        ),
        (
            b'{"query": "{ who }", "variables": {"x": ' + b"9" * 300 + b"}}",
            "The body holds an integer beyond 64 bits.",
        ),
        (b'{"query": "{ who }", "variables": {"x": NaN}}', "The body is not JSON"),
        (deep(64), "The body nests lists and objects more than 64 levels deep."),
        (deep(100_000), "The body is not JSON: depth limit exceeded"),
    ],
)
async def test_what_is_no_request_is_400(body: bytes, message: str) -> None:
    response = await post(body)

    assert response.status_code == 400
    assert error(response)["message"].startswith(message)
    assert error(response)["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.parametrize(
    "value", [b"9223372036854775807", b"-9223372036854775808", b"1e300", b'"99999999999999999999"']
)
async def test_the_largest_integers_pass(value: bytes) -> None:
    body = b'{"query": "{ who }", "variables": {"x": ' + value + b"}}"

    assert (await post(body)).status_code == 200


async def test_sixty_four_levels_of_nesting_pass() -> None:
    assert (await post(deep(62))).status_code == 200


@pytest.mark.parametrize(
    "parameters", ["query=%ff", "query=%7Bwho%7D&variables=%ff", "query=%7Bwho%7D&variables=[", ""]
)
async def test_bad_parameters_of_a_url_are_400(parameters: str) -> None:
    from tests.api.http.client import client

    async with client(accept="application/json") as http:
        assert (await http.get(f"/graphql?{parameters}")).status_code == 400


async def test_a_body_beyond_256_kib_is_413() -> None:
    response = await post(b'{"query": "' + b" " * 256 * 1024 + b'"}')

    assert response.status_code == 413
    assert error(response)["message"] == "The body is larger than 256 KiB."


async def test_a_body_is_cut_off_whatever_it_declares() -> None:
    sent = 0

    async def receive() -> dict[str, object]:
        nonlocal sent
        sent += 64 * 1024
        return {"type": "http.request", "body": b" " * 64 * 1024, "more_body": True}

    statuses = []

    async def send(message: dict[str, object]) -> None:
        statuses.append(message.get("status"))

    headers = [
        (b"host", b"localhost"),
        (b"content-type", b"application/json"),
        (b"content-length", b"10"),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": headers,
    }
    await sample_app()(scope, receive, send)  # type: ignore[arg-type]

    assert statuses[0] == 413
    assert sent == 5 * 64 * 1024


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (doubling("name"), "COST"),
        (alias_bomb(), "COST"),
        (long_chain(), "COST"),
        (wide_paths(), "COST"),
        (cycle(), "BAD_INPUT"),
        ("{" + "a " * 1990 + "}", "COST"),
        ("{ person {" + "manager{name} " * 390 + "} }", "COST"),
        ("{" * 190, "BAD_INPUT"),
        ("{ person { " + " ".join(f"z{i}" for i in range(1900)) + " } }", "BAD_INPUT"),
        ("{ " + "who " * 2000 + "}", "COST"),
        ("# " + "x" * 200_000 + "\n{ nothing }", "BAD_INPUT"),
        ('{ echo(text: "\\ud800") }', "BAD_INPUT"),
        ("{ echo(number: 99999999999999999999) }", "BAD_INPUT"),
        ("{ echo(number: " + "9" * 5000 + ") }", "BAD_INPUT"),
        ("{ echo(text: " + "[" * 900 + "]" * 900 + ") }", "BAD_INPUT"),
        ("query ($a: Int = 99999999999) { echo(number: $a) }", "BAD_INPUT"),
    ],
)
async def test_bad_documents_are_refused_without_walking_them_twice(query: str, code: str) -> None:
    await ask("{ who }", app := sample_app())

    start = time.process_time()
    response = await ask(query, app)
    took = time.process_time() - start

    assert response.status_code == 400
    assert {e["extensions"]["code"] for e in response.json()["errors"]} == {code}
    assert "data" not in response.json()
    assert took < FAR_TOO_LONG


async def test_a_costly_operation_is_refused_with_its_price() -> None:
    query = "query ($n: Int!) { people(first: $n) { nodes { friends(first: 100) { nodes { name } } } } }"
    app = sample_app()

    allowed = await ask(query, app, n=10)
    refused = await ask(query, app, n=1000)

    assert allowed.status_code == 200
    assert refused.status_code == 400
    assert error(refused) == {
        "message": "The operation costs 112,001; 20,000 are allowed.",
        "extensions": {
            "code": "COST",
            "remedy": "ask for smaller pages (`first`, `last`) in the lists that lie within one another",
            "cost": {"requested": 112001, "limit": 20000},
        },
    }


async def test_the_costs_of_one_document_follow_its_variables() -> None:
    query = "query ($n: Int!) { people(first: $n) { nodes { name } } }"
    app = sample_app()

    costs = [
        (await ask(query, app, n=n)).json()["extensions"]["cost"]["requested"]
        for n in (1, 100, 1, 100, 50)
    ]

    assert costs == [3, 111, 3, 111, 56]


async def test_thousands_of_mutilated_requests_get_no_5xx_and_no_leak() -> None:
    seed = random.randrange(2**32)
    dice = random.Random(seed)
    good = b'{"query": "query Q($n: Int) { people(first: $n) { nodes { name } } broken }", "variables": {"n": 3}}'
    app = sample_app(limits=Limits())

    for _ in range(1000):
        body = bytearray(good)
        for _ in range(dice.randrange(1, 6)):
            place = dice.randrange(len(body))
            how = dice.randrange(3)
            if how == 0:
                body[place] = dice.randrange(256)
            elif how == 1:
                del body[place : place + dice.randrange(1, 9)]
            else:
                body[place:place] = body[dice.randrange(len(body)) :][:9]
        response = await post(bytes(body), app)
        assert response.status_code < 500, (seed, bytes(body), response.text)
        assert SECRET not in response.text
