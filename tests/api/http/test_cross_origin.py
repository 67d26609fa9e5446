"""Pages of other sites: refused, but for named origins; GET only by what no picture or form can send."""

import json
import subprocess

import httpx
import pytest

from api.http.cross_origin import origin_of
from graph.config import Settings
from graph.errors import BadInput
from tests.api.http.client import GRAPHQL, client, error
from tests.api.http.node import node_modules
from tests.api.http.sample import context, schema
from tests.api.http.sample import settings as sample_settings
from tests.api.http.server_process import serving

DEV = "http://localhost:5173"
BODY = {"query": "{ who }"}


def app_for(origins: str, mode: str = "development"):  # type: ignore[no-untyped-def]
    from api.http.app import create_app

    return create_app(
        schema,
        context,
        sample_settings(GOALGRAPH_CORS_ORIGINS=origins, GOALGRAPH_MODE=mode),
    )


FOREIGN = [
    {"origin": "http://evil.example"},
    {"origin": "https://localhost.evil.example"},
    {"origin": "null"},
    {"origin": "file://"},
    {"origin": DEV},
    {"origin": "http://localhost"},
    {"origin": "http://localhost:80001"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "anything"},
    {"sec-fetch-site": "cross-site", "origin": "http://localhost:8000"},
    {"sec-fetch-site": "same-site", "origin": DEV},
]
OWN = [
    {},
    {"origin": "http://localhost:8000"},
    {"origin": "HTTP://LOCALHOST:8000"},
    {"sec-fetch-site": "same-origin", "origin": "http://localhost:8000"},
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("headers", FOREIGN)
async def test_a_request_of_another_sites_page_is_refused(
    method: str, headers: dict[str, str]
) -> None:
    async with client(app_for("https://tools.example"), accept=GRAPHQL, **headers) as http:
        http.base_url = httpx.URL("http://localhost:8000")
        request = {"params": BODY} if method == "GET" else {"json": BODY}
        response = await http.request(method, "/graphql", **request)  # type: ignore[arg-type]

    assert response.status_code == 403
    assert error(response)["extensions"]["code"] == "FORBIDDEN"
    assert "GOALGRAPH_CORS_ORIGINS" in error(response)["extensions"]["remedy"]
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("headers", OWN)
async def test_requests_of_our_own_page_and_of_programs_are_served(
    method: str, headers: dict[str, str]
) -> None:
    async with client(accept=GRAPHQL, **headers) as http:
        http.base_url = httpx.URL("http://localhost:8000")
        request = {"params": BODY} if method == "GET" else {"json": BODY}
        response = await http.request(method, "/graphql", **request)  # type: ignore[arg-type]

    assert response.status_code == 200
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"accept": "*/*"}, 400),
        ({"accept": "image/avif,image/webp,*/*;q=0.8"}, 400),
        ({"accept": ""}, 400),
        ({"accept": "application/*"}, 400),
        ({"accept": "application/json"}, 200),
        ({"accept": "text/plain, application/json;q=0.9"}, 200),
        ({"accept": GRAPHQL}, 200),
        ({"accept": "Application/GraphQL-Response+JSON"}, 200),
        ({"accept": "*/*", "graphql-require-preflight": "1"}, 200),
        ({"accept": "*/*", "sec-fetch-mode": "cors"}, 200),
        ({"accept": "*/*", "sec-fetch-mode": "no-cors"}, 400),
    ],
)
async def test_get_needs_what_a_picture_cannot_send(headers: dict[str, str], status: int) -> None:
    async with client(**headers) as http:
        response = await http.get("/graphql", params=BODY)

    assert response.status_code == status
    if status == 400:
        assert "GraphQL-Require-Preflight" in error(response)["extensions"]["remedy"]


async def test_a_link_of_another_site_still_opens_the_editor() -> None:
    async with client() as http:
        headers = {"accept": "text/html,*/*;q=0.8", "sec-fetch-site": "cross-site"}
        response = await http.get("/graphql", headers=headers)

    assert (response.status_code, response.headers["content-type"]) == (
        200,
        "text/html; charset=utf-8",
    )


def preflight(origin: str, **more: str) -> dict[str, str]:
    headers = {"origin": origin, "access-control-request-method": "POST"}
    return headers | {name.replace("_", "-"): value for name, value in more.items()}


