"""What the events of the ledger are made from: talk, needs, and the organisation on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from graph.ledger.evidence_numbers import evidence_numbers
from graph.ledger.goal_sets import GoalSets
from graph.ledger.homes import Homes
from graph.ledger.market_rows import MarketRows
from graph.ledger.organisation_days import Organisation
from graph.ledger.talk_tables import TalkTables, selected_talk
from graph.measures.arrays import Bools, Ints
from graph.records.window import DAY


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything that events are made from; people by number, in the order of ids."""

    people: Sequence[str]
    measured: Bools
    """Whether it is a person: programs earn nothing, and nothing is earned from them."""
    talk: TalkTables
    """With people numbered as here."""
    sets: GoalSets
    goals: Ints
    """The set of goals of each conversation."""
    homes: Homes
    organisation: Organisation
    """Who belongs where, leads what and stands how high."""
    needs: Sequence[Sequence[Any]] = field(default_factory=tuple)
    """Rows as `needs_of_ledger` gives them."""
    experiments: Sequence[Sequence[Any]] = field(default_factory=tuple)
    """Rows as `experiments_of_ledger` gives them."""
    outcomes: Sequence[Sequence[Any]] = field(default_factory=tuple)
    """Rows as `outcomes_of_ledger` gives them."""
    first_day: int | None = None
    """The first day of all talk, where `talk` is only some of it."""

    def of_talk(self, chosen: Bools) -> Facts:
        """The same of some conversations; people, groups and keys keep their numbers."""
        talk = selected_talk(self.talk, chosen, whole_lists=True)
        return replace(self, talk=talk, goals=self.goals[chosen])

    def with_market(self, market: MarketRows) -> Facts:
        """The same with these needs, experiments and outcomes."""
        needs, experiments, outcomes = market.needs, market.experiments, market.outcomes
        return replace(self, needs=needs, experiments=experiments, outcomes=outcomes)

    @property
    def market(self) -> MarketRows:
        """Needs, experiments and outcomes."""
        return MarketRows(self.needs, self.experiments, self.outcomes)

    @cached_property
    def began(self) -> int:
        """The first day of all talk."""
        return int(self.day.min()) if self.first_day is None else self.first_day

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id of a person → number."""
        return {id_: number for number, id_ in enumerate(self.people)}

    @cached_property
    def programs(self) -> frozenset[str]:
        """Who is no person."""
        return frozenset(
            id_
            for id_, person in zip(self.people, self.measured.tolist(), strict=True)
            if not person
        )

    @cached_property
    def message_index(self) -> Mapping[str, int]:
        """Id of a message → number."""
        return {id_: number for number, id_ in enumerate(self.talk.ids["messages"])}

    @cached_property
    def conversation_index(self) -> Mapping[str, int]:
        """Id of a conversation → number."""
        return {id_: number for number, id_ in enumerate(self.talk.ids["conversations"])}

    def pointed(self, table: str, column: str) -> Ints:
        """The message that each row of a table points at, in any conversation; -1 where it is not here."""
        own, other = self.talk.column(table, column), self.talk.column(table, "elsewhere")
        found: Ints = own.copy()
        ids = self.talk.ids["elsewhere"]
        for row in np.flatnonzero(other >= 0).tolist():
            found[row] = self.message_index.get(ids[other[row]], -1)
        return found

    @property
    def evidence_ids(self) -> Mapping[str, Sequence[str]]:
        """Label → the ids that numbers of evidence count."""
        return {
            "Message": self.talk.ids["messages"],
            "Conversation": self.talk.ids["conversations"],
            "Need": [need[0] for need in self.needs],
            "Experiment": [experiment[0] for experiment in self.experiments],
            "Outcome": [outcome[0] for outcome in self.outcomes],
            "Group": self.homes.groups,
        }

    @cached_property
    def day(self) -> Ints:
        """The day of each message."""
        return self.talk.column("messages", "second") // DAY

    @cached_property
    def author(self) -> Ints:
        """The author of each message, -1 where nobody is known."""
        return self.talk.column("messages", "author")

    @cached_property
    def conversation(self) -> Ints:
        """The conversation of each message."""
        return self.talk.column("messages", "conversation")

    def counted(self, person: Ints) -> Bools:
        """Who is a person; nobody known is none."""
        mask: Bools = (person >= 0) & self.measured[np.maximum(person, 0)]
        return mask

    def goals_of_messages(self, messages: Ints) -> Ints:
        """The set of goals of the talk of each message; the empty one where there is no message."""
        found = self.goals[self.conversation[np.maximum(messages, 0)]] if len(self.goals) else 0
        return np.where(messages < 0, 0, found).astype(np.int64)

    def shown_by(self, messages: Ints) -> Ints:
        """Messages as evidence."""
        return evidence_numbers("Message", messages)
