"""A run of the ledger whose process is killed outright leaves nothing wrong: the next gives what is due."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from graph.config import Target
from graph.ledger.run import published_ledger, run_ledger
from graph.store.driver import Store
from tests.graph.network.help_organisation import helped
from tests.graph.network.organisation import asked

pytestmark = pytest.mark.store

ROOT = Path(__file__).parents[3]
RUN = """
import asyncio, os, time
from graph.config import Target
from graph.ledger import run
from graph.store.driver import Store

run.MOST_BYTES = 1  # each part is saved by itself


def wait(step, done, total):
    if step == os.environ["STEP"]:
        print("there", flush=True)
        time.sleep(600)


async def main():
    async with Store.open(Target(os.environ["URI"], os.environ["WHO"], os.environ["WORD"])) as store:
        await run.run_ledger(store, wait)


asyncio.run(main())
"""


async def killed_at(step: str, target: Target) -> None:
    """Begin a run in a process of its own, and kill -9 it when it has come to this step."""
    given = {"STEP": step, "URI": target.uri, "WHO": target.username, "WORD": target.password}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, cwd=ROOT, env=os.environ | given, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 300) == b"there\n"
    finally:
        process.kill()
    assert await process.wait() == -signal.SIGKILL


async def test_a_run_after_kills_at_any_step_gives_the_ledger_of_a_run_anew(
    store: Store, engine_target: Target
) -> None:
    """Killed before there is any ledger, while talk is read, between parts, before it is shown."""
    await helped(store)
    await killed_at("saving", engine_target)
    assert await published_ledger(store) is None
    [(saved,)] = await asked(store, "MATCH (n:LedgerColumn) RETURN count(n)")
    first = (await run_ledger(store)).reach
    before = (await run_ledger(store, anew=True)).reach
    assert before.hash == first.hash != ""

    for change in (
        "MATCH (m:Message {id: 'help/m5'}) SET m.at = m.at - duration('P400D') RETURN 1",
        "MATCH (n:Need {id: 'help/n2'}) DETACH DELETE n RETURN 1",
        "MATCH (c:Conversation {id: 'help/c2'}) SET c.settled = 8 RETURN 1",
    ):
        await asked(store, change)
    for step in ("reading talk", "saving", "saving facts"):
        await killed_at(step, engine_target)
        published = await published_ledger(store)
        assert published is not None and published.reach == before
    after = await run_ledger(store)
    assert after.reach.hash not in ("", before.hash)
    assert (await run_ledger(store, anew=True)).reach.hash == after.reach.hash
    assert saved == 1  # of a first ledger that was killed after its first part
    for label, field in (("LedgerColumn", "columns"), ("LedgerTalk", "talk")):
        named = f"MATCH (l:Ledger) RETURN size(l.{field})"
        assert await asked(store, f"MATCH (n:{label}) RETURN count(n)") == await asked(store, named)
