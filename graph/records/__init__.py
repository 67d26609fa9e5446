"""The records: what statements return and what the API shows, each property declared once.

Nothing here asks or decides; a record is named by the label or relationship that it holds.
"""

from graph.records.analysis import Analysis
from graph.records.base import NodeRecord, Record, prop, record
from graph.records.change import Change
from graph.records.goal import CheckIn, CheckInVersion, Goal
from graph.records.market import Experiment, Need, Offer, Outcome
from graph.records.organisation import Account, Capability, Group, Person
from graph.records.talk import Conversation, Decision, Link, Message, Ref

NODES: tuple[type[NodeRecord], ...] = (
    Person,
    Account,
    Group,
    Capability,
    Goal,
    CheckIn,
    CheckInVersion,
    Conversation,
    Message,
    Ref,
    Link,
    Decision,
    Need,
    Offer,
    Experiment,
    Outcome,
    Analysis,
    Change,
)

BY_LABEL: dict[str, type[NodeRecord]] = {node.label: node for node in NODES}
"""Label → record."""

__all__ = [
    "BY_LABEL",
    "NODES",
    "Account",
    "Analysis",
    "Capability",
    "Change",
    "CheckIn",
    "CheckInVersion",
    "Conversation",
    "Decision",
    "Experiment",
    "Goal",
    "Group",
    "Link",
    "Message",
    "Need",
    "NodeRecord",
    "Offer",
    "Outcome",
    "Person",
    "Record",
    "Ref",
    "prop",
    "record",
]
