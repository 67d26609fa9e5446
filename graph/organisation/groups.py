"""What can be read of groups: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import Conversation, Goal, Group, Person
from graph.records.relationships import Membership, Span
from graph.store.statement_lists import NodeList, NodeOne, RootList

groups = RootList("groups", Group)

members_of_groups = NodeList("members_of_groups", Person, Membership)
residents_of_groups = NodeList("residents_of_groups", Person, Span)
goals_of_groups = NodeList("goals_of_groups", Goal)
parent_of_groups = NodeOne("parent_of_groups", Group)
children_of_groups = NodeList("children_of_groups", Group)
conversations_of_groups = NodeList("conversations_of_groups", Conversation)
