"""Share: what one knows reaches who lacks it."""

from __future__ import annotations

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.credits import UNATTRIBUTED, UNITS
from graph.ledger.facts import Facts
from graph.ledger.talk_reader import PUBLIC


def share_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    return public_posts(facts)


def public_posts(facts: Facts) -> dict[str, Rows]:
    """One to the author of each message, and of each public one; programs write none."""
    unknown = facts.author < 0
    message = np.flatnonzero(unknown | facts.counted(facts.author))
    author = np.where(unknown[message], UNATTRIBUTED, facts.author[message])
    goals = facts.goals_of_messages(message)
    posts = Rows.of(facts.day[message], author, -1, goals, UNITS, facts.shown_by(message))
    public = facts.talk.column("conversations", "visibility")[facts.conversation[message]] == PUBLIC
    return {"S4.exposure": posts, "S4.value": posts.select(public)}
