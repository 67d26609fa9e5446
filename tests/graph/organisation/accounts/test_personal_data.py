"""All that is kept of a person is given to that person, and to nobody else through the API."""

from __future__ import annotations

import json

import orjson
import pytest

from api.execution.viewer import LOCAL, Viewer
from graph.errors import NotFound
from graph.identity.api_keys import KeyRequest, create_key
from graph.identity.roles import Role
from graph.organisation.accounts.personal_data import data_of
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_talk
from tests.api.store_query import ask
from tests.command_line import goalgraph

MEMBER = frozenset({"member"})


async def test_a_person_is_given_all_that_is_kept_of_them(empty_store: Store) -> None:
    await save_talk(empty_store)
    await create_key(empty_store, KeyRequest("phone", Role.MEMBER, "acme/bob"))
    link = {"links": [{"conversation": key("talk"), "goal": key("g")}], "by": key("bob")}
    await mutate(empty_store, "linkConversations", link, "")
    found = await data_of(empty_store, "acme/bob")
    assert [node["label"] for node in found["nodes"]] == [
        *("Person", "Change", "ApiKey", "Account"),
    ]
    assert all("hash" not in node["properties"] for node in found["nodes"])
    async with empty_store.driver.session() as session:
        result = await session.run(
            "MATCH (p:Person {id: 'acme/bob'}) RETURN COUNT { (p)--() } + "
            "COUNT { (p)<-[:OF]-(:Account)--() } AS all"
        )
        row = await result.single()
    assert row is not None and len(found["relationships"]) == row["all"] > 3
    made = {one["type"] for one in found["relationships"] if "made" in one}
    assert {"WROTE", "DECIDED"} <= made
    (person,) = (node for node in found["nodes"] if node["label"] == "Person")
    assert person["properties"]["name"] == "Bob"

    query = "{ exportMyData }"
    bob = await ask(empty_store, query, {}, Viewer("acme/bob", MEMBER, person="acme/bob"))
    assert json.loads(bob.data["exportMyData"]) == json.loads(orjson.dumps(found))
    ann = await ask(empty_store, query, {}, Viewer("acme/ann", MEMBER, person="acme/ann"))
    assert json.loads(ann.data["exportMyData"])["nodes"][0]["id"] == "acme/ann"
    nobody = await ask(empty_store, query, {}, LOCAL)
    assert [type(error) for error in nobody.errors] == [NotFound]

    printed = goalgraph("people", "data", "acme/bob", target=empty_store.target)
    assert printed.returncode == 0, printed.stderr
    assert len(json.loads(printed.stdout)["relationships"]) == len(found["relationships"])


async def test_nobody_is_kept_who_is_not_there(empty_store: Store) -> None:
    with pytest.raises(NotFound):
        await data_of(empty_store, "acme/nobody")
