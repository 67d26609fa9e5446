"""Talk older than a day is erased with what was made of it: counted before, resumed after a kill, never back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from api.cli.retention import first_day_kept
from graph.errors import BadInput
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.sources.kinds import Kind
from graph.store.driver import Store
from graph.writing import retention
from graph.writing.removals import holds, remove
from graph.writing.retention import erase_before, what_would_go
from tests.api.schema.test_hidden_talk import PEOPLE, rows_of, talk
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported, query

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def aged(word: str, year: str) -> dict[str, list[dict[str, Any]]]:
    """Talk with all that hangs on it, of another year."""
    made: dict[str, list[dict[str, Any]]] = json.loads(
        json.dumps(talk(word)).replace("2026-", f"{year}-")
    )
    return made


def spanning() -> dict[str, list[dict[str, Any]]]:
    """A channel in which somebody spoke before and after."""
    old = talk("span")
    old["conversations"][0]["started_at"] = "2024-02-01T08:00:00Z"
    old["messages"][0]["at"] = "2024-02-01T08:00:00Z"
    return {"conversations": old["conversations"], "messages": old["messages"]}


async def fill(store: Store, folder: Path) -> None:
    """Talk of 2024, of 2026, and a channel of both."""
    await emptied(store)
    rows = rows_of(PEOPLE, aged("old", "2024"), talk("new"), spanning())
    report = await imported(store, folder, rows)
    assert report.total("rejected") == 0, report
    none = dict.fromkeys(
        ("item_id", "from_account", "to_account", "by", "recorded_by", "source", "talk")
    )
    changed = {"kind": "goal_title", "subject": "Goal acme/kr", "before": "A", "after": "B", **none}
    for number, at in enumerate(("2024-05-01T00:00:00Z", "2026-05-01T00:00:00Z")):
        row = changed | {"number": f"{number:07d}", "at": at}
        await store.write("save_changes", rows=[row], stamp=at, first=1)


async def amounts(store: Store) -> dict[str, int]:
    """How many there are of what a retention takes out, counted by another way."""
    labels = {
        "conversations": "(:Conversation)",
        "messages": "(:Message)",
        "links": "(:Link)",
        "decisions": "(:Decision)",
        "outcomes": "(:Outcome)",
        "needs": "(:Need)",
        "offers": "(:Offer)",
        "analyses": "(:Analysis)",
        "reactions": "()-[:REACTED_TO]->()",
        "changes": "MATCH (n:Change) WHERE n.at < datetime('2026-01-01T00:00:00Z')",
    }
    counts = ", ".join(f"COUNT {{ {pattern} }}" for pattern in labels.values())
    ((*found,),) = await query(store, f"RETURN {counts}")
    return dict(zip(labels, found, strict=True))


async def words(store: Store, word: str) -> list[Any]:
    """Everything in the store that still has a word of the talk."""
    rows = await query(
        store,
        """MATCH (n) WHERE any(key IN keys(n) WHERE toStringOrNull(n[key]) CONTAINS $word)
        RETURN labels(n), coalesce(n.id, n.key)""",
        word=word,
    )
    return [row for row in rows if row[0] not in (["Experiment"], ["Capability"])]


async def test_old_talk_goes_with_what_hangs_on_it_as_the_preview_counted(
    store: Store, tmp_path: Path
) -> None:
    await fill(store, tmp_path)
    await analyse(store)
    await run_ledger(store)
    before = await amounts(store)
    would = await what_would_go(store, BEFORE)
    assert await amounts(store) == before
    assert would["conversations"] == 1 and would["messages"] == 3 and would["needs"] == 1

    receipt = await erase_before(store, BEFORE, batch=1)

    after = await amounts(store)
    assert {name: before[name] - after[name] for name in would} == would == receipt.counts
    assert receipt.state == "done" and await words(store, "old-c") == []
    assert await words(store, "old need") == [] and await words(store, "new need") != []
    assert set((await what_would_go(store, BEFORE)).values()) == {0}
    await run_ledger(store)
    await analyse(store)
    ((tied,),) = await query(store, "MATCH ()-[r:INTERACTED]->() RETURN min(r.days[0])")
    assert tied >= (BEFORE - datetime(1970, 1, 1, tzinfo=UTC)).days
    ((kept,),) = await query(store, "MATCH (r:Receipt) RETURN r.state")
    assert kept == "done"


async def test_what_was_erased_is_not_imported_again(store: Store, tmp_path: Path) -> None:
    await fill(store, tmp_path / "a")
    await erase_before(store, BEFORE)
    after = await amounts(store)
    rows = rows_of(PEOPLE, aged("old", "2024"), talk("new"), spanning())
    await imported(store, tmp_path / "b", rows)
    again = await amounts(store)
    for name in ("conversations", "messages", "links", "decisions"):
        assert again[name] == after[name], name


async def test_a_run_that_was_cut_short_goes_on_with_the_same_receipt(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(store, tmp_path)
    would = await what_would_go(store, BEFORE)
    steps = retention.STEPS
    monkeypatch.setattr(retention, "STEPS", steps[:3])

    def killed(what: str, gone: int) -> None:
        if what == "conversations":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await erase_before(store, BEFORE, killed, batch=1)
    monkeypatch.setattr(retention, "STEPS", steps)
    ((state, first),) = await query(store, "MATCH (r:Receipt) RETURN r.state, r.id")
    assert state == "running"

    receipt = await erase_before(store, BEFORE, batch=1)

    assert (receipt.id, receipt.counts) == (first, would)
    assert set((await what_would_go(store, BEFORE)).values()) == {0}


async def test_an_erasure_leaves_a_receipt_that_names_nobody(store: Store, tmp_path: Path) -> None:
    await fill(store, tmp_path)
    counts = await holds(store, Kind.PEOPLE, ["acme/bob"])
    answer = await store.unit(lambda tx: remove(tx, Kind.PEOPLE, ["acme/bob"], True))
    (receipt,) = answer.outcomes[0].notes
    ((id_, kind, state, _, before, kept),) = await store.rows("erasure_receipts", limit=9)
    assert (id_, kind, state, before) == (receipt, "erasure", "done", None)
    assert json.loads(kept) == counts and counts["messages"] > 0
    assert "bob" not in kept
    again = await store.unit(lambda tx: remove(tx, Kind.PEOPLE, ["acme/bob"], True))
    assert again.outcomes[0].notes == [] and len(await store.rows("erasure_receipts", limit=9)) == 1


@pytest.mark.parametrize("said", ["yesterday", "2999-01-01", "1969-12-31", "99999d", "2026-02-30"])
def test_a_day_that_cannot_be_meant_is_refused(said: str) -> None:
    with pytest.raises(BadInput) as refused:
        first_day_kept(said, date(2026, 3, 31))
    assert said in refused.value.message and refused.value.remedy
