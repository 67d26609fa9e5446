"""What can be read of people, groups and the network as scopes: members, scores, totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.network.conventions import LARGEST_GROUPS
from graph.records import Analysis
from graph.store.driver import Store
from graph.store.statement_lists import NodeOne, RootList

analyses = RootList("analyses", Analysis)

latest_analyses = NodeOne("latest_analyses", Analysis)
"""By the hash of their parameters."""

Scores = dict[str, float | int]


async def scores_of_people(store: Store, analysis: str, people: Sequence[str]) -> dict[str, Scores]:
    """What a snapshot measured of these people: measure, `<measure>_rank` and `<measure>_below`."""
    rows = await store.rows("scores_of_people", analysis=analysis, ids=list(people))
    return {person: scores for person, scores in rows}


async def scores_of_people_out_of_measures_too(
    store: Store, analysis: str, people: Sequence[str]
) -> dict[str, Scores]:
    """The same of people who are out of measures, too: for themself, and for means that are rounded."""
    rows = await store.rows(
        "scores_of_people_out_of_measures_too", analysis=analysis, ids=list(people)
    )
    return {
        person: {key: value for key, value in scores.items() if value is not None}
        for person, scores in rows
    }


async def scores_of_groups(store: Store, analysis: str, groups: Sequence[str]) -> dict[str, Scores]:
    """What a snapshot measured of these groups, and their measured `members`."""
    rows = await store.rows("scores_of_groups", analysis=analysis, ids=list(groups))
    return {group: scores for group, scores in rows}


async def means_of_analyses(store: Store, analyses: Sequence[str]) -> dict[str, Scores]:
    """The mean of each measure over everybody that these snapshots cover.

    `whole_<role>`, with `_expected` and `_z`, is of the network as one.
    """
    rows = await store.rows("means_of_analyses", ids=list(analyses))
    return {analysis: dict(means) for analysis, means in rows}


async def figures_of_analyses(store: Store, analyses: Sequence[str]) -> dict[str, Scores]:
    """The figures of the whole network that these snapshots found, by measure."""
    rows = await store.rows("figures_of_analyses", ids=list(analyses))
    return {analysis: dict(figures) for analysis, figures in rows}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of a snapshot: its name, measured members and scores."""

    id: str
    name: str
    scores: Scores


async def largest_groups(
    store: Store, analysis: str, limit: int = LARGEST_GROUPS
) -> list[GroupLine]:
    """The groups of a snapshot with the most measured members, by size, then name."""
    rows = await store.rows("largest_groups_of_analysis", analysis=analysis, limit=limit)
    return [GroupLine(*row) for row in rows]
