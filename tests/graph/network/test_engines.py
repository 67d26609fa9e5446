"""Both engines give the same: on random and published networks, on a sample, on the shared real one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.importing import Options, TextMode, import_bundle
from graph.measures.cohesion.communities import best, communities_by_seed, leiden
from graph.measures.conventions import COMMUNITY_SEEDS
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses import gds
from graph.network.analyses.run import analyse
from graph.network.analyses.scores import STORED, in_process
from graph.network.ties.tie_query import TieQuery
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from tests.graph.measures.networks import KITE, REAL, real
from tests.graph.network.organisation import asked

RUST = Path(__file__).parents[4] / "shared" / "data" / "rust-org"
SCORES = """
MATCH (n:Analysis {engine: '%s', goal: '%s'})-[s:SCORED]->(x)
RETURN labels(x)[0], x.id, properties(s) ORDER BY labels(x)[0], x.id
"""
BUSIEST = """
MATCH (g:Goal)<-[:SUPPORTS]-*(:Goal)<-[:ADVANCES]-(c:Conversation)
RETURN g.id, count(DISTINCT c) AS talk ORDER BY talk DESC, g.id LIMIT 1
"""


def random_network(seed: int) -> TieGraph:
    """A random network with self-loops, rows that repeat and people without ties."""
    draw = np.random.default_rng(seed)
    size, rows = int(draw.integers(2, 60)), int(draw.integers(1, 200))
    ends = draw.integers(0, size, (2, rows))
    people = [f"p{i:02}" for i in range(size + 3)]
    return TieGraph.from_indices(people, ends[0], ends[1], draw.random(rows) * 9)


async def both_agree(store: Store, graph: TieGraph) -> None:
    """Assert that both engines measure the network alike: 10⁻⁶, communities 0.02."""
    theirs = await asyncio.to_thread(gds.measure_values, store.target, graph, STORED)
    ours = in_process(graph)
    worst = {key: float(np.abs(ours[key] - theirs[key]).max()) for key in STORED}
    assert {key: off for key, off in worst.items() if off > 1e-6} == {}
    found = await asyncio.to_thread(gds.communities, store.target, graph, range(COMMUNITY_SEEDS))
    assert best(found).modularity == pytest.approx(
        best(communities_by_seed(graph)).modularity, abs=0.02
    )


@pytest.mark.parametrize("seed", range(10))
async def test_engines_agree_on_random_networks(store: Store, seed: int) -> None:
    await both_agree(store, random_network(seed))


@pytest.mark.parametrize("network", REAL)
async def test_engines_agree_on_published_networks(store: Store, network: str) -> None:
    await both_agree(store, real(network)[0])


async def test_the_same_seed_gives_the_same_communities_in_both_engines(store: Store) -> None:
    graph = random_network(3)

    (first,) = await asyncio.to_thread(gds.communities, store.target, graph, [7])
    (again,) = await asyncio.to_thread(gds.communities, store.target, graph, [7])

    assert first.groups.codes.tolist() == again.groups.codes.tolist()
    assert leiden(graph, seed=7).groups.codes.tolist() == (
        leiden(random_network(3), seed=7).groups.codes.tolist()
    )


async def test_pagerank_of_the_library_is_no_share(store: Store) -> None:
    """The trap: Graph Data Science sums it to about the number of people; ours is divided."""

    def both() -> tuple[float, Any]:
        with gds._client(store.target) as client, gds._projected(client, KITE, None) as projected:
            raw = client.page_rank.stream(projected, relationship_types=["TURNED"])
            return float(raw["score"].sum()), gds.measure_values(store.target, KITE, ["pagerank"])

    raw, ours = await asyncio.to_thread(both)

    assert raw == pytest.approx(10, rel=0.05)
    assert ours["pagerank"].sum() == pytest.approx(1)


async def agree(store: Store, goal: str) -> int:
    """How many people and groups both engines scored alike around a goal."""
    for engine in ("in-process", "gds"):
        await analyse(store, TieQuery(goal=goal, engine=engine))
    ours = await asked(store, SCORES % ("in-process", goal))
    theirs = await asked(store, SCORES % ("gds", goal))
    assert len(ours) == len(theirs)
    for (label, one, here), (label2, one2, there) in zip(ours, theirs, strict=True):
        assert (label, one) == (label2, one2)
        assert isinstance(here, dict) and isinstance(there, dict)
        for key in STORED:
            assert here[key] == pytest.approx(there[key], rel=1e-6, abs=1e-6)
            assert here.get(f"{key}_rank") == there.get(f"{key}_rank")
    return len(ours)


@pytest.mark.slow
async def test_engines_agree_on_a_sample_organisation(empty_store: Store, tmp_path: Path) -> None:
    write_sample(tmp_path / "bundle", SampleSettings(people=60, seed=7, months=2))
    await import_bundle(empty_store, tmp_path / "bundle", Options(text=TextMode.NONE))
    goal = str((await asked(empty_store, BUSIEST))[0][0])

    for one in (None, goal):
        first = await analyse(empty_store, TieQuery(goal=one))
        second = await analyse(empty_store, TieQuery(goal=one, engine="gds"))
        assert first.analysis.ties == second.analysis.ties > 20
    assert await agree(empty_store, goal) > 60


@pytest.mark.slow
@pytest.mark.skipif(not RUST.exists(), reason=f"{RUST} is not there")
async def test_engines_agree_on_a_real_organisation(empty_store: Store) -> None:
    await import_bundle(empty_store, RUST, Options(text=TextMode.NONE))
    goal = str((await asked(empty_store, BUSIEST))[0][0])

    assert await agree(empty_store, goal) > 675
    whole = (await analyse(empty_store)).analysis
    assert (whole.people, whole.messages, whole.ties, whole.skipped_threads) == (675, 4479, 403, 0)
