"""The people of groups, of goals and of everybody, on any day."""

from __future__ import annotations

from graph.records import Conversation, Person
from graph.records.relationships import Belonging, Claim
from graph.store.statement_lists import DayList, NodeList, RootDayList, RootList

memberships = RootList("memberships", Person, Belonging)

people_in_groups = DayList("people_in_groups", Person)


person_as_member = DayList("person_as_member", Person)


present_people = RootDayList("present_people", Person)


people_of_goals = NodeList("people_of_goals", Person)


conversations_of_goals_and_below = NodeList("conversations_of_goals_and_below", Conversation, Claim)
