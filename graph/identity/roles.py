"""Roles, and what each may do: the one table that every permission is decided by.

member    reads what everybody may; decides on links, and proposes goals, in their own name
steward   a member who writes the organisation, and may do so in the name of others
analyst   a member who sees single people's numbers for a stated purpose, and asks in Cypher
admin     all of these; sees small groups, erases people
tool      a program: writes what its own source says, and suggests; it decides nothing
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graph.records.enums import Choice


class Role(Choice):
    """What a viewer is to the organisation."""

    MEMBER = "member", "Somebody of the organisation."
    STEWARD = "steward", "A member who writes goals, people, groups, talk and links."
    ANALYST = "analyst", "A member who sees single people's numbers for a stated purpose."
    ADMIN = "admin", "Whoever answers for the service: may do all there is."
    TOOL = "tool", "A program that writes what its own source says, and suggests."


class Permission(Choice):
    """What a viewer may do beside reading what everybody may."""

    DECIDE_LINKS = "decide_links", "Confirm and reject links, by a right of their own."
    PROPOSE_GOALS = "propose_goals", "Propose goals that grow from talk."
    WRITE = "write", "Save people, groups, goals and talk; a tool those of its own source."
    SUGGEST_LINKS = "suggest_links", "Let a machine suggest links."
    SPEAK_FOR_OTHERS = "speak_for_others", "Decide and propose in the name of somebody else."
    JOIN_PEOPLE = "join_people", "Say who is one person over several sources, and who is not."
    ERASE = "erase", "Erase a person."
    ANALYSE = "analyse", "Start analyses and renew the value ledger."
    SEE_EACH_PERSON = "see_each_person", "See the numbers of single people, for a stated purpose."
    SEE_SMALL_GROUPS = "see_small_groups", "See the numbers of groups of fewer than five."
    SEE_GOAL_SIGNS = "see_goal_signs", "See what invites a second look at the goals of others."
    SEE_CHANGES_OF_PEOPLE = "see_changes_of_people", "See what was changed of other people."
    CHOOSE_PRIVACY = "choose_privacy", "Share one's own numbers, and leave the measures."
    READ_VIEWS = "read_views", "See who saw numbers of others, and with whom these share them."
    RUN_CYPHER = "run_cypher", "Ask the store in Cypher, reading only."
    EXPLORE_SCHEMA = "explore_schema", "Introspect the schema, and send queries by GET."


_MEMBER = frozenset({Permission.DECIDE_LINKS, Permission.PROPOSE_GOALS, Permission.CHOOSE_PRIVACY})
PERMISSIONS: Mapping[str, frozenset[Permission]] = {
    Role.MEMBER: _MEMBER,
    Role.STEWARD: _MEMBER
    | {
        Permission.WRITE,
        Permission.SUGGEST_LINKS,
        Permission.SPEAK_FOR_OTHERS,
        Permission.JOIN_PEOPLE,
        Permission.SEE_GOAL_SIGNS,
        Permission.SEE_CHANGES_OF_PEOPLE,
    },
    Role.ANALYST: _MEMBER
    | {
        Permission.ANALYSE,
        Permission.SEE_EACH_PERSON,
        Permission.SEE_GOAL_SIGNS,
        Permission.SEE_CHANGES_OF_PEOPLE,
        Permission.RUN_CYPHER,
        Permission.EXPLORE_SCHEMA,
    },
    Role.ADMIN: frozenset(Permission),
    Role.TOOL: frozenset({Permission.WRITE, Permission.SUGGEST_LINKS, Permission.DECIDE_LINKS}),
}
"""Role → what it may do."""

READS_ALL_TALK = frozenset({Role.ANALYST, Role.ADMIN})
"""Who reads all talk that is kept, private talk among it."""
READS_GROUP_TALK = READS_ALL_TALK | {Role.STEWARD, Role.TOOL}
"""Who reads the talk of all groups; whoever else reads public talk, and what is of their groups or where they took part."""
DECIDES_ANY_LINK = frozenset({Role.STEWARD, Role.ADMIN})
"""Who decides on links, in their own name, without having taken part or owning the goal."""
NAMES_NOBODY = frozenset({Role.TOOL})
"""Who writes down what nobody in particular decided."""

MUTATIONS: Mapping[str, Permission] = {
    **dict.fromkeys(
        ("saveGoal", "saveGoals", "alignGoals", "saveGoalDependencies", "removeGoalDependencies")
        + ("checkIn", "removeGoal", "archiveOtherGoals")
        + ("closePeriod", "carryOver")
        + ("removeGroup", "removeConversations", "removeMessages", "removeCheckIn")
        + ("savePerson", "savePeople", "saveGroup", "saveGroups")
        + ("saveMemberships", "removeMemberships", "saveReactions", "removeReactions")
        + ("saveConversation", "saveConversations", "addMessages"),
        Permission.WRITE,
    ),
    "removePerson": Permission.ERASE,
    "joinPeople": Permission.JOIN_PEOPLE,
    "splitPerson": Permission.JOIN_PEOPLE,
    "proposeGoal": Permission.PROPOSE_GOALS,
    "linkConversations": Permission.DECIDE_LINKS,
    "confirmLinks": Permission.DECIDE_LINKS,
    "rejectLinks": Permission.DECIDE_LINKS,
    "suggestLinks": Permission.SUGGEST_LINKS,
    "runAnalysis": Permission.ANALYSE,
    "runLedger": Permission.ANALYSE,
    **dict.fromkeys(
        ("shareProfile", "unshareProfile", "optOut", "optIn"), Permission.CHOOSE_PRIVACY
    ),
}
"""Mutation → what one must be allowed to do for it; a test holds that each mutation stands here."""

WHO_MAY: Mapping[Permission, str] = {
    permission: ", ".join(role for role, may in PERMISSIONS.items() if permission in may)
    for permission in Permission
}
"""Permission → the roles that have it, for the remedy of a refusal."""


@cache
def permissions_of(roles: frozenset[str]) -> frozenset[Permission]:
    """What somebody with these roles may do.

    >>> Permission.ANALYSE in permissions_of(frozenset({"member"}))
    False
    """
    return frozenset().union(*(PERMISSIONS.get(role, frozenset()) for role in roles))
