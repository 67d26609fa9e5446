"""A person who was joined to another is found by whatever named them before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.types.global_ids import to_global_id
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import ask, data
from tests.graph.importing.whole_organisation import WHOLE, imported

FIRST, FORMER, NOBODY = (
    to_global_id("Person", one) for one in ("acme/ada", "chat/U1", "chat/nobody")
)


async def test_a_joined_away_id_or_a_second_accounts_key_finds_the_person(
    empty_store: Store, tmp_path: Path
) -> None:
    chat: dict[str, Any] = {
        "people": [{"id": "U1", "name": "A."}, {"id": "U2", "manager": "U1"}],
        "goals": [{"id": "g", "title": "G", "owners": ["U1"]}],
    }
    await imported(empty_store, tmp_path / "acme", WHOLE)
    await imported(empty_store, tmp_path / "chat", chat, source="chat")
    person = "query($id: ID!) { person(id: $id) { displayName } }"
    assert await data(empty_store, person, {"id": FORMER}) == {"person": {"displayName": "A."}}
    arguments = {"keep": key("ada"), "others": [{"id": FORMER}]}
    assert (await mutate(empty_store, "joinPeople", arguments, "status"))["status"] == "SAVED"

    query = """
    query($id: ID!, $two: [ID!]!, $out: [ID!]!, $other: ID!) {
      person(id: $id) { id }
      node(id: $id) { id }
      nodes(ids: $two) { id }
      scope(people: $two) { id unknownIds members { nodes { id } } }
      without: scope(people: $out, exclude: $two) { unknownIds members { totalCount } }
      apart: person(id: $other) { distance(to: $id) { to { id } reportingSteps } }
    }
    """
    other = to_global_id("Person", "chat/U2")

    async def found(id_: str, two: list[str]) -> Any:
        variables = {"id": id_, "two": two, "out": [FIRST, other], "other": other}
        answer = await ask(empty_store, query, variables)
        assert answer.errors == []
        return answer.data

    by_first = await found(FIRST, [FIRST, FIRST])
    assert by_first["node"] == by_first["person"] == {"id": FIRST}
    assert by_first["scope"]["members"] == {"nodes": [{"id": FIRST}]}
    assert by_first["without"] == {"unknownIds": [], "members": {"totalCount": 1}}
    assert by_first["apart"] == {"distance": {"to": {"id": FIRST}, "reportingSteps": 1}}
    by_former = await found(FORMER, [FORMER, FIRST])
    assert (
        by_former.pop("scope")["unknownIds"] == by_former.pop("without")["unknownIds"] == [FORMER]
    )
    del by_first["scope"], by_first["without"]
    assert by_former == by_first

    key_query = "query($key: NodeKeyInput!) { person(key: $key) { id } }"
    variables = {"key": {"source": "chat", "externalId": "U1"}}
    assert await data(empty_store, key_query, variables) == {"person": {"id": FIRST}}

    for ref in ({"id": FORMER}, {"id": FIRST}, key("U1", "chat"), key("ada")):
        row = {"key": {"source": "acme", "externalId": "new"}, "title": "New", "owners": [ref]}
        wanted = "status goal { owners { nodes { id } } }"
        saved = await mutate(empty_store, "saveGoal", {"goal": row}, wanted)
        assert saved["userErrors"] == []
        assert saved["goal"] == {"owners": {"nodes": [{"id": FIRST}]}}


async def test_an_id_that_nobody_has_is_nobody(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "acme", WHOLE)
    query = """
    query($id: ID!, $ids: [ID!]!) {
      node(id: $id) { id }
      nodes(ids: $ids) { id }
      scope(people: $ids) { unknownIds members { nodes { id } } }
    }
    """
    variables = {"id": NOBODY, "ids": [NOBODY, FIRST]}
    answer = await ask(empty_store, query, variables)
    assert answer.errors == []
    assert answer.data == {
        "node": None,
        "nodes": [None, {"id": FIRST}],
        "scope": {"unknownIds": [NOBODY], "members": {"nodes": [{"id": FIRST}]}},
    }
