"""The groups that changed most between two analyses, and means: rounded for whoever may not see each person's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.context import Context
from api.scopes.disclosure import MemberValues, rounds
from api.scopes.line_of_sight import view_of
from api.scopes.scores import members_of_scopes
from api.scopes.visible_snapshots import partial_snapshot, scores_of_those_groups
from graph import records
from graph.network.analyses.comparison import GroupChange, changes_between, group_changes
from graph.organisation.totals import NETWORK
from graph.records.base import prop, record
from graph.scopes.rounding import Rounded, rank_band


@dataclass(frozen=True)
class AnalysisPair:
    """Two published analyses."""

    before: records.Analysis
    after: records.Analysis


@record
class RoundedGroupChange(GroupChange):
    """A change of a group whose means are rounded."""

    rounded_to: float = prop("The larger of the steps of both.")


async def changes_of_groups(
    context: Context, pair: AnalysisPair, measure: str, first: int
) -> Sequence[GroupChange]:
    """The groups of at least 5 members that changed most by one measure, as the viewer sees them."""
    await context.read_choices()
    sides, store = (pair.before, pair.after), context.store
    partial = [await partial_snapshot(context, side.id) for side in sides]
    if any(one is not None for one in partial):
        groups = (await view_of(context)).membership.groups
        scores = [await scores_of_those_groups(context, side, groups) for side in sides]
        return changes_between(scores[0], scores[1], measure, first)
    if not rounds(context):
        return await group_changes(store, pair.before.id, pair.after.id, measure, first)
    # of all groups, for the rounded means tell which come first
    limit = max(first, len((await view_of(context)).membership.groups))
    changes = await group_changes(store, pair.before.id, pair.after.id, measure, limit)
    return (await rounded_groups(context, pair, changes, measure))[:first]


async def round_mean(context: Context, pair: AnalysisPair, change: Any) -> None:
    """Round the mean over everybody in both."""
    sides = await _members(context, pair, NETWORK)
    means = [side.mean(change.explain.key) for side in sides]
    change.before, change.after = (None if mean is None else mean.value for mean in means)
    change.rounded_to = max((mean.step for mean in means if mean is not None), default=None)


async def _members(context: Context, pair: AnalysisPair, root: Any) -> list[MemberValues]:
    """The values of a scope's people in both analyses, as they are rounded."""
    found = [
        (await members_of_scopes(context, analysis, [root]))[0]
        for analysis in (pair.before, pair.after)
    ]
    return [side for side in found if side is not None]


async def rounded_groups(
    context: Context, pair: AnalysisPair, changes: Sequence[GroupChange], key: str
) -> list[RoundedGroupChange]:
    """The groups whose means are shown rounded, those first whose rounded means changed most."""
    ids = [change.group for change in changes]
    nodes = await context.nodes(records.Group).load_many(ids)
    shown = []
    for change, node in zip(changes, nodes, strict=True):
        sides = [] if node is None else await _members(context, pair, node)
        means = [mean for side in sides if (mean := side.mean(key)) is not None]
        if len(means) == 2:
            shown.append(_rounded_change(change, *means))
    return sorted(shown, key=lambda one: (-abs(one.difference), one.group))


def _rounded_change(change: GroupChange, before: Rounded, after: Rounded) -> RoundedGroupChange:
    first_ranks = [
        None if rank is None else rank_band(rank, rank)[0]
        for rank in (change.rank_before, change.rank_after)
    ]
    return RoundedGroupChange(
        change.group,
        before.value,
        after.value,
        after.value - before.value,
        change.members_before,
        change.members_after,
        first_ranks[0],
        first_ranks[1],
        max(before.step, after.step),
    )
