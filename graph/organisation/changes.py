"""What can be read of changes: all of them, and those of a goal, a link or a person."""

from __future__ import annotations

from graph.records import Change, Person
from graph.store.statement_lists import NodeList, NodeOne, RootList

changes = RootList("changes", Change)

changes_of_goals = NodeList("changes_of_goals", Change)
changes_of_links = NodeList("changes_of_links", Change)
changes_of_people = NodeList("changes_of_people", Change)

maker_of_changes = NodeOne("maker_of_changes", Person)
