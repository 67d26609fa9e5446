"""Everybody as one scope, and how many of everything there are."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records.base import Record, prop, record
from graph.store.driver import Store


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
    """How many goals the store holds, and how many of them grew from talk that its reader may read."""
    return (await store.read("goals_from_talk", GrownGoals))[0]


async def network_totals(store: Store) -> Totals:
    """How many of everything the store holds; of talk and links what the store's reader may read."""
    name = "readable_totals" if store.restricted else "network_totals"
    return (await store.read(name, Totals))[0]
