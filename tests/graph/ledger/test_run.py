"""Runs of the ledger: what has changed alone is read and saved, and the result is that of a run anew."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graph.errors import NotFound
from graph.ledger.cache import LedgerCache, parts_behind
from graph.ledger.run import run_ledger
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.graph.network.helping import helped
from tests.graph.network.organisation import asked

pytestmark = pytest.mark.store


@pytest_asyncio.fixture(loop_scope="session")
async def acme(store: Store) -> AsyncIterator[Store]:
    await helped(store)
    yield store


async def test_before_the_first_run_there_is_no_ledger(acme: Store) -> None:
    with pytest.raises(NotFound) as refused:
        await LedgerCache(acme).ledger()
    assert "goalgraph ledger" in str(refused.value.remedy)


async def test_a_run_reads_only_what_has_changed(acme: Store) -> None:
    first = await run_ledger(acme)
    again = await run_ledger(acme)
    assert (first.read, again.read, again.saved) == (5, 0, 0)
    assert again.reach.hash == first.reach.hash

    await asked(
        acme,
        "MATCH (c:Conversation {id: 'help/c2'}) SET c.settled = 7 "
        "WITH c MATCH (m:Message {id: 'help/m7'}) SET m.deleted_at = m.at RETURN c.id",
    )
    changed = await run_ledger(acme)
    assert (changed.read, changed.reach.hash != first.reach.hash) == (1, True)
    anew = await run_ledger(acme, anew=True)
    assert (anew.read, anew.saved, anew.reach.hash) == (5, 0, changed.reach.hash)


async def test_a_change_of_the_organisation_leaves_the_ledger_behind(acme: Store) -> None:
    reach = (await run_ledger(acme)).reach
    assert await parts_behind(acme, reach) == []
    await acme.write(MARK, **mark([Part.MARKET, Part.PROGRESS]))
    assert await parts_behind(acme, reach) == ["market"]
    assert await parts_behind(acme, (await run_ledger(acme)).reach) == []


async def test_a_process_reads_a_new_ledger_by_the_months_that_differ(acme: Store) -> None:
    await run_ledger(acme)
    cache = LedgerCache(acme)
    ledger = await cache.ledger()
    assert await cache.ledger() is ledger
    await asked(acme, "MATCH (n:Need {id: 'help/n2'}) DETACH DELETE n RETURN 1")
    await run_ledger(acme)
    newer = await cache.ledger()
    assert newer is not ledger and newer.reach.hash != ledger.reach.hash
    stored = await asked(acme, "MATCH (n:LedgerColumn) RETURN count(n)")
    named = await asked(acme, "MATCH (l:Ledger) RETURN size(l.columns)")
    assert stored == named
