"""One analysis from talk to a published snapshot.

Everything is written under an analysis that is `running`; a last transaction makes it `done`, and
only done ones are answered from. Runs take turns by the lock `analysis`, held in an open transaction
that ends with the process; `graph/network/analyses/lifecycle.py` says how others see a run meanwhile.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial

import numpy as np

from graph.errors import GoalgraphError
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.code_version import code_version
from graph.network.analyses.gds_projections import drop_quietly
from graph.network.analyses.lifecycle import (
    begin,
    check_goal,
    end_failed,
    end_unchanged,
    packed,
    publish,
    remove_unfinished,
    take_turn,
)
from graph.network.analyses.measurement import FoundCommunities, communities, measured
from graph.network.analyses.network_figures import figures
from graph.network.analyses.progress_writer import Progress, telling
from graph.network.analyses.scores import (
    SCORED,
    group_rows,
    groups_scored,
    network_figures,
    people_rows,
    sources_of,
    whole_by_home,
)
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.ties.acts import (
    Acts,
    acts_for_goal,
    acts_of_all,
    introductions_stored,
    save_acts,
)
from graph.network.ties.covered_network import day_of, network
from graph.network.ties.interaction_cells import Talk
from graph.network.ties.stored_cells import canonical
from graph.network.ties.tie_query import EVERYTHING, TieQuery, engine_for, parameters_hash
from graph.organisation.coverage import Coverage, coverage, group_members, homes, managers
from graph.organisation.totals import network_totals
from graph.records import Analysis
from graph.records.window import DAY, day_time
from graph.store.driver import Store
from graph.store.versions import versions

BATCH = 2000


@dataclass(frozen=True)
class Result:
    """A published analysis; `reused` where nothing had changed since it was made."""

    analysis: Analysis
    reused: bool


async def analyse(
    store: Store,
    asked: TieQuery = EVERYTHING,
    progress: Progress = lambda *_: None,
    run: str | None = None,
) -> Result:
    """The published snapshot for what was asked; an unchanged organisation gives the one before.

    `run` is the id under which the run was registered; without one it begins here.
    Raises NotFound for an unknown goal, BadInput for an engine that is not there.
    """
    if run is None:
        await check_goal(store, asked)
        run = await begin(store, asked)
    try:
        async with telling(store, run, progress) as tell, store.transaction(timeout=0) as tx:
            tell("waiting for other analyses", 0, None)
            await tx.run("lock", name="analysis")
            await take_turn(store, run)
            try:
                return await _analyse(store, asked, run, tell)
            except BaseException:
                await asyncio.shield(remove_unfinished(store))
                await asyncio.shield(drop_quietly(store, run))
                raise
    except BaseException as error:
        await asyncio.shield(_failed(store, run, error))
        raise


async def _failed(store: Store, run: str, error: BaseException) -> None:
    try:
        await end_failed(store, run, error)
    except GoalgraphError:
        pass  # the store is gone: the silent run is told dead by the next one


async def _analyse(store: Store, asked: TieQuery, run: str, progress: Progress) -> Result:
    started = datetime.now(UTC)
    now = await versions(store)
    who = await coverage(store, bots=asked.bots)
    talk = await _talk(store, asked, who, progress)
    if asked.goal is None and not asked.bots:
        cells = len(talk.cells.days)
        await save_acts(store, talk, lambda done: progress("saving ties", done, cells))
    today = int(started.timestamp() // DAY)
    day = day_of(talk.cells, asked.window, today, asked.settings.kinds)
    graph = await asyncio.to_thread(network, talk.cells, who, asked.settings, day)
    chart = await _chart(store, asked.window.end)
    content = await asyncio.to_thread(_content_hash, talk, graph, chart, day)
    known = parameters_hash(asked)
    before = (await latest_analyses.of(store, [known])).get(known)
    if before is not None and _stands(before, asked, content):
        await end_unchanged(store, run, before.id, now)
        return Result(before, True)
    found = await asyncio.to_thread(_measure, store, asked, graph, chart, progress, run)
    properties: dict[str, object] = {
        "content_hash": content,
        "until": day_time(day),
        "versions": packed(now),
        "messages": talk.messages,
        "skipped_threads": talk.skipped_threads,
        **found.properties,
    }
    await _save(store, run, properties, found, progress)
    return Result(await publish(store, run, started), False)


@dataclass(frozen=True)
class _Chart:
    """The organisation on paper: members of each group, home and manager of each person."""

    members: Mapping[str, list[str]]
    home_of: Mapping[str, str]
    boss_of: Mapping[str, str]


async def _chart(store: Store, at: int) -> _Chart:
    """The organisation on the day before `at`."""
    members = (await group_members(store, at)).members
    return _Chart(members, await homes(store, at), await managers(store, at))


def _stands(before: Analysis, asked: TieQuery, content: str) -> bool:
    """Whether an earlier snapshot still answers: same data, same code, an engine that fits."""
    return (
        before.content_hash == content
        and before.code_version == code_version()
        and asked.engine in ("auto", before.engine)
        and (before.sampled_sources is None or not asked.exact)
    )


async def _talk(store: Store, asked: TieQuery, who: Coverage, progress: Progress) -> Acts:
    """The acts of contact and help in all talk, or in the talk for the goal."""
    whole = (await network_totals(store)).messages if asked.goal is None else None

    def tell(done: int) -> None:
        progress("reading talk", done, whole)

    if asked.goal is None:
        return await acts_of_all(store, who.bots, tell)
    known = partial(introductions_stored, store, who.bots) if asked.help else None
    return await acts_for_goal(store, asked.goal, who.bots, known, tell)


@dataclass(frozen=True)
class _Found:
    """What was measured, ready to be saved."""

    people: list[dict[str, object]]
    groups: list[dict[str, object]]
    properties: dict[str, object]


def _measure(
    store: Store, asked: TieQuery, graph: TieGraph, chart: _Chart, progress: Progress, run: str
) -> _Found:
    """Everything that is measured; heavy, so it runs in a thread of its own."""
    engine = engine_for(asked)
    values = measured(
        store.target, graph, engine, chart.home_of, progress, exact=asked.exact, run=run
    )
    groups = groups_scored(graph, values, chart.members)
    parts = communities(store.target, graph, engine, chart.home_of, progress, run)
    sources = sources_of(graph, values)
    progress("measuring figures", len(SCORED), len(SCORED))
    whole = figures(graph, chart.home_of, chart.boss_of)
    return _Found(
        _with_communities(people_rows(graph, values), parts),
        group_rows(groups),
        {
            "groups": len(groups),
            "sampled_sources": sources,
            "exact": sources is None,
            **network_figures(graph, values),
            **{f"whole_{k}": v for k, v in whole_by_home(graph, chart.home_of).items()},
            **{f"figure_{key}": value for key, value in whole.items()},
            **parts.properties,
        },
    )


def _with_communities(
    rows: list[dict[str, object]], parts: FoundCommunities
) -> list[dict[str, object]]:
    """The rows of people with the number of each one's community, where they have one."""
    for row, number in zip(rows, parts.numbers.tolist(), strict=True):
        if number:
            row["scores"] = {**_scores(row), "community": number}
    return rows


def _scores(row: Mapping[str, object]) -> Mapping[str, object]:
    scores = row["scores"]
    assert isinstance(scores, dict)
    return scores


async def _save(
    store: Store, run: str, properties: dict[str, object], found: _Found, progress: Progress
) -> None:
    """Nothing; the analysis is written whole, for a last step to publish it."""
    await store.write("save_analysis", id=run, properties=properties)
    whole = len(found.people) + len(found.groups)
    done = 0
    for name, part in (
        ("save_scores_of_people", found.people),
        ("save_scores_of_groups", found.groups),
    ):
        for start in range(0, len(part), BATCH):
            await store.write(name, analysis=run, rows=part[start : start + BATCH])
            done += len(part[start : start + BATCH])
            progress("saving scores", done, whole)


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
