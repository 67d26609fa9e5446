"""People, groups and talk are pushed by the tools that hold them."""

from __future__ import annotations

import asyncio

from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_talk
from tests.api.store_query import data


async def test_authors_take_part_in_the_talk_that_is_pushed(empty_store: Store) -> None:
    await save_talk(empty_store)
    query = """{ conversation(key: {source: "acme", externalId: "talk"}) {
        participants { edges { node { name } } } group { name }
        messages { edges { node { refs { edges { node { key: id } } } } } } } }"""
    conversation = (await data(empty_store, query))["conversation"]

    assert conversation["participants"]["edges"] == [{"node": {"name": "Bob"}}]
    assert conversation["group"] == {"name": "Team"}
    assert len(conversation["messages"]["edges"][0]["node"]["refs"]["edges"]) == 1


async def test_text_is_kept_only_when_asked(empty_store: Store) -> None:
    await save_talk(empty_store)
    message = key("m2") | {"at": "2026-01-02T04:00:00Z", "text": "Because.", "replyTo": key("m1")}
    input = {"messages": [message], "conversation": key("talk"), "keepText": True}
    selection = "saved unchanged results { message { text replyTo { key { externalId } } } }"
    payload = await mutate(empty_store, "addMessages", input, selection)

    assert payload["results"][0]["message"] == {
        "text": "Because.",
        "replyTo": {"key": {"externalId": "m1"}},
    }
    again = await mutate(empty_store, "addMessages", input, selection)
    assert again["unchanged"] == 1


async def test_what_is_not_there_or_private_is_refused(empty_store: Store) -> None:
    await save_talk(empty_store)
    lost = key("m3") | {"at": "2026-01-02T04:00:00Z", "conversation": key("nowhere")}
    payload = await mutate(empty_store, "addMessages", {"messages": [lost]}, "saved")
    assert (payload["userErrors"][0]["code"], payload["userErrors"][0]["path"]) == (
        "NOT_FOUND",
        ["input", "messages", "0", "conversation"],
    )
    nowhere = key("m4") | {"at": "2026-01-02T04:00:00Z"}
    payload = await mutate(empty_store, "addMessages", {"messages": [nowhere]}, "saved")
    assert payload["userErrors"][0]["message"] == "`conversation` is missing; it is required"
    private = {"conversation": key("secret") | {"title": "Hush", "visibility": "PRIVATE"}}
    payload = await mutate(empty_store, "saveConversation", private, "status")
    assert payload["userErrors"][0]["path"] == ["input", "conversation", "visibility"]


async def test_nobody_reports_to_themselves_over_others(empty_store: Store) -> None:
    await save_talk(empty_store)
    people = [key("ann") | {"manager": key("bob")}, key("bob") | {"manager": key("ann")}]
    payload = await mutate(empty_store, "savePeople", {"people": people}, "saved")
    assert payload["userErrors"][0]["message"] == "this closes a cycle: bob → ann → bob"
    groups = {"group": key("team") | {"parent": key("team")}}
    payload = await mutate(empty_store, "saveGroup", groups, "status")
    assert payload["userErrors"][0]["message"] == "this closes a cycle: team → team"


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
    answer = await data(empty_store, query)
    assert (answer["a"]["participants"], answer["b"]["participants"]) == (
        {"totalCount": 0},
        {"totalCount": 1},
    )


async def test_two_tools_change_one_person_at_once_and_nothing_is_lost(empty_store: Store) -> None:
    await save_talk(empty_store)
    changes = [
        {"jobTitle": "Engineer"},
        {"level": 3},
        {"capabilities": ["search"]},
        {"name": "Ann W."},
    ]
    await asyncio.gather(
        *(
            mutate(empty_store, "savePerson", {"person": key("ann") | change}, "status")
            for change in changes
        )
    )
    query = """{ person(key: {source: "acme", externalId: "ann"}) { name jobTitle level
        capabilities { nodes { name } } accounts { nodes { email } } } }"""
    assert (await data(empty_store, query))["person"] == {
        "name": "Ann W.",
        "jobTitle": "Engineer",
        "level": 3,
        "capabilities": {"nodes": [{"name": "search"}]},
        "accounts": {"nodes": [{"email": "ann@a.example"}]},
    }


async def test_replies_do_not_go_round(empty_store: Store) -> None:
    await save_talk(empty_store)
    at = {"at": "2026-01-02T04:00:00Z"}
    rows = [key("x") | at | {"replyTo": key("y")}, key("y") | at | {"replyTo": key("x")}]
    input = {"messages": rows, "conversation": key("talk")}
    payload = await mutate(empty_store, "addMessages", input, "saved")
    assert "this closes a cycle: y → x → y" in [error["message"] for error in payload["userErrors"]]
    itself = {"person": key("ann") | {"manager": key("ann")}}
    payload = await mutate(empty_store, "savePerson", itself, "status")
    assert payload["userErrors"][0]["path"] == ["input", "person", "manager"]


async def test_an_address_that_is_not_safe_is_neither_saved_nor_shown(empty_store: Store) -> None:
    talk = key("u1") | {"title": "u", "url": "javascript:alert(document.cookie)"}
    done = await mutate(empty_store, "saveConversation", {"conversation": talk}, "status")
    assert done["status"] == "REJECTED"
    assert [error["path"] for error in done["userErrors"]] == [["input", "conversation", "url"]]

    talk["url"] = "https://chat.example/u1"
    selection = "conversation { id url }"
    done = await mutate(empty_store, "saveConversation", {"conversation": talk}, selection)
    assert done["conversation"]["url"] == "https://chat.example/u1"
    async with empty_store.driver.session(database=empty_store.database) as session:
        await (await session.run("MATCH (c:Conversation) SET c.url = 'javascript:x'")).consume()
    answer = await data(empty_store, "{ conversations { nodes { url } } }")
    assert answer == {"conversations": {"nodes": [{"url": None}]}}
