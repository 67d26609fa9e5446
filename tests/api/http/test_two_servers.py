"""Two servers on one store, and one started later: what was decided in one holds in all of them, for every role."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.identity.api_keys import ApiKey, KeyRequest, create_key, revoke_key
from graph.identity.roles import PERMISSIONS, Role, permissions_of
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.http.server_process import serving
from tests.api.schema.test_hidden_talk import CLOSED, OPEN, PEOPLE, rows_of
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported

pytestmark = pytest.mark.slow
ANN = 'person(key: {source: "acme", externalId: "ann"})'
SHOWN = "centrality(measure: DEGREE) { value withheld } ties { withheld totalCount }"
TEXTS = {
    "who": "{ viewer { role permissions person { id } } }",
    "ann": f"{{ {ANN} {{ {SHOWN} }} }}",
    "views": f"{{ {ANN} {{ views(first: 9) {{ nodes {{ role purpose fields viewer {{ id }} }} }} }} }}",
    "share": "mutation ($people: [PersonRef!]) { shareProfile(input: {withPeople: $people}) { status } }",
    "unshare": "mutation { unshareProfile(input: {everybody: true}) { status } }",
    "leave": "mutation { optOut(input: {}) { status } }",
    "groups": "{ groups(first: 9) { nodes { id centrality(measure: DEGREE) { value roundedTo withheld } "
    "ties { roundedTo totalCount edges { strength } } } } network { totals { conversations messages } } }",
    "dear": "{ people(first: 100) { nodes { groups(first: 20) { nodes { id } } } } }",
}
UNKNOWN = "{ viewer { source } }"
"""A document that is in no manifest."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Server:
    """A server, and the keys of who asks it."""

    def __init__(self, url: str, keys: Mapping[str, tuple[str, ApiKey]]) -> None:
        self.url, self.keys = f"{url}/graphql", keys

    def answer(self, who: str, text: str, purpose: str = "", **variables: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.keys[who][0]}"}
        if purpose:
            headers["goalgraph-purpose"] = purpose
        body = {"query": text, "variables": variables}
        return httpx.post(self.url, json=body, headers=headers, timeout=60)

    def data(self, who: str, name: str, purpose: str = "", **variables: Any) -> Any:
        answer = self.answer(who, TEXTS[name], purpose, **variables)
        found = answer.json()
        assert "errors" not in found, (who, name, found)
        return found["data"]

    def ann_for(self, who: str) -> tuple[str | None, bool, str | None]:
        """Of Ann's numbers: why the score is withheld, whether there is one, why ties are withheld."""
        person = self.data(who, "ann", "staffing" if who == "analyst" else "")["person"]
        score = person["centrality"]
        return score["withheld"], score["value"] is not None, person["ties"]["withheld"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def keys(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, ApiKey]]:
    """An analysed organisation with talk that Ann may not read, and a key of each role."""
    await emptied(store)
    rows = rows_of(PEOPLE, *OPEN, *CLOSED)
    report = await imported(store, tmp_path_factory.mktemp("two"), rows)
    assert report.total("rejected") == 0, report
    await analyse(store)
    wanted = {
        "ann": KeyRequest("phone", Role.MEMBER, "acme/ann"),
        "bob": KeyRequest("laptop", Role.MEMBER, "acme/bob"),
        "cy": KeyRequest("busy", Role.MEMBER, "acme/cy"),
        "steward": KeyRequest("strategy", Role.STEWARD, "acme/sue"),
        "analyst": KeyRequest("notebook", Role.ANALYST),
        "admin": KeyRequest("operations", Role.ADMIN),
        "tool": KeyRequest("sync", Role.TOOL, source="jira"),
    }
    return {name: await create_key(store, request) for name, request in wanted.items()}


@contextmanager
def server(store: Store, keys: dict[str, tuple[str, ApiKey]], manifest: Path) -> Iterator[Server]:
    """A server in production that takes trusted documents only."""
    with serving(
        "tests.api.http.real_application",
        NEO4J_URI=store.target.uri,
        NEO4J_USERNAME=store.target.username,
        NEO4J_PASSWORD=store.target.password,
        GOALGRAPH_MODE="production",
        GOALGRAPH_AUTHENTICATION="keys",
        GOALGRAPH_DOCUMENTS="enforce",
        GOALGRAPH_DOCUMENTS_FILE=str(manifest),
        GOALGRAPH_RATE="1000",
    ) as (url, _):
        yield Server(url, keys)


