"""What a change makes of events that depend on one conversation, and on those that answer in it."""

from __future__ import annotations

from graph.ledger.columns import Rows
from graph.ledger.event_differences import Change
from graph.ledger.events.connect import introductions_tried
from graph.ledger.events.culture import culture_events
from graph.ledger.events.innovate import innovate_events
from graph.ledger.events.share import post_events
from graph.ledger.events.solve import help_events
from graph.ledger.market_rows import MarketRows
from graph.ledger.row_differences import Difference, differences
from graph.measures.arrays import Bools


def talk_differences(change: Change) -> dict[str, Difference]:
    """The columns of these events that differ."""
    chosen, tries = change.touched | change.touched_by_people, _tries(change)
    chosen = chosen | change.versions.answering(chosen)
    if tries:
        chosen |= change.places(change.before.conversations() | change.now.conversations())
    before, now = (_events(change, chosen, tries, is_now) for is_now in (False, True))
    return differences(before, now)


def _tries(change: Change) -> bool:
    """Whether anything of experiments can differ: who adopted first depends on all of them."""
    old, new = change.changed_market
    if change.moved is not None:
        return bool(change.before.experiments or change.now.experiments)
    if old.experiments or new.experiments:
        return True
    ids, talk = change.facts.talk.ids["conversations"], {row[9] for row in change.now.experiments}
    changed = change.versions.changed.nonzero()[0].tolist()
    return any(ids[place] in talk for place in changed)


def _events(change: Change, chosen: Bools, tries: bool, now: bool) -> dict[str, Rows]:
    facts, messages = change.side(chosen, now)
    facts = facts.with_market(_market_of(change, chosen, tries, now))
    found = {
        "C6.tried": introductions_tried(facts),
        **help_events(facts),
        **post_events(facts),
        **innovate_events(facts),
        **culture_events(facts),
    }
    return change.common(found, facts, messages)


def _market_of(change: Change, chosen: Bools, tries: bool, now: bool) -> MarketRows:
    """What of the market is of this talk, whichever version of it is there, and what has changed."""
    ids = change.facts.talk.ids["conversations"]
    talk = {ids[place] for place in chosen.nonzero()[0].tolist()}
    market, changed = change.market(now), change.changed_market[now]
    again = {row[0] for row in (*changed.needs, *change.needs_of_moved(now))}
    needs = [row for row in market.needs if row[10] in talk or row[0] in again]
    return MarketRows(needs, market.experiments if tries else (), market.outcomes)
