"""What a change of talk, links and the market changes in the ledger, reckoned of the talk that it touches.

An event depends on its conversation and those that answer in it, on what two people did of late, or on a key
and whom it reached before. Of each sort the part of all talk that can matter is reckoned as it was before and
as it is now; rows that are in both cancel, so that what lies outside must only be the same on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.evidence_numbers import KIND_BITS, LABELS
from graph.ledger.facts import Facts
from graph.ledger.market_rows import MarketRows, changed_rows, texts
from graph.ledger.organisation_change import OrganisationChange, talk_with
from graph.ledger.talk_versions import TalkVersions
from graph.measures.arrays import Bools, Ints

MASK = (1 << KIND_BITS) - 1


@dataclass(frozen=True, eq=False)
class Change:
    """Both versions of what has changed."""

    facts: Facts
    """Of both versions of talk, with the set of goals that each version advances."""
    versions: TalkVersions
    before: MarketRows
    now: MarketRows
    moved: OrganisationChange | None = None
    """How the organisation was, where it was not the same."""

    def of_time(self, facts: Facts, now: bool) -> Facts:
        """These facts with the market and the organisation of one time."""
        own = facts if now or self.moved is None else self.moved.before(facts)
        return own.with_market(self.market(now))

    def market(self, now: bool) -> MarketRows:
        """Needs, experiments and outcomes of one time."""
        return self.now if now else self.before

    def flag(self, now: bool) -> Bools:
        """The conversations of one time."""
        return self.versions.now if now else self.versions.before

    def side(self, chosen: Bools, now: bool) -> tuple[Facts, Ints]:
        """These conversations as they were or are, and the numbers that their messages have in both."""
        there = chosen & self.flag(now)
        messages = np.flatnonzero(there[self.facts.conversation])
        return self.of_time(self.facts.of_talk(there), now), messages

    def places(self, conversations: set[str]) -> Bools:
        """Where these conversations stand."""
        ids = self.facts.talk.ids["conversations"]
        return np.array([one in conversations for one in ids], np.bool_)

    @cached_property
    def changed_market(self) -> tuple[MarketRows, MarketRows]:
        """What of the market is not the same, before and now."""
        pairs = [
            changed_rows(getattr(self.before, name), getattr(self.now, name))
            for name in ("needs", "experiments", "outcomes")
        ]
        return MarketRows(*(old for old, _ in pairs)), MarketRows(*(new for _, new in pairs))

    @cached_property
    def touched(self) -> Bools:
        """Conversations that changed, those of what has changed in the market, and where these answer."""
        old, new = self.changed_market
        found = self.versions.changed.copy()
        if talk := old.conversations() | new.conversations():
            found |= self.places(talk)
        return found | self.versions.answered_by(found)

    @cached_property
    def touched_by_people(self) -> Bools:
        """The talk, and that of needs, of those who stand otherwise in the organisation, and where it answers."""
        if self.moved is None:
            return np.zeros(len(self.facts.goals), np.bool_)
        found = talk_with(self.facts.talk, self.moved.people)
        needs = [row for now in (False, True) for row in self.needs_of_moved(now)]
        if talk := MarketRows(needs).conversations():
            found |= self.places(talk)
        return found | self.versions.answered_by(found)

    def needs_of_moved(self, now: bool) -> list[Sequence[Any]]:
        """The needs of one time that name somebody who stands otherwise in the organisation."""
        if self.moved is None:
            return []
        who = {self.facts.people[place] for place in np.flatnonzero(self.moved.people).tolist()}
        return [row for row in self.market(now).needs if not who.isdisjoint(texts(row))]

    @cached_property
    def evidence_ids(self) -> Mapping[str, Sequence[str]]:
        """Label → ids, in the numbers that stand for both times."""
        found: dict[str, Sequence[str]] = dict(self.facts.evidence_ids)
        for label, name in MARKET.items():
            rows = [*getattr(self.before, name), *getattr(self.now, name)]
            found[label] = sorted({row[0] for row in rows})
        if self.moved is not None:
            found["Group"] = list(dict.fromkeys([*found["Group"], *self.moved.homes.groups]))
        return found

    @cached_property
    def _market_places(self) -> Mapping[str, Mapping[str, int]]:
        return {
            label: {id_: place for place, id_ in enumerate(self.evidence_ids[label])}
            for label in MARKET
        }

    def common(self, columns: Mapping[str, Rows], facts: Facts, messages: Ints) -> dict[str, Rows]:
        """Rows of one side with evidence in the numbers that stand for both times."""
        numbers = {"Message": self.versions.same[messages]}
        for label, name in MARKET.items():
            places = [self._market_places[label][row[0]] for row in getattr(facts, name)]
            numbers[label] = np.array(places, np.int64)
        if self.moved is not None:
            groups = {id_: place for place, id_ in enumerate(self.evidence_ids["Group"])}
            numbers["Group"] = np.array([groups[one] for one in facts.homes.groups], np.int64)
        return {name: _numbered(rows, numbers) for name, rows in columns.items()}


MARKET = {"Need": "needs", "Experiment": "experiments", "Outcome": "outcomes"}
"""Label of what evidence of the market is → where its rows stand."""


def _numbered(rows: Rows, numbers: Mapping[str, Ints]) -> Rows:
    """The rows with other places of evidence."""
    found = rows.evidence.copy()
    kind, place = rows.evidence >> KIND_BITS, rows.evidence & MASK
    for label, of_label in numbers.items():
        number = LABELS.index(label)
        chosen = np.flatnonzero((rows.evidence >= 0) & (kind == number))
        found[chosen] = of_label[place[chosen]] + (number << KIND_BITS)
    return Rows(rows.day, rows.person, rows.other, rows.goals, rows.units, found)
