"""The graph that the store holds: labels with their properties, relationship types with their ends.

The properties that a reader sees come from the records, those that only the store needs from
`stored_properties`; here stands every relationship type. `cypher/README.md` shows it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from graph.records import NODES, NodeRecord
from graph.records.base import BY_UPDATED
from graph.records.stored_properties import STORED_ONLY

NOT_STORED: Mapping[str, frozenset[str]] = {
    node.label: frozenset(computed)
    for node in NODES
    if (computed := [item.name for item in node.PROPERTIES.values() if item.computed])
}
"""Label → record fields that are computed from another property."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship type: the labels it may start and end at, its properties, what it says."""

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    doc: str
    properties: Mapping[str, str]


def _rel(type_: str, start: str, end: str, doc: str, **properties: str) -> Relationship:
    return Relationship(
        type_,
        tuple(start.split("|")),
        tuple(end.split("|")),
        doc,
        {name: value.replace("_", " ") for name, value in properties.items()},
    )


_SPAN = {
    "since": "ZONED_DATETIME",
    "since_precision": "STRING",
    "until": "ZONED_DATETIME",
    "until_precision": "STRING",
    "account": "STRING",
}
_ROW = {"source": "STRING", "content_hash": "STRING"}
"""Of a relationship that a row of its own makes: who said it, and the hash of what it said."""

_LISTED = {"place": "INTEGER"}
"""Of a relationship that a list of a row makes: its place in the list, absent for the first."""

_OWN = {"account": "STRING"}
_LINE = {"kind": "STRING", "manager_account": "STRING", **_LISTED, **_SPAN}
_AT = {"at": "ZONED_DATETIME", "at_precision": "STRING"}

