"""GraphQL types of people, their accounts and what they can do."""

from __future__ import annotations

from api.nouns.change import OF_ONE
from api.nouns.goal_warnings import look_field
from api.nouns.privacy_choices import shared_with_field
from api.nouns.profile_views import views_field
from api.scopes.distance import distance_field, distance_to_top_field
from api.scopes.scope import Scope
from api.scopes.ties import PersonTies, ties_field
from api.types.connections import connection, one
from api.types.record_types import Node, key_field, name_field, node_type
from graph import records
from graph.organisation import people as lists
from graph.organisation.changes import changes_of_people
from graph.organisation.members import person_as_member


@node_type(records.Person)
class Person(Scope):
    """See the record of the same name."""

    key = key_field()
    members = connection(person_as_member, "The person.")
    ties = ties_field(PersonTies, "Ties to other people, strongest first.")
    groups = connection(
        lists.current_groups_of_people,
        "The groups to which the person belongs today, and those that these are part of, once each.",
    )
    memberships = connection(
        lists.groups_of_people, "The groups that the person belongs or belonged to, a row a span."
    )
    homes = connection(
        lists.homes_of_people,
        "The units that were the person's home in the formal tree, a row a span.",
    )
    home = one(lists.home_of_people, "The unit that is the person's home in the formal tree now.")
    managers = connection(
        lists.managers_of_people,
        "Whom the person reports or reported to, in the line or over a dotted one, a row a span.",
    )
    manager = one(lists.manager_of_people, "The manager to whom the person reports now.")
    reports = connection(
        lists.reports_of_people, "Who reports or reported to the person, a row a span."
    )
    distance = distance_field
    distance_to_top = distance_to_top_field
    shared_with = shared_with_field
    views = views_field
    accounts = connection(lists.accounts_of_people, "The person's accounts, one a source.")
    changes = connection(
        changes_of_people,
        "What was changed of the person, the earliest first: for that person, stewards, analysts and "
        "administrators; empty for others.",
        pages=OF_ONE,
    )
    capabilities = connection(lists.capabilities_of_people, "What the person can do.")
    owned_goals = connection(lists.goals_of_owners, "The goals that the person answers for.")
    goals_to_look_at = look_field
    check_ins = connection(lists.check_ins_of_people, "What the person said of goals' progress.")
    decisions = connection(lists.decisions_of_people, "What the person decided about links.")
    hosted_conversations = connection(
        lists.conversations_of_hosts, "The conversations that the person hosts."
    )
    conversations = connection(
        lists.conversations_of_people, "The conversations in which the person listened or spoke."
    )
    messages = connection(lists.messages_of_people, "What the person wrote.")
    mentioned_in = connection(
        lists.messages_mentioning_people, "The messages that name the person."
    )
    received_messages = connection(
        lists.messages_sent_to_people, "The messages that were sent to the person."
    )
    reactions = connection(
        lists.messages_of_reactors, "The messages that the person reacted to, and how."
    )
    asked_needs = connection(lists.needs_of_askers, "What the person asked for.")
    held_needs = connection(
        lists.needs_of_holders, "The needs that the person held until they met a capability."
    )
    solved_needs = connection(lists.needs_of_solvers, "The needs that the person solved.")
    connected_needs = connection(
        lists.needs_of_connectors, "The needs that the person brought a solver to."
    )
    offers = connection(lists.offers_of_people, "What the person holds ready for others.")
    proposed_experiments = connection(
        lists.experiments_of_proposers, "The experiments that the person proposed."
    )
    backed_experiments = connection(
        lists.experiments_of_backers, "The experiments that the person backs."
    )
    declared_outcomes = connection(
        lists.outcomes_of_people, "The outcomes that the person declared."
    )


@node_type(records.Account)
class Account(Node):
    """See the record of the same name."""

    key = key_field()
    person = one(lists.person_of_accounts, "The person whose account it is.")


@node_type(records.Capability)
class Capability(Node):
    """See the record of the same name."""

    folded_name = name_field("The folded name, by which it is one thing in all sources.")
    people = connection(lists.people_of_capabilities, "Who can do it.")
    offers = connection(lists.offers_of_capabilities, "The offers that provide it.")
    needs = connection(lists.needs_of_capabilities, "The needs that ask for it.")
