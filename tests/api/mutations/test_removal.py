"""What is taken back leaves nothing behind, and no import brings it in again until it is saved anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from api.types.global_ids import to_global_id
from graph.sources.check_in_keys import check_in_key
from graph.store.driver import Store
from graph.store.versions import versions
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import MEMBER
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import WHOLE, imported, query, whole_graph

ELSEWHERE: dict[str, list[dict[str, Any]]] = {
    "conversations": [{"id": "c3", "title": "Elsewhere", "accepted_answer": "m2"}],
    "messages": [{"id": "r1", "conversation": "c3", "at": "2026-02-07", "reply_to": "m1"}],
    "needs": [
        {"id": "n3", "title": "A shelf", "asked_by": "bob", "asked_at": "2026-02-07", "message": "m2"}
    ],
    "outcomes": [
        {"id": "o3", "conversation": "c3", "kind": "stopped", "what": "Guessing", "at": "2026-02-08", "message": "m2"}
    ],
}  # fmt: skip
"""What points into the conversation c1 from elsewhere."""
ROWS = {kind: [*rows, *ELSEWHERE.get(kind, [])] for kind, rows in WHOLE.items()}
CHECK_IN = WHOLE["checkins"][0]
CASES: dict[str, tuple[dict[str, Any], str | None]] = {
    "removeMessages": ({"messages": [key("m1"), key("m2")]}, "replies reactions needs outcomes answers"),
    "removeConversations": (
        {"conversations": [key("c1")]},
        "messages links confirmedLinks outcomes needs offers experiments replies answers citations",
    ),
    "removeGroup": ({"group": key("core")}, "members parts goals conversations"),
    "removeCheckIn": (
        {"checkIn": to_global_id("CheckIn", check_in_key("acme", "acme/kr", CHECK_IN["at"], "acme/bob"))},
        None,
    ),
}  # fmt: skip


COUNTS = {
    "removeMessages": {"replies": 1, "reactions": 2, "needs": 2, "outcomes": 2, "answers": 2},
    "removeConversations": {
        "messages": 3, "links": 1, "confirmedLinks": 1, "outcomes": 1, "needs": 2, "offers": 0,
        "experiments": 1, "replies": 1, "answers": 1, "citations": 1,
    },
    "removeGroup": {"members": 3, "parts": 0, "goals": 1, "conversations": 1},
}  # fmt: skip
"""What hangs on each, as the preview says it."""


def node_texts(graph: list[str]) -> list[str]:
    """The graph without versions of goals and without when something was taken back."""
    return [re.sub(r'"version": \d+', "", text) for text in graph if "Tombstone" not in text]


async def removed(store: Store, name: str, **more: Any) -> Any:
    """The payload of one of the removals."""
    input, holds = CASES[name]
    selection = "status count" + (f" dependents {{ {holds} }}" if holds else "")
    return await mutate(store, name, input | more, selection)


@pytest.mark.parametrize("name", CASES)
async def test_what_is_taken_back_was_never_there(
    empty_store: Store, tmp_path: Path, name: str
) -> None:
    await imported(empty_store, tmp_path, ROWS)
    before, count = await whole_graph(empty_store), len(CASES[name][0].get("messages", [1]))
    hangs = CASES[name][1] is not None

    preview = await removed(empty_store, name, preview=True)
    assert (preview["status"], preview["count"], preview["userErrors"]) == ("UNCHANGED", count, [])
    if hangs:
        assert preview["dependents"] == COUNTS[name]
        refused = await removed(empty_store, name)
        assert (refused["status"], refused["dependents"]) == ("REJECTED", preview["dependents"])
        assert refused["userErrors"][0]["path"] == ["input", "cascade"]
    assert await whole_graph(empty_store) == before

    earlier = await versions(empty_store)
    sure = {"cascade": True} if hangs else {}
    done = await removed(empty_store, name, **sure)
    assert (done["status"], done["count"], done["userErrors"]) == ("SAVED", count, [])
    assert any(now > earlier[part] for part, now in (await versions(empty_store)).items())
    again = await removed(empty_store, name, **sure)
    assert (again["status"], again["count"]) == ("UNCHANGED", 0)

    report = await imported(empty_store, tmp_path, ROWS)
    assert (report.exit_code, report.rejected) == (0, 0)
    assert report.total("removed") >= count
    after = await whole_graph(empty_store, moments=False)
    stones = await query(empty_store, "MATCH (t:Tombstone) RETURN t {.*}")
    assert report.total("mended") == 0

    await emptied(empty_store)
    for (stone,) in stones:
        await query(empty_store, "CREATE (t:Tombstone) SET t = $stone", stone=stone)
    await imported(empty_store, tmp_path, ROWS)
    clean = await whole_graph(empty_store, moments=False)
    assert node_texts(after) == node_texts(clean)


async def test_what_is_unknown_or_of_another_kind_is_refused(empty_store: Store) -> None:
    payload = await mutate(empty_store, "removeMessages", {"messages": [key("x")]}, "status count")
    assert payload["status"] == "REJECTED"
    assert (payload["userErrors"][0]["code"], payload["userErrors"][0]["path"]) == (
        "NOT_FOUND",
        ["input", "messages", "0"],
    )
    wrong = {"checkIn": to_global_id("Goal", "acme/why")}
    payload = await mutate(empty_store, "removeCheckIn", wrong, "status")
    assert payload["userErrors"][0]["path"] == ["input", "checkIn"]
    both = {"checkIn": to_global_id("CheckIn", "acme/x"), **key("x")}
    for input in ({}, both):
        payload = await mutate(empty_store, "removeCheckIn", input, "status")
        error = payload["userErrors"][0]
        assert (error["code"], error["path"]) == ("BAD_INPUT", ["input", "checkIn"])
    wrong = {"key": {"source": "Not One", "externalId": "x"}}
    payload = await mutate(empty_store, "removeCheckIn", wrong, "status")
    assert payload["userErrors"][0]["path"] == ["input", "key", "source"]
    payload = await mutate(empty_store, "removeGroup", {"group": key("x")}, "status", MEMBER)
    assert payload["userErrors"][0]["code"] == "FORBIDDEN"


async def test_a_conversation_that_becomes_private_is_taken_out(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    before = await whole_graph(empty_store, moments=False)
    private = {"conversation": key("c1") | {"visibility": "PRIVATE"}}

    payload = await mutate(
        empty_store, "saveConversation", private, "status notes conversation { id }"
    )
    assert (payload["status"], payload["conversation"]) == ("SAVED", None)
    assert payload["notes"] == ["private talk is not kept: nothing of it is in the store"]
    payload = await mutate(empty_store, "saveConversation", private, "status")
    assert (payload["status"], payload["userErrors"]) == ("UNCHANGED", [])
    graph = await whole_graph(empty_store)
    assert not [text for text in graph if '"acme/c1"' in text or '"acme/m1"' in text]
    await imported(empty_store, tmp_path, WHOLE)
    assert not [text for text in await whole_graph(empty_store) if '"acme/c1"' in text]

    public = {"conversation": key("c1") | {"title": "New", "visibility": "PUBLIC"}}
    payload = await mutate(empty_store, "saveConversation", public, "status isNew")
    assert (payload["status"], payload["isNew"]) == ("SAVED", True)
    await imported(empty_store, tmp_path, WHOLE)
    after = await whole_graph(empty_store, moments=False)
    assert node_texts(after) == node_texts(before)
