"""The communities that an analysis found in the ties, as the store knows them."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records.base import Record, prop, record
from graph.store.driver import Store


@record
class StoredCommunities(Record):
    """The communities of one analysis; `parent` is its id."""

    parent: str = prop("The id of the analysis.")
    count: int = prop("How many communities of at least two people there are.")
    modularity: float | None = prop(
        "How well they cut the network into parts, 0 as by chance; null without ties."
    )
    stability: float | None = prop(
        "How alike the communities of several seeds are: the mean adjusted Rand index of all pairs; "
        "null without ties."
    )
    least_stability: float | None = prop("The same of the two seeds that are least alike.")
    seeds: int = prop("How many seeds were compared.")
    sizes: list[int] = prop("How many people each has, the largest first.")
    nmi: float | None = prop(
        "How much they tell of the organisation chart, 0 to 1; null where fewer than two are known."
    )
    ari: float | None = prop(
        "How alike they and the chart are against chance, 1 the same; null where fewer than two homes "
        "are known."
    )


async def communities_of_analyses(store: Store, ids: Sequence[str]) -> dict[str, StoredCommunities]:
    """The communities of each of these analyses; absent where one found none to tell of."""
    rows = await store.read("communities_of_analyses", StoredCommunities, ids=list(ids))
    return {row.parent: row for row in rows}


async def people_of_community(store: Store, analysis: str, number: int) -> list[str]:
    """The ids of the people of one community, in their order; empty for one that is not there."""
    return [
        row[0] for row in await store.rows("people_of_community", analysis=analysis, number=number)
    ]


def community_id(analysis: str, number: int) -> str:
    """The id by which `scope(community:)` finds the people of a community.

    >>> community_id("goalgraph/a-1", 3)
    'goalgraph/a-1#3'
    """
    return f"{analysis}#{number}"
