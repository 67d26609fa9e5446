"""GraphQL types of groups."""

from __future__ import annotations

from api.connections import connection, one
from api.shape import Node, key_field, node_type
from graph import groups as lists
from graph import records


@node_type(records.Group)
class Group(Node):
    """See the record of the same name."""

    key = key_field()
    memberships = connection(
        lists.members_of_groups, "The people who belong or belonged to the group, a row a span."
    )
    residents = connection(
        lists.residents_of_groups,
        "The people whose home in the formal tree is or was here, a row a span.",
    )
    goals = connection(lists.goals_of_groups, "The goals that the group works towards.")
    parent = one(lists.parent_of_groups, "The group that this one is part of.")
    children = connection(lists.children_of_groups, "The groups that are part of this one.")
    conversations = connection(
        lists.conversations_of_groups, "The conversations that took place in the group."
    )
