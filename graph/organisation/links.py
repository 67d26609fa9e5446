"""What can be read of links between conversations and goals, and the decisions on them: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import Conversation, Decision, Goal, Link, Person
from graph.store.statement_lists import NodeList, NodeOne, RootList

links = RootList("links", Link)
decisions = RootList("decisions", Decision)

conversation_of_links = NodeOne("conversation_of_links", Conversation)
goal_of_links = NodeOne("goal_of_links", Goal)
decisions_of_links = NodeList("decisions_of_links", Decision)
link_of_decisions = NodeOne("link_of_decisions", Link)
decider_of_decisions = NodeOne("decider_of_decisions", Person)
