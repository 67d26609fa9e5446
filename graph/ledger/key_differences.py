"""What a change makes of how keys spread: reckoned of the posts of the keys that it touches, from it on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.event_differences import Change
from graph.ledger.events.audience import Audience, Carriage, carriage
from graph.ledger.events.diffusion import Reached, Spread, diffusion
from graph.ledger.events.earlier_posts import EarlierPosts
from graph.ledger.events.need_sets import Pursuits
from graph.ledger.row_differences import Difference, differences
from graph.measures.arrays import Bools, Ints

NEVER = np.iinfo(np.int64).max


def key_differences(change: Change) -> dict[str, Difference]:
    """The columns of S1, S2, S3 and S5 that differ."""
    facts = change.facts
    carried = carriage(facts)
    sides = [(change.of_time(facts, now), change.flag(now)) for now in (False, True)]
    pursuits = Pursuits.of_sides(sides)
    chosen, related = _chosen(change, carried, pursuits)
    if not chosen.any():
        return {}
    audience = Audience(facts)
    found = [
        _events(change, carried, pursuits[now], (chosen, related), audience, bool(now))
        for now in (0, 1)
    ]
    return differences(*found)


def _chosen(change: Change, carried: Carriage, pursuits: Sequence[Pursuits]) -> tuple[Bools, Bools]:
    """The posts to reckon, and all of their keys.

    Of each key that a change touches all posts from it on; of their messages all keys, from them on.
    """
    facts = change.facts
    second = facts.talk.column("messages", "second")[carried.message]
    touched = change.touched[facts.conversation[carried.message]]
    touched |= _entered(change, carried, pursuits)
    if change.moved is not None:
        touched |= change.moved.posts(facts, carried.message, pursuits[1])
    keys = int(carried.key.max(initial=-1)) + 1
    since = _first(keys, carried.key[touched], second[touched])
    messages = np.zeros(len(facts.day), np.bool_)
    messages[carried.message[second >= since[carried.key]]] = True
    inside = messages[carried.message]
    since = np.minimum(since, _first(keys, carried.key[inside], second[inside]))
    return second >= since[carried.key], since[carried.key] < NEVER


def _first(size: int, key: Ints, second: Ints) -> Ints:
    found = np.full(size, NEVER)
    np.minimum.at(found, key, second)
    return found


def _entered(change: Change, carried: Carriage, pursuits: Sequence[Pursuits]) -> Bools:
    """Posts between the times at which a group first wrote for a goal: whether it needed them differs."""
    facts, (before, now) = change.facts, pursuits
    differ = np.flatnonzero(before.entered != now.entered)
    sets = now.pairs_of
    low, high = np.full(len(sets), NEVER), np.full(len(sets), -1)
    of_set = sets.repeated(np.arange(len(sets)))
    here = np.isin(sets.values, differ)
    pair, of_set = sets.values[here], of_set[here]
    np.minimum.at(low, of_set, np.minimum(before.entered[pair], now.entered[pair]))
    np.maximum.at(high, of_set, np.maximum(before.entered[pair], now.entered[pair]))
    second = facts.talk.column("messages", "second")[carried.message]
    goals = facts.goals_of_messages(carried.message)
    found: Bools = (second > low[goals]) & (second <= high[goals])
    return found


def _events(
    change: Change,
    carried: Carriage,
    pursuits: Pursuits,
    posts: tuple[Bools, Bools],
    audience: Audience,
    now: bool,
) -> dict[str, Rows]:
    """The events of the posts that are chosen, as they were or are."""
    facts, versions = change.of_time(change.facts, now), change.versions
    there = change.flag(now)[facts.conversation[carried.message]]
    rows = np.flatnonzero(posts[1] & there)
    every = Carriage(carried.key[rows], carried.message[rows], carried.goals, carried.refs)
    chosen = np.flatnonzero(posts[0][rows])
    talk = np.zeros(len(facts.goals), np.bool_)
    talk[facts.conversation[every.message[chosen]]] = True
    talk |= versions.answering(talk) | versions.answered_by(talk)
    few, messages = change.side(talk, now)
    number = np.full(len(facts.day), -1)
    number[messages] = np.arange(len(messages))
    own = Carriage(every.key, number[every.message], carried.goals, carried.refs)
    rest = np.ones(len(rows), np.bool_)
    rest[chosen] = False
    earlier = EarlierPosts(facts, every, np.flatnonzero(rest), audience)
    reached = Reached(few, own, chosen, earlier)
    found = diffusion(few, Spread(own, reached, pursuits, (facts, every), chosen))
    return change.common(found, few, messages)
