"""What can be read of goals and their check-ins: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import (
    CheckIn,
    CheckInVersion,
    Conversation,
    Experiment,
    Goal,
    Group,
    Link,
    Need,
    Outcome,
    Person,
)
from graph.records.relationships import Claim, Support
from graph.store.statement_lists import NodeList, NodeOne, RootList

goals = RootList("goals", Goal)
check_ins = RootList("check_ins", CheckIn)

owners_of_goals = NodeList("owners_of_goals", Person)
groups_of_goals = NodeList("groups_of_goals", Group)
parents_of_goals = NodeList("parents_of_goals", Goal, Support)
children_of_goals = NodeList("children_of_goals", Goal, Support)
ancestors_of_goals = NodeList("ancestors_of_goals", Goal)
descendants_of_goals = NodeList("descendants_of_goals", Goal)
check_ins_of_goals = NodeList("check_ins_of_goals", CheckIn)
goal_of_check_ins = NodeOne("goal_of_check_ins", Goal)
author_of_check_ins = NodeOne("author_of_check_ins", Person)
versions_of_check_ins = NodeList("versions_of_check_ins", CheckInVersion)
author_of_check_in_versions = NodeOne("author_of_check_in_versions", Person)
conversations_of_goals = NodeList("conversations_of_goals", Conversation, Claim)
origin_of_goals = NodeOne("origin_of_goals", Conversation)
links_of_goals = NodeList("links_of_goals", Link)
needs_of_goals = NodeList("needs_of_goals", Need)
experiments_of_goals = NodeList("experiments_of_goals", Experiment)
predecessor_of_goals = NodeOne("predecessor_of_goals", Goal)
successors_of_goals = NodeList("successors_of_goals", Goal)
blockers_of_goals = NodeList("blockers_of_goals", Goal)
blocked_goals_of_goals = NodeList("blocked_goals_of_goals", Goal)
outcomes_of_goals = NodeList("outcomes_of_goals", Outcome)
