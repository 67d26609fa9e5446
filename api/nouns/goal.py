"""GraphQL types of goals and their check-ins."""

from __future__ import annotations

from api.nouns.change import OF_ONE
from api.nouns.goal_dependencies import dependencies_field
from api.nouns.goal_progress import progress_field
from api.nouns.goal_risk import risk_field
from api.nouns.goal_talk import goal_sight_field, reach_field, talk_field, unreached_groups_field
from api.nouns.goal_value import goal_value_field
from api.nouns.goal_warnings import signs_field
from api.types.connections import Wider, connection, one
from api.types.record_types import Node, key_field, node_type
from graph import records
from graph.organisation import goals as lists
from graph.organisation.changes import changes_of_goals
from graph.organisation.members import conversations_of_goals_and_below, people_of_goals


@node_type(records.Goal)
class Goal(Node):
    """See the record of the same name."""

    key = key_field()
    progress = progress_field
    signs = signs_field
    risk = risk_field
    value = goal_value_field
    owners = connection(lists.owners_of_goals, "Who answers for the goal.")
    groups = connection(lists.groups_of_goals, "The groups that work towards the goal.")
    parents = connection(
        lists.parents_of_goals, "The goals that this one supports, with its weight."
    )
    children = connection(
        lists.children_of_goals, "The goals that support this one, with their weights."
    )
    predecessor = one(
        lists.predecessor_of_goals, "The goal of an earlier period that it carries on."
    )
    successors = connection(
        lists.successors_of_goals, "The goals of later periods that carry it on; most often one."
    )
    blocked_by = connection(
        lists.blockers_of_goals, "The goals that this one waits for; they may wait for each other."
    )
    blocks = connection(lists.blocked_goals_of_goals, "The goals that wait for this one.")
    dependencies = dependencies_field
    ancestors = connection(lists.ancestors_of_goals, "Every goal above this one, once each.")
    descendants = connection(lists.descendants_of_goals, "Every goal below this one, once each.")
    check_ins = connection(
        lists.check_ins_of_goals, "What was said of the goal's progress, in the order of time."
    )
    conversations = connection(
        lists.conversations_of_goals,
        "The conversations that advance the goal, each with its confirmed link.",
        Wider(
            "include_supporting",
            "Also those that advance a goal below this one, once each, with their link to it.",
            conversations_of_goals_and_below,
        ),
    )
    people = connection(
        people_of_goals,
        "Who took part in talk that advances the goal or what supports it, once each.",
    )
    origin = one(
        lists.origin_of_goals, "The conversation that the goal grew from; null where it was set."
    )
    line_of_sight = goal_sight_field
    talk = talk_field
    reach = reach_field
    unreached_groups = unreached_groups_field
    links = connection(
        lists.links_of_goals, "The claims of conversations to this goal, whatever their state."
    )
    changes = connection(
        changes_of_goals,
        "What was changed of the goal itself, the earliest first; that of its links stands with these.",
        pages=OF_ONE,
    )
    needs = connection(lists.needs_of_goals, "The needs that serve the goal.")
    experiments = connection(
        lists.experiments_of_goals, "The experiments that try something for the goal."
    )
    outcomes = connection(lists.outcomes_of_goals, "The outcomes that led to the goal.")


@node_type(records.CheckIn)
class CheckIn(Node):
    """See the record of the same name."""

    key = key_field()
    goal = one(lists.goal_of_check_ins, "The goal that it speaks of.")
    by = one(lists.author_of_check_ins, "Who said it.")
    versions = connection(
        lists.versions_of_check_ins,
        "What it said before it was corrected, the earliest first; empty where it never was.",
    )


@node_type(records.CheckInVersion)
class CheckInVersion(Node):
    """See the record of the same name."""

    key = key_field()
    by = one(lists.author_of_check_in_versions, "Who said it, as was known then.")
