"""GraphQL types of analyses: snapshots of measures, and runs on the way to one."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, Optional

import strawberry

from api.execution.context import Context, LiveEvent
from api.scopes.communities import communities_field
from api.scopes.network_figures import figures_field
from api.types.global_ids import id_in_argument
from api.types.record_types import Node, batched, graphql_enum, lazy_type, node_type, plain_field
from graph import records
from graph.errors import NotFound
from graph.network.analyses.progress_poll import progress_poll_of
from graph.network.analyses.run_progress import AnalysisProgress, progress_of_analyses
from graph.records.base import Property
from graph.records.enums import AnalysisState
from graph.store.shared_poll import patiently

PROPERTIES = AnalysisProgress.PROPERTIES


async def _result(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[Any]:
    """The snapshot that each run gave."""
    ids = [root.result for root in roots]
    snapshots = await context.nodes(records.Analysis).load_many([id_ for id_ in ids if id_])
    by_id = {snapshot.id: snapshot for snapshot in snapshots if snapshot is not None}
    return [by_id.get(id_) for id_ in ids]


def _progress_field(name: str, type_: Any) -> Any:
    item: Property = PROPERTIES[name]
    return plain_field(lambda root: getattr(root, name), type_, item.doc)


@strawberry.type(
    description="How far a run is; ask again every second or so, or subscribe to `analysisProgress`."
)
class Progress:
    """See the record `AnalysisProgress`."""

    state = _progress_field("state", graphql_enum(AnalysisState))
    reason = _progress_field("reason", str | None)
    step = _progress_field("step", str | None)
    done = _progress_field("done", int | None)
    total = _progress_field("total", int | None)
    share = _progress_field("share", float | None)
    started_at = _progress_field("started_at", PROPERTIES["started_at"].type)
    finished_at = _progress_field("finished_at", Optional[PROPERTIES["finished_at"].type])  # noqa: UP045
    result = batched(
        _result,
        Optional[lazy_type("Analysis")],  # noqa: UP045
        "The snapshot to read: itself once it is done, an earlier one where nothing had changed.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source tells how far a run is."""
        return isinstance(obj, AnalysisProgress)


async def progress_batch(
    context: Context, roots: Sequence[Any], _: dict[str, Any]
) -> list[AnalysisProgress]:
    """How far each run is."""
    loader = context.loader("progress", lambda keys: progress_of_analyses(context.store, keys))
    return await loader.load_many([root.id for root in roots])


async def progress_stream(
    context: Context, given: Mapping[str, Any]
) -> AsyncGenerator[LiveEvent, None]:
    """How far a run is, until it has ended. Raises BadInput, NotFound."""
    id_ = id_in_argument(given["id"], "Analysis", "id")
    if await context.node(records.Analysis, id_) is None:
        raise NotFound("there is no such analysis", remedy="pass the id of one", path=("id",))
    async for step in progress_poll_of(context.store).steps(id_):
        yield LiveEvent(await patiently(context.renewed), step)


async def _latest_states(context: Context, roots: Sequence[Any]) -> list[Any]:
    """What tells state and reason: the node as it was read, or that it has fallen silent since."""
    running = [root for root in roots if root.state is AnalysisState.RUNNING]
    progress = await progress_batch(context, running, {})
    dead = {
        run_progress.parent: run_progress
        for run_progress in progress
        if run_progress.state is AnalysisState.FAILED
    }
    return [dead.get(root.id, root) for root in roots]


async def _states(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[AnalysisState]:
    return [run.state for run in await _latest_states(context, roots)]


async def _reasons(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[str | None]:
    return [run.reason for run in await _latest_states(context, roots)]


@node_type(records.Analysis)
class Analysis(Node):
    """See the record of the same name."""

    state = batched(_states, graphql_enum(AnalysisState), records.Analysis.PROPERTIES["state"].doc)
    reason = batched(_reasons, str | None, records.Analysis.PROPERTIES["reason"].doc)
    progress = batched(progress_batch, Progress, "How far it is, to be polled.")
    figures = figures_field
    communities = communities_field
