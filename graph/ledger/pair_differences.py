"""What a change makes of events that depend on what two people did of late: from its first day on.

Such events look back no further than 208 days: 180 without contact, and the 28 in which contact begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import NEW_TIE_DAYS, PERIOD_DAYS, WELCOME_DAYS
from graph.ledger.daily_membership import among
from graph.ledger.event_differences import Change
from graph.ledger.events.connect import active_days, events_of_pairs, events_of_periods
from graph.ledger.events.contact import Acts, ContactActs, contact, directed_acts, shared_talk
from graph.ledger.events.match_distance import days_of_match, match_steps
from graph.ledger.events.needs import met_at
from graph.ledger.events.solve import all_solutions
from graph.ledger.events.ties import welcomes
from graph.ledger.facts import Facts
from graph.ledger.row_differences import Difference, difference, differences
from graph.ledger.scope_days import FIRST, LAST
from graph.measures.arrays import Bools, Ints
from graph.measures.conventions import CONTACT_DAYS
from graph.measures.ties.help_rules import RULES
from graph.records.window import DAY

LOOK_BACK = PERIOD_DAYS + max(
    NEW_TIE_DAYS + CONTACT_DAYS, RULES.strangers_for + RULES.meet_within, WELCOME_DAYS
)
"""Days before a change whose acts may decide what it makes of an event."""


PERIODS = (LAST - FIRST) // PERIOD_DAYS + 2
"""More than there are periods."""


@dataclass(frozen=True, eq=False)
class Touched:
    """The pairs and people whose acts have changed, and the first day on which anything did."""

    first: int
    pairs: Ints
    """Codes of pairs, in order."""
    periods: Ints
    """Codes of pairs with the periods in which their acts have changed, in order."""
    joiners: Bools
    """Of whom an act has changed that was soon after they joined."""

    def with_people(self, facts: Facts, every: Sequence[Acts], people: Bools) -> Touched:
        """The same with all pairs of these people among all acts, in all periods."""
        acts = [one.select(people[one.actor] | people[one.target]) for one in every]
        pairs = [_codes(facts, one.actor, one.target) for one in acts]
        periods = [_codes_of_periods(facts, one) for one in acts]
        return replace(
            self,
            pairs=np.unique(np.concatenate([self.pairs, *pairs])),
            periods=np.unique(np.concatenate([self.periods, *periods])),
            joiners=self.joiners | people,
        )


def pair_differences(change: Change, solved: list[Difference]) -> dict[str, Difference]:
    """The columns of these events that differ; `solved` are the solutions that do."""
    touched = _touched(change, solved)
    if touched is None:
        return {}
    last = _last_days(change.facts)
    near, recent = (_chosen(change, last >= touched.first - back) for back in (LOOK_BACK, 0))
    if change.moved is not None:
        near = np.ones(len(near), np.bool_)
    both = change.facts if near.all() else change.facts.of_talk(near)
    messages = np.flatnonzero(near[change.facts.conversation])
    directed, shared = _acts(both)
    if change.moved is not None:
        touched = touched.with_people(both, (directed, shared), change.moved.people)
    few, acts = _TouchedActs.of(both, directed, shared, touched), None
    found = []
    for now in (False, True):
        there = change.flag(now)[near][both.conversation]
        own = change.of_time(both, now)
        rows = change.common(few.events(own, there), own, messages)
        facts, of_side = change.side(recent, now)
        alone = {"C1.exposure": active_days(facts, touched.first)}
        matched = _matched_since(facts, touched.first)
        if len(matched):
            acts = contact(directed, shared) if acts is None else acts
            alone |= match_steps(facts, matched, acts.select(there[acts.message]))
        found.append(rows | change.common(alone, facts, of_side))
    return differences(*found)


@dataclass(frozen=True, eq=False)
class _TouchedActs:
    """The acts, of both versions of talk, that can make events differ."""

    touched: Touched
    of_pairs: Acts
    """What brings pairs in contact that have changed."""
    of_periods: ContactActs
    """Of these what lies in a period in which it has changed."""
    of_joiners: Acts
    """Those with a direction of joiners and towards them."""

    @classmethod
    def of(cls, facts: Facts, directed: Acts, shared: Acts, touched: Touched) -> _TouchedActs:
        """Those among all acts."""
        in_pairs = [acts.select(_in_pairs(facts, acts, touched)) for acts in (directed, shared)]
        every = ContactActs(in_pairs[0], contact(*in_pairs))
        in_periods = ContactActs(
            *(
                acts.select(among(_codes_of_periods(facts, acts), touched.periods))
                for acts in (every.directed, every.contact)
            )
        )
        joiners = touched.joiners[directed.actor] | touched.joiners[directed.target]
        return cls(touched, every.contact, in_periods, directed.select(joiners))

    def events(self, facts: Facts, there: Bools) -> dict[str, Rows]:
        """The events by the acts in the messages that are `there`."""
        of_pairs, directed, periods, joiners = (
            acts.select(there[acts.message])
            for acts in (
                self.of_pairs,
                self.of_periods.directed,
                self.of_periods.contact,
                self.of_joiners,
            )
        )
        return {
            **events_of_pairs(self._with_namings(facts, there), of_pairs),
            **events_of_periods(facts, ContactActs(directed, periods)),
            **(welcomes(facts, joiners) if self.touched.joiners.any() else {}),
        }

    def _with_namings(self, facts: Facts, there: Bools) -> Facts:
        """The facts with the namings that can have become introductions, or are none any more."""
        talk = facts.talk
        message, _, named, beginner, _ = talk.tables["namings"].T
        chosen = there[message] & among(_codes(facts, named, beginner), self.touched.pairs)
        tables = {**talk.tables, "namings": talk.tables["namings"][chosen]}
        return replace(facts, talk=replace(talk, tables=tables))


def _acts(facts: Facts) -> tuple[Acts, Acts]:
    """Acts with a direction, mass mail left out, and those without."""
    directed = directed_acts(facts)
    return directed.select(~directed.mass), shared_talk(facts)


def _codes(facts: Facts, one: Ints, other: Ints) -> Ints:
    return np.minimum(one, other) * (len(facts.people) + 1) + np.maximum(one, other)


def _in_pairs(facts: Facts, acts: Acts, touched: Touched) -> Bools:
    return among(_codes(facts, acts.actor, acts.target), touched.pairs)


def _codes_of_periods(facts: Facts, acts: Acts | Rows) -> Ints:
    one, other = (acts.actor, acts.target) if isinstance(acts, Acts) else (acts.person, acts.other)
    return _codes(facts, one, other) * PERIODS + acts.day // PERIOD_DAYS - FIRST // PERIOD_DAYS


def _touched(change: Change, solved: list[Difference]) -> Touched | None:
    """What has changed; None where nothing did that these events are made of."""
    chosen = change.versions.changed
    facts = change.facts.of_talk(chosen)
    messages = np.flatnonzero(chosen[change.facts.conversation])
    now = change.versions.now[chosen][facts.conversation]
    same = change.versions.same[messages]
    directed, shared = _acts(facts)
    acts = [directed, contact(directed, shared)]
    acted = Rows.joined(
        [_differing(_rows_of_acts(facts, one, same), now[one.message]) for one in acts]
    )
    named = _namings(facts, same, now)
    days = [acted.day, _active(facts, same, now).day, named.day]
    days += [part.day for one in solved for part in (one.went, one.came)]
    every = np.concatenate([*days, _days_of_needs(change)])
    if not len(every) and change.moved is None:
        return None
    pairs = np.concatenate([acted.person, named.person]), np.concatenate([acted.other, named.other])
    periods = np.unique(_codes_of_periods(facts, acted))
    return Touched(
        int(every.min(initial=LAST)),
        np.unique(_codes(facts, *pairs)),
        periods,
        _joiners(facts, acted),
    )


def _joiners(facts: Facts, acted: Rows) -> Bools:
    """Whose acts these are, where they had joined not long before."""
    joined = np.array([LAST if day is None else day for day in facts.organisation.joined], np.int64)
    found = np.zeros(len(facts.people), np.bool_)
    for person in (acted.person, acted.other):
        since = joined[person]
        soon = (since >= facts.began) & (acted.day >= since) & (acted.day < since + WELCOME_DAYS)
        found[person[soon]] = True
    return found


def _days_of_needs(change: Change) -> Ints:
    """The days on which needs were met that have changed, or are of talk that has."""
    ids = change.facts.talk.ids["conversations"]
    talk = {ids[place] for place in np.flatnonzero(change.versions.changed).tolist()}
    needs = [need for market in change.changed_market for need in market.needs]
    needs += [need for need in change.now.needs if need[10] in talk]
    met = [met_at(need) for need in needs]
    return np.array([one // DAY for one in met if one is not None], np.int64)


def _rows_of_acts(facts: Facts, acts: Acts, same: Ints) -> Rows:
    goals, place = facts.goals_of_messages(acts.message), _places(facts)[acts.message]
    return Rows.of(acts.day, acts.actor, acts.target, goals, place, same[acts.message])


def _places(facts: Facts) -> Ints:
    """The place of each message in its conversation: what comes first shows what many do."""
    places: Ints = np.arange(len(facts.conversation))
    first = np.unique(facts.conversation, return_index=True)[1]
    return places - np.repeat(first, np.diff(np.append(first, len(places))))


def _differing(rows: Rows, now: Bools) -> Rows:
    """The rows that are of one time only."""
    found = difference(rows.select(~now), rows.select(now))
    return Rows.joined([found.went, found.came])


def _namings(facts: Facts, same: Ints, now: Bools) -> Rows:
    """The namings that are not the same: who was named, and whose talk it was."""
    message, who, named, beginner, joined = facts.talk.tables["namings"].T
    day, goals = facts.day[message], facts.goals_of_messages(message)
    by = Rows.of(day, named, beginner, goals, 2 * who + joined, same[message])
    return _differing(by, now[message])


def _active(facts: Facts, same: Ints, now: Bools) -> Rows:
    """Messages and reactions that are not the same."""
    reacted = facts.talk.column("reactions", "message")
    message = np.concatenate([np.arange(len(facts.author)), reacted])
    person = np.concatenate([facts.author, facts.talk.column("reactions", "person")])
    day = np.concatenate([facts.day, facts.talk.column("reactions", "second") // DAY])
    goals, place = facts.goals_of_messages(message), _places(facts)[message]
    return _differing(Rows.of(day, person, -1, goals, place, same[message]), now[message])


def _last_days(facts: Facts) -> Ints:
    """The last day on which anything was said or answered by a reaction in each conversation."""
    last = np.full(len(facts.goals), np.iinfo(np.int64).min)
    np.maximum.at(last, facts.conversation, facts.day)
    reacted = facts.talk.column("reactions", "message")
    at = facts.talk.column("reactions", "second") // DAY
    np.maximum.at(last, facts.conversation[reacted], at)
    return last


def _chosen(change: Change, late: Bools) -> Bools:
    """Conversations in which something happened of late, those that have changed, and those of needs."""
    chosen = late | change.versions.changed
    needs = {row[10] for market in (change.before, change.now) for row in market.needs}
    if needs:
        chosen |= change.places(needs)
    return chosen | change.versions.answered_by(chosen)


def _matched_since(facts: Facts, first: int) -> Rows:
    """The solutions whose match came since the first day that changed."""
    solved = all_solutions(facts, first)
    return solved.select(days_of_match(facts, solved) >= first) if len(solved) else solved
