"""Two analyses side by side for whoever may not see each person's numbers: means, rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.context import Context
from api.scopes.disclosure import MemberValues
from api.scopes.scores import members_of_scopes
from graph import records
from graph.network.analyses.comparison import GroupChange
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
