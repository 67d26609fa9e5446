"""What can be read of experiments and outcomes: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import Conversation, Experiment, Goal, Message, Need, Outcome, Person
from graph.records.relationships import Moment
from graph.store.statement_lists import NodeList, NodeOne, RootList

experiments = RootList("experiments", Experiment)
outcomes = RootList("outcomes", Outcome)

proposer_of_experiments = NodeOne("proposer_of_experiments", Person)
backers_of_experiments = NodeList("backers_of_experiments", Person, Moment)
goals_of_experiments = NodeList("goals_of_experiments", Goal)
conversation_of_experiments = NodeOne("conversation_of_experiments", Conversation)
first_try_of_experiments = NodeOne("first_try_of_experiments", Experiment)
retries_of_experiments = NodeList("retries_of_experiments", Experiment)
conversation_of_outcomes = NodeOne("conversation_of_outcomes", Conversation)
goal_of_outcomes = NodeOne("goal_of_outcomes", Goal)
need_of_outcomes = NodeOne("need_of_outcomes", Need)
experiment_of_outcomes = NodeOne("experiment_of_outcomes", Experiment)
outcomes_of_experiments = NodeList("outcomes_of_experiments", Outcome)
message_of_outcomes = NodeOne("message_of_outcomes", Message)
declarer_of_outcomes = NodeOne("declarer_of_outcomes", Person)
