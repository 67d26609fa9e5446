"""GraphQL types of experiments and outcomes."""

from __future__ import annotations

from api.types.connections import connection, one
from api.types.record_types import Node, key_field, node_type
from graph import records
from graph.organisation import experiments as lists


@node_type(records.Experiment)
class Experiment(Node):
    """See the record of the same name."""

    key = key_field()
    proposed_by = one(lists.proposer_of_experiments, "Who proposed it.")
    backers = connection(lists.backers_of_experiments, "Who backs it, since when.")
    goals = connection(lists.goals_of_experiments, "The goals that it tries something for.")
    conversation = one(
        lists.conversation_of_experiments, "The conversation in which it is discussed."
    )
    retry_of = one(lists.first_try_of_experiments, "The experiment that this one tries again.")
    retries = connection(lists.retries_of_experiments, "The experiments that try this one again.")
    outcomes = connection(lists.outcomes_of_experiments, "The outcomes that led to the experiment.")


@node_type(records.Outcome)
class Outcome(Node):
    """See the record of the same name."""

    key = key_field()
    conversation = one(lists.conversation_of_outcomes, "The conversation that it came from.")
    goal = one(lists.goal_of_outcomes, "The goal that it led to.")
    need = one(lists.need_of_outcomes, "The need that it led to.")
    experiment = one(lists.experiment_of_outcomes, "The experiment that it led to.")
    message = one(lists.message_of_outcomes, "The message in which it is said.")
    by = one(lists.declarer_of_outcomes, "Who declared it.")
