"""Both engines give the same scores on whole organisations: a sample, and the shared real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysing.asked import Asked
from graph.analysing.run import analyse
from graph.analysing.scores import STORED
from graph.importing import Options, TextMode, import_bundle
from graph.sample.make import write_sample
from graph.sample.settings import SampleSettings
from graph.store import Store
from tests.analysing.organisation import asked

RUST = Path(__file__).parents[3] / "shared" / "data" / "rust-org"
SCORES = """
MATCH (n:Analysis {engine: '%s', goal: '%s'})-[s:SCORED]->(x)
RETURN labels(x)[0], x.id, properties(s) ORDER BY labels(x)[0], x.id
"""
BUSIEST = """
MATCH (g:Goal)<-[:SUPPORTS]-*(:Goal)<-[:ADVANCES]-(c:Conversation)
RETURN g.id, count(DISTINCT c) AS talk ORDER BY talk DESC, g.id LIMIT 1
"""


async def agree(store: Store, goal: str) -> int:
    """How many people and groups both engines scored alike around a goal."""
    for engine in ("in-process", "gds"):
        await analyse(store, Asked(goal=goal, engine=engine))
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
        first = await analyse(empty_store, Asked(goal=one))
        second = await analyse(empty_store, Asked(goal=one, engine="gds"))
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
