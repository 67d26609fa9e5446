"""What a change makes of events that depend on what two people did of late: from its first day on.

Such events look back no further than 208 days: 180 without contact, and the 28 in which contact begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.ledger.columns import NO_ROWS, Rows
from graph.ledger.conventions import NEW_TIE_DAYS, PERIOD_DAYS, WELCOME_DAYS
from graph.ledger.daily_membership import among
from graph.ledger.event_differences import Change
from graph.ledger.events.connect import active_days, pair_events
from graph.ledger.events.contact import Acts, ContactActs, contact, directed_acts, shared_talk
from graph.ledger.events.match_distance import days_of_match, match_steps
from graph.ledger.events.needs import met_at
from graph.ledger.events.solve import all_solutions
from graph.ledger.facts import Facts
from graph.ledger.row_differences import Difference, difference, differences
from graph.measures.arrays import Bools, Ints
from graph.measures.conventions import CONTACT_DAYS
from graph.measures.ties.help_rules import RULES
from graph.records.window import DAY

LOOK_BACK = PERIOD_DAYS + max(
    NEW_TIE_DAYS + CONTACT_DAYS, RULES.strangers_for + RULES.meet_within, WELCOME_DAYS
)
"""Days before a change whose acts may decide what it makes of an event."""


@dataclass(frozen=True, eq=False)
class Touched:
    """The pairs and people whose acts have changed, and the first day on which anything did."""

    first: int
    pairs: Ints
    """Codes of pairs, in order."""
    people: Bools
    """Who did anything else, or had it done to them."""


def pair_differences(change: Change, solved: list[Difference]) -> dict[str, Difference]:
    """The columns of these events that differ; `solved` are the solutions that do."""
    touched = _touched(change, solved)
    if touched is None:
        return {}
    chosen = _chosen(change, touched.first)
    both = change.facts.of_talk(chosen)
    acts = _acts(both)
    messages = np.flatnonzero(chosen[change.facts.conversation])
    found = []
    for now in (False, True):
        there = change.flag(now)[chosen]
        facts = both.of_talk(there).with_market(change.market(now))
        own = _own(acts, there[both.conversation])
        few = _of_pairs(facts, own, touched)
        steps = _steps(facts, own.contact, touched.first)
        rows = {
            **pair_events(facts, few),
            **steps,
            "C1.exposure": active_days(facts, touched.first),
        }
        found.append(change.common(rows, facts, messages[there[both.conversation]]))
    return differences(*found)


def _acts(facts: Facts) -> ContactActs:
    directed = directed_acts(facts)
    return ContactActs(directed.select(~directed.mass), contact(directed, shared_talk(facts)))


def _own(both: ContactActs, there: Bools) -> ContactActs:
    """The acts by some of the messages, these being numbered anew."""
    numbers = np.cumsum(there) - 1
    found = []
    for acts in (both.directed, both.contact):
        own = acts.select(there[acts.message])
        found.append(replace(own, message=numbers[own.message]))
    return ContactActs(*found)


def _codes(facts: Facts, one: Ints, other: Ints) -> Ints:
    return np.minimum(one, other) * (len(facts.people) + 1) + np.maximum(one, other)


def _touched(change: Change, solved: list[Difference]) -> Touched | None:
    """What has changed; None where nothing did that these events are made of."""
    chosen = change.versions.changed
    facts = change.facts.of_talk(chosen)
    messages = np.flatnonzero(chosen[change.facts.conversation])
    now = change.versions.now[chosen][facts.conversation]
    same = change.versions.same[messages]
    acts = _acts(facts)
    rows = [_rows_of_acts(facts, one, same) for one in (acts.directed, acts.contact)]
    acted = Rows.joined([_differing(one, now[of.message]) for one, of in zip(rows, (acts.directed, acts.contact), strict=True)])  # fmt: skip
    named = _namings(facts, same, now)
    days = [acted.day, _active(facts, same, now).day, named.day]
    days += [part.day for one in solved for part in (one.went, one.came)]
    every = np.concatenate([*days, _days_of_needs(change)])
    if not len(every):
        return None
    pairs = np.concatenate([acted.person, named.person]), np.concatenate([acted.other, named.other])
    people = np.zeros(len(facts.people), np.bool_)
    joined = np.array([day is not None for day in facts.organisation.joined], np.bool_)
    people[np.concatenate([acted.person, acted.other])] = True
    people &= joined
    return Touched(int(every.min()), np.unique(_codes(facts, *pairs)), people)


def _days_of_needs(change: Change) -> Ints:
    """The days on which needs were met that have changed, or are of talk that has."""
    ids = change.facts.talk.ids["conversations"]
    talk = {ids[place] for place in np.flatnonzero(change.versions.changed).tolist()}
    needs = [need for market in change.changed_market for need in market.needs]
    needs += [need for need in change.now.needs if need[10] in talk]
    met = [met_at(need) for need in needs]
    return np.array([one // DAY for one in met if one is not None], np.int64)


def _rows_of_acts(facts: Facts, acts: Acts, same: Ints) -> Rows:
    goals = facts.goals_of_messages(acts.message)
    return Rows.of(acts.day, acts.actor, acts.target, goals, 0, same[acts.message])


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
    rows = Rows.of(day, person, -1, facts.goals_of_messages(message), 0, same[message])
    return _differing(rows, now[message])


def _chosen(change: Change, first: int) -> Bools:
    """Conversations in which anything happened since the look back began, and those of needs."""
    facts = change.facts
    last = np.full(len(facts.goals), np.iinfo(np.int64).min)
    np.maximum.at(last, facts.conversation, facts.day)
    reacted = facts.talk.column("reactions", "message")
    at = facts.talk.column("reactions", "second") // DAY
    np.maximum.at(last, facts.conversation[reacted], at)
    chosen = (last >= first - LOOK_BACK) | change.versions.changed
    needs = {row[10] for market in (change.before, change.now) for row in market.needs}
    if needs:
        chosen |= change.places(needs)
    return chosen | change.versions.answered_by(chosen)


def _of_pairs(facts: Facts, acts: ContactActs, touched: Touched) -> ContactActs:
    """The acts of the pairs that have changed, and all of whoever joined and whose acts have."""
    found = []
    for one in (acts.directed, acts.contact):
        kept = among(_codes(facts, one.actor, one.target), touched.pairs)
        found.append(one.select(kept | touched.people[one.actor] | touched.people[one.target]))
    return ContactActs(*found)


def _steps(facts: Facts, acts: Acts, first: int) -> dict[str, Rows]:
    """How far apart those stood whose match came since the first day that changed."""
    solved = all_solutions(facts)
    if len(solved):
        solved = solved.select(days_of_match(facts, solved) >= first)
    return match_steps(facts, solved, acts) if len(solved) else {"P4.steps": NO_ROWS}
