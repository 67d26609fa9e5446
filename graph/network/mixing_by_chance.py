"""How ties of some people cross homes against chance, worked out of the ties that are held."""

from __future__ import annotations

from collections.abc import Sequence

from graph.measures.mixing.group_mixing import EI
from graph.measures.mixing.scope_mixing import scope_ei
from graph.measures.ties.group_labels import Groups
from graph.network.formal_tree import homes_of
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import TieQuery
from graph.organisation.membership import MembershipIndex
from graph.store.driver import Store


async def ei_by_chance(
    store: Store, version: str, query: TieQuery, membership: MembershipIndex, people: Sequence[str]
) -> tuple[EI, int] | None:
    """The E-I index of these people with its permutation null, and how many are covered.

    None where none is.
    """
    graph = await columns_of(store).graph(version, query)
    reading, home_of = await homes_of(store, membership, query.window.end)
    covered = graph.covered(people)
    if not covered:
        return None

    def compute() -> EI:
        return scope_ei(graph, Groups.of(graph, home_of), covered)

    key = ("E-I by chance", query, reading, covered)
    return await answers_of_version(store).once(version, key, compute), len(covered)
