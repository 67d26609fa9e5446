"""The vector index of goals: made by any encoder, kept up to date with goals, asked for the nearest."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from bench.linking_methods import exact_meanings
from graph.errors import BadInput
from graph.goals.linking import SuggestOptions, suggest
from graph.goals.linking.meaning_index import nearest_goals, refresh_meanings
from graph.goals.linking.sentence_vectors import DIMENSIONS, Encoder, Vector
from graph.goals.linking.talk_reader import stored_goals
from graph.goals.linking.texts import GoalText, Talk
from graph.importing import Options, TextMode, import_bundle
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.goals.linking.test_run import written

HARBOUR = {
    "goals": [
        {"id": "ferry-1", "title": "Fewer cancelled ferry crossings", "description": "In winter."},
        {"id": "roof-2", "title": "Solar roof on the school", "description": "Sixty panels."},
        {"id": "late-3", "title": "Ferry crossings at night", "status": "dropped"},
    ],
    "conversations": [{"id": "t1", "title": "Solarroof onschool"}],
}  # fmt: skip


def letters(text: str) -> Vector:
    """A vectoriser of its own: runs of three characters, hashed."""
    vector = np.zeros(DIMENSIONS, np.float32)
    low = f"  {text.casefold()} "
    for place in range(len(low) - 2):
        vector[zlib.crc32(low[place : place + 3].encode()) % DIMENSIONS] += 1
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


class Counting:
    """The vectoriser, noting what it was asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.model = Encoder("letters 1", self._encode)

    def _encode(self, text: str) -> Vector:
        self.texts.append(text)
        return letters(text)


@pytest_asyncio.fixture(loop_scope="session")
async def harbour(store: Store, tmp_path: Path) -> AsyncIterator[Store]:
    """A store with a few goals and conversations, no link and no vector."""
    await emptied(store)
    await run(store, "MATCH (l:Lock) DELETE l")
    options = Options(text=TextMode.FULL)
    report = await import_bundle(store, written(tmp_path / "acme", **HARBOUR), options)
    assert report.exit_code == 0
    yield store
    await emptied(store)


async def run(store: Store, text: str, **params: Any) -> list[list[Any]]:
    async with store.driver.session(database=store.database) as session:
        return [record.values() async for record in await session.run(text, **params)]


async def kept(store: Store) -> dict[str, str]:
    """Goal → the model that made its vector."""
    found = await run(
        store,
        "MATCH (g:Goal) WHERE g.meaning IS NOT NULL "
        "RETURN g.id, g.meaning_model, size(g.meaning) ORDER BY g.id",
    )
    assert {size for *_, size in found} <= {2 * DIMENSIONS + 1}
    return {id_: model for id_, model, _ in found}


async def goals_of(store: Store) -> list[GoalText]:
    return (await stored_goals(store))[0]


async def test_goals_that_may_be_suggested_have_a_vector_and_only_what_changed_is_read(
    harbour: Store,
) -> None:
    asked = Counting()
    await refresh_meanings(harbour, await goals_of(harbour), asked.model)
    assert await kept(harbour) == dict.fromkeys(
        ["acme/ferry-1", "acme/paint-2", "acme/quiet-1", "acme/roof-2"], "letters 1"
    )

    asked.texts.clear()
    await refresh_meanings(harbour, await goals_of(harbour), asked.model)
    assert asked.texts == []

    await run(harbour, "MATCH (g:Goal {id: 'acme/roof-2'}) SET g.description = 'Eighty panels.'")
    await run(harbour, "MATCH (g:Goal {id: 'acme/ferry-1'}) SET g.archived = true")
    await run(harbour, "MATCH (g:Goal {id: 'acme/quiet-1'}) DETACH DELETE g")
    await refresh_meanings(harbour, await goals_of(harbour), asked.model)
    assert sorted(asked.texts) == [
        "Solar roof on the school",
        "Solar roof on the school. Eighty panels.",
    ]
    assert list(await kept(harbour)) == ["acme/paint-2", "acme/roof-2"]

    await refresh_meanings(harbour, await goals_of(harbour), Encoder("letters 2", letters))
    assert set((await kept(harbour)).values()) == {"letters 2"}


async def test_a_goal_that_goes_is_found_no_more(harbour: Store) -> None:
    model = Encoder("letters 1", letters)
    await refresh_meanings(harbour, await goals_of(harbour), model)
    talk = Talk("acme/t1", "Cancelled ferry crossings")
    before = await nearest_goals(harbour, [talk], letters)
    await run(harbour, "MATCH (g:Goal {id: 'acme/ferry-1'}) DETACH DELETE g")
    after = await nearest_goals(harbour, [talk], letters)

    assert next(iter(before[talk.id])) == "acme/ferry-1"
    assert "acme/ferry-1" not in after[talk.id] and after[talk.id]


async def test_the_index_finds_what_comparing_all_finds(empty_store: Store) -> None:
    draw = np.random.default_rng(5)
    words = [f"{a}{b}" for a in ("ka", "lo", "mi", "ru", "te") for b in ("ra", "ni", "so", "du")]
    said = lambda most: " ".join(draw.choice(words, int(draw.integers(1, most))))
    goals = [GoalText(f"acme/g{n}", said(5), said(9)) for n in range(600)]
    rows = [{"id": goal.id, "title": goal.title, "description": goal.description} for goal in goals]
    await run(empty_store, "UNWIND $rows AS row CREATE (g:Goal) SET g = row", rows=rows)
    talks = [Talk(f"acme/t{n}", said(4), text=said(9)) for n in range(40)]
    talks += [Talk("acme/none"), Talk("acme/text", "", text="kara loso")]
    model = Encoder("letters 1", letters)

    await refresh_meanings(empty_store, await goals_of(empty_store), model)
    found = await nearest_goals(empty_store, talks, model.encode)
    exact = exact_meanings(goals, talks, model)

    assert found.keys() == exact.keys() and "acme/none" not in found
    same = sum(len(found[talk].keys() & exact[talk].keys()) for talk in exact)
    assert same >= 0.98 * sum(map(len, exact.values()))
    for talk, near in exact.items():
        for goal in near.keys() & found[talk].keys():
            assert found[talk][goal] == pytest.approx(near[goal], abs=2e-4)


async def test_a_run_compares_meanings_and_a_plain_one_does_not(harbour: Store) -> None:
    asked = Counting()
    plain = await suggest(harbour, SuggestOptions(dry_run=True, min_score=0.05))
    assert asked.texts == [] and await kept(harbour) == {}
    options = SuggestOptions(dry_run=True, min_score=0.05, semantic=True)
    meant = await suggest(harbour, options, model=asked.model)

    reasons = lambda report: [r for one in report.examples for r in one.reasons]
    said = "means nearly the same as"
    assert not any(reason.startswith(said) for reason in reasons(plain))
    assert any(reason.startswith(said) for reason in reasons(meant))
    assert {one.goal for one in meant.examples} <= {*await kept(harbour)}
    asked.texts.clear()
    assert (await suggest(harbour, options, model=asked.model)).examples == meant.examples
    assert "Solar roof on the school" not in asked.texts  # goals are not encoded again


async def test_a_model_of_another_size_is_refused(harbour: Store) -> None:
    short = Encoder("short 1", lambda text: letters(text)[:100])
    with pytest.raises(BadInput, match="vectors of 100 numbers, the index holds 512"):
        await refresh_meanings(harbour, await goals_of(harbour), short)
