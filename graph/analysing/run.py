"""One analysis from talk to a published snapshot.

Everything is written under an analysis that is `running`; a last transaction makes it `done`, and
only done ones are answered from. Runs take turns by the lock `analysis`, held in an open transaction
that ends with the process, so a run that finds unfinished snapshots knows that they are dead.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np

from graph.analysing.asked import EVERYTHING, Asked, engine_for, parameters, parameters_hash
from graph.analysing.figures import figures
from graph.analysing.interactions import canonical, save_interactions
from graph.analysing.network import (
    Covered,
    covered,
    day_of,
    day_time,
    homes,
    managers,
    membership,
    network,
)
from graph.analysing.scores import (
    BY_TIES,
    SCORED,
    STORED,
    GroupScores,
    by_home,
    group_rows,
    groups_scored,
    in_process,
    network_figures,
    people_rows,
)
from graph.analysing.talk import DAY, Talk, talk_from
from graph.errors import NotFound
from graph.keys import sort_key, time_part
from graph.lists import nodes_by_id
from graph.records import Analysis, Goal
from graph.scope import latest_analyses
from graph.store import Store
from graph.value.arrays import Floats
from graph.value.graph import TieGraph

BATCH = 2000
Progress = Callable[[str, int, int | None], None]
"""Told the step, how far it is, and how far it goes where that is known."""


@dataclass(frozen=True)
class Result:
    """A published analysis; `reused` where nothing had changed since it was made."""

    analysis: Analysis
    reused: bool


async def analyse(
    store: Store, asked: Asked = EVERYTHING, progress: Progress = lambda *_: None
) -> Result:
    """The published snapshot for what was asked; an unchanged organisation gives the one before.

    Raises NotFound for an unknown goal, BadInput for an engine that is not there.
    """
    if asked.goal is not None and not await nodes_by_id(store, Goal, [asked.goal]):
        raise NotFound(f"there is no goal {asked.goal!r}", remedy="give the id as `source/id`")
    progress("waiting for other analyses", 0, None)
    async with store.transaction(timeout=0) as tx:
        await tx.run("lock", name="analysis")
        await remove_unfinished(store)
        try:
            return await _analyse(store, asked, progress)
        except BaseException:
            await asyncio.shield(remove_unfinished(store))
            raise


async def remove_unfinished(store: Store) -> None:
    """Nothing; what killed or failed runs left is gone. Only the holder of the lock may call it."""
    while (await store.write("remove_unfinished_scores", limit=10_000)).rows[0][0]:
        pass
    await store.write("remove_unfinished_analyses")


async def _analyse(store: Store, asked: Asked, progress: Progress) -> Result:
    started = datetime.now(UTC)
    who = await covered(store, bots=asked.bots)
    talk = await _talk(store, asked, who, progress)
    if asked.goal is None and not asked.bots:
        cells = len(talk.cells.days)
        await save_interactions(
            store, talk.cells, lambda done: progress("saving ties", done, cells)
        )
    day = day_of(talk.cells, asked.window, int(started.timestamp() // DAY))
    graph = network(talk.cells, who, asked.settings, day)
    known = parameters_hash(asked)
    chart = await _chart(store, asked.window.until)
    content = _content_hash(talk, graph, chart, day)
    before = (await latest_analyses.of(store, [known])).get(known)
    if before is not None and _stands(before, asked, content):
        return Result(before, True)
    engine = engine_for(asked)
    values = await _measured(store, graph, engine, chart.home_of, progress)
    scored = groups_scored(graph, values, chart.members)
    whole = await asyncio.to_thread(figures, graph, chart.home_of, chart.boss_of)
    properties: dict[str, object] = {
        "parameters": parameters(asked),
        "parameters_hash": known,
        "content_hash": content,
        "code_version": code_version(),
        "engine": engine,
        "goal": asked.goal,
        "since": asked.window.since_time,
        "until": day_time(day),
        "groups": len(scored),
        "messages": talk.messages,
        "skipped_threads": talk.skipped_threads,
        "started_at": started,
        **network_figures(graph, values),
        **{f"figure_{key}": value for key, value in whole.items()},
    }
    analysis = await _save(store, properties, graph, values, scored, progress)
    return Result(analysis, False)


@dataclass(frozen=True)
class _Chart:
    """The organisation on paper: members of each group, home and manager of each person."""

    members: Mapping[str, list[str]]
    home_of: Mapping[str, str]
    boss_of: Mapping[str, str]


async def _chart(store: Store, at: int | None) -> _Chart:
    """The organisation on the day before `at`, or now."""
    members = (await membership(store, at)).members
    return _Chart(members, await homes(store, at), await managers(store, at))


def _stands(before: Analysis, asked: Asked, content: str) -> bool:
    """Whether an earlier snapshot still answers: same data, same code, an engine that fits."""
    return (
        before.content_hash == content
        and before.code_version == code_version()
        and asked.engine in ("auto", before.engine)
    )


async def _talk(store: Store, asked: Asked, who: Covered, progress: Progress) -> Talk:
    """The interaction cells of all talk, or of the talk for the goal."""
    rows = (
        store.stream("interactions")
        if asked.goal is None
        else store.stream("interactions_for_goal", goal=asked.goal)
    )
    return await talk_from(
        rows, left_out=who.bots, progress=lambda done: progress("reading talk", done, None)
    )


async def _measured(
    store: Store, graph: TieGraph, engine: str, home_of: Mapping[str, str], progress: Progress
) -> dict[str, Floats]:
    """All stored measures, computed off the event loop; those that the engine lacks, here."""

    def tell(key: str) -> None:
        progress(f"measuring {key}", SCORED.index(key), len(SCORED))

    def measured() -> dict[str, Floats]:
        if engine == "gds":
            from graph import gds  # its client takes a second to import

            found = dict(gds.measured(store.target, graph, STORED, tell))
        else:
            found = in_process(graph, STORED, tell)
        return found | in_process(graph, BY_TIES, tell) | by_home(graph, home_of)

    return await asyncio.to_thread(measured)


async def _save(
    store: Store,
    properties: dict[str, object],
    graph: TieGraph,
    values: dict[str, Floats],
    scored: list[GroupScores],
    progress: Progress,
) -> Analysis:
    """The analysis, written whole and then published."""
    started = properties["started_at"]
    assert isinstance(started, datetime)
    known = f"goalgraph/{started:%Y%m%dT%H%M%S%f}-{properties['parameters_hash']}"
    await store.write("save_analysis", id=known, properties=properties | {"state": "running"})
    rows, groups = people_rows(graph, values), group_rows(scored)
    whole = len(rows) + len(groups)
    done = 0
    for name, part in (("save_scores_of_people", rows), ("save_scores_of_groups", groups)):
        for start in range(0, len(part), BATCH):
            await store.write(name, analysis=known, rows=part[start : start + BATCH])
            done += len(part[start : start + BATCH])
            progress("saving scores", done, whole)
    await store.write(
        "publish_analysis",
        id=known,
        finished_at=datetime.now(UTC),
        by_at=sort_key(time_part(started), known),
    )
    return (await nodes_by_id(store, Analysis, [known]))[known]


def _content_hash(
    talk: Talk,
    graph: TieGraph,
    chart: _Chart,
    day: int,
) -> str:
    """Hash of everything that the scores depend on."""
    cells = canonical(talk.cells)
    digest = hashlib.sha256(json.dumps([day, graph.people, cells.people, asdict(chart)]).encode())
    for column in (cells.actors, cells.targets, cells.kinds, cells.days, cells.counts):
        digest.update(np.ascontiguousarray(column).tobytes())
    digest.update(cells.weights.tobytes())
    return digest.hexdigest()[:16]


@cache
def code_version() -> str:
    """The version of this installation with a hash of the code that measures."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for path in sorted([*here.glob("*.py"), *(here.parent / "value").glob("*.py")]):
        digest.update(path.read_bytes())
    return f"{metadata.version('goalgraph')}+{digest.hexdigest()[:8]}"
