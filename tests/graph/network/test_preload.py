"""What a server reads when it starts: after it the first heavy questions read no talk and no ties."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from graph.errors import Overloaded
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from graph.store.operation import observer
from graph.upkeep.preload import Preload
from tests.api.store_query import data

HEAVY = """{ network {
  ties(first: 2) { totalCount withheld } keyPlayers(count: 1) { steps { count } }
  centrality(measure: DEGREE, sense: AMONG_GROUPS) { value }
  lineOfSight { share { numerator } } } }"""
LOADED = (
    "interaction_cells",
    "membership_spans",
    "presence_spans",
    "participation_by_day",
    "goal_graph",
)


async def all_read(preload: Preload) -> None:
    for _ in range(1200):
        if preload.done:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(preload.step)


async def test_the_first_heavy_question_after_a_start_finds_all_read(acme: Store) -> None:
    await analyse(acme)
    async with Store.open(acme.target) as fresh:
        preload = Preload(fresh)
        preload.begin()
        with pytest.raises(Overloaded, match="still reads talk"):
            await preload.check()
        await all_read(preload)
        await preload.check()
        sent: Counter[str] = Counter()
        token = observer.set(lambda name: sent.update([name]))
        try:
            await data(fresh, HEAVY)
        finally:
            observer.reset(token)
        await preload.close()

    assert [name for name in LOADED if sent[name]] == []
