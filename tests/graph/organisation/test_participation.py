"""The days of talk as imports and changes leave them, and what a process holds of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.goals.alignment.cache import OrganisationCache
from graph.goals.alignment.line_of_sight import network_scope, person_scope
from graph.goals.alignment.ratio import Ratio
from graph.records.window import Window
from graph.store.driver import Store
from graph.store.operation import observer
from graph.store.versions import Part, mark
from graph.upkeep.migrations import settle_unsettled
from tests.graph.importing.whole_organisation import imported, query

DAY_1, DAY_2 = 20454, 20455
"""1 and 2 January 2026."""

TALK: dict[str, list[dict[str, Any]]] = {
    "people": [{"id": "ann"}, {"id": "bob"}, {"id": "cy"}],
    "goals": [
        {"id": "p", "title": "P", "kind": "purpose"},
        {"id": "k", "title": "K", "parents": [{"goal": "p"}]},
    ],
    "conversations": [
        {"id": "dated", "started_at": "2026-01-01T08:00:00Z", "participants": ["cy"]},
        {"id": "open", "hosts": ["cy"]},
        {"id": "empty", "participants": ["bob"]},
        {"id": "gone", "started_at": "2026-01-01T08:00:00Z"},
        {"id": "met", "started_at": "2026-01-01T08:00:00Z"},
    ],
    "messages": [
        {"id": "1", "conversation": "dated", "author": "ann", "at": "2026-01-01T23:59:59Z"},
        {"id": "2", "conversation": "dated", "author": "ann", "at": "2026-01-02T00:00:00Z"},
        {"id": "3", "conversation": "dated", "author": "bob", "at": "2026-01-02T01:00:00Z",
         "deleted_at": "2026-01-03"},
        {"id": "4", "conversation": "open", "at": "2026-01-02T01:00:00Z"},
        {"id": "5", "conversation": "open", "author": "ann", "at": "2026-01-02T02:00:00Z"},
        {"id": "6", "conversation": "gone", "author": "ann", "at": "2026-01-02T02:00:00Z",
         "deleted_at": "2026-01-03"},
    ],
    "links": [{"conversation": "dated", "goal": "k", "state": "confirmed"}],
}  # fmt: skip

DAYS = """
MATCH (c:Conversation)
OPTIONAL MATCH (c)<-[t:TOOK_PART_IN]-(p:Person)
WITH c, p, t ORDER BY p.id
RETURN c.id, c.days, c.counts, collect([p.id, t.days, t.counts]) ORDER BY c.id
"""
SETTLED = [
    [
        "acme/dated",
        [DAY_1, DAY_2],
        [1, 1],
        [
            ["acme/ann", [DAY_1, DAY_2], [1, 1]],
            ["acme/bob", None, None],
            ["acme/cy", [DAY_1], [0]],
        ],
    ],
    ["acme/empty", [], [], [["acme/bob", [], []]]],
    ["acme/gone", None, None, [["acme/ann", None, None]]],
    ["acme/met", [DAY_1], [0], [[None, None, None]]],
    [
        "acme/open",
        [DAY_2],
        [2],
        [["acme/ann", [DAY_2], [1]], ["acme/cy", [DAY_2], [0]]],
    ],
]


async def test_days_are_those_of_standing_messages(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)

    assert [list(row) for row in await query(empty_store, DAYS)] == SETTLED


async def test_talk_of_an_older_version_is_settled(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    await query(empty_store, "MATCH (c:Conversation) REMOVE c.days, c.counts, c.settled")
    await query(empty_store, "MATCH ()-[t:TOOK_PART_IN]->() REMOVE t.days, t.counts")

    count = await settle_unsettled(empty_store)

    assert count == 5
    assert [list(row) for row in await query(empty_store, DAYS)] == SETTLED


async def test_a_message_deleted_later_counts_no_more(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    held = OrganisationCache(empty_store)
    before = person_scope(await held.view(), "acme/ann", Window(DAY_1, DAY_2)).sight
    rows = [
        row | ({"deleted_at": "2026-01-04"} if row["id"] == "1" else {}) for row in TALK["messages"]
    ]

    await imported(empty_store, tmp_path, TALK | {"messages": rows})
    view = await held.view()

    assert before == Ratio(1, 1)
    assert person_scope(view, "acme/ann", Window(DAY_1, DAY_2)).sight == Ratio(0, 1)
    assert person_scope(view, "acme/ann", Window(DAY_2)).linked_talk == Ratio(1, 2)


async def test_one_statement_where_nothing_has_changed(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    held = OrganisationCache(empty_store)
    first = await held.view()
    sent: list[str] = []
    token = observer.set(sent.append)

    second = await held.view()

    observer.reset(token)
    assert second is first
    assert sent == ["versions"]


async def test_only_what_has_changed_is_read(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    held = OrganisationCache(empty_store)
    first = await held.view()
    message = {"id": "7", "conversation": "open", "author": "bob", "at": "2026-01-02T03:00:00Z"}
    sent: list[str] = []

    await imported(empty_store, tmp_path, TALK | {"messages": [*TALK["messages"], message]})
    token = observer.set(sent.append)
    second = await held.view()
    observer.reset(token)

    assert sorted(set(sent)) == [
        "conversations_settled_since",
        "count_of_settled_conversations",
        "participation_by_day",
        "versions",
    ]
    assert second.goals is first.goals
    assert network_scope(second, Window()).linked_talk == Ratio(2, 4)


async def test_what_is_taken_out_is_gone(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    held = OrganisationCache(empty_store)
    before = network_scope(await held.view(), Window()).linked_talk
    rows = [
        row | ({"visibility": "private"} if row["id"] == "open" else {})
        for row in TALK["conversations"]
    ]

    await imported(empty_store, tmp_path, TALK | {"conversations": rows})
    view = await held.view()

    assert before == Ratio(2, 3)
    assert view.talk.ids == ["acme/dated", "acme/empty", "acme/gone", "acme/met"]
    assert network_scope(view, Window()).linked_talk == Ratio(2, 2)


async def test_a_link_taken_back_is_seen_at_once(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    held = OrganisationCache(empty_store)
    before = network_scope(await held.view(), Window()).sight

    pair = {"conversation": "acme/dated", "goal": "acme/k"}
    await empty_store.write_all(
        [("remove_advances", {"rows": [pair]}), ("save_part_changes", mark([Part.LINKS]))]
    )

    assert before == Ratio(2, 3)
    assert network_scope(await held.view(), Window()).sight == Ratio(0, 3)


async def test_an_emptied_store_is_empty(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, TALK)
    held = OrganisationCache(empty_store)
    await held.view()

    await query(empty_store, "MATCH (n) WHERE NOT n:Migration AND NOT n:Lock DETACH DELETE n")
    await empty_store.write("save_part_changes", **mark(Part))

    view = await held.view()
    assert (view.goals.ids, view.membership.people, view.talk.ids) == ([], [], [])
    assert network_scope(view, Window()).sight == Ratio(0, 0)
