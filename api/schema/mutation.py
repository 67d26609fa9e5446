"""The root of writing: every verb of the API."""

from __future__ import annotations

import strawberry

from api.mutations.account_joins import join_people as _join_people
from api.mutations.account_joins import split_person as _split_person
from api.mutations.analysis_runs import run_analysis as _run_analysis
from api.mutations.check_ins import check_in as _check_in
from api.mutations.goal_archive import archive_other_goals as _archive_other_goals
from api.mutations.goal_carryover import carry_over as _carry_over
from api.mutations.goal_dependencies import remove_goal_dependencies as _remove_goal_dependencies
from api.mutations.goal_dependencies import save_goal_dependencies as _save_goal_dependencies
from api.mutations.goal_parents import align_goals as _align_goals
from api.mutations.goal_proposals import propose_goal as _propose_goal
from api.mutations.goal_removal import remove_goal as _remove_goal
from api.mutations.ledger_runs import run_ledger as _run_ledger
from api.mutations.link_suggestions import suggest_links as _suggest_links
from api.mutations.links import confirm_links as _confirm_links
from api.mutations.links import link_conversations as _link_conversations
from api.mutations.links import reject_links as _reject_links
from api.mutations.node_saves import STRICT, save_many_mutation, save_one_mutation
from api.mutations.noun_inputs import (
    ConversationInput,
    GoalInput,
    GroupInput,
    MessageInput,
    PersonInput,
)
from api.mutations.period_closure import close_period as _close_period
from api.mutations.privacy_choices import opt_in as _opt_in
from api.mutations.privacy_choices import opt_out as _opt_out
from api.mutations.privacy_choices import share_profile as _share_profile
from api.mutations.privacy_choices import unshare_profile as _unshare_profile
from api.mutations.relationship_saves import remove_memberships as _remove_memberships
from api.mutations.relationship_saves import remove_reactions as _remove_reactions
from api.mutations.relationship_saves import save_memberships as _save_memberships
from api.mutations.relationship_saves import save_reactions as _save_reactions
from api.mutations.removals import remove_check_in as _remove_check_in
from api.mutations.removals import remove_conversations as _remove_conversations
from api.mutations.removals import remove_group as _remove_group
from api.mutations.removals import remove_messages as _remove_messages
from api.mutations.removals import remove_person as _remove_person
from api.mutations.talk_inputs import ADD_MESSAGES, own_conversation
from graph.sources.kinds import Kind


@strawberry.type(description="Everything that can be changed. Each field is one transaction.")
class Mutation:
    """The root of writing."""

    save_goal = save_one_mutation(Kind.GOALS, GoalInput, optional=STRICT)
    save_goals = save_many_mutation(Kind.GOALS, "goals", GoalInput, optional=STRICT)
    align_goals = _align_goals
    save_goal_dependencies = _save_goal_dependencies
    remove_goal_dependencies = _remove_goal_dependencies
    check_in = _check_in
    propose_goal = _propose_goal
    remove_goal = _remove_goal
    remove_group = _remove_group
    remove_person = _remove_person
    remove_conversations = _remove_conversations
    remove_messages = _remove_messages
    remove_check_in = _remove_check_in
    archive_other_goals = _archive_other_goals
    close_period = _close_period
    carry_over = _carry_over
    link_conversations = _link_conversations
    confirm_links = _confirm_links
    reject_links = _reject_links
    suggest_links = _suggest_links
    run_analysis = _run_analysis
    run_ledger = _run_ledger
    save_person = save_one_mutation(Kind.PEOPLE, PersonInput)
    save_people = save_many_mutation(Kind.PEOPLE, "people", PersonInput)
    join_people = _join_people
    split_person = _split_person
    share_profile = _share_profile
    unshare_profile = _unshare_profile
    opt_out = _opt_out
    opt_in = _opt_in
    save_group = save_one_mutation(Kind.GROUPS, GroupInput)
    save_groups = save_many_mutation(Kind.GROUPS, "groups", GroupInput)
    save_memberships = _save_memberships
    remove_memberships = _remove_memberships
    save_conversation = save_one_mutation(Kind.CONVERSATIONS, ConversationInput)
    save_conversations = save_many_mutation(Kind.CONVERSATIONS, "conversations", ConversationInput)
    add_messages = save_many_mutation(
        Kind.MESSAGES,
        "messages",
        MessageInput,
        verb="addMessages",
        optional=ADD_MESSAGES,
        prepare=own_conversation,
    )
    save_reactions = _save_reactions
    remove_reactions = _remove_reactions
