"""The mutation that measures: it starts a run and answers at once; `Analysis.progress` is polled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.mutation_types import ERRORS, KEY, define_input, define_output, mutation
from api.mutations.payloads import EXPECTED, UserError, of_error, write
from api.scopes.tie_arguments import TieInput, tie_query_of
from api.types.null_inputs import refuse_nulls
from api.types.record_types import graphql_enum, lazy_type
from graph.network.analyses.lifecycle import check_goal, register, unchanged_since
from graph.network.analyses.run_threads import runs_of
from graph.network.ties.tie_query import TieQuery
from graph.records import Analysis
from graph.records.enums import Choice
from graph.store.driver import Transaction
from graph.store.versions import versions
from graph.writing.row_results import Answer, Outcome, Status


class Engine(Choice):
    """What computes an analysis."""

    AUTO = "auto", "The faster one that fits: in process at every size measured."
    IN_PROCESS = "in-process", "In the process that runs it."
    GDS = "gds", "Graph Data Science inside Neo4j, as far as it has the measures."


INPUT = define_input(
    "RunAnalysisInput",
    "What to measure: the ties of `centrality` and of all that is read from an analysis.",
    {},
    {
        "ties": (TieInput, "Which talk makes ties, and how; all contact where absent."),
        "engine": (graphql_enum(Engine), "What computes it; AUTO."),
        "exact": (
            bool,
            "Betweenness exactly in networks of any size, never estimated from a sample; false.",
        ),
        "idempotency_key": (str, KEY),
    },
)
PAYLOAD = define_output(
    "RunAnalysisPayload",
    "The run, or the snapshot that still answers.",
    {
        "analysis": (
            Optional[lazy_type("Analysis")],  # noqa: UP045
            "RUNNING: poll its `progress`. DONE: nothing has changed since.",
        ),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _run_analysis(info: Info, input: Any) -> Any:
    context: Context = info.context
    try:
        query = _tie_query(input)
        await check_goal(context.store, query)
        runs = runs_of(context.store)
        runs.check_room()
    except EXPECTED as error:
        return _refusal(of_error(error))
    now = await versions(context.store)

    async def work(tx: Transaction) -> Answer:
        before = await unchanged_since(context.store, query, now)
        if before is not None:
            return Answer([Outcome(Status.UNCHANGED, before)])
        run = await register(tx, query, now)
        return Answer([Outcome(Status.SAVED, run.id, run.new)])

    answer = await write(context, "runAnalysis", input, work)
    if isinstance(answer, UserError):
        return _refusal(answer)
    (outcome,) = answer.outcomes
    if outcome.new and not answer.repeated:
        runs.analyse(query, outcome.id or "")
    context.forget()
    return PAYLOAD(analysis=await context.node(Analysis, outcome.id or ""), user_errors=[])


def _tie_query(input: Any) -> TieQuery:
    """The question of the input; raises BadInput where it is none."""
    refuse_nulls(input, ("ties",))
    query = tie_query_of({"ties": input.ties})
    engine = Engine.AUTO if input.engine in (UNSET, None) else input.engine
    return replace(query, engine=engine.value, exact=input.exact is True)


def _refusal(error: UserError) -> Any:
    return PAYLOAD(analysis=None, user_errors=[error])


run_analysis = mutation(
    _run_analysis,
    INPUT,
    PAYLOAD,
    "Measures the network of ties and keeps the result as a snapshot; for analysts and "
    "administrators. It answers at once: poll `Analysis.progress`.",
)