def assert_roles(one: Server) -> None:
    """Each role is told the same rights, and only who explores the schema sends what is in no manifest."""
    roles = {"ann": "member", "steward": "steward", "analyst": "analyst", "admin": "admin", "tool": "tool"}  # fmt: skip
    assert set(roles.values()) == set(PERMISSIONS)
    for who, role in roles.items():
        viewer = one.data(who, "who")["viewer"]
        assert viewer["role"] == role.upper()
        implied = {role} if role == "tool" else {role, "member"}
        may = {permission.name for permission in permissions_of(frozenset(implied))}
        assert set(viewer["permissions"]) == may, who
        refused = one.answer(who, UNKNOWN).status_code == 403
        assert refused == ("EXPLORE_SCHEMA" not in may), who


def spend(one: Server, who: str) -> int:
    """How often somebody is answered before their budget is used up, and told when to come again."""
    for times in range(1, 60):
        answer = one.answer(who, TEXTS["dear"])
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.json()["errors"][0]["extensions"]["code"] == "OVERLOADED"
            return times
        assert answer.json()["extensions"]["cost"]["remaining"] >= 0
    raise AssertionError("no budget was used up")


@pytest.mark.timeout(600)
async def test_what_is_decided_in_one_server_holds_in_all(
    store: Store, keys: dict[str, tuple[str, ApiKey]], tmp_path: Path
) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({sha256(text): text for text in TEXTS.values()}))
    bob = to_global_id("Person", "acme/bob")

    def both(first: Server, second: Server) -> None:
        for one in (first, second):
            assert_roles(one)
            assert one.ann_for("bob") == ("NOT_YOURS", False, "NOT_YOURS")
            assert one.ann_for("ann") == (None, True, None)
        for who in ("ann", "steward", "tool"):
            assert first.data(who, "groups") == second.data(who, "groups"), who

        assert first.data("ann", "share", people=[{"id": bob}])["shareProfile"]["status"] == "SAVED"
        assert second.ann_for("bob") == first.ann_for("bob") == (None, True, None)
        assert second.ann_for("steward") == ("NOT_YOURS", False, "NOT_YOURS")
        assert second.ann_for("analyst") == (None, True, None)
        seen = first.data("ann", "views")["person"]["views"]["nodes"]
        assert {(one["role"], one["purpose"]) for one in seen} == {
            ("MEMBER", None),
            ("ANALYST", "staffing"),
        }
        assert {tuple(one["fields"]) for one in seen} == {("Person.centrality", "Person.ties")}
        assert first.data("bob", "views")["person"]["views"] is None
        assert second.data("admin", "views")["person"]["views"]["nodes"] == seen

        assert second.data("ann", "leave")["optOut"]["status"] == "SAVED"
        assert first.ann_for("analyst") == ("NOT_COVERED", False, "NOT_COVERED")
        assert first.data("ann", "unshare")["unshareProfile"]["status"] in ("SAVED", "REMOVED")
        assert second.ann_for("bob") == ("NOT_YOURS", False, "NOT_YOURS")

        assert spend(first, "cy") > 1
        assert first.answer("cy", TEXTS["who"]).status_code in (200, 429)
        assert first.answer("ann", TEXTS["who"]).status_code == 200, (
            "others have budgets of their own"
        )
        assert second.answer("cy", TEXTS["dear"]).status_code == 200, "each process keeps its own"

    with ExitStack() as servers:
        first = servers.enter_context(server(store, keys, manifest))
        second = servers.enter_context(server(store, keys, manifest))
        await asyncio.to_thread(both, first, second)
        await revoke_key(store, keys["bob"][1].id)
        await asyncio.sleep(5)
        for one in (first, second):
            refused = await asyncio.to_thread(one.answer, "bob", TEXTS["who"])
            assert refused.status_code == 401
        of_groups = await asyncio.to_thread(second.data, "ann", "groups")
        seen = await asyncio.to_thread(second.data, "ann", "views")

    def again(one: Server) -> None:
        assert_roles(one)
        assert one.answer("bob", TEXTS["who"]).status_code == 401
        assert one.data("ann", "groups") == of_groups
        assert one.data("ann", "views") == seen
        assert one.ann_for("analyst") == ("NOT_COVERED", False, "NOT_COVERED")
        assert one.ann_for("ann") == (None, True, None)

    with server(store, keys, manifest) as third:
        await asyncio.to_thread(again, third)
