"""GraphQL types of links between conversations and goals, and the decisions on them."""

from __future__ import annotations

from api.nouns.change import OF_ONE
from api.types.connections import connection, one
from api.types.record_types import Node, key_field, node_type
from graph import records
from graph.organisation import links as lists
from graph.organisation.changes import changes_of_links


@node_type(records.Link)
class Link(Node):
    """See the record of the same name."""

    key = key_field()
    conversation = one(lists.conversation_of_links, "The conversation that claims it.")
    goal = one(lists.goal_of_links, "The goal that the conversation claims to advance.")
    decisions = connection(lists.decisions_of_links, "The steps in the life of the link.")
    changes = connection(
        changes_of_links, "What was changed of the link, the earliest first.", pages=OF_ONE
    )


@node_type(records.Decision)
class Decision(Node):
    """See the record of the same name."""

    key = key_field()
    link = one(lists.link_of_decisions, "The link that it decided.")
    by = one(lists.decider_of_decisions, "Who decided; absent where an import or a method did.")
