"""What an analysis measured, as far as it is shown to this viewer: without people who are out of measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.execution.context import Context
from api.scopes.line_of_sight import view_of
from api.scopes.suppression import hidden_people, is_self
from graph.network.analyses.snapshots import Snapshot, snapshot_of
from graph.network.analyses.snapshots_without_people import (
    PartialSnapshot,
    partial_answer,
    partial_snapshot_of,
)
from graph.network.analyses.stored_scores import (
    Scores,
    means_of_analyses,
    scores_of_groups,
    scores_of_people,
    scores_of_people_out_of_measures_too,
)
from graph.records import Analysis
from graph.records.window import Window


async def partial_snapshot(context: Context, analysis: str) -> PartialSnapshot | None:
    """The snapshot without those who are hidden from the viewer; None where that is all of it."""
    hidden = hidden_people(context)
    if not hidden:
        return None
    partial = await partial_snapshot_of(context.store, analysis, hidden)
    return partial if partial.hidden else None


async def snapshot_shown(context: Context, analysis: str) -> Snapshot:
    """The snapshot that numbers of several people are read from."""
    partial = await partial_snapshot(context, analysis)
    return await snapshot_of(context.store, analysis) if partial is None else partial.snapshot


async def scores_of_those(
    context: Context, analysis: str, people: Sequence[str], *, together: bool = False
) -> dict[str, Scores]:
    """What the analysis measured of these people, absent where it shows nothing of them.

    `together` for numbers of several: where these are rounded, people who are out of measures are in them.
    """
    partial = await partial_snapshot(context, analysis)
    if partial is not None:
        return partial.of_people(people)
    found = await scores_of_people(context.store, analysis, people)
    out = context.choices.opted_out if together else frozenset[str]()
    missing = [one for one in people if one not in found and (one in out or is_self(context, one))]
    if not missing:
        return found
    return found | await scores_of_people_out_of_measures_too(context.store, analysis, missing)


async def scores_of_those_groups(
    context: Context, analysis: Analysis, groups: Sequence[str]
) -> Mapping[str, Scores]:
    """What the analysis measured of these groups, on its day."""
    partial = await partial_snapshot(context, analysis.id)
    if partial is None:
        return await scores_of_groups(context.store, analysis.id, groups)
    found = await scores_of_all_groups(context, analysis, partial)
    return {group: found[group] for group in groups if group in found}


async def scores_of_all_groups(
    context: Context, analysis: Analysis, partial: PartialSnapshot
) -> dict[str, Scores]:
    """What is left of the scores of every group without those who are hidden from the viewer."""
    view = await view_of(context)
    day, membership = view.at(Window.of(None, analysis.until)).end, view.membership

    def compute() -> dict[str, Scores]:
        members = {
            group: [membership.people[place] for place in membership.members(number, day).tolist()]
            for number, group in enumerate(membership.groups)
        }
        return partial.of_groups(members)

    key = ("groups", analysis.id, partial.hidden, membership)
    return await partial_answer(context.store, key, compute)


async def means_of_those(context: Context, analyses: Sequence[str]) -> dict[str, Scores]:
    """The mean of each measure over everybody whom each analysis shows."""
    means = await means_of_analyses(context.store, analyses)
    for analysis in analyses:
        partial = await partial_snapshot(context, analysis)
        if partial is not None:
            means[analysis] = means[analysis] | partial.of_everybody()
    return means
