"""GraphQL over HTTP by its specification, judged by its own audits from outside."""

from tests.api.http.node import audits
from tests.api.http.server_process import serving


def test_all_audits_of_graphql_over_http_pass() -> None:
    with serving() as (url, _):
        results = audits(f"{url}/graphql")

    assert len(results) == 61
    assert [r for r in results if r["status"] != "ok"] == []
