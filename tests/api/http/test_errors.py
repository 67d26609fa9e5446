"""Errors as clients see them, and what the log has of them."""

import httpx
import pytest
import structlog

from api.http.app import create_app
from api.http.document_limits import Limits
from graph.errors import Forbidden, StoreDown, Unauthenticated
from tests.api.http.client import ask, client, error
from tests.api.http.sample import SECRET, context, sample_app, schema, settings


async def test_an_expected_failure_shows_code_remedy_and_place() -> None:
    response = await ask("{ refused }")

    assert response.status_code == 200
    assert response.json()["data"] == {"refused": None}
    assert error(response) == {
        "message": "`x` is wrong",
        "locations": [{"line": 1, "column": 3}],
        "path": ["refused"],
        "extensions": {"code": "BAD_INPUT", "remedy": "send another", "argument": ["x"]},
    }


async def test_an_unexpected_error_is_masked_and_logged_without_its_text() -> None:
    with structlog.testing.capture_logs() as logs:
        response = await ask("{ broken who }")

    request_id = response.headers["x-request-id"]
    assert response.json()["data"] == {"broken": None, "who": request_id}
    assert error(response)["extensions"] == {"code": "INTERNAL", "requestId": request_id}
    assert SECRET not in response.text
    (entry,) = logs
    assert (entry["request_id"], entry["error"]) == (request_id, "ValueError")
    assert entry["frames"][-1].endswith(" broken")
    assert SECRET not in str(logs)


async def test_a_store_that_is_down_is_503_with_retry_after() -> None:
    response = await ask("{ down }")

    assert response.status_code == 503
    assert response.headers["retry-after"] == "2"
    assert error(response)["extensions"] == {
        "code": "STORE_DOWN",
        "remedy": "goalgraph up",
        "retryable": True,
    }


async def test_a_part_that_could_be_read_is_given() -> None:
    assert (await ask("{ down who }")).status_code == 200


async def test_bad_variables_are_the_callers_fault() -> None:
    response = await ask("query ($n: Int) { people(first: $n) { totalCount } }", n="many")

    assert response.status_code == 400
    assert error(response)["extensions"] == {"code": "BAD_INPUT"}
    assert "Variable '$n' has invalid value" in error(response)["message"]


async def test_an_operation_is_stopped_at_its_deadline() -> None:
    response = await ask("{ slow(seconds: 5) }", sample_app(limits=Limits(seconds=0.05)))

    assert response.status_code == 504
    assert error(response)["message"] == "The operation was stopped after 0.05 s."
    assert error(response)["extensions"]["code"] == "COST"


async def test_a_question_that_waits_for_what_is_still_read_may_be_asked_again() -> None:
    app = sample_app(limits=Limits(seconds=0.05))
    app.state.traffic.loading = lambda: True
    response = await ask("{ slow(seconds: 5) }", app)

    assert (response.status_code, "Retry-After" in response.headers) == (503, True)
    assert error(response)["extensions"]["code"] == "OVERLOADED"


@pytest.mark.parametrize(
    ("failure", "status"),
    [(Unauthenticated("who?"), 401), (Forbidden("no"), 403), (StoreDown("gone"), 503)],
)
async def test_a_context_that_cannot_be_made_refuses_the_request(
    failure: Exception, status: int
) -> None:
    async def failing(_: object) -> object:
        raise failure

    app = create_app(schema, failing, settings())
    async with client(app) as http:
        response = await http.post("/graphql", json={"query": "{ who }"})

    assert response.status_code == status
    assert error(response)["message"] == str(failure)


async def test_a_context_that_breaks_is_masked() -> None:
    async def broken(_: object) -> object:
        raise RuntimeError(SECRET)

    app = create_app(schema, broken, settings())
    async with client(app) as http:
        response = await http.post("/graphql", json={"query": "{ who }"})

    assert response.status_code == 500
    assert error(response)["extensions"]["code"] == "INTERNAL"
    assert SECRET not in response.text


async def test_an_unknown_path_is_404() -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(schema, context, settings())),
        base_url="http://localhost",
    ) as http:
        assert (await http.get("/nothing")).status_code == 404


async def test_a_complaint_does_not_repeat_a_long_document() -> None:
    response = await ask("{ " + "x" * 100_000 + " }")

    assert len(error(response)["message"]) == 1_001
