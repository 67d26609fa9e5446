"""What is known of the tie between two people or two groups."""

from __future__ import annotations

from datetime import date

from graph.records.base import Record, prop, record


@record
class Tie(Record):
    """How strongly and in which ways two people or groups acted towards each other."""

    strength: float = prop("Strength both ways: interactions, each halved with every 90 days.")
    given: float = prop("Strength of what the nearer end did towards the node.")
    received: float = prop("Strength of what the node did towards the nearer end.")
    two_way: bool = prop("Whether each acted towards the other.")
    in_contact: bool = prop(
        "Whether there were at least 2 interactions in the 28 days before `asOf`."
    )
    last_on: date = prop("Last day on which one acted towards the other.")
    replies: int = prop("Answers, both ways.")
    mentions: int = prop("Times that one named the other.")
    sent: int = prop("Messages that one sent to the other.")
    reactions: int = prop("Reactions, both ways.")
    threads: int = prop("Conversations in which both spoke.")
