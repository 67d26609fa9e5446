"""What is known of the tie between two people or two groups."""

from __future__ import annotations

from datetime import date

from graph.records.base import Record, prop, record


@record
class Tie(Record):
    """How strongly and in which ways two people or groups acted towards each other.

    The strengths tell of the kinds asked for, the counts of all kinds in the window.
    """

    strength: float = prop("Strength both ways: what each act weighs, halved with every half-life.")
    given: float = prop("Strength of what the nearer end did towards the node.")
    received: float = prop("Strength of what the node did towards the nearer end.")
    two_way: bool = prop("Whether each acted towards the other.")
    in_contact: bool = prop(
        "Whether there were at least 2 interactions in the 28 days before `asOf`."
    )
    last_on: date = prop("Last day of an act that makes the tie.")
    replies: int = prop("Answers, both ways.")
    mentions: int = prop("Times that one named the other.")
    sent: int = prop("Messages that one sent to the other.")
    reactions: int = prop("Reactions, both ways.")
    threads: int = prop("Conversations in which both spoke.")
    answers: int = prop("Questions of one that the other answered; each is a reply too.")
    solutions: int = prop("Needs of one that the other solved.")
    connections: int = prop("Needs of one to which the other brought a solver.")
    introductions: int = prop(
        "People whom one named, as somebody new, in talk that the other began."
    )
