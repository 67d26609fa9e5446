"""Introductions worth making between two sets of people, worked out of the ties that are held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from graph.measures.sets.introductions import Introductions, introductions
from graph.measures.ties.tie_graph import TieGraph
from graph.network.conventions import MISSING_TIES, MOST_MATCHES
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store


async def introductions_between(
    store: Store, version: str, query: TieQuery, one: Sequence[str], other: Sequence[str]
) -> Introductions:
    """The missing ties between the sets that gain most; nobody is introduced whom any talk tied before."""
    columns = columns_of(store)
    graph = await columns.graph(version, query)
    met = await columns.graph(version, TieQuery(bots=query.bots))
    near, far = graph.covered(one), graph.covered(other)

    def compute() -> Introductions:
        return introductions(graph, met, near, far, MISSING_TIES)

    return await answers_of_version(store).once(
        version, ("introductions", query, near, far), compute
    )


async def contacts_of_both(
    store: Store, version: str, pairs: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """Of each pair, the people with whom both have a tie by any talk, in the order of ids."""
    graph = await columns_of(store).graph(version, TieQuery())
    return [sorted(_contacts(graph, first) & _contacts(graph, second)) for first, second in pairs]


def _contacts(graph: TieGraph, person: str) -> set[str]:
    place = graph.place.get(person)
    if place is None:
        return set()
    both = graph.undirected
    near = both.targets[both.offsets[place] : both.offsets[place + 1]]
    return {graph.people[other] for other in near.tolist()}


class Match(NamedTuple):
    """An open need of one person that another can meet."""

    asker: str
    helper: str
    need: str
    capability: str
    offers: bool


async def matching_needs(store: Store, pairs: Sequence[tuple[str, str]]) -> list[Match]:
    """The open needs of either of each two people that the other can meet."""
    both = sorted({*pairs, *((other, one) for one, other in pairs)})
    if not both:
        return []
    rows = await store.rows(
        "needs_met_by_people",
        pairs=[list(pair) for pair in both],
        now=datetime.now(UTC),
        limit=MOST_MATCHES,
    )
    return [Match(*row) for row in rows]
