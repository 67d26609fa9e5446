"""What the ledger is made of beside talk: links, the market of help, and the organisation on any day."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import orjson

from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets, sets_of_conversations
from graph.ledger.market_rows import MarketRows, texts
from graph.ledger.organisation_rows import OrganisationRows
from graph.ledger.packed_columns import packed, unpacked
from graph.ledger.talk_tables import TalkTables, numbered_people
from graph.records.window import DAY
from graph.store.driver import Store

Rows = Sequence[Sequence[Any]]
Links = Mapping[str, Sequence[str]]
"""Conversation → the goals that it advances, in order."""


@dataclass(frozen=True, eq=False)
class Inputs:
    """Rows as the statements give them."""

    people: Rows
    links: Links
    market: MarketRows
    homes: Rows
    groups: Rows
    spans: Rows
    leads: Rows
    pursued: Rows
    today: int
    """The day, since 1970-01-01: who joins later has not joined yet."""

    @cached_property
    def joined(self) -> Sequence[int | None]:
        """The day on which each of the people joined."""
        return days_of_joining((row[2] for row in self.people), self.today)

    @cached_property
    def organisation(self) -> OrganisationRows:
        """The rows that say who belongs where."""
        return OrganisationRows(
            self.people,
            self.joined,
            self.homes,
            self.groups,
            self.spans,
            self.leads,
            self.pursued,
        )

    def facts(self, talk: TalkTables, others: Rows = ()) -> Facts:
        """Everything that events are made from, with this talk; with `others` who are not there any more."""
        rows = self.organisation.with_people(others)
        ids = [row[0] for row in rows.people]
        sets = GoalSets()
        homes, organisation = rows.made()
        return Facts(
            people=ids,
            measured=np.array([not row[1] for row in rows.people], np.bool_),
            talk=numbered_people(talk, ids),
            sets=sets,
            goals=sets_of_conversations(sets, talk.ids["conversations"], self.links),
            homes=homes,
            organisation=organisation,
        ).with_market(self.market)


@dataclass(frozen=True, eq=False)
class KeptInputs:
    """What of them a run keeps, so that the next sees what has changed."""

    conversations: int
    """How many there were."""
    links: Links
    market: MarketRows
    organisation: OrganisationRows | None = None
    """None where it is not known; it is kept with the ledger itself, which names everybody whom it covers."""

    def relinked(self, links: Links) -> set[str]:
        """The conversations that advance other goals now."""
        return {
            one for one in self.links.keys() | links.keys() if self.links.get(one) != links.get(one)
        }

    def names(self) -> set[str]:
        """Every text in the rows of the market: ids of people among them."""
        market = self.market
        return set(texts([market.needs, market.experiments, market.outcomes]))


async def read_inputs(store: Store, people: Rows) -> Inputs:
    """What the store holds now."""
    links: dict[str, list[str]] = {}
    async for goal, conversations in store.stream("confirmed_links"):
        for one in conversations:
            links.setdefault(one, []).append(goal)
    read = {name: [row async for row in store.stream(name)] for name in STATEMENTS}
    market = MarketRows(
        read["needs_of_ledger"], read["experiments_of_ledger"], read["outcomes_of_ledger"]
    )
    return Inputs(
        people,
        {one: goals if len(goals) == 1 else sorted(goals) for one, goals in links.items()},
        market,
        read["home_spans"],
        read["group_tree"],
        read["direct_membership_spans"],
        read["leads_of_groups"],
        read["goals_pursued"],
        int(time.time() // DAY),
    )


INPUTS = "inputs/"
"""Begins the name of the kept inputs among that of the facts of talk."""
STATEMENTS = (
    "home_spans",
    "group_tree",
    "direct_membership_spans",
    "leads_of_groups",
    "goals_pursued",
    "needs_of_ledger",
    "experiments_of_ledger",
    "outcomes_of_ledger",
)


def days_of_joining(seconds: Iterable[int | None], today: int) -> list[int | None]:
    """The day of each second; None where none is known, and of who has not joined yet.

    >>> days_of_joining([None, 0, 10 * DAY, 11 * DAY], today=10)
    [None, 0, 10, None]
    """
    days = (None if second is None else second // DAY for second in seconds)
    return [None if day is None or day > today else day for day in days]


def packed_inputs(inputs: Inputs, conversations: Sequence[str]) -> str:
    """What is kept, as text that the store holds: of these conversations only, which are not private."""
    market = inputs.market
    rows = [market.needs, market.experiments, market.outcomes]
    links = {one: inputs.links[one] for one in conversations if one in inputs.links}
    kept = [len(conversations), links, rows]
    return packed(orjson.dumps(kept))


def unpacked_inputs(text: str) -> KeptInputs:
    """What such a text says."""
    conversations, *_, links, rows = orjson.loads(unpacked(text))
    return KeptInputs(conversations, links, MarketRows(*rows))