RELATIONSHIPS: tuple[Relationship, ...] = (
    _rel("OF", "Account", "Person", "is the account of"),
    _rel("APART_FROM", "Account", "Account", "is another person than, as a person has decided"),
    _rel(
        "MEMBER_OF",
        "Person",
        "Group",
        "is a member of",
        key="STRING",
        role="STRING",
        **_SPAN,
        **_ROW,
    ),
    _rel("HOME_IN", "Person|Account", "Group", "has its home in the formal tree in", **_SPAN),
    _rel("REPORTS_TO", "Person|Account", "Person", "reports to", **_LINE),
    _rel("PART_OF", "Group", "Group", "is part of"),
    _rel("CAN", "Person|Account", "Capability", "can do", name="STRING", **_LISTED, **_OWN),
    _rel("OWNS", "Person|Account", "Goal", "answers for", **_LISTED, **_OWN),
    _rel("PURSUES", "Group", "Goal", "works towards", **_LISTED),
    _rel(
        "SUPPORTS",
        "Goal",
        "Goal",
        "supports its parent",
        weight="FLOAT",
        weight_text="STRING",
        **_LISTED,
    ),
    _rel(
        "AWAITS",
        "Goal",
        "Awaited",
        "supports a parent that is not there yet",
        weight="FLOAT",
        weight_text="STRING",
        **_LISTED,
    ),
    _rel(
        "REJECTED",
        "Conversation",
        "Awaited",
        "was found not to advance a goal that has been removed",
        method="STRING",
        score="FLOAT",
        reasons="LIST<STRING>",
        version="INTEGER",
        capacity="STRING",
        by="STRING",
        by_at="STRING",
        at="ZONED_DATETIME",
        source="STRING",
    ),
    _rel("OF", "CheckIn", "Goal", "is a check-in of"),
    _rel("MADE_BY", "Change", "Account", "was made by"),
    _rel(
        "FROM_ACCOUNT",
        "Change",
        "Account",
        "is from, of who answers for a goal or manages somebody",
    ),
    _rel("TO_ACCOUNT", "Change", "Account", "is to, of who answers for a goal or manages somebody"),
    _rel("VERSION_OF", "GoalVersion", "Goal", "is how it stood from a moment on"),
    _rel("VERSION_OF", "CheckInVersion", "CheckIn", "is what it said before a correction"),
    _rel("WAS_OF", "CheckInVersion", "Goal", "is what was said of it before a correction"),
    _rel("CHECKED_IN", "Person", "CheckIn", "said", **_OWN),
    _rel("HELD_IN", "Conversation", "Group", "took place in"),
    _rel("HOSTS", "Person|Account", "Conversation", "hosts", **_LISTED, **_OWN),
    _rel(
        "TOOK_PART_IN",
        "Person|Account",
        "Conversation",
        "listened or spoke in",
        listed="BOOLEAN",
        days="LIST<INTEGER>",
        counts="LIST<INTEGER>",
        **_LISTED,
        **_OWN,
    ),
    _rel("ACCEPTED", "Conversation", "Message", "accepted as its answer"),
    _rel("OF", "Link", "Conversation", "is a claim of"),
    _rel("TO", "Link", "Goal", "claims to advance"),
    _rel("ON", "Decision", "Link", "decided"),
    _rel("DECIDED", "Person", "Decision", "took", **_OWN),
    _rel("ADVANCES", "Conversation", "Goal", "advances; only while the link is confirmed"),
    _rel("IN", "Message", "Conversation", "was written in"),
    _rel("REPLIES_TO", "Message", "Message", "answers"),
    _rel("CARRIES", "Message", "Ref", "carries", derived="BOOLEAN", **_LISTED),
    _rel("WROTE", "Person", "Message", "wrote", account="STRING"),
    _rel("MENTIONS", "Message", "Person|Account", "names", **_LISTED, **_OWN),
    _rel("SENT_TO", "Message", "Person|Account", "was sent to", **_LISTED, **_OWN),
    _rel(
        "REACTED_TO",
        "Person",
        "Message",
        "reacted to",
        key="STRING",
        kind="STRING",
        account="STRING",
        **_AT,
        **_ROW,
    ),
    _rel(
        "INTERACTED",
        "Person",
        "Person",
        "acted towards, by kind and day",
        key="STRING",
        kind="STRING",
        days="LIST<INTEGER>",
        counts="LIST<INTEGER>",
        weights="LIST<FLOAT>",
        total="INTEGER",
    ),
    _rel(
        "HELPED",
        "Person",
        "Person",
        "helped, by kind and day",
        key="STRING",
        kind="STRING",
        days="LIST<INTEGER>",
        counts="LIST<INTEGER>",
        weights="LIST<FLOAT>",
        messages="LIST<STRING>",
        total="INTEGER",
    ),
    _rel(
        "EARNED",
        "Person|GoalSet",
        "ValueColumn",
        "earned by the value ledger, by month; of a set of goals: what everybody did in talk of these",
        key="STRING",
        months="LIST<INTEGER>",
        units="LIST<INTEGER>",
    ),
    _rel(
        "HOLDS",
        "GoalSet",
        "Goal",
        "is of talk that advances just this goal and the others it holds",
    ),
    _rel("SCORED", "Analysis", "Person|Group", "measured; one property a measure"),
    _rel("ASKED", "Person", "Need", "asked for", **_AT, **_OWN),
    _rel(
        "HELD", "Person", "Need", "held until it met a capability", key="STRING", **_SPAN, **_LISTED
    ),
    _rel("SOLVED", "Person", "Need", "solved", **_AT, **_OWN),
    _rel("CONNECTED", "Person|Account", "Need", "brought the solver to", **_LISTED, **_OWN),
    _rel("RAISED_IN", "Need", "Message|Conversation", "was raised in"),
    _rel(
        "REQUIRES", "Need", "Capability", "asks for somebody who can do", name="STRING", **_LISTED
    ),
    _rel("ABOUT", "Need", "Goal", "serves", **_LISTED),
    _rel("OFFERS", "Person", "Offer", "offers", **_AT, **_OWN),
    _rel("PROVIDES", "Offer", "Capability", "offers somebody who can do", name="STRING", **_LISTED),
    _rel("MADE_IN", "Offer", "Conversation", "was made in"),
    _rel("PROPOSED", "Person", "Experiment", "proposed", **_AT, **_OWN),
    _rel("BACKS", "Person|Account", "Experiment", "backs", **_AT, **_LISTED, **_OWN),
    _rel("TESTS", "Experiment", "Goal", "tries something for", **_LISTED),
    _rel("DISCUSSED_IN", "Experiment", "Conversation", "is discussed in"),
    _rel("SUCCEEDS", "Goal", "Goal", "carries on, in a later period"),
    _rel("BLOCKS", "Goal", "Goal", "must be reached before", **_LISTED),
    _rel("AWAITS_BLOCKER", "Goal", "Awaited", "waits for a goal that is not there yet", **_LISTED),
    _rel("RETRY_OF", "Experiment", "Experiment", "tries again"),
    _rel("CAME_FROM", "Outcome", "Conversation", "came from"),
    _rel("LED_TO", "Outcome", "Goal|Need|Experiment", "led to"),
    _rel("CITES", "Outcome", "Message", "is said in"),
    _rel("DECLARED", "Person", "Outcome", "declared", **_OWN),
)


def node_types() -> Mapping[str, type[NodeRecord] | None]:
    """Every label with its record; None for labels that no reader sees."""
    found: dict[str, type[NodeRecord] | None] = {node.label: node for node in NODES}
    return found | {label: None for label in STORED_ONLY if label not in found}


def properties_of_label(label: str) -> dict[str, str]:
    """The properties of a label with their Cypher types, the record's first."""
    node = node_types()[label]
    shown = {}
    if node is not None:
        hidden = NOT_STORED.get(label, frozenset())
        shown = {
            name: _cypher_type(item.type, item.many)
            for name, item in node.PROPERTIES.items()
            if name not in hidden
        }
    stamp = {BY_UPDATED: "STRING"} if node is not None and BY_UPDATED in node.orders else {}
    return shown | stamp | dict(STORED_ONLY.get(label, {}))


def _cypher_type(type_: type, many: bool) -> str:
    names = {
        str: "STRING",
        int: "INTEGER",
        float: "FLOAT",
        bool: "BOOLEAN",
        datetime: "ZONED DATETIME",
        date: "DATE",
        Decimal: "STRING",
    }
    name = "STRING" if issubclass(type_, StrEnum) else names[type_]
    return f"LIST<{name}>" if many else name
