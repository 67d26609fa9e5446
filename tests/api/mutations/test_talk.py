"""People, groups and talk are pushed by the tools that hold them."""

from __future__ import annotations

import asyncio

from graph.store.driver import Store
from tests.api.asking import data
from tests.api.mutations.asking import key, mutate, save_talk


async def test_authors_take_part_in_the_talk_that_is_pushed(empty_store: Store) -> None:
    await save_talk(empty_store)
    query = """{ conversation(key: {source: "acme", externalId: "talk"}) {
        participants { edges { node { name } } } group { name }
        messages { edges { node { refs { edges { node { key: id } } } } } } } }"""
    found = (await data(empty_store, query))["conversation"]

    assert found["participants"]["edges"] == [{"node": {"name": "Bob"}}]
    assert found["group"] == {"name": "Team"}
    assert len(found["messages"]["edges"][0]["node"]["refs"]["edges"]) == 1


async def test_text_is_kept_only_when_asked(empty_store: Store) -> None:
    await save_talk(empty_store)
    message = key("m2") | {"at": "2026-01-02T04:00:00Z", "text": "Because.", "replyTo": key("m1")}
    given = {"messages": [message], "conversation": key("talk"), "keepText": True}
    wanted = "saved unchanged results { message { text replyTo { key { externalId } } } }"
    found = await mutate(empty_store, "addMessages", given, wanted)

    assert found["results"][0]["message"] == {
        "text": "Because.",
        "replyTo": {"key": {"externalId": "m1"}},
    }
    again = await mutate(empty_store, "addMessages", given, wanted)
    assert again["unchanged"] == 1


async def test_what_is_not_there_or_private_is_refused(empty_store: Store) -> None:
    await save_talk(empty_store)
    lost = key("m3") | {"at": "2026-01-02T04:00:00Z", "conversation": key("nowhere")}
    found = await mutate(empty_store, "addMessages", {"messages": [lost]}, "saved")
    assert (found["userErrors"][0]["code"], found["userErrors"][0]["path"]) == (
        "NOT_FOUND",
        ["input", "messages", "0", "conversation"],
    )
    nowhere = key("m4") | {"at": "2026-01-02T04:00:00Z"}
    found = await mutate(empty_store, "addMessages", {"messages": [nowhere]}, "saved")
    assert found["userErrors"][0]["message"] == "`conversation` is missing; it is required"
    private = {"conversation": key("secret") | {"title": "Hush", "visibility": "PRIVATE"}}
    found = await mutate(empty_store, "saveConversation", private, "status")
    assert found["userErrors"][0]["path"] == ["input", "conversation", "visibility"]


async def test_nobody_reports_to_themselves_over_others(empty_store: Store) -> None:
    await save_talk(empty_store)
    people = [key("ann") | {"manager": key("bob")}, key("bob") | {"manager": key("ann")}]
    found = await mutate(empty_store, "savePeople", {"people": people}, "saved")
    assert found["userErrors"][0]["message"] == "this closes a cycle: bob → ann → bob"
    groups = {"group": key("team") | {"parent": key("team")}}
    found = await mutate(empty_store, "saveGroup", groups, "status")
    assert found["userErrors"][0]["message"] == "this closes a cycle: team → team"


async def test_a_message_that_moves_takes_its_author_along(empty_store: Store) -> None:
    await save_talk(empty_store)
    other = {"conversation": key("other") | {"title": "Elsewhere"}}
    await mutate(empty_store, "saveConversation", other, "status")
    message = key("m1") | {"at": "2026-01-02T03:04:05Z", "author": key("bob")}
    await mutate(
        empty_store, "addMessages", {"messages": [message], "conversation": key("other")}, "saved"
    )
    query = """{ a: conversation(key: {source: "acme", externalId: "talk"}) { participants { totalCount } }
        b: conversation(key: {source: "acme", externalId: "other"}) { participants { totalCount } } }"""
    found = await data(empty_store, query)
    assert (found["a"]["participants"], found["b"]["participants"]) == (
        {"totalCount": 0},
        {"totalCount": 1},
    )


async def test_two_tools_change_one_person_at_once_and_nothing_is_lost(empty_store: Store) -> None:
    await save_talk(empty_store)
    changes = [
        {"title": "Engineer"},
        {"level": 3},
        {"capabilities": ["search"]},
        {"name": "Ann W."},
    ]
    await asyncio.gather(
        *(
            mutate(empty_store, "savePerson", {"person": key("ann") | one}, "status")
            for one in changes
        )
    )
    query = """{ person(key: {source: "acme", externalId: "ann"}) { name title level
        capabilities { nodes { name } } accounts { nodes { email } } } }"""
    assert (await data(empty_store, query))["person"] == {
        "name": "Ann W.",
        "title": "Engineer",
        "level": 3,
        "capabilities": {"nodes": [{"name": "search"}]},
        "accounts": {"nodes": [{"email": "ann@a.example"}]},
    }


async def test_replies_do_not_go_round(empty_store: Store) -> None:
    await save_talk(empty_store)
    at = {"at": "2026-01-02T04:00:00Z"}
    rows = [key("x") | at | {"replyTo": key("y")}, key("y") | at | {"replyTo": key("x")}]
    given = {"messages": rows, "conversation": key("talk")}
    found = await mutate(empty_store, "addMessages", given, "saved")
    assert "this closes a cycle: y → x → y" in [one["message"] for one in found["userErrors"]]
    itself = {"person": key("ann") | {"manager": key("ann")}}
    found = await mutate(empty_store, "savePerson", itself, "status")
    assert found["userErrors"][0]["path"] == ["input", "person", "manager"]


async def test_an_address_that_is_not_safe_is_neither_saved_nor_shown(empty_store: Store) -> None:
    talk = key("u1") | {"title": "u", "url": "javascript:alert(document.cookie)"}
    done = await mutate(empty_store, "saveConversation", {"conversation": talk}, "status")
    assert done["status"] == "REJECTED"
    assert [one["path"] for one in done["userErrors"]] == [["input", "conversation", "url"]]

    talk["url"] = "https://chat.example/u1"
    wanted = "conversation { id url }"
    done = await mutate(empty_store, "saveConversation", {"conversation": talk}, wanted)
    assert done["conversation"]["url"] == "https://chat.example/u1"
    async with empty_store.driver.session(database=empty_store.database) as session:
        await (await session.run("MATCH (c:Conversation) SET c.url = 'javascript:x'")).consume()
    found = await data(empty_store, "{ conversations { nodes { url } } }")
    assert found == {"conversations": {"nodes": [{"url": None}]}}
