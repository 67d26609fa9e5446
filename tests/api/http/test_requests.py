"""Methods, media types and statuses of GraphQL over HTTP."""

import pytest

from api.http.graphql_request import Refused
from api.http.media_types import best_type
from tests.api.http.client import GRAPHQL, ask, client, error, post
from tests.api.http.sample import sample_app

NAME = b'{"query": "{ person { name } }"}'


async def test_a_query_is_answered_with_its_cost() -> None:
    response = await ask("{ person { name } }")

    assert response.status_code == 200
    assert response.json() == {
        "data": {"person": {"name": "Ada"}},
        "extensions": {"cost": {"requested": 2, "limit": 20000}},
    }
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (None, "application/json"),
        (b"", "application/json"),
        (b"*/*", "application/json"),
        (b"application/*", "application/json"),
        (b"application/json", "application/json"),
        (b"application/json, */*", "application/json"),
        (b"application/json, application/graphql-response+json", GRAPHQL),
        (b"application/json, application/graphql-response+json;q=0.9", "application/json"),
        (b"Application/GraphQL-Response+JSON; charset=utf-8", GRAPHQL),
        (b"text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        (b"text/html;q=0.1, application/json", "application/json"),
    ],
)
def test_the_client_chooses_the_media_type(accept: bytes | None, best: str) -> None:
    assert best_type(accept, html=True) == best


def test_html_is_only_given_where_there_is_an_editor() -> None:
    assert best_type(b"text/html, */*;q=0.1") == "application/json"


@pytest.mark.parametrize("accept", [b"text/html", b"image/png", b"application/json;q=0"])
def test_types_that_cannot_be_given_are_refused(accept: bytes) -> None:
    with pytest.raises(Refused) as refused:
        best_type(accept)

    assert refused.value.status == 406


@pytest.mark.parametrize(
    "declared",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=latin-1",
        "",
    ],
)
async def test_only_json_in_utf8_is_read(declared: str) -> None:
    response = await post(NAME, content_type=declared)

    assert response.status_code == 415
    assert error(response)["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.parametrize("declared", ["application/json", "Application/JSON ; charset=UTF-8"])
async def test_json_may_state_its_charset(declared: str) -> None:
    assert (await post(NAME, content_type=declared)).status_code == 200


async def test_get_serves_queries_with_variables() -> None:
    async with client(accept="application/json") as http:
        response = await http.get(
            "/graphql",
            params={"query": "query ($t: String!) { echo(text: $t) }", "variables": '{"t": "ä"}'},
        )

    assert response.json()["data"] == {"echo": "ä"}


@pytest.mark.parametrize("query", ["mutation { rename }", "mutation { nothing }"])
async def test_get_serves_no_mutation(query: str) -> None:
    async with client(accept="application/json") as http:
        response = await http.get("/graphql", params={"query": query})

    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


async def test_a_mutation_is_served_by_post() -> None:
    assert (await ask("mutation { rename }")).json()["data"] == {"rename": "renamed"}


async def test_subscriptions_are_not_served_here() -> None:
    response = await ask("subscription { ticks }")

    assert response.status_code == 400
    assert error(response)["message"] == "Subscriptions are not served on this path."


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_other_methods_are_refused(method: str) -> None:
    async with client() as http:
        response = await http.request(method, "/graphql")

    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


async def test_batches_are_refused() -> None:
    response = await post(b"[" + NAME + b"]")

    assert response.status_code == 400
    assert error(response)["message"] == "The body is a list; batches are not served."


async def test_of_several_operations_the_named_one_is_run() -> None:
    body = b'{"query": "query A { a: who } query B { echo(text: \\"b\\") }", "operationName": "B"}'

    assert (await post(body)).json()["data"] == {"echo": "b"}


async def test_an_unknown_operation_name_is_refused() -> None:
    body = b'{"query": "query A { who }", "operationName": "B"}'

    assert error(await post(body))["message"] == "Unknown operation named 'B'."


async def test_the_request_id_is_kept_where_it_is_plain() -> None:
    async with client() as http:
        response = await http.post(
            "/graphql", json={"query": "{ who }"}, headers={"x-request-id": "a-1"}
        )
        new = await http.post(
            "/graphql", json={"query": "{ who }"}, headers={"x-request-id": "a b"}
        )

    assert response.headers["x-request-id"] == response.json()["data"]["who"] == "a-1"
    assert len(new.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.nip.example:80", 421),
        ("0.0.0.0:8000", 421),
    ],
)
async def test_other_hosts_than_loopback_are_refused_against_dns_rebinding(
    host: str, status: int
) -> None:
    response = await post(NAME, host=host)

    assert response.status_code == status
    if status == 421:
        assert "DNS rebinding" in error(response)["message"]


async def test_a_trusted_network_may_use_any_host() -> None:
    assert (await post(NAME, sample_app(any_host=True), host="api.example")).status_code == 200


async def test_production_serves_no_get_no_introspection_no_suggestions_no_editor() -> None:
    app = sample_app(mode="production")
    async with client(app) as http:
        got = await http.get("/graphql", params={"query": "{ who }"})
        page = await http.get("/graphql", headers={"accept": "text/html, */*"})
        static = await http.get("/static/graphiql/page.js")
    introspected = await ask("{ __schema { types { name } } }", app)
    misspelt = await ask("{ persn { name } }", app)

    assert (got.status_code, page.status_code, static.status_code) == (405, 405, 404)
    assert got.headers["allow"] == "POST"
    assert introspected.status_code == 400
    assert "introspection has been disabled" in introspected.json()["errors"][0]["message"]
    assert error(misspelt)["message"] == "Cannot query field 'persn' on type 'Query'."


async def test_development_suggests_names() -> None:
    assert "Did you mean 'person'" in error(await ask("{ persn { name } }"))["message"]


async def test_no_page_loads_from_elsewhere() -> None:
    async with client() as http:
        statuses = [
            (await http.get(path)).status_code for path in ("/docs", "/redoc", "/openapi.json")
        ]

    assert statuses == [404, 404, 404]


async def test_the_schema_is_served_as_text() -> None:
    app = sample_app()
    async with client(app) as http:
        answer = await http.get("/schema.graphql")
        packed = await http.get("/schema.graphql", headers={"accept-encoding": "gzip"})
        posted = await http.post("/schema.graphql")
        foreign = await http.get("/schema.graphql", headers={"origin": "https://evil.example"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/graphql; charset=utf-8"
    assert "type Query {" in answer.text and packed.text == answer.text
    assert (posted.status_code, posted.headers["allow"]) == (405, "GET")
    assert foreign.status_code == 403
