"""What can be read of conversations: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import (
    Conversation,
    Experiment,
    Goal,
    Group,
    Link,
    Message,
    Need,
    Offer,
    Outcome,
    Person,
)
from graph.records.relationships import Claim
from graph.store.statement_lists import NodeList, NodeOne, RootList

conversations = RootList("conversations", Conversation)

links_of_conversations = NodeList("links_of_conversations", Link)
group_of_conversations = NodeOne("group_of_conversations", Group)
hosts_of_conversations = NodeList("hosts_of_conversations", Person)
missing_people_of_conversations = NodeList("missing_people_of_conversations", Person)
participants_of_conversations = NodeList("participants_of_conversations", Person)
answer_of_conversations = NodeOne("answer_of_conversations", Message)
needs_of_conversations = NodeList("needs_of_conversations", Need)
offers_of_conversations = NodeList("offers_of_conversations", Offer)
experiments_of_conversations = NodeList("experiments_of_conversations", Experiment)
outcomes_of_conversations = NodeList("outcomes_of_conversations", Outcome)
messages_of_conversations = NodeList("messages_of_conversations", Message)
goals_of_conversations = NodeList("goals_of_conversations", Goal, Claim)
