"""Which snapshot a field is answered from: the latest with its arguments, or the one it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.tie_arguments import TIE_ARGUMENTS, asked_of
from api.types.global_ids import from_global_id
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
            description="The snapshot to read, by its id; it has its own goal, window and ties, so "
            "give none of these beside it. The latest with the other arguments where absent."
        ),
    ]
}
"""The argument of every field that reads a snapshot, beside the tie arguments."""


@dataclass(frozen=True)
class Chosen:
    """The snapshot to answer from; without one, what is to be done."""

    asked: TieQuery
    analysis: records.Analysis | None
    remedy: str


async def chosen(context: Context, given: Mapping[str, Any]) -> Chosen:
    """The snapshot that the arguments of a field ask for.

    Raises BadInput where it is named beside arguments that it has itself, NotFound for none.
    """
    if absent(given, "analysis"):
        asked = asked_of(given)
        latest = await context.ones(latest_analyses).load(parameters_hash(asked))
        return Chosen(asked, latest, command(asked))
    refuse_beside(given, "analysis", tuple(TIE_ARGUMENTS))
    named = _analysis_id(str(given["analysis"]), "analysis")
    loader = context.loader("progress", partial(progress_of_analyses, context.store))
    found = await loader.load(named)
    if found is None:
        raise _no_analysis(named, "analysis")
    if found.result is not None:  # its own, or of an unchanged run the one before
        one = await context.node(records.Analysis, found.result)
        if one is not None:
            return Chosen(query_of_parameters(one.parameters), one, "")
    running = found.state is AnalysisState.RUNNING
    again = "wait until its `progress.state` is DONE" if running else "run it again"
    run = await analysis_named(context, str(given["analysis"]), "analysis")
    return Chosen(query_of_parameters(run.parameters), None, again)


async def latest_of_all(context: Context) -> records.Analysis | None:
    """The latest analysis of all talk: the version of the ties that processes hold."""
    return await context.ones(latest_analyses).load(parameters_hash(EVERYTHING))


def absent(given: Mapping[str, Any], name: str) -> bool:
    """Whether an argument was not given, or is null."""
    return given.get(name, UNSET) in (UNSET, None)


def refuse_beside(given: Mapping[str, Any], name: str, others: tuple[str, ...]) -> None:
    """Nothing, where none of the others is given; raises BadInput for both together."""
    if absent(given, name):
        return
    for other in others:
        if not absent(given, other):
            first, *rest = other.split("_")
            shown = first + "".join(part.capitalize() for part in rest)
            raise BadInput(
                f"`{name}` and `{shown}` cannot be given together",
                remedy=f"drop `{shown}`: a snapshot has its own, or drop `{name}`",
                path=(shown,),
            )


async def analysis_named(context: Context, id: str, argument: str) -> records.Analysis:
    """The analysis with this global id, whatever became of it; raises BadInput or NotFound."""
    native = _analysis_id(id, argument)
    one = await context.node(records.Analysis, native)
    if one is None:
        raise _no_analysis(native, argument)
    return one


def _analysis_id(id: str, argument: str) -> str:
    label, native = from_global_id(id, argument)
    if label != "Analysis":
        raise BadInput(
            f"`{argument}` is the id of a {label}",
            remedy="pass the id of an analysis",
            path=(argument,),
        )
    return native


def _no_analysis(native: str, argument: str) -> NotFound:
    return NotFound(
        f"there is no analysis {native!r}",
        remedy="`analyses` lists those there are",
        path=(argument,),
    )
