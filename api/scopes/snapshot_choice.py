"""Which snapshot a field is answered from: the latest with its arguments, or the one it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.tie_arguments import says_ties, tie_query_of
from api.types.global_ids import id_in_argument
from graph import records
from graph.errors import BadInput, NotFound
from graph.network.analyses.run_progress import progress_of_analyses
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.ties.tie_query import (
    EVERYTHING,
    TieQuery,
    command,
    parameters_hash,
    query_of_parameters,
)
from graph.records.enums import AnalysisState

SNAPSHOT_ARGUMENTS: dict[str, Any] = {
    "analysis": Annotated[
        Optional[strawberry.ID],  # noqa: UP045
        strawberry.argument(
            description="The snapshot to read, by its id; it has its own `ties`, so give none "
            "beside it. The latest with these ties where absent."
        ),
    ]
}
"""The argument of every field that reads a snapshot, beside `ties`."""


@dataclass(frozen=True)
class SnapshotChoice:
    """The snapshot to answer from; without one, what is to be done."""

    query: TieQuery
    analysis: records.Analysis | None
    remedy: str


async def snapshot_choice(context: Context, arguments: Mapping[str, Any]) -> SnapshotChoice:
    """The snapshot that the arguments of a field ask for.

    Raises BadInput where it is named beside arguments that it has itself, NotFound for none.
    """
    if is_absent(arguments, "analysis"):
        query = tie_query_of(arguments)
        latest = await context.ones(latest_analyses).load(parameters_hash(query))
        return SnapshotChoice(query, latest, command(query))
    if says_ties(arguments.get("ties")):
        refuse_combination(arguments, "analysis", ("ties",))
    analysis_id = id_in_argument(arguments["analysis"], "Analysis", "analysis")
    loader = context.loader("progress", partial(progress_of_analyses, context.store))
    progress = await loader.load(analysis_id)
    if progress is None:
        raise _no_analysis(analysis_id, "analysis")
    if progress.result is not None:  # its own, or of an unchanged run the one before
        analysis = await context.node(records.Analysis, progress.result)
        if analysis is not None:
            return SnapshotChoice(query_of_parameters(analysis.parameters), analysis, "")
    running = progress.state is AnalysisState.RUNNING
    remedy = "wait until its `progress.state` is DONE" if running else "run it again"
    run = await analysis_named(context, str(arguments["analysis"]), "analysis")
    return SnapshotChoice(query_of_parameters(run.parameters), None, remedy)


async def latest_of_all(context: Context) -> records.Analysis | None:
    """The latest analysis of all talk: the version of the ties that processes hold."""
    return await context.ones(latest_analyses).load(parameters_hash(EVERYTHING))


def is_absent(arguments: Mapping[str, Any], name: str) -> bool:
    """Whether an argument was not given, or is null."""
    return arguments.get(name, UNSET) in (UNSET, None)


def refuse_combination(arguments: Mapping[str, Any], name: str, others: tuple[str, ...]) -> None:
    """Raise BadInput where an argument is given together with one of the others."""
    if is_absent(arguments, name):
        return
    for other in others:
        if not is_absent(arguments, other):
            first, *rest = other.split("_")
            argument = first + "".join(part.capitalize() for part in rest)
            raise BadInput(
                f"`{name}` and `{argument}` cannot be given together",
                remedy=f"drop `{argument}`: a snapshot has its own, or drop `{name}`",
                path=(argument,),
            )


async def analysis_named(context: Context, id: str, argument: str) -> records.Analysis:
    """The analysis with this global id, whatever became of it; raises BadInput or NotFound."""
    native = id_in_argument(id, "Analysis", argument)
    analysis = await context.node(records.Analysis, native)
    if analysis is None:
        raise _no_analysis(native, argument)
    return analysis


def _no_analysis(native: str, argument: str) -> NotFound:
    return NotFound(
        f"there is no analysis {native!r}",
        remedy="`analyses` lists those there are",
        path=(argument,),
    )
