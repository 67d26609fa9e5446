"""No log tells of people: names, addresses, words and credentials sent to a real server stand in none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio

from graph.identity.api_keys import ApiKey, KeyRequest, create_key
from graph.identity.roles import Role
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.http.server_process import serving
from tests.api.mutations.small_organisation import key, mutate
from tests.conftest import emptied

CANARIES = ("Zebrawort", "Quillfeather", "zebra.quill@a.example", "Marmalade", "marmalade")
"""A name, an address, and words that were said: none of them may stand in a log."""
ANN = 'person(key: {source: "acme", externalId: "ann"})'


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def keys(store: Store) -> dict[str, tuple[str, ApiKey]]:
    """An organisation whose people and talk are called by canaries, and keys of two people and an analyst."""
    await emptied(store)
    people = [
        key("ann") | {"name": "Zebrawort Quillfeather", "email": "zebra.quill@a.example"},
        key("bob") | {"name": "Bob", "jobTitle": "Marmalade maker"},
    ]
    assert (await mutate(store, "savePeople", {"people": people}, "saved"))["saved"] == 2
    talk = key("talk") | {"title": "Marmalade for all", "kind": "THREAD"}
    await mutate(store, "saveConversation", {"conversation": talk}, "status")
    message = {"key": key("m1")["key"], "at": "2026-01-02T03:04:05Z", "author": key("bob")}
    input = {"messages": [message | {"text": "Marmalade?"}], "conversation": key("talk")}
    await mutate(store, "addMessages", input, "saved")
    await analyse(store)
    wanted = {
        "ann": KeyRequest("phone", Role.MEMBER, "acme/ann"),
        "bob": KeyRequest("laptop", Role.STEWARD, "acme/bob"),
        "analyst": KeyRequest("notebook", Role.ANALYST),
        "admin": KeyRequest("operations", Role.ADMIN),
    }
    return {role: await create_key(store, request) for role, request in wanted.items()}


@pytest.fixture(scope="module")
def served(store: Store, keys: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The address of a server that keeps its logs, and what it has logged."""
    folder = Path(tmp_path_factory.mktemp("logs"))
    with serving(
        "tests.api.http.real_application",
        NEO4J_URI=store.target.uri,
        NEO4J_USERNAME=store.target.username,
        NEO4J_PASSWORD=store.target.password,
        GOALGRAPH_AUTHENTICATION="keys",
        GOALGRAPH_AUDIT_LOG=str(folder / "audit.jsonl"),
    ) as (address, process):

        def log() -> str:
            assert process.stderr is not None
            process.terminate()
            process.wait(30)
            return process.stderr.read()

        yield f"{address}/graphql", folder / "audit.jsonl", log


def test_people_choose_and_are_seen_over_http_and_no_log_names_them(
    served: Any, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    url, audit, log = served

    def asked(role: str, query: str, **variables: Any) -> Any:
        headers = {"authorization": f"Bearer {keys[role][0]}", "goalgraph-purpose": "staffing ö"}
        body = {"query": query, "variables": variables}
        answer = httpx.post(url, json=body, headers={k: v.encode() for k, v in headers.items()}, timeout=30)  # fmt: skip
        return answer.json()

    degree = f"{{ {ANN} {{ name centrality(measure: DEGREE) {{ value withheld }} }} }}"
    seen = asked("analyst", degree)["data"]["person"]["centrality"]
    assert seen == {"value": 0.0, "withheld": None}
    views = f"{{ {ANN} {{ views {{ nodes {{ role purpose fields }} }} }} }}"
    told = asked("ann", views)["data"]["person"]["views"]["nodes"]
    assert told == [{"role": "ANALYST", "purpose": "staffing ö", "fields": ["Person.centrality"]}]
    assert asked("bob", views)["data"]["person"]["views"] is None
    left = asked("ann", "mutation { optOut(input: {}) { status person { name } } }")
    assert left["data"]["optOut"]["status"] == "SAVED"
    hidden = asked("analyst", degree)["data"]["person"]["centrality"]
    assert hidden == {"value": None, "withheld": "NOT_COVERED"}
    assert asked("ann", degree)["data"]["person"]["centrality"]["withheld"] is None

    asked("analyst", '{ search(text: "Marmalade", first: 3) { totalCount } }')
    asked("analyst", "query($s: String!) { cypher(statement: $s, purpose: \"look\") { rows } }", s="MATCH (p:Person {name: 'Zebrawort Quillfeather'}) RETURN p")  # fmt: skip
    asked("analyst", "query($s: String!) { cypher(statement: $s) { rows } }", s="MATCH (p:Zebrawort RETURN 'Marmalade'")  # fmt: skip
    asked("bob", '{ people(where: {name: {eq: "Zebrawort Quillfeather"}}) { nodes { nme } } }')
    asked("bob", '{ person(key: {source: "Marmalade", externalId: "zebra.quill@a.example"}) { name } }')  # fmt: skip
    asked("bob", "mutation($g: GoalInput!) { saveGoal(input: {goal: $g}) { status userErrors { message } } }", g={"key": {"source": "acme", "externalId": "Marmalade"}, "title": 7})  # fmt: skip
    asked("bob", "{ marmalade Zebrawort(")
    httpx.post(url, content=b'{"query": "Marmalade', headers={"authorization": "Bearer goalgraph_Zebrawort", "content-type": "application/json"}, timeout=30)  # fmt: skip
    httpx.get(url + "?query={Marmalade}&zebra.quill@a.example", timeout=30)

    lines = [orjson.loads(line) for line in audit.read_bytes().splitlines()]
    views = [line for line in lines if line["event"] == "views"]
    assert [line["fields"] for line in views][1:] == [
        ["Query.cypher"]
    ]  # whom an answer in Cypher shows
    assert {line["event"] for line in lines} == {"views", "cypher"}
    logged = log() + audit.read_text(encoding="utf-8")
    assert "views" in logged and "staffing" in logged
    for canary in (*CANARIES, *(text.rpartition("_")[2] for text, _ in keys.values())):
        assert canary not in logged, canary
