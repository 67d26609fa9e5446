"""Who is let in over HTTP: keys and tokens on a real server, and what each role may do with the schema."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest
import pytest_asyncio

from api.schema.schema import sdl
from graph.config import Settings
from graph.errors import BadInput
from graph.identity.api_keys import ApiKey, KeyRequest, create_key, revoke_key
from graph.identity.roles import Role
from graph.store.driver import Store
from tests.api.http.server_process import serving
from tests.api.mutations.small_organisation import save_talk
from tests.command_line import goalgraph
from tests.conftest import emptied
from tests.graph.identity.issuer import AUDIENCE, TestIssuer, issuer

VIEWER = "{ viewer { role source person { name } } }"


@pytest.fixture(scope="module")
def issuing() -> Iterator[TestIssuer]:
    with issuer() as one:
        one.add_key("first")
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def keys(store: Store) -> dict[str, tuple[str, ApiKey]]:
    """A key of each role; the member is Ann."""
    await emptied(store)
    await save_talk(store)
    wanted = {
        "member": KeyRequest("phone", Role.MEMBER, "acme/ann"),
        "steward": KeyRequest("strategy", Role.STEWARD, "acme/bob"),
        "analyst": KeyRequest("notebook", Role.ANALYST),
        "admin": KeyRequest("operations", Role.ADMIN),
        "tool": KeyRequest("sync", Role.TOOL, source="jira"),
    }
    return {role: await create_key(store, request) for role, request in wanted.items()}


@pytest.fixture(scope="module")
def url(store: Store, keys: dict[str, tuple[str, ApiKey]], issuing: TestIssuer) -> Iterator[str]:
    """A server in production that wants to know who asks."""
    with serving(
        "tests.api.http.real_application",
        NEO4J_URI=store.target.uri,
        NEO4J_USERNAME=store.target.username,
        NEO4J_PASSWORD=store.target.password,
        GOALGRAPH_MODE="production",
        GOALGRAPH_AUTHENTICATION="keys,oidc",
        GOALGRAPH_OIDC_ISSUER=issuing.url,
        GOALGRAPH_OIDC_AUDIENCE=AUDIENCE,
        GOALGRAPH_OIDC_SOURCE="acme",
    ) as (address, _):
        yield f"{address}/graphql"


def asked(url: str, credential: str | None, query: str = VIEWER) -> httpx.Response:
    headers = {} if credential is None else {"authorization": f"Bearer {credential}"}
    return httpx.post(url, json={"query": query}, headers=headers, timeout=30)


def test_every_role_is_told_who_it_is(url: str, keys: dict[str, tuple[str, ApiKey]]) -> None:
    names = {"member": {"name": "Ann"}, "steward": {"name": "Bob"}}
    for role, (text, _) in keys.items():
        viewer = asked(url, text).json()["data"]["viewer"]
        assert viewer["role"] == role.upper()
        assert viewer["person"] == names.get(role)
        assert viewer["source"] == ("jira" if role == "tool" else None)


def test_nobody_else_is_let_in(url: str, keys: dict[str, tuple[str, ApiKey]]) -> None:
    good = keys["admin"][0]
    missing = asked(url, None)
    assert (missing.status_code, missing.headers["www-authenticate"]) == (
        401,
        'Bearer realm="goalgraph"',
    )
    assert missing.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    answers = set()
    for credential in (good[:-1], good + "0", "x", "a.b.c", f"goalgraph_{'a' * 12}_{'0' * 64}"):
        refused = asked(url, credential)
        assert refused.status_code == 401
        answers.add(refused.text)
    assert len(answers) == 1, "what is wrong with a credential is told to nobody"
    for header in (
        {"authorization": f"Basic {good}"},
        {"authorization": good},
        {"authorization": "Bearer"},
        {"authorization": "Bearer " + "x" * 20_000},
        {"x-api-key": good},
        {"cookie": f"authorization=Bearer {good}"},
    ):
        refused = httpx.post(url, json={"query": VIEWER}, headers=header, timeout=30)
        assert refused.status_code in (401, 431), header
    refused = httpx.post(f"{url}?authorization=Bearer%20{good}", json={"query": VIEWER}, timeout=30)
    assert refused.status_code == 401
    assert (
        httpx.post(
            url, content=b"no json", headers={"authorization": "Bearer x"}, timeout=30
        ).status_code
        == 401
    )
    assert httpx.get(url.replace("/graphql", "/livez"), timeout=30).status_code == 200


def test_tokens_of_the_issuer_are_people_with_roles(
    url: str, keys: dict[str, tuple[str, ApiKey]], issuing: TestIssuer
) -> None:
    def viewer(**claims: object) -> object:
        return asked(url, issuing.token("first", **claims)).json()["data"]["viewer"]

    ann = {"role": "MEMBER", "source": None, "person": {"name": "Ann"}}
    assert viewer(sub="ann") == ann
    assert viewer(sub="ann", goalgraph_role="steward") == ann | {"role": "STEWARD"}
    assert viewer(sub="ann", goalgraph_role=["analyst", "else"]) == ann | {"role": "ANALYST"}
    assert viewer(sub="ann", goalgraph_role=["tool", 7, None]) == ann
    assert viewer(sub="stranger") == ann | {"person": None}
    assert asked(url, issuing.token("first", aud="other")).status_code == 401
    assert asked(url, issuing.token("first", exp=int(time.time()) - 999)).status_code == 401


async def test_a_revoked_key_lets_nobody_in_after_five_seconds(url: str, store: Store) -> None:
    text, key = await create_key(store, KeyRequest("lost", Role.ADMIN))
    assert (await asyncio.to_thread(asked, url, text)).status_code == 200
    await revoke_key(store, key.id)
    await asyncio.sleep(5)
    assert (await asyncio.to_thread(asked, url, text)).status_code == 401


def test_the_schema_is_open_to_those_who_explore_it(
    url: str, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    for role, (text, _) in keys.items():
        explores = role in ("analyst", "admin")
        introspected = asked(url, text, "{ __schema { queryType { name } } }").json()
        assert ("errors" not in introspected) == explores, role
        misspelt = asked(url, text, "{ vieewer { role } }").json()["errors"][0]["message"]
        assert ("Did you mean" in misspelt) == explores, role
        headers = {"authorization": f"Bearer {text}", "accept": "application/json"}
        got = httpx.get(url, params={"query": VIEWER}, headers=headers, timeout=30)
        assert got.status_code == (200 if explores else 405), role


def test_keys_are_made_listed_and_revoked_by_command(
    url: str, store: Store, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    made = goalgraph(
        *("keys", "create", "--role", "steward", "--name", "board", "--person", "acme/cy"),
        *("--expires", "2999-01-01"),
        target=store.target,
    )
    assert made.returncode == 0, made.stderr
    text = made.stdout.strip()
    assert asked(url, text).json()["data"]["viewer"]["person"] == {"name": "Cy"}
    assert "not shown again" in made.stderr and text not in made.stderr
    listed = goalgraph("keys", "list", target=store.target).stdout
    line = next(line for line in listed.splitlines() if "board" in line)
    assert "acme/cy" in line and "2999-01-01" in line and line.rstrip().endswith("valid")
    assert text.rpartition("_")[2] not in listed
    revoked = goalgraph("keys", "revoke", line.split()[0], target=store.target)
    assert revoked.returncode == 0 and "revoked at 2" in revoked.stdout
    for words, said in (
        (["create", "--role", "member", "--name", "x"], "a member is a person"),
        (["create", "--role", "tool", "--name", "x"], "has a source"),
        (["create", "--role", "admin", "--name", "x", "--expires", "soon"], "is no day"),
        (["create", "--role", "member", "--name", "x", "--person", "acme/no"], "nobody is called"),
        (["revoke", "none"], "there is no such key"),
    ):
        failed = goalgraph("keys", *words, target=store.target)
        assert failed.returncode == 1 and said in failed.stderr, failed.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"GOALGRAPH_AUTHENTICATION": "on"}, "GOALGRAPH_AUTHENTICATION is 'on'"),
        ({"GOALGRAPH_AUTHENTICATION": "oidc"}, "GOALGRAPH_OIDC_ISSUER is empty"),
        (
            {"GOALGRAPH_AUTHENTICATION": "oidc", "GOALGRAPH_OIDC_ISSUER": "https://id.example"},
            "GOALGRAPH_OIDC_AUDIENCE is empty",
        ),
        (
            {
                "GOALGRAPH_AUTHENTICATION": "oidc",
                "GOALGRAPH_OIDC_ISSUER": "http://id.example",
                "GOALGRAPH_OIDC_AUDIENCE": "x",
            },
            "is no https address",
        ),
        *(
            (
                {
                    "GOALGRAPH_AUTHENTICATION": "oidc",
                    "GOALGRAPH_OIDC_ISSUER": "https://id.example",
                    "GOALGRAPH_OIDC_AUDIENCE": "x",
                    "GOALGRAPH_OIDC_ALGORITHMS": algorithm,
                },
                "GOALGRAPH_OIDC_ALGORITHMS has",
            )
            for algorithm in ("HS256", "none", "RS256,HS512")
        ),
    ],
)
def test_settings_that_let_nobody_know_who_asks(settings: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        Settings.from_env(settings)
    assert said in refused.value.message and refused.value.remedy


def test_the_schema_is_shown_to_who_may_introspect_it(
    url: str, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    address = url.replace("/graphql", "/schema.graphql")
    for role, (text, _) in keys.items():
        headers = {"authorization": f"Bearer {text}"}
        answer = httpx.get(address, headers=headers, timeout=20)
        introspected = asked(url, text, "{ __schema { queryType { name } } }").json()
        may = role in ("analyst", "admin")
        assert ("errors" not in introspected) is may
        assert answer.status_code == (200 if may else 403), role
        if may:
            assert answer.headers["content-type"] == "application/graphql; charset=utf-8"
            assert answer.text == sdl()
        else:
            assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert httpx.get(address, timeout=20).status_code == 401
