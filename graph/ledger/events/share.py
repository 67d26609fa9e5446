"""Share: what one knows reaches who lacks it."""

from __future__ import annotations

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import CONFIRMED_DAYS
from graph.ledger.credits import UNATTRIBUTED, UNITS
from graph.ledger.events.diffusion import diffusion
from graph.ledger.facts import Facts
from graph.ledger.talk_reader import KINDS_OF_MESSAGES, PUBLIC
from graph.measures.arrays import Bools, Ints
from graph.measures.row_order import row_order
from graph.records.enums import MessageKind
from graph.records.window import DAY

HALF = UNITS // 2
SHOWN = KINDS_OF_MESSAGES.index(MessageKind.WORK_IN_PROGRESS.value)


def share_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    return {**post_events(facts), **diffusion(facts)}


def post_events(facts: Facts) -> dict[str, Rows]:
    """The columns that are made of posts and the replies to them alone."""
    return {**public_posts(facts), **work_shown(facts)}


def public_posts(facts: Facts) -> dict[str, Rows]:
    """One to the author of each message, and of each public one; programs write none."""
    unknown = facts.author < 0
    message = np.flatnonzero(unknown | facts.counted(facts.author))
    author = np.where(unknown[message], UNATTRIBUTED, facts.author[message])
    goals = facts.goals_of_messages(message)
    posts = Rows.of(facts.day[message], author, -1, goals, UNITS, facts.shown_by(message))
    public = facts.talk.column("conversations", "visibility")[facts.conversation[message]] == PUBLIC
    return {"S4.exposure": posts, "S4.value": posts.select(public)}


def work_shown(facts: Facts) -> dict[str, Rows]:
    """One to who showed work; one half each to them and the first who replied from elsewhere, soon."""
    kind = facts.talk.column("messages", "kind")
    shown = np.flatnonzero((kind == SHOWN) & facts.counted(facts.author))
    goals = facts.goals_of_messages(shown)
    posts = Rows.of(facts.day[shown], facts.author[shown], -1, goals, UNITS, facts.shown_by(shown))
    reply, target = _first_replies(facts, shown)
    ends = facts.author[target], facts.author[reply]
    goals, by = facts.goals_of_messages(target), facts.shown_by(reply)
    one = Rows.of(facts.day[target], *ends, goals, HALF, by)
    return {"S6.exposure": posts, "S6.value": Rows.joined([one, one.turned()])}


def _first_replies(facts: Facts, shown: Ints) -> tuple[Ints, Ints]:
    """The first reply to each of these messages from another level or home within two weeks."""
    talk, second = facts.talk, facts.talk.column("messages", "second")
    reply, target = talk.column("replies", "message"), facts.pointed("replies", "target")
    good = np.isin(target, shown) & facts.counted(facts.author[reply])
    reply, target = reply[good], target[good]
    soon = second[reply] - second[target] <= CONFIRMED_DAYS * DAY
    soon &= (second[reply] >= second[target]) & _apart(facts, reply, target)
    reply, target = reply[soon], target[soon]
    order = row_order(target, second[reply], reply)
    first = order[np.unique(target[order], return_index=True)[1]]
    return reply[first], target[first]


def _apart(facts: Facts, reply: Ints, target: Ints) -> Bools:
    """Whether the authors of two messages have other homes or levels, as far as both are known."""
    one, other, day = facts.author[reply], facts.author[target], facts.day[target]
    here, there = facts.homes.at(one, day), facts.homes.at(other, day)
    levels = facts.organisation.levels
    mine, theirs = levels[one], levels[other]
    homes = (here >= 0) & (there >= 0) & (here != there)
    apart: Bools = (one != other) & (homes | ((mine >= 0) & (theirs >= 0) & (mine != theirs)))
    return apart
