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
    publish,
    remove_unfinished,
    take_turn,
    versions_text,
)
from graph.network.analyses.measurement import NetworkCommunities, communities, measure_values
from graph.network.analyses.network_figures import figures
from graph.network.analyses.progress_writer import Progress, progress_writer
from graph.network.analyses.scores import (
    SCORED,
    group_rows,
    group_scores,
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
from graph.network.ties.interaction_cells import TalkCells
from graph.network.ties.stored_cells import canonical
from graph.network.ties.tie_query import EVERYTHING, TieQuery, engine_of, parameters_hash
from graph.organisation.coverage import Coverage, coverage, group_members, homes, managers
from graph.organisation.totals import network_totals
from graph.records import Analysis
from graph.records.window import DAY, day_time
from graph.store.driver import Store
from graph.store.versions import versions

BATCH = 2000
OWN = "move_scores_to_own"
"""The statement that keeps the scores of people who are out of measures from everybody else."""


@dataclass(frozen=True)
class Result:
    """A published analysis; `reused` where nothing had changed since it was made."""

    analysis: Analysis
    reused: bool


async def analyse(
    store: Store,
    query: TieQuery = EVERYTHING,
    progress: Progress = lambda *_: None,
    run: str | None = None,
) -> Result:
    """The published snapshot for what was asked; an unchanged organisation gives the one before.

    `run` is the id under which the run was registered; without one it begins here.
    Raises NotFound for an unknown goal, BadInput for an engine that is not there.
    """
    if run is None:
        await check_goal(store, query)
        run = await begin(store, query)
    try:
        async with (
            progress_writer(store, run, progress) as tell,
            store.transaction(timeout=0) as tx,
        ):
            tell("waiting for other analyses", 0, None)
            await tx.run("lock", name="analysis")
            await take_turn(store, run)
            try:
                return await _analyse(store, query, run, tell)
            except BaseException:
                await asyncio.shield(remove_unfinished(store))
                await asyncio.shield(drop_quietly(store, run))
                raise
    except BaseException as error:
        await asyncio.shield(_save_failure(store, run, error))
        raise


async def _save_failure(store: Store, run: str, error: BaseException) -> None:
    try:
        await end_failed(store, run, error)
    except GoalgraphError:
        pass  # the store is gone: the silent run is told dead by the next one


async def _analyse(store: Store, query: TieQuery, run: str, progress: Progress) -> Result:
    started = datetime.now(UTC)
    now = await versions(store)
    everybody = await coverage(store, bots=query.bots)
    talk = await _acts(store, query, everybody, progress)
    if query.goal is None and not query.bots:
        cells = len(talk.cells.days)
        await save_acts(store, talk, lambda done: progress("saving ties", done, cells))
    today = int(started.timestamp() // DAY)
    day = day_of(talk.cells, query.window, today, query.settings.kinds)
    graph = await asyncio.to_thread(network, talk.cells, everybody, query.settings, day)
    chart = await _formal_organisation(store, query.window.end)
    content = await asyncio.to_thread(_content_hash, talk, graph, chart, day)
    key = parameters_hash(query)
    before = (await latest_analyses.of(store, [key])).get(key)
    if before is not None and _is_current(before, query, content):
        await end_unchanged(store, run, before.id, now)
        return Result(before, True)
    rows = await asyncio.to_thread(_measure, store, query, graph, chart, progress, run)
    properties: dict[str, object] = {
        "content_hash": content,
        "until": day_time(day),
        "versions": versions_text(now),
        "messages": talk.messages,
        "skipped_threads": talk.skipped_threads,
        **rows.properties,
    }
    await _save(store, run, properties, rows, progress)
    published = await publish(store, run, started)
    await store.write(OWN)  # of whom left the measures while it was being published
    return Result(published, False)


@dataclass(frozen=True)
class _FormalOrganisation:
    """The organisation on paper: members of each group, home and manager of each person."""

    members: Mapping[str, list[str]]
    home_of: Mapping[str, str]
    boss_of: Mapping[str, str]


async def _formal_organisation(store: Store, at: int) -> _FormalOrganisation:
    """The organisation on the day before `at`."""
    members = (await group_members(store, at)).members
    return _FormalOrganisation(members, await homes(store, at), await managers(store, at))


def _is_current(before: Analysis, query: TieQuery, content: str) -> bool:
    """Whether an earlier snapshot still answers: same data, same code, an engine that fits."""
    return (
        before.content_hash == content
        and before.code_version == code_version()
        and query.engine in ("auto", before.engine)
        and (before.sampled_sources is None or not query.exact)
    )


async def _acts(store: Store, query: TieQuery, everybody: Coverage, progress: Progress) -> Acts:
    """The acts of contact and help in all talk, or in the talk for the goal."""
    whole = (await network_totals(store)).messages if query.goal is None else None

    def tell(done: int) -> None:
        progress("reading talk", done, whole)

    if query.goal is None:
        return await acts_of_all(store, everybody.bots, tell)
    introductions = partial(introductions_stored, store, everybody.bots) if query.help else None
    return await acts_for_goal(store, query.goal, everybody.bots, introductions, tell)


@dataclass(frozen=True)
class _SnapshotRows:
    """What was measured, ready to be saved."""

    people: list[dict[str, object]]
    groups: list[dict[str, object]]
    properties: dict[str, object]


def _measure(
    store: Store,
    query: TieQuery,
    graph: TieGraph,
    chart: _FormalOrganisation,
    progress: Progress,
    run: str,
) -> _SnapshotRows:
    """Everything that is measured; heavy, so it runs in a thread of its own."""
    engine = engine_of(query)
    values = measure_values(
        store.target, graph, engine, chart.home_of, progress, exact=query.exact, run=run
    )
    groups = group_scores(graph, values, chart.members)
    parts = communities(store.target, graph, engine, chart.home_of, progress, run)
    sources = sources_of(graph, values)
    progress("measuring figures", len(SCORED), len(SCORED))
    whole = figures(graph, chart.home_of, chart.boss_of)
    return _SnapshotRows(
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
    rows: list[dict[str, object]], parts: NetworkCommunities
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
    store: Store, run: str, properties: dict[str, object], rows: _SnapshotRows, progress: Progress
) -> None:
    """Write the whole analysis, for a last step to publish it."""
    await store.write("save_analysis", id=run, properties=properties)
    whole = len(rows.people) + len(rows.groups)
    done = 0
    for name, part in (
        ("save_scores_of_people", rows.people),
        ("save_scores_of_groups", rows.groups),
    ):
        for start in range(0, len(part), BATCH):
            await store.write(name, analysis=run, rows=part[start : start + BATCH])
            done += len(part[start : start + BATCH])
            progress("saving scores", done, whole)
    await store.write(OWN)


def _content_hash(
    talk: TalkCells,
    graph: TieGraph,
    chart: _FormalOrganisation,
    day: int,
) -> str:
    """Hash of everything that the scores depend on."""
    cells = canonical(talk.cells)
    digest = hashlib.sha256(json.dumps([day, graph.people, cells.people, asdict(chart)]).encode())
    for column in (cells.actors, cells.targets, cells.kinds, cells.days, cells.counts):
        digest.update(np.ascontiguousarray(column).tobytes())
    digest.update(cells.weights.tobytes())
    return digest.hexdigest()[:16]
