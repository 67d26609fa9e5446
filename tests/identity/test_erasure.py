"""Somebody who is erased: nothing of theirs is left, counts stay right, and nothing brings them back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.importing import Options, TextMode, import_bundle
from graph.store import Store
from tests.api.mutations.asking import key, mutate
from tests.conftest import emptied
from tests.importing.helpers import WHOLE, exported, imported, query, whole_graph

from .test_joins import CHAT

HOLDS = "holds { accounts messages needs experiments reports }"


async def _remove(store: Store, **more: Any) -> Any:
    given = {"person": key("ada"), **more}
    return await mutate(store, "removePerson", given, f"status count {HOLDS}")


async def test_an_erased_person_is_gone_and_stays_so(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "acme", WHOLE)
    await imported(empty_store, tmp_path / "chat", CHAT, source="chat")
    graph = await whole_graph(empty_store)
    counts = "MATCH (c:Conversation) WITH count(c) AS c MATCH (m:Message) RETURN c, count(m)"
    before = await query(empty_store, counts)

    seen = await _remove(empty_store, preview=True)
    assert (seen["status"], seen["count"]) == ("UNCHANGED", 1)
    assert seen["holds"] == {
        "accounts": 2,
        "messages": 3,
        "needs": 1,
        "experiments": 1,
        "reports": 2,
    }
    assert (await _remove(empty_store))["status"] == "REJECTED"
    assert await whole_graph(empty_store) == graph

    assert (await _remove(empty_store, andWhatHangsOnIt=True))["status"] == "SAVED"
    assert (await _remove(empty_store, andWhatHangsOnIt=True))["status"] == "UNCHANGED"
    assert await query(empty_store, counts) == before
    for said in ('"Ada"', "Ada@Acme", "ada@acme", "chat/U1", "acme/ada", "Why is #Search slow"):
        assert [row for row in await whole_graph(empty_store) if said in row] == [], said
    replies = "MATCH (:Message {id: 'chat/2'})-[:REPLIES_TO]->(m) RETURN m.id"
    assert await query(empty_store, replies) == [("chat/1",)]

    for name, rows in (("acme", WHOLE), ("chat", CHAT)):
        report = await imported(empty_store, tmp_path / f"{name}-again", rows, source=name)
        assert report.rejected == 0
        assert report.total("removed") > 0
    for said in ('"Ada"', "Ada@Acme", "ada@acme", "chat/U1", "acme/ada", "Why is #Search slow"):
        assert [row for row in await whole_graph(empty_store) if said in row] == [], said
    assert await query(empty_store, counts) == before
    refused = await mutate(
        empty_store, "savePerson", {"person": key("ada") | {"name": "Ada"}}, "status"
    )
    assert (refused["status"], refused["userErrors"][0]["code"]) == ("REJECTED", "FORBIDDEN")

    out = await exported(empty_store, tmp_path / "out")
    await emptied(empty_store)
    await import_bundle(empty_store, tmp_path / "out", Options(text=TextMode.FULL))
    assert await exported(empty_store, tmp_path / "third") == out
