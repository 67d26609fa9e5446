"""What can be read of needs and offers: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import Capability, Conversation, Goal, Message, Need, Offer, Outcome, Person
from graph.records.relationships import Span
from graph.store.statement_lists import NodeList, NodeOne, RootList

needs = RootList("needs", Need)
offers = RootList("offers", Offer)

asker_of_needs = NodeOne("asker_of_needs", Person)
holders_of_needs = NodeList("holders_of_needs", Person, Span)
solver_of_needs = NodeOne("solver_of_needs", Person)
connectors_of_needs = NodeList("connectors_of_needs", Person)
message_of_needs = NodeOne("message_of_needs", Message)
conversation_of_needs = NodeOne("conversation_of_needs", Conversation)
capabilities_of_needs = NodeList("capabilities_of_needs", Capability)
goals_of_needs = NodeList("goals_of_needs", Goal)
person_of_offers = NodeOne("person_of_offers", Person)
capabilities_of_offers = NodeList("capabilities_of_offers", Capability)
conversation_of_offers = NodeOne("conversation_of_offers", Conversation)
outcomes_of_needs = NodeList("outcomes_of_needs", Outcome)
