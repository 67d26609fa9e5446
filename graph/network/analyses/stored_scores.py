"""What can be read of people, groups and the network as scopes: members, scores, totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.records import Analysis, Conversation, Person
from graph.records.base import Record, prop, record
from graph.records.relationships import Claim
from graph.store.driver import Store
from graph.store.lists import DayList, NodeList, NodeOne, RootDayList, RootList

analyses = RootList("analyses", Analysis)

people_in_groups = DayList("people_in_groups", Person)
people_themselves = DayList("people_themselves", Person)
people_there = RootDayList("people_there", Person)
people_of_goals = NodeList("people_of_goals", Person)
conversations_of_goals_and_below = NodeList("conversations_of_goals_and_below", Conversation, Claim)
latest_analyses = NodeOne("latest_analyses", Analysis)
"""By the hash of their parameters."""

Scores = dict[str, float | int]


async def scores_of_people(store: Store, analysis: str, people: Sequence[str]) -> dict[str, Scores]:
    """What a snapshot measured of these people: measure, `<measure>_rank` and `<measure>_below`."""
    rows = await store.rows("scores_of_people", analysis=analysis, ids=list(people))
    return {person: scores for person, scores in rows}


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


async def largest_groups(store: Store, analysis: str, limit: int = 12) -> list[GroupLine]:
    """The groups of a snapshot with the most measured members, by size, then name."""
    rows = await store.rows("largest_groups_of_analysis", analysis=analysis, limit=limit)
    return [GroupLine(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class NetworkScope:
    """Everybody; there is one."""

    id: str = "network"
    name: str = "Everybody"

    @property
    def label(self) -> str:
        """The name of its GraphQL type."""
        return "Network"


NETWORK = NetworkScope()


@record
class Totals(Record):
    """How many of everything there are."""

    people: int = prop("People, programs not counted.")
    bots: int = prop("Programs.")
    groups: int = prop("Groups.")
    goals: int = prop("Goals.")
    conversations: int = prop("Conversations.")
    messages: int = prop("Messages.")
    links: int = prop("Confirmed links of conversations to goals.")


@record
class GrownGoals(Record):
    """How many goals grew from talk."""

    goals: int = prop("Goals, archived ones not counted.")
    from_talk: int = prop("Those that keep the conversation they grew from.")


async def goals_from_talk(store: Store) -> GrownGoals:
    """How many goals the store holds, and how many of them grew from talk."""
    return (await store.read("goals_from_talk", GrownGoals))[0]


async def network_totals(store: Store) -> Totals:
    """How many of everything the store holds."""
    return (await store.read("network_totals", Totals))[0]
