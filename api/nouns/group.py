"""GraphQL types of groups."""

from __future__ import annotations

from api.nouns.shared_goals import shared_goals_field
from api.scopes.network_graph import members_graph_field
from api.scopes.scope import Scope
from api.scopes.ties import GroupTies, ties_field
from api.types.connections import connection, one
from api.types.record_types import key_field, node_type
from graph import records
from graph.organisation import groups as lists


@node_type(records.Group)
class Group(Scope):
    """See the record of the same name."""

    key = key_field()
    ties = ties_field(
        GroupTies,
        "Ties to other groups of its kind, by people who are in one of the two only, strongest first.",
    )
    graph = members_graph_field
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
    shared_goals = shared_goals_field
