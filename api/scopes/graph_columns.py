"""Columns beside the nodes of a drawing: what they are called, their units, their communities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.execution.context import Context
from api.types.global_ids import to_global_id
from graph.keys import native_of
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import parameters_hash
from graph.organisation.groups import parent_of_groups
from graph.organisation.people import names_of_people
from graph.records import Group, Person


async def label_column(context: Context, root: Any) -> list[str]:
    """What the nodes of a drawing are called."""
    if root.by.value == Person.label:
        return await people_labels(context, root.edges.ids)
    groups = await context.nodes(Group).load_many(root.edges.ids)
    return [
        (None if group is None else group.name) or native_of(id_)
        for id_, group in zip(root.edges.ids, groups, strict=True)
    ]


async def people_labels(context: Context, people: Sequence[str]) -> list[str]:
    """What these people are called: their names, or their ids in the source."""
    names = await names_of_people(context.store, people) if people else {}
    return [names.get(person) or native_of(person) for person in people]


async def unit_column(context: Context, root: Any) -> list[str | None]:
    """The homes of people, and the groups that groups are part of, by global id."""
    if not root.edges.ids:
        return []
    if root.by.value == Person.label:
        homes = await columns_of(context.store).homes(root.version, root.query.window)
        units = [homes.get(person) for person in root.edges.ids]
    else:
        parents = await context.ones(parent_of_groups).load_many(root.edges.ids)
        units = [None if parent is None else parent.id for parent in parents]
    return [None if unit is None else to_global_id(Group.label, unit) for unit in units]


async def community_column(context: Context, root: Any) -> list[int | None] | None:
    """The communities of people in the latest analysis of the same ties; None where there is none.

    Whoever else is drawn with theirs is noted as seen: it is a number of theirs.
    """
    if root.by.value != Person.label or root.version is None:
        return None
    analysis = await context.ones(latest_analyses).load(parameters_hash(root.query))
    if analysis is None:
        return None
    ((ids, numbers),) = await context.store.rows("community_of_people", analysis=analysis.id)
    number_of = dict(zip(ids, numbers, strict=True))
    column = [number_of.get(person) for person in root.edges.ids]
    context.saw(one for one, number in zip(root.edges.ids, column, strict=True) if number)
    return column
