"""What lists are filtered by beyond properties: the nodes that a node is related to.

Each name is a field of the noun's type, and stands for the list or the single node that the field shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.organisation import conversations as talk
from graph.organisation import experiments, goals, groups, links, members, messages, needs, people
from graph.store.statement_lists import NodeList, NodeOne

Relation = NodeList[Any] | NodeOne[Any]

RELATED: Mapping[str, Mapping[str, Relation]] = {
    "Person": {
        "groups": people.current_groups_of_people,
        "home": people.home_of_people,
        "manager": people.manager_of_people,
        "capabilities": people.capabilities_of_people,
        "owned_goals": people.goals_of_owners,
        "hosted_conversations": people.conversations_of_hosts,
        "conversations": people.conversations_of_people,
        "messages": people.messages_of_people,
        "asked_needs": people.needs_of_askers,
        "solved_needs": people.needs_of_solvers,
        "offers": people.offers_of_people,
        "proposed_experiments": people.experiments_of_proposers,
        "backed_experiments": people.experiments_of_backers,
    },
    "Group": {
        "members": members.people_in_groups,
        "goals": groups.goals_of_groups,
        "parent": groups.parent_of_groups,
        "children": groups.children_of_groups,
        "conversations": groups.conversations_of_groups,
    },
    "Goal": {
        "owners": goals.owners_of_goals,
        "groups": goals.groups_of_goals,
        "parents": goals.parents_of_goals,
        "children": goals.children_of_goals,
        "ancestors": goals.ancestors_of_goals,
        "check_ins": goals.check_ins_of_goals,
        "predecessor": goals.predecessor_of_goals,
        "successors": goals.successors_of_goals,
        "blocked_by": goals.blockers_of_goals,
        "blocks": goals.blocked_goals_of_goals,
        "conversations": goals.conversations_of_goals,
        "links": goals.links_of_goals,
        "needs": goals.needs_of_goals,
        "experiments": goals.experiments_of_goals,
    },
    "CheckIn": {"goal": goals.goal_of_check_ins, "by": goals.author_of_check_ins},
    "Conversation": {
        "goals": talk.goals_of_conversations,
        "links": talk.links_of_conversations,
        "group": talk.group_of_conversations,
        "hosts": talk.hosts_of_conversations,
        "participants": talk.participants_of_conversations,
        "accepted_answer": talk.answer_of_conversations,
        "needs": talk.needs_of_conversations,
        "experiments": talk.experiments_of_conversations,
        "messages": talk.messages_of_conversations,
    },
    "Message": {
        "conversation": messages.conversation_of_messages,
        "reply_to": messages.reply_to_of_messages,
        "replies": messages.replies_of_messages,
        "author": messages.author_of_messages,
        "mentions": messages.mentions_of_messages,
        "needs": messages.needs_of_messages,
    },
    "Link": {
        "conversation": links.conversation_of_links,
        "goal": links.goal_of_links,
        "decisions": links.decisions_of_links,
    },
    "Decision": {"link": links.link_of_decisions, "by": links.decider_of_decisions},
    "Need": {
        "asked_by": needs.asker_of_needs,
        "holders": needs.holders_of_needs,
        "solver": needs.solver_of_needs,
        "connectors": needs.connectors_of_needs,
        "raised_in": needs.conversation_of_needs,
        "requires": needs.capabilities_of_needs,
        "goals": needs.goals_of_needs,
    },
    "Offer": {
        "by": needs.person_of_offers,
        "capabilities": needs.capabilities_of_offers,
        "conversation": needs.conversation_of_offers,
    },
    "Experiment": {
        "proposed_by": experiments.proposer_of_experiments,
        "backers": experiments.backers_of_experiments,
        "goals": experiments.goals_of_experiments,
        "conversation": experiments.conversation_of_experiments,
    },
}
"""Label → field of its type → the relation that the field shows."""
