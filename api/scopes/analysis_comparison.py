"""Two analyses side by side, as the API shows them: of people only counts and correlations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Annotated, Any

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.execution.cost import LIST
from api.scopes.conventions import GROUPS_COMPARED
from api.scopes.disclosure import people_shown, rounds
from api.scopes.group_comparison import (
    AnalysisPair,
    RoundedGroupChange,
    changes_of_groups,
    round_mean,
)
from api.scopes.measures import Measure, MeasureArgument, MeasureKey
from api.scopes.scores import LazyAnalysis
from api.scopes.snapshot_choice import analysis_named
from api.scopes.visible_snapshots import means_of_those, snapshot_shown
from api.types.connections import LARGEST_SIZE
from api.types.list_sizes import size_of
from api.types.record_types import PARENT, add_fields, batched, plain_field
from graph import records
from graph.errors import BadInput
from graph.measures.catalogue import MEASURES
from graph.network.analyses.comparison import (
    Correlation,
    GroupChange,
    PeopleComparison,
    people_comparison,
)
from graph.network.analyses.stored_scores import figures_of_analyses
from graph.records.enums import AnalysisState

PEOPLE_COST = 300
"""What it costs to compare 10,000 people by every measure, which takes 0.1 s."""


@strawberry.type(description="One number in two analyses.")
class MeasureChange:
    """A figure, or a mean over everybody, before and after."""

    explain: Measure = strawberry.field(description="The measure, and when it misleads.")
    before: float | None = strawberry.field(
        description="In the first analysis; null where it had no value."
    )
    after: float | None = strawberry.field(
        description="In the second analysis; null where it had no value."
    )
    rounded_to: float | None = strawberry.field(
        description="The larger of the steps that both are rounded to, for a viewer who may not see each "
        "person's numbers; null where they are exact.",
        default=None,
    )
    difference = plain_field(
        lambda root: None if None in (root.before, root.after) else root.after - root.before,
        float | None,
        "After less before.",
    )


class _GroupChange:
    """See the record of the same name."""

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is such a record."""
        return isinstance(obj, GroupChange)

    rounded_to = plain_field(
        lambda root: root.rounded_to if isinstance(root, RoundedGroupChange) else None,
        float | None,
        "The larger of the steps that both means are rounded to, for a viewer who may not see each "
        "person's numbers: then each rank is the first of the five among which it lies. Null where exact.",
    )


add_fields(_GroupChange, GroupChange)
_GroupChange.__name__ = "GroupChange"
GroupChangeType: Any = strawberry.type(
    _GroupChange, name="GroupChange", description=(GroupChange.__doc__ or "").strip()
)