async def test_the_preflight_of_a_named_origin_is_answered() -> None:
    async with client(app_for(f"https://tools.example, {DEV}")) as http:
        request = preflight(DEV, access_control_request_headers="content-type,x-request-id")
        response = await http.options("/graphql", headers=request)

    assert (response.status_code, response.content) == (204, b"")
    access_headers = {k: v for k, v in response.headers.items() if k.startswith("access-control")}
    assert access_headers == {
        "access-control-allow-origin": DEV,
        "access-control-allow-credentials": "true",
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "content-type,x-request-id",
        "access-control-expose-headers": "X-Request-Id, Retry-After",
        "access-control-max-age": "600",
    }
    assert "Origin" in response.headers.get_list("vary")


async def test_a_named_origin_sees_answers_and_errors() -> None:
    async with client(app_for(DEV), origin=DEV, accept=GRAPHQL) as http:
        responses = [
            await http.post("/graphql", json=BODY, headers={"sec-fetch-site": "same-site"}),
            await http.get("/graphql", params=BODY),
            await http.post("/graphql", content=b"[]"),
            await http.delete("/graphql"),
        ]

    assert [r.status_code for r in responses] == [200, 200, 415, 405]
    assert {r.headers["access-control-allow-origin"] for r in responses} == {DEV}
    assert {r.headers["vary"] for r in responses} == {"Origin"}


async def test_answers_vary_by_origin_also_without_one() -> None:
    async with client(app_for(DEV)) as http:
        response = await http.post("/graphql", json=BODY)

    assert response.headers["vary"] == "Origin"


@pytest.mark.parametrize("origins", ["", DEV])
async def test_the_preflight_of_others_is_refused(origins: str) -> None:
    async with client(app_for(origins)) as http:
        response = await http.options("/graphql", headers=preflight("http://evil.example"))

    assert response.status_code == 403
    assert not [name for name in response.headers if name.startswith("access-control")]


async def test_health_is_not_shown_to_other_origins() -> None:
    async with client(app_for(DEV), origin=DEV) as http:
        response = await http.get("/livez")

    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


async def test_production_offers_post_alone() -> None:
    async with client(app_for(DEV, "production")) as http:
        response = await http.options("/graphql", headers=preflight(DEV))

    assert response.headers["access-control-allow-methods"] == "POST"


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("http://localhost:5173", DEV),
        ("HTTP://LocalHost:5173/", DEV),
        ("https://tools.example:443", "https://tools.example"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_origins_are_read_as_browsers_write_them(written: str, origin: str) -> None:
    assert origin_of(written) == origin


@pytest.mark.parametrize(
    "written",
    ["*", "https://*.example", "localhost:5173", "null", "ftp://x", "https://x/path", "https://",
     "https://u:p@x", "https://x?y", "http://x:99999999"],
)  # fmt: skip
def test_what_is_no_exact_origin_stops_the_start(written: str) -> None:
    with pytest.raises(BadInput, match="GOALGRAPH_CORS_ORIGINS"):
        app_for(written)


def test_settings_split_origins_by_commas_and_space() -> None:
    def origins(text: str) -> tuple[str, ...]:
        return Settings.from_env({"GOALGRAPH_CORS_ORIGINS": text}).cors_origins

    assert origins("a, b  c,,d ,") == ("a", "b", "c", "d")
    assert origins(" , ") == ()


DRIVE_BY = "fetch(process.argv[1], {headers: JSON.parse(process.argv[2])}).then(r => console.log(r.status))"


@pytest.mark.slow
def test_the_client_of_the_audits_and_the_editor_reach_a_real_server() -> None:
    node_modules()
    with serving() as (url, _):
        address = f"{url}/graphql?query=%7Bx%7B...F%7D%7D%20fragment%20F%20on%20X%7Bx%7B...F%7D%7D"
        picture = {"Accept": "image/*,*/*;q=0.8", "Sec-Fetch-Site": "cross-site"}
        command = ["node", "-e", DRIVE_BY, address, json.dumps(picture)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
        editor = httpx.post(
            f"{url}/graphql",
            json=BODY,
            headers={"Origin": url, "Sec-Fetch-Site": "same-origin"},
            timeout=30,
        )

    assert done.stdout.strip() == "403"
    assert editor.status_code == 200
