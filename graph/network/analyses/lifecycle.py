"""The life of a run in the store: asked for, under way, published, unchanged or failed.

A run is a node from the moment it is asked for, so that any process can tell how far it is. It has
its turn (`begun`) while its process holds the lock `analysis` in an open transaction, which ends
with the process: so whoever has the turn knows that other runs that had begun are dead. Runs that
wait give a sign of life every few seconds; one that is silent for a minute is dead too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import Conflict, GoalgraphError, NotFound
from graph.keys import sort_key, time_part
from graph.network.analyses.code_version import code_version
from graph.network.analyses.gds_projections import drop_all_but
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.conventions import RUN_DAYS, SILENT_SECONDS
from graph.network.ties.tie_query import TieQuery, engine_of, parameters, parameters_hash
from graph.records import Analysis, Goal
from graph.records.enums import AnalysisState
from graph.store.driver import Store, Transaction
from graph.store.statement_lists import nodes_by_id
from graph.store.versions import Part, versions

DIED = "the process that ran it ended before it was done: ask for it again"
STOPPED = "it was stopped before it was done: ask for it again"


@dataclass(frozen=True)
class Registration:
    """A run that is under way under this id; `new` where it is this request's own."""

    id: str
    new: bool


def _properties(query: TieQuery, started: datetime, of: Mapping[Part, int]) -> dict[str, object]:
    return {
        "state": AnalysisState.RUNNING.value,
        "parameters": parameters(query),
        "parameters_hash": parameters_hash(query),
        "code_version": code_version(),
        "engine": engine_of(query),
        "exact": query.exact,
        "goal": query.goal,
        "since": query.window.since_time,
        "until": query.window.until_time,
        "versions": versions_text(of),
        "started_at": started,
        "told_at": started,
        "step": "waiting for other analyses",
        "step_done": 0,
        "share": 0.0,
    }


def versions_text(of: Mapping[Part, int]) -> str:
    """The versions of the organisation's parts as text."""
    return json.dumps({str(part): number for part, number in of.items()}, sort_keys=True)


async def check_goal(store: Store, query: TieQuery) -> None:
    """Refuse (NotFound) a goal that does not exist; none asked for is fine."""
    if query.goal is not None and not await nodes_by_id(store, Goal, [query.goal]):
        raise NotFound(
            f"there is no goal {query.goal!r}",
            remedy="give the id as `source/id`",
            path=("ties", "goal"),
        )


async def begin(store: Store, query: TieQuery) -> str:
    """The id of a new run."""
    now = await versions(store)
    return await store.unit(lambda tx: _new_run(tx, query, now))


async def register(tx: Transaction, query: TieQuery, now: Mapping[Part, int]) -> Registration:
    """The run that is under way for what is asked, or a new one; two at once are one.

    `now` are the versions of the organisation, as they were before.
    """
    await tx.run("lock", name="analysis_start")
    key = parameters_hash(query)
    running = (await tx.run("running_analyses", ids=[key], seconds=SILENT_SECONDS)).rows
    for _, id_, engine, exact in running:
        if answers_query(query, engine, exact):
            return Registration(id_, new=False)
    return Registration(await _new_run(tx, query, now), new=True)


async def _new_run(tx: Transaction, query: TieQuery, now: Mapping[Part, int]) -> str:
    started = datetime.now(UTC)
    id_ = f"goalgraph/{started:%Y%m%dT%H%M%S%f}-{parameters_hash(query)}"
    await tx.run("save_analysis", id=id_, properties=_properties(query, started, now))
    return id_


def answers_query(query: TieQuery, engine: str, exact: bool | None) -> bool:
    """Whether a run by this engine, as exact as this, answers what is asked."""
    return query.engine in ("auto", engine) and (exact is not False or not query.exact)


async def unchanged_since(store: Store, query: TieQuery, now: Mapping[Part, int]) -> str | None:
    """The published snapshot that still answers, as the store's versions tell; None without one.

    Whoever writes past this product's own ways does not count versions: then only a run can tell.
    """
    key = parameters_hash(query)
    before = (await latest_analyses.of(store, [key])).get(key)
    if before is None:
        return None
    rows = await store.rows("versions_of_analyses", ids=[before.id])
    for _, of, code, engine, exact in rows:
        if (
            of == versions_text(now)
            and code == code_version()
            and answers_query(query, engine, exact)
        ):
            return before.id
    return None


async def take_turn(store: Store, id_: str) -> None:
    """Begin the run, and remove what dead ones left. Only the holder of the lock may."""
    await store.write("save_analysis", id=id_, properties={"begun": True})
    await store.write("save_dead_analyses", id=id_, seconds=SILENT_SECONDS, reason=DIED)
    await remove_unfinished(store)
    await drop_all_but(store, (id_,))
    await store.write("remove_old_runs", days=RUN_DAYS)


async def remove_unfinished(store: Store) -> None:
    """Remove the scores of unpublished snapshots. Only the holder of the lock may call it."""
    for name in ("remove_unfinished_scores", "remove_unfinished_own_scores"):
        while (await store.write(name, limit=10_000)).rows[0][0]:
            pass


async def publish(store: Store, id_: str, started: datetime) -> Analysis:
    """The analysis, from now on answered from.

    Raises Conflict for one that lost its turn: another run took it for dead and removed its scores.
    """
    done = await store.write(
        "publish_analysis",
        id=id_,
        finished_at=datetime.now(UTC),
        by_at=sort_key(time_part(started), id_),
    )
    if not done.rows:
        raise Conflict(
            f"the analysis {id_} lost its turn to another run", remedy="run the analysis again"
        )
    return (await nodes_by_id(store, Analysis, [id_]))[id_]


async def end_unchanged(store: Store, id_: str, before: str, now: Mapping[Part, int]) -> None:
    """Save that an earlier snapshot still answers, on the run and on that snapshot."""
    await store.write("save_analysis", id=before, properties={"versions": versions_text(now)})
    await _end(store, id_, AnalysisState.UNCHANGED, None, before)


async def end_failed(store: Store, id_: str, error: BaseException) -> None:
    """Save on the run why it failed."""
    await _end(store, id_, AnalysisState.FAILED, reason_of(error), None)


async def _end(
    store: Store, id_: str, state: AnalysisState, reason: str | None, result: str | None
) -> None:
    await store.write(
        "save_end_of_analysis",
        id=id_,
        state=state.value,
        reason=reason,
        result=result,
        finished_at=datetime.now(UTC),
    )


def reason_of(error: BaseException) -> str:
    """Why a run failed, for whoever asked for it; what nobody expected shows only its kind."""
    if isinstance(error, GoalgraphError):
        return error.message if error.remedy is None else f"{error.message}: {error.remedy}"
    if isinstance(error, Exception):
        return f"something failed inside the server ({type(error).__qualname__}); its log says more"
    return STOPPED