@strawberry.type(description="How alike two analyses order the same people; it names nobody.")
class RankCorrelation:
    """Spearman's rank correlation by one measure."""

    measure = plain_field(lambda root: MeasureKey[root.measure.upper()], MeasureKey, "The measure.")
    value = plain_field(
        lambda root: root.value,
        float | None,
        "Spearman's ρ, equal values at their mean rank: 1 the same order, −1 the reverse; null "
        "where fewer than two people have the measure, or all the same value.",
    )
    people = plain_field(lambda root: root.people, int, "How many have the measure in both.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a correlation."""
        return isinstance(obj, Correlation)


Read = Callable[..., Any]


def _changes(name: str, read: Read) -> Any:
    """The batch that compares all numbers that `read` finds of an analysis."""

    async def batch(
        context: Context, roots: Sequence[AnalysisPair], _: dict[str, Any]
    ) -> list[list[MeasureChange]]:
        loader = context.loader(name, lambda keys: read(context, keys), {})
        numbers = await loader.load_many(
            [analysis.id for pair in roots for analysis in (pair.before, pair.after)]
        )
        return [_changes_between(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]

    return batch


async def _means(
    context: Context, roots: Sequence[AnalysisPair], _: dict[str, Any]
) -> list[list[MeasureChange]]:
    """The means over everybody, rounded for whoever may not see each person's numbers."""
    changes: list[list[MeasureChange]] = await _changes("means", means_of_those)(context, roots, {})
    if rounds(context):
        for pair, of_pair in zip(roots, changes, strict=True):
            for change in of_pair:
                await round_mean(context, pair, change)
    return changes


def _changes_between(
    before: Mapping[str, float], after: Mapping[str, float]
) -> list[MeasureChange]:
    keys = [key for key in sorted({*before, *after}) if key in MEASURES]
    return [
        MeasureChange(
            explain=MEASURES[key],  # type: ignore[arg-type]
            before=before.get(key),
            after=after.get(key),
        )
        for key in keys
    ]


def _people(
    get: Callable[[Any], Any], type_: Any, description: str, cost: int = PEOPLE_COST
) -> Any:
    """A field that is told by comparing the people of both."""

    async def batch(
        context: Context, roots: Sequence[AnalysisPair], _: dict[str, Any]
    ) -> list[Any]:
        pairs = {
            f"{comparison.before.id} {comparison.after.id}": comparison for comparison in roots
        }

        async def read(keys: Sequence[str]) -> dict[str, PeopleComparison]:
            return {
                key: await people_comparison(
                    await snapshot_shown(context, pairs[key].before.id),
                    await snapshot_shown(context, pairs[key].after.id),
                )
                for key in keys
            }

        comparisons = await context.loader("people compared", read).load_many(list(pairs))
        return [get(comparison) for comparison in comparisons]

    return batched(batch, type_, description, cost)


FEWER = "null: fewer than 5, to a viewer who may not see each person's numbers"


def _number(name: str, description: str) -> Any:
    """A field that tells how many people."""
    counted = _people(attrgetter(name), int, description).metadata["batch"]

    async def batch(
        context: Context, roots: Sequence[AnalysisPair], arguments: dict[str, Any]
    ) -> list[int | None]:
        return [people_shown(context, one) for one in await counted(context, roots, arguments)]

    return batched(batch, int | None, description, PEOPLE_COST)


FirstGroups = Annotated[
    int, strawberry.argument(description=f"How many groups, at most {LARGEST_SIZE}.")
]


async def _groups(
    root: Any, info: Info, measure: MeasureArgument, first: FirstGroups = GROUPS_COMPARED
) -> list[GroupChangeType]:
    first = size_of(first, GROUPS_COMPARED, LARGEST_SIZE, "ask for fewer")
    changes = await changes_of_groups(info.context, root, str(measure.value), first)
    return list(changes)


_groups.__annotations__["root"] = PARENT


@strawberry.type(description="Two analyses side by side.")
class AnalysisComparison:
    """What changed from one snapshot to another."""

    before: LazyAnalysis = strawberry.field(description="The first analysis.")
    after: LazyAnalysis = strawberry.field(description="The second analysis.")
    same_question = plain_field(
        lambda root: root.before.parameters_hash == root.after.parameters_hash,
        bool,
        "Whether both asked the same: the same goal, window and ties. Otherwise differences may "
        "come from the questions.",
    )
    same_code = plain_field(
        lambda root: root.before.code_version == root.after.code_version,
        bool,
        "Whether the same code measured both.",
    )
    figures = batched(
        _changes("figures", lambda context, keys: figures_of_analyses(context.store, keys)),
        list[MeasureChange],
        "The figures of the whole network, by key.",
    )
    means = batched(_means, list[MeasureChange], "The mean over everybody, by measure.")
    groups = strawberry.field(
        resolver=_groups,
        description="The groups of at least 5 members in both whose mean changed most by a measure; "
        "without those whose mean is withheld.",
    )
    people_in_both = _number("both", f"How many people both cover; {FEWER}.")
    people_joined = _number("joined", f"How many only the second covers; {FEWER}.")
    people_left = _number("left", f"How many only the first covers; {FEWER}.")
    rank_correlations = _people(
        lambda comparison: comparison.correlations,
        list[RankCorrelation],
        "How alike both order the people whom both cover, by every measure.",
        PEOPLE_COST // LIST,  # a row of a list, of which so many are counted
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is two analyses."""
        return isinstance(obj, AnalysisPair)


def _id(text: str) -> Any:
    return Annotated[strawberry.ID, strawberry.argument(description=text)]


async def compare(info: Info, before: Any, after: Any) -> AnalysisComparison:
    """Two published analyses side by side."""
    context: Context = info.context
    await context.read_choices()
    first, second = await asyncio.gather(
        _published_analysis(context, str(before), "before"),
        _published_analysis(context, str(after), "after"),
    )
    return AnalysisPair(first, second)  # type: ignore[return-value]


compare.__annotations__ |= {
    "before": _id("Global id of the first analysis."),
    "after": _id("Global id of the second analysis."),
}


async def _published_analysis(context: Context, id: str, argument: str) -> records.Analysis:
    analysis = await analysis_named(context, id, argument)
    if analysis.state is not AnalysisState.DONE:
        raise BadInput(
            f"`{argument}` is an analysis that is {analysis.state.value}, not published",
            remedy="compare analyses that are DONE; `progress.result` leads to one",
            path=(argument,),
        )
    return analysis
