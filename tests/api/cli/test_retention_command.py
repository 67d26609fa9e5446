"""`goalgraph retention`: counted before, erased with a receipt, and one clean run however often it is killed."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.ledger.run import published_ledger, run_ledger
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.schema.test_hidden_talk import PEOPLE, rows_of, talk
from tests.command_line import ROOT, goalgraph
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported, query

MANY = 1_200
"""Old conversations of two messages: more than two batches of each."""
DAY = "2026-01-01"
ALL = ("retention", "--older-than", DAY)
ROUNDS = 3
LEFT = """RETURN COUNT { (c:Conversation) WHERE c.id STARTS WITH 'acme/old-' } AS conversations,
  COUNT { (m:Message) WHERE m.id STARTS WITH 'acme/old-' } AS messages,
  COUNT { (:Message) } - COUNT { (m:Message) WHERE m.id STARTS WITH 'acme/old-' } AS others"""


def old_talk() -> dict[str, list[dict[str, Any]]]:
    """Conversations of 2024 in which bob asks and cy answers."""
    at = "2024-02-01T08:00:00Z"
    names = [f"old-{number:04}" for number in range(MANY)]
    first = [{"id": f"{one}-a", "conversation": one, "author": "bob", "at": at} for one in names]
    second = [
        {"id": f"{one}-b", "conversation": one, "author": "cy", "at": at, "reply_to": f"{one}-a"}
        for one in names
    ]
    return {
        "conversations": [{"id": one, "title": one, "started_at": at} for one in names],
        "messages": [*first, *second],
    }


async def fill(store: Store, folder: Path, *parts: dict[str, list[dict[str, Any]]]) -> str:
    """Make the store hold an organisation with its ledger and ties; the hash of the ledger."""
    await emptied(store)
    report = await imported(store, folder, rows_of(PEOPLE, *parts, talk("new")))
    assert report.total("rejected") == 0, report
    await run_ledger(store)
    await analyse(store)
    published = await published_ledger(store)
    assert published is not None
    return published.reach.hash


def begin(store: Store) -> subprocess.Popen[str]:
    """A process of its own that erases."""
    target = store.target
    names = {"NEO4J_URI": target.uri, "NEO4J_USERNAME": target.username, "NEO4J_PASSWORD": target.password}  # fmt: skip
    words = [sys.executable, "-c", "from api.cli import main; main()", *ALL]
    return subprocess.Popen(
        words, env=os.environ | names, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )  # fmt: skip


async def left(store: Store) -> dict[str, int]:
    ((conversations, messages, others),) = await query(store, LEFT)
    return {"conversations": conversations, "messages": messages, "others": others}


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_killed_and_run_again_is_one_clean_run(store: Store, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    picked = random.Random(seed)
    without = await fill(store, tmp_path / "without")
    assert await fill(store, tmp_path / "with", old_talk()) != without
    before = await left(store)
    would = json.loads(goalgraph(*ALL, "--dry-run", target=store.target).stdout)["would_erase"]
    assert (would["conversations"], would["messages"]) == (MANY, 2 * MANY)
    assert await left(store) == before, "a preview writes nothing"

    states: list[str] = []
    for _ in range(ROUNDS):
        process = begin(store)
        assert process.stderr is not None
        process.stderr.readline()  # something is erased, or it has ended
        await asyncio.sleep(picked.uniform(0, 1.5) if states else 0)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        states.append((await store.rows("erasure_receipts", limit=9))[0][2])
    assert states[0] == "running"
    ended = goalgraph(*ALL, target=store.target)

    assert ended.returncode == 0, ended.stderr
    after, told = await left(store), json.loads(ended.stdout)
    assert after == {"conversations": 0, "messages": 0, "others": before["others"]}
    receipts = await store.rows("erasure_receipts", limit=9)
    first = receipts[-1]
    assert first[2] == "done" and json.loads(first[5]) == would
    if "done" not in states:  # as nearly always: no round was let through
        assert len(receipts) == 1 and told["erased"] == would and told["receipt"] == first[0]
    published = await published_ledger(store)
    assert published is not None and published.reach.hash == without
    ((tied,),) = await query(store, "MATCH ()-[r:INTERACTED]->() RETURN min(r.days[0])")
    assert tied > 20_000, "no tie is of 2024"


async def test_the_command_says_what_would_go_and_what_went(store: Store, tmp_path: Path) -> None:
    old = json.loads(json.dumps(talk("gone")).replace("2026-", "2024-"))
    await fill(store, tmp_path, old)
    said = goalgraph(*ALL, "--dry-run", target=store.target)
    would = json.loads(said.stdout)
    assert (said.returncode, would["before"]) == (0, DAY)
    assert would["would_erase"]["conversations"] == 1

    gone = goalgraph(*ALL, target=store.target)

    receipt = json.loads(gone.stdout)
    assert receipt["erased"] == would["would_erase"] and "conversations: 1 erased" in gone.stderr
    again = json.loads(goalgraph(*ALL, "--dry-run", target=store.target).stdout)["would_erase"]
    assert set(again.values()) == {0}
    for wrong in ("soon", "2999-01-01"):
        refused = goalgraph("retention", "--older-than", wrong, target=store.target)
        assert refused.returncode == 1 and wrong in refused.stderr and not refused.stdout
        assert "Traceback" not in refused.stderr
