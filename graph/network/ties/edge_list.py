"""The ties of a question as rows, with the acts behind each, and the people they are among."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.identity.privacy_choices import privacy_choices
from graph.measures.ties.tie_acts import acts_of_ties
from graph.network.ties.interaction_cells import KINDS_OF
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import TieQuery
from graph.records import Group, Person
from graph.records.enums import TieKind
from graph.records.window import EPOCH
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id

BATCH = 5000
"""People or groups whose names are read in one statement."""

PEOPLE_COLUMNS = ("id", "name", "title", "level", "home", "home_name")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class EdgeList:
    """The ties at a day, a row each, and everybody among whom they are; who left the measures is in neither."""

    columns: tuple[str, ...]
    """source, target, weight, acts, last_on, then the acts of each kind."""
    ties: Sequence[Row]
    people: Sequence[Row]
    """A row a person, `PEOPLE_COLUMNS`; those too who have no tie."""
    taken_on: date
    left_out: int
    """How many people have left the measures."""


async def edge_list(store: Store, query: TieQuery, version: str) -> EdgeList:
    """The ties that a question gives, as of the analysis `version` of all talk."""
    columns = columns_of(store)
    graph = await columns.graph(version, query)
    cells, day = await columns.acts(version, query)
    opted_out = (await privacy_choices(store, None)).opted_out & graph.place.keys()
    graph = graph.without(opted_out)
    acts = await asyncio.to_thread(acts_of_ties, cells, graph, day, query.settings)
    names = _kind_columns(query)
    place = {kind: acts.kinds.index(kind) for kind in names if kind in acts.kinds}
    rows = [
        (source, target, weight, sum(counts), _day(last))
        + tuple(counts[place[kind]] if kind in place else 0 for kind in names)
        for (source, target, weight), counts, last in zip(
            graph.edges(), acts.counts.tolist(), acts.last.tolist(), strict=True
        )
    ]
    home_of = await columns.homes(version, query.window)
    people = await _people(store, graph.people, home_of)
    header = ("source", "target", "weight", "acts", "last_on", *names)
    return EdgeList(header, rows, people, _day(day), len(opted_out))


def _kind_columns(query: TieQuery) -> tuple[str, ...]:
    """The kinds of acts that make the ties, in their own order."""
    return tuple(kind for tie in TieKind if tie in query.kinds for kind in KINDS_OF[tie])


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)


async def _people(store: Store, ids: Sequence[str], home_of: Any) -> list[Row]:
    """The rows of these people, in the order given."""
    people, groups = dict[str, Person](), dict[str, Group]()
    homes = sorted({home_of[one] for one in ids if one in home_of})
    for start in range(0, len(ids), BATCH):
        people |= await nodes_by_id(store, Person, ids[start : start + BATCH])
    for start in range(0, len(homes), BATCH):
        groups |= await nodes_by_id(store, Group, homes[start : start + BATCH])
    return [_row(people[one], groups.get(home_of.get(one, ""))) for one in ids if one in people]


def _row(person: Person, home: Group | None) -> Row:
    return (
        person.id,
        person.name,
        person.title,
        person.level,
        None if home is None else home.id,
        None if home is None else home.name,
    )
