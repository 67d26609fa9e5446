"""Somebody who is erased: nothing of theirs is left, counts stay right, and nothing brings them back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.importing import Options, TextMode, import_bundle
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import WHOLE, exported, imported, query, whole_graph
from tests.graph.organisation.accounts.test_joins import CHAT

HOLDS = (
    "dependents { accounts messages needs experiments reports "
    "memberships reactions help backings outcomes }"
)


async def _remove(store: Store, **more: Any) -> Any:
    arguments = {"person": key("ada"), **more}
    return await mutate(store, "removePerson", arguments, f"status count {HOLDS}")


async def test_an_erased_person_is_gone_and_stays_so(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "acme", WHOLE)
    await imported(empty_store, tmp_path / "chat", CHAT, source="chat")
    graph = await whole_graph(empty_store)
    counts = "MATCH (c:Conversation) WITH count(c) AS c MATCH (m:Message) RETURN c, count(m)"
    before = await query(empty_store, counts)

    preview = await _remove(empty_store, preview=True)
    assert (preview["status"], preview["count"]) == ("UNCHANGED", 1)
    assert preview["dependents"] == {
        "accounts": 2,
        "messages": 3,
        "needs": 1,
        "experiments": 1,
        "reports": 2,
        "memberships": 2,
        "reactions": 2,
        "help": 2,
        "backings": 1,
        "outcomes": 1,
    }
    assert (await _remove(empty_store))["status"] == "REJECTED"
    assert await whole_graph(empty_store) == graph

    assert (await _remove(empty_store, cascade=True))["status"] == "SAVED"
    assert (await _remove(empty_store, cascade=True))["status"] == "UNCHANGED"
    assert await query(empty_store, counts) == before
    for text in ('"Ada"', "Ada@Acme", "ada@acme", "chat/U1", "acme/ada", "Why is #Search slow"):
        assert [row for row in await whole_graph(empty_store) if text in row] == [], text
    replies = "MATCH (:Message {id: 'chat/2'})-[:REPLIES_TO]->(m) RETURN m.id"
    assert await query(empty_store, replies) == [("chat/1",)]

    for name, rows in (("acme", WHOLE), ("chat", CHAT)):
        report = await imported(empty_store, tmp_path / f"{name}-again", rows, source=name)
        assert report.rejected == 0
        assert report.total("removed") > 0
    for text in ('"Ada"', "Ada@Acme", "ada@acme", "chat/U1", "acme/ada", "Why is #Search slow"):
        assert [row for row in await whole_graph(empty_store) if text in row] == [], text
    assert await query(empty_store, counts) == before
    refused = await mutate(
        empty_store, "savePerson", {"person": key("ada") | {"name": "Ada"}}, "status"
    )
    assert (refused["status"], refused["userErrors"][0]["code"]) == ("REJECTED", "FORBIDDEN")

    out = await exported(empty_store, tmp_path / "out")
    await emptied(empty_store)
    await import_bundle(empty_store, tmp_path / "out", Options(text=TextMode.FULL))
    assert await exported(empty_store, tmp_path / "third") == out


async def _erased(store: Store, account: str, source: str = "acme") -> None:
    arguments = {"person": key(account, source), "cascade": True}
    assert (await mutate(store, "removePerson", arguments, "status"))["status"] == "SAVED"


async def test_an_erased_persons_address_makes_nobody_anew(
    empty_store: Store, tmp_path: Path
) -> None:
    people = [{"id": "ann", "name": "Ann", "email": "Ann@Bücher.example"}, {"id": "bo"}]
    await imported(empty_store, tmp_path / "a", {"people": people})
    await _erased(empty_store, "ann")
    address = "ann@xn--bcher-kva.EXAMPLE"

    for source, id_ in (("acme", "ann-2"), ("chat", "U1")):
        rows: Any = {
            "people": [
                {"id": id_, "email": address},
                {"id": "bo", "manager": id_, "email": "bo@x.example"},
            ],
            "conversations": [{"id": "c"}],
            "messages": [
                {
                    "id": "m",
                    "conversation": "c",
                    "at": "2026-01-01",
                    "author": id_,
                    "text": "I am Ann",
                }
            ],
        }
        report = await imported(empty_store, tmp_path / source, rows, source=source)
        assert (report.total("removed"), report.rejected) == (1, 0)
        graph = await whole_graph(empty_store)
        again = await imported(empty_store, tmp_path / f"{source}-2", rows, source=source)
        assert again.total("saved") + again.total("changed") == 0
        assert await whole_graph(empty_store) == graph
        alone = {"messages": [rows["messages"][0] | {"id": "later"}]}
        later = await imported(empty_store, tmp_path / f"{source}-3", alone, source=source)
        assert (later.rejected, later.total("mended")) == (0, 0)
    for name in ({"email": address}, {"key": {"source": "new", "externalId": "1"}}):
        person = {"email": address, "name": "Ann"} | name
        refused = await mutate(empty_store, "savePerson", {"person": person}, "status")
        error = refused["userErrors"][0]
        assert (refused["status"], error["code"]) == ("REJECTED", "FORBIDDEN")
        assert error["path"][-1] == "email"
    whole = "\n".join(await whole_graph(empty_store)).casefold()
    assert "ann" not in whole
    people_now = await query(empty_store, "MATCH (p:Person) RETURN p.id ORDER BY p.id")
    assert people_now == [("acme/bo",)]


async def test_whoever_shares_an_erased_persons_address_stays(
    empty_store: Store, tmp_path: Path
) -> None:
    both = [{"id": "ann", "email": "team@x.example"}, {"id": "bo", "email": "team@x.example"}]
    await imported(empty_store, tmp_path / "a", {"people": both})
    await _erased(empty_store, "ann")
    bo = both[1] | {"title": "Head"}
    report = await imported(empty_store, tmp_path / "b", {"people": [both[0], bo]})
    assert (report.total("removed"), report.total("changed")) == (1, 1)
    chat = {"people": [{"id": "U", "email": "team@x.example"}]}
    await imported(empty_store, tmp_path / "c", chat, source="chat")
    rows = await query(empty_store, "MATCH (a:Account)-[:OF]->(p) RETURN a.id, p.id ORDER BY a.id")
    assert rows == [("acme/bo", "acme/bo"), ("chat/U", "acme/bo")]

    await _erased(empty_store, "bo")
    report = await imported(empty_store, tmp_path / "c2", chat, source="chat")
    assert report.total("removed") == 1
    assert await query(empty_store, "MATCH (p:Person) RETURN p") == []


@pytest.mark.parametrize("decision", ["confirmLinks", "rejectLinks"])
async def test_what_an_erased_person_decided_still_outranks_imports(
    decision: str, empty_store: Store, tmp_path: Path
) -> None:
    state = "rejected" if decision == "confirmLinks" else "confirmed"
    rows: Any = {
        "people": [{"id": "ann", "email": "ann@x.example"}],
        "goals": [{"id": "g", "title": "G"}],
        "conversations": [{"id": "c", "participants": ["ann"]}],
        "links": [{"conversation": "c", "goal": "g", "state": "suggested"}],
    }
    await imported(empty_store, tmp_path / "a", rows)
    arguments = {"links": [{"conversation": key("c"), "goal": key("g")}], "by": key("ann")}
    assert (await mutate(empty_store, decision, arguments, "saved"))["saved"] == 1
    link = "MATCH (l:Link)<-[:ON]-(d:Decision) RETURN l.state, count(d)"
    before = await query(empty_store, link)
    await _erased(empty_store, "ann")

    for by in ({}, {"by": "bo"}):
        rows["people"] = [{"id": "bo"}]
        rows["links"][0] |= {"state": state, "method": "explicit"} | by
        report = await imported(empty_store, tmp_path / f"b{len(by)}", rows)
        assert report.total("kept") == 1
        assert await query(empty_store, link) == before
