"""The life of a link: suggested, confirmed, rejected, by those who have the right."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store.driver import Store
from tests.api.mutations.small_organisation import ERRORS, key, mutate, save_goals, save_talk
from tests.api.store_query import MEMBER, data

PAIR = {"conversation": key("talk"), "goal": key("g")}
SELECTION = f"saved unchanged rejected results {{ status notes link {{ id state method version }} {ERRORS} }}"


async def decided(store: Store, verb: str, by: str | None = None, **more: Any) -> Any:
    """What became of the pair: the state of its link, or the code of what was wrong."""
    input: dict[str, Any] = {"links": [PAIR | more]}
    if by is not None:
        input["by"] = key(by)
    payload = await mutate(store, verb, input, SELECTION)
    if payload["userErrors"]:
        return payload["userErrors"][0]["code"]
    return payload["results"][0]["link"]["state"]


async def advanced(store: Store) -> int:
    """How many conversations advance the goal."""
    query = '{ goal(key: {source: "acme", externalId: "g"}) { conversations { totalCount } } }'
    return int((await data(store, query))["goal"]["conversations"]["totalCount"])


async def test_a_participant_confirms_what_a_tool_suggests(empty_store: Store) -> None:
    await save_talk(empty_store)
    assert (
        await decided(empty_store, "linkConversations", method="LEXICAL", score=0.5) == "SUGGESTED"
    )
    assert await advanced(empty_store) == 0
    assert await decided(empty_store, "confirmLinks", by="cy") == "FORBIDDEN"
    assert await decided(empty_store, "confirmLinks", by="bob") == "CONFIRMED"
    assert await advanced(empty_store) == 1


async def test_owners_are_seen_as_such_and_the_history_stays(empty_store: Store) -> None:
    await save_talk(empty_store)
    await decided(empty_store, "linkConversations")
    await decided(empty_store, "confirmLinks", by="ann", reasons=["we spoke of it"])
    await decided(empty_store, "rejectLinks", by="bob")
    query = (
        '{ goal(key: {source: "acme", externalId: "g"}) { links { edges { node { state version decisions '
        "{ edges { node { state capacity reasons by { name } } } } } } } } }"
    )
    link = (await data(empty_store, query))["goal"]["links"]["edges"][0]["node"]

    assert (link["state"], link["version"]) == ("REJECTED", 3)
    assert [edge["node"] for edge in link["decisions"]["edges"]] == [
        {"state": "SUGGESTED", "capacity": "TOOL", "reasons": [], "by": None},
        {
            "state": "CONFIRMED",
            "capacity": "OWNER",
            "reasons": ["we spoke of it"],
            "by": {"name": "Ann"},
        },
        {"state": "REJECTED", "capacity": "PARTICIPANT", "reasons": [], "by": {"name": "Bob"}},
    ]
    assert await advanced(empty_store) == 0


async def test_what_was_rejected_only_a_person_suggests_again(empty_store: Store) -> None:
    await save_talk(empty_store)
    assert await decided(empty_store, "rejectLinks", by="bob") == "REJECTED"
    assert await decided(empty_store, "linkConversations", method="EXPLICIT") == "CONFLICT"
    assert await decided(empty_store, "confirmLinks", by="bob") == "CONFLICT"
    assert await decided(empty_store, "linkConversations", by="cy") == "SUGGESTED"
    assert await decided(empty_store, "confirmLinks", by="bob") == "CONFIRMED"


async def test_an_explicit_mark_and_a_participant_confirm_at_once(empty_store: Store) -> None:
    await save_talk(empty_store)
    assert await decided(empty_store, "linkConversations", method="EXPLICIT") == "CONFIRMED"
    assert await decided(empty_store, "rejectLinks", by="bob") == "REJECTED"
    await save_goals(empty_store, {"name": "h"})
    other = {"goal": key("h")}
    assert await decided(empty_store, "linkConversations", by="bob", **other) == "CONFIRMED"
    await save_goals(empty_store, {"name": "i"})
    assert await decided(empty_store, "linkConversations", by="cy", goal=key("i")) == "SUGGESTED"


async def test_a_tool_that_names_nobody_suggests_only(empty_store: Store) -> None:
    await save_talk(empty_store)
    await decided(empty_store, "linkConversations", method="LEXICAL")
    assert await decided(empty_store, "confirmLinks") == "FORBIDDEN"
    assert await decided(empty_store, "linkConversations", method="EXPLICIT") == "SUGGESTED"
    assert await decided(empty_store, "confirmLinks", by="bob") == "CONFIRMED"
    assert await decided(empty_store, "rejectLinks") == "FORBIDDEN"
    await save_goals(empty_store, {"name": "h"})
    mark = {"goal": key("h"), "method": "EXPLICIT"}
    assert await decided(empty_store, "linkConversations", **mark) == "CONFIRMED"
    assert await decided(empty_store, "rejectLinks", goal=key("h")) == "REJECTED"


@pytest.mark.parametrize(
    "who", [{"bot": True}, {"leftAt": "2026-01-01T00:00:00Z"}, {"joinedAt": "2999-01-01T00:00:00Z"}]
)
async def test_programs_and_who_is_not_there_decide_nothing(
    empty_store: Store, who: dict[str, Any]
) -> None:
    await save_talk(empty_store)
    person = {"person": {"key": key("bob")["key"], **who}}
    saved = await mutate(empty_store, "savePerson", person, "status")
    assert saved["status"] == "SAVED"
    assert await decided(empty_store, "linkConversations", by="bob") == "SUGGESTED"
    assert await decided(empty_store, "confirmLinks", by="bob") == "FORBIDDEN"
    assert await decided(empty_store, "rejectLinks", by="bob") == "FORBIDDEN"


async def test_a_goal_that_comes_back_remembers_its_rejections(empty_store: Store) -> None:
    await save_talk(empty_store)
    await decided(empty_store, "rejectLinks", by="bob", reasons=["another index"])
    removal = {"goal": key("g"), "cascade": True}
    await mutate(empty_store, "removeGoal", removal, "status")
    await save_goals(empty_store, {"name": "g", "owners": [key("ann")]})
    assert await decided(empty_store, "linkConversations", method="EXPLICIT") == "CONFLICT"
    query = (
        '{ goal(key: {source: "acme", externalId: "g"}) { links { nodes { state reasons decisions '
        "{ nodes { state capacity by { name } } } } } } }"
    )
    assert (await data(empty_store, query))["goal"]["links"]["nodes"] == [
        {
            "state": "REJECTED",
            "reasons": ["another index"],
            "decisions": {
                "nodes": [{"state": "REJECTED", "capacity": "PARTICIPANT", "by": {"name": "Bob"}}]
            },
        }
    ]


@pytest.mark.parametrize("end", [{"status": "DROPPED"}, {"archived": True}])
async def test_a_goal_that_is_not_pursued_is_not_linked(
    empty_store: Store, end: dict[str, Any]
) -> None:
    await save_talk(empty_store)
    await save_goals(empty_store, {"name": "g", **end})
    assert await decided(empty_store, "linkConversations", by="bob") == "BAD_INPUT"


async def test_doing_it_again_changes_nothing(empty_store: Store) -> None:
    await save_talk(empty_store)
    for verb in ("linkConversations", "confirmLinks", "confirmLinks", "linkConversations"):
        payload = await mutate(empty_store, verb, {"links": [PAIR], "by": key("bob")}, SELECTION)
    assert (payload["unchanged"], payload["results"][0]["link"]["version"]) == (1, 1)
    stale = await decided(empty_store, "rejectLinks", by="bob", version=7)
    assert stale == "CONFLICT"


async def test_each_pair_has_its_own_result(empty_store: Store) -> None:
    await save_talk(empty_store)
    query = '{ group(key: {source: "acme", externalId: "team"}) { id } }'
    team = (await data(empty_store, query))["group"]["id"]
    links = [PAIR, PAIR | {"goal": key("nix")}, PAIR | {"goal": {"id": team}}, PAIR]
    input = {"links": links, "by": key("bob"), "onError": "SKIP"}
    payload = await mutate(empty_store, "linkConversations", input, SELECTION)

    assert [entry["status"] for entry in payload["results"]] == [
        "SAVED",
        "REJECTED",
        "REJECTED",
        "REJECTED",
    ]
    assert [(entry["code"], entry["path"]) for entry in payload["userErrors"]] == [
        ("NOT_FOUND", ["input", "links", "1", "goal"]),
        ("BAD_INPUT", ["input", "links", "2", "goal", "id"]),
        ("BAD_INPUT", ["input", "links", "3"]),
    ]
    link = payload["results"][0]["link"]["id"]
    input = {"links": [{"link": link}], "by": key("bob")}
    done = await mutate(empty_store, "rejectLinks", input, SELECTION)
    assert done["results"][0]["link"]["state"] == "REJECTED"


async def test_a_member_speaks_for_themselves_only(empty_store: Store) -> None:
    await save_talk(empty_store)
    input = {"links": [PAIR], "by": key("bob")}
    payload = await mutate(empty_store, "linkConversations", input, SELECTION, viewer=MEMBER)
    assert (payload["userErrors"][0]["code"], payload["userErrors"][0]["path"]) == (
        "FORBIDDEN",
        ["input", "by"],
    )
    input = {"links": [PAIR], "by": key("ann")}
    payload = await mutate(empty_store, "linkConversations", input, SELECTION, viewer=MEMBER)
    assert payload["results"][0]["link"]["state"] == "CONFIRMED"


async def test_a_goal_grows_from_talk(empty_store: Store) -> None:
    await save_talk(empty_store)
    input = {"fromConversation": key("talk"), "title": "Search in a blink", "by": key("bob")}
    selection = "goal { title status origin { title } owners { edges { node { name } } } } link { state isOrigin }"
    payload = await mutate(empty_store, "proposeGoal", input, selection)

    assert payload["goal"]["origin"] == {"title": "Search is slow"}
    assert payload["goal"]["status"] == "PROPOSED"
    assert payload["goal"]["owners"]["edges"] == [{"node": {"name": "Bob"}}]
    assert payload["link"] == {"state": "CONFIRMED", "isOrigin": True}
    share = await data(empty_store, "{ network { goalsFromTalk { goals fromTalk share } } }")
    assert share["network"]["goalsFromTalk"] == {"goals": 2, "fromTalk": 1, "share": 0.5}

    nowhere = await mutate(
        empty_store, "proposeGoal", input | {"fromConversation": key("x")}, selection
    )
    assert nowhere["userErrors"][0]["path"] == ["input", "fromConversation"]
    assert nowhere["goal"] is None
    assert (await data(empty_store, "{ goals { totalCount } }"))["goals"]["totalCount"] == 2


async def test_a_proposal_takes_a_key_that_is_free(empty_store: Store) -> None:
    await save_talk(empty_store)
    input = {"fromConversation": key("talk"), "title": "Search in a blink", "by": key("bob")}
    selection = "goal { title key { source externalId } }"
    first_payload = await mutate(empty_store, "proposeGoal", input | key("blink", "okr"), selection)
    assert first_payload["goal"]["key"] == {"source": "okr", "externalId": "blink"}
    for name, code in (("g", "CONFLICT"), ("", "BAD_INPUT")):
        payload = await mutate(empty_store, "proposeGoal", input | key(name), selection)
        assert (payload["goal"], payload["userErrors"][0]["code"]) == (None, code)
        assert payload["userErrors"][0]["path"][:2] == ["input", "key"]


async def test_who_proposes_without_having_taken_part_does_not_confirm(empty_store: Store) -> None:
    await save_talk(empty_store)
    input = {"fromConversation": key("talk"), "title": "Seen from afar", "by": key("cy")}
    payload = await mutate(empty_store, "proposeGoal", input, "link { state } notes")
    assert payload["link"] == {"state": "SUGGESTED"}


async def test_links_of_ids_with_any_sign_are_found_again(empty_store: Store) -> None:
    await save_talk(empty_store)
    await save_goals(empty_store, {"name": "a>b"})
    links = [PAIR | {"goal": key("a>b")}]
    payload = await mutate(empty_store, "linkConversations", {"links": links}, SELECTION)
    link = payload["results"][0]["link"]["id"]
    done = await mutate(empty_store, "rejectLinks", {"links": [{"link": link}]}, SELECTION)
    assert done["results"][0]["link"]["state"] == "REJECTED"
    unknown = {"links": [PAIR], "by": key("nobody")}
    payload = await mutate(empty_store, "confirmLinks", unknown, SELECTION)
    assert payload["userErrors"][0]["path"] == ["input", "by"]
