"""New rows that are saved at once make the graph that rows saved one by one make."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.importing import batch_writer
from graph.store.driver import Store
from graph.store.operation import observer
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import WHOLE, exported, imported, query, whole_graph

AT_ONCE = (
    "save_new_conversations",
    "link_new_hosts",
    "link_new_participants",
    "save_new_messages",
    "link_new_mentions",
    "link_new_refs",
    "save_new_reactions",
)


def talkative() -> dict[str, list[dict[str, Any]]]:
    """An organisation in which one person has two accounts, and talk of every form runs over batches."""
    rows = copy.deepcopy(WHOLE)
    rows["people"] += [{"id": f"two-{n}", "email": "two@acme.example"} for n in (2, 1)]
    rows["conversations"] += [{"id": f"t{n}", "hosts": ["two-2", "two-1"]} for n in range(3)]
    rows["conversations"] += [
        {"id": f"still-{n}", "participants": ["two-1", "ada", "two-2"]} for n in range(5)
    ]
    rows["messages"] += [
        {
            "id": f"t{n}",
            "conversation": f"t{n % 3}",
            "at": f"2026-03-{n + 1:02}" if n % 4 else f"2026-03-{n + 1:02}T10:00:00.5Z",
            "author": None if n == 5 else ("two-1", "ada", "two-2", "bob")[n % 4],
            "mentions": ["two-2", "cy", "two-1"] if n % 2 else [],
            "to": ["two-1", "two-2"] if n % 3 == 0 else ["bob"],
            "reply_to": None if n == 0 else f"t{n + 1}" if n == 7 else f"t{n - 1}",
            "text": f"Is it #one or #tag{n}? See https://a.example/{n % 3}",
            "deleted_at": "2026-04-01" if n == 9 else None,
        }
        for n in range(14)
    ]
    rows["reactions"] += [
        {"message": f"t{n}", "person": ("two-1", "two-2", "ada")[n % 3], "kind": "like"}
        for n in range(14)
    ]
    return rows


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_writer, "BATCH", 3)


async def test_at_once_or_one_by_one(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = talkative()
    report = await imported(empty_store, tmp_path / "a", rows)
    at_once = await whole_graph(empty_store, moments=False)
    files = await exported(empty_store, tmp_path / "out a")
    assert report.rejected == 0

    await emptied(empty_store)
    monkeypatch.setattr(batch_writer, "is_plainly_new", lambda kind, item: False)
    await imported(empty_store, tmp_path / "b", rows)

    assert await whole_graph(empty_store, moments=False) == at_once
    assert await exported(empty_store, tmp_path / "out b") == files


async def test_rows_that_nobody_expected_there(empty_store: Store, tmp_path: Path) -> None:
    """What a mutation saved meanwhile is replaced, as ever: the counts of what was made tell it."""
    await imported(empty_store, tmp_path / "a", talkative())
    whole = await whole_graph(empty_store, moments=False)
    await query(empty_store, "MATCH (s:Source) DETACH DELETE s")
    await query(empty_store, "MATCH (m:Message {id: 'acme/t3'}) SET m.text = 'other'")

    report = await imported(empty_store, tmp_path / "b", talkative())

    assert report.total("saved") > 0
    assert await whole_graph(empty_store, moments=False) == whole


async def test_later_rows_beside_changed_ones(empty_store: Store, tmp_path: Path) -> None:
    rows = talkative()
    rows["messages"] = rows["messages"][:-5]
    rows["reactions"] = rows["reactions"][:-7]
    rows["messages"][-1]["text"] = "at first"
    await imported(empty_store, tmp_path / "a", rows, exported_at="2026-06-01")
    report = await imported(empty_store, tmp_path / "b", talkative(), exported_at="2026-06-02")
    grown = await whole_graph(empty_store, moments=False)
    assert report.total("changed") == 1

    await emptied(empty_store)
    await imported(empty_store, tmp_path / "c", talkative(), exported_at="2026-06-01")

    clean = await whole_graph(empty_store, moments=False)
    assert [row for row in clean if "Source" not in row] == [
        row for row in grown if "Source" not in row
    ]


async def test_a_batch_of_new_messages_is_few_statements(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_writer, "BATCH", 1000)
    sent = Counter[str]()
    token = observer.set(lambda name: sent.update([name]))
    try:
        await imported(empty_store, tmp_path, talkative())
    finally:
        observer.reset(token)

    assert {name: sent[name] for name in AT_ONCE} == dict.fromkeys(AT_ONCE, 1)
    merging = (
        "save_conversations",
        "link_hosts",
        "save_messages",
        "link_messages",
        "link_authors",
        "save_reactions",
        "link_mentions",
    )
    assert {name: sent[name] for name in merging} == dict.fromkeys(merging, 0)
    assert sent["stored_messages"] == 0
