"""GraphQL types of needs and offers."""

from __future__ import annotations

from api.types.connections import connection, one
from api.types.record_types import Node, key_field, node_type
from graph import records
from graph.organisation import needs as lists


@node_type(records.Need)
class Need(Node):
    """See the record of the same name."""

    key = key_field()
    asked_by = one(lists.asker_of_needs, "Who asked.")
    holders = connection(lists.holders_of_needs, "Who held the need, from when until when.")
    solver = one(lists.solver_of_needs, "Who solved it.")
    connectors = connection(lists.connectors_of_needs, "Who brought the solver to it.")
    raised_in_message = one(lists.message_of_needs, "The message in which it was raised.")
    raised_in = one(lists.conversation_of_needs, "The conversation in which it was raised.")
    requires = connection(
        lists.capabilities_of_needs, "What somebody who can help must be able to do."
    )
    goals = connection(lists.goals_of_needs, "The goals that it serves.")
    outcomes = connection(lists.outcomes_of_needs, "The outcomes that led to the need.")


@node_type(records.Offer)
class Offer(Node):
    """See the record of the same name."""

    key = key_field()
    by = one(lists.person_of_offers, "Who offers it.")
    capabilities = connection(lists.capabilities_of_offers, "What the offer provides.")
    conversation = one(lists.conversation_of_offers, "The conversation in which it was made.")
