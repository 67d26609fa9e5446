"""People over GraphQL: one address is one person, joined and parted by hand, never picked silently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.errors import Conflict
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import ask
from tests.graph.importing.whole_organisation import imported

SAVED = "status isNew notes person { id key { source externalId } accounts { totalCount } }"


async def save(store: Store, **fields: Any) -> Any:
    return await mutate(store, "savePerson", {"person": fields}, SAVED)


async def by_email(store: Store, email: str) -> Any:
    return await ask(store, "query($e: String) { person(email: $e) { name } }", {"e": email})


async def test_one_address_saved_eight_times_is_one_person(empty_store: Store) -> None:
    payloads = [
        await save(empty_store, email=email, name=f"Dup {number}")
        for number, email in enumerate(
            ["dup@example.org", " DUP@example.ORG ", "Dup@example.org"] * 2
        )
    ]
    assert len({payload["person"]["id"] for payload in payloads}) == 1
    assert [payload["isNew"] for payload in payloads] == [True, *[False] * 5]
    answer = await ask(empty_store, "{ people { totalCount } }")
    assert answer.data == {"people": {"totalCount": 1}}
    assert (await by_email(empty_store, "dup@EXAMPLE.org")).data == {"person": {"name": "Dup 5"}}
    rows = {
        "people": [{"email": "two@example.org"}, {"email": "Two@example.org"}],
        "onError": "SKIP",
    }
    rows_payload = await mutate(empty_store, "savePeople", rows, "saved rejected")
    assert (rows_payload["saved"], rows_payload["rejected"]) == (1, 1)


async def test_accounts_of_two_sources_are_one_person_under_either_key(empty_store: Store) -> None:
    await save(empty_store, **key("p1", "hr"), email="ann@x.example", name="Ann Lee")
    chat = await save(empty_store, **key("U1", "chat"), email="Ann@x.example", jobTitle="Head")
    assert chat["person"]["key"] == {"source": "hr", "externalId": "p1"}
    assert chat["person"]["accounts"] == {"totalCount": 2}
    query = """{ person(key: {source: "chat", externalId: "U1"}) {
        name jobTitle accounts { nodes { email key { source } } } } }"""
    answer = await ask(empty_store, query)
    assert answer.data["person"] == {
        "name": "Ann Lee",
        "jobTitle": "Head",
        "accounts": {
            "nodes": [
                {"email": "Ann@x.example", "key": {"source": "chat"}},
                {"email": "ann@x.example", "key": {"source": "hr"}},
            ]
        },
    }


async def test_what_is_no_address_and_what_another_has_is_refused(empty_store: Store) -> None:
    await save(empty_store, **key("p1"), email="ann@x.example")
    for fields, code, message in (
        ({**key("p2"), "email": "ann at x"}, "BAD_INPUT", "that is no mail address"),
        ({**key("p2"), "email": "Bo <bo@x.example>"}, "BAD_INPUT", "more than an address"),
        ({**key("p2"), "email": "ANN@x.example"}, "CONFLICT", "p1 has this mail address already"),
    ):
        done = await save(empty_store, **fields)
        assert done["status"] == "REJECTED"
        assert done["userErrors"][0]["code"] == code
        assert message in done["userErrors"][0]["message"]
        assert done["userErrors"][0]["path"] == ["input", "person", "email"]


async def test_people_are_joined_and_parted(empty_store: Store, tmp_path: Path) -> None:
    people = [{"id": name, "name": "Dup Name", "email": "dup@x.example"} for name in ("a", "b")]
    await imported(empty_store, tmp_path / "in", {"people": people})
    refused = await by_email(empty_store, "dup@x.example")
    assert refused.data == {"person": None}
    assert isinstance(refused.errors[0], Conflict)
    assert "joinPeople" in (refused.errors[0].remedy or "")
    doubts = "{ duplicateCandidates { reasons sharedValues person { key { externalId } } other { key { externalId } } } }"
    (pair,) = (await ask(empty_store, doubts)).data["duplicateCandidates"]
    assert pair["reasons"] == ["SAME_MAIL"]
    input = {"keep": key("b"), "others": [key("a")]}
    for status in ("SAVED", "UNCHANGED"):
        done = await mutate(
            empty_store, "joinPeople", input, "status person { key { externalId } }"
        )
        assert (done["status"], done["person"]["key"]["externalId"]) == (status, "b")
    assert (await by_email(empty_store, "dup@x.example")).data == {"person": {"name": "Dup Name"}}
    assert (await ask(empty_store, doubts)).data["duplicateCandidates"] == []
    parted = {"person": key("a"), "accounts": [key("a")["key"]]}
    selection = "status person { key { externalId } } other { key { externalId } }"
    done = await mutate(empty_store, "splitPerson", parted, selection)
    assert (done["person"]["key"]["externalId"], done["other"]["key"]["externalId"]) == ("b", "a")
    done = await mutate(empty_store, "splitPerson", parted, selection)
    assert done["status"] == "REJECTED"
    assert done["userErrors"][0]["message"] == "some accounts must stay and some must go"
    done = await mutate(empty_store, "joinPeople", input | {"others": [key("x")]}, "status")
    assert done["userErrors"][0]["path"] == ["input", "others", "0"]


async def test_people_are_read_only_where_the_answer_shows_them(empty_store: Store) -> None:
    people = [key(name) | {"name": name} for name in ("ann", "bob")]
    mutation = "mutation($input: SavePeopleInput!) { savePeople(input: $input) %s }"
    shown = (
        "{ saved results { ...result } } } fragment result on SavePeopleResult { person { name }"
    )
    for selection, read in (("{ saved results { isNew } }", 0), (shown, 1)):
        answer = await ask(empty_store, mutation % selection, {"input": {"people": people}})
        assert answer.errors == []
        assert (
            sum(n for (_, name), n in answer.statements.items() if name == "people_by_id") == read
        )
    names = [result["person"]["name"] for result in answer.data["savePeople"]["results"]]
    assert names == ["ann", "bob"]
