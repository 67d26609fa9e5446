"""What is said of a whole list where no statement reads the list itself: one statement of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.organisation.conversations import conversations
from graph.organisation.experiments import experiments, outcomes
from graph.organisation.goals import check_ins, goals
from graph.organisation.groups import groups
from graph.organisation.links import links
from graph.organisation.messages import messages
from graph.organisation.needs import needs, offers
from graph.organisation.people import capabilities, people
from graph.records import BY_LABEL, NodeRecord
from graph.store.composition.list_measures import measures_of_ids, measures_of_list
from graph.store.driver import Store
from graph.store.statement_lists import RootList
from graph.store.where import Page

ROOTS: Mapping[str, RootList[Any]] = {
    relation.node.label: relation
    for relation in (people, capabilities, groups, goals, check_ins, conversations, messages)
    + (links, needs, offers, experiments, outcomes)
}
"""Label → the list of all its nodes, among which those of a list that this process works out are looked at."""


async def measures_below(
    store: Store, relation: Any, page: Page, root: Any, measures: Sequence[Any]
) -> Sequence[Any] | None:
    """What is said of a list of the store, below a node or a set of people."""
    if root is None or isinstance(relation, RootList):
        return await measures_of_list(store, relation, page, measures)
    near = BY_LABEL.get(root.label)
    if near is not None:
        return await measures_of_list(store, relation, page, measures, (near, root.id))
    ids = await relation.people(store, root.id)
    return await measures_among(store, relation.node, page, ids, measures)


async def measures_among(
    store: Store,
    node: type[NodeRecord],
    page: Page,
    ids: Sequence[str],
    measures: Sequence[Any],
) -> Sequence[Any] | None:
    """What is said of a list of these nodes, which this process has worked out."""
    return await measures_of_ids(store, ROOTS[node.label], page, measures, ids)
