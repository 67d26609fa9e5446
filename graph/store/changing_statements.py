"""Which statements may change what the log of changes tells of: of what, by which of their parameters.

A statement that writes goals, links, people, or relationships that they are told of, stands here or on
the list of exceptions in `tests/graph/store/test_change_log.py`, which looks for those that do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """What a statement may change: nodes of a label whose ids a parameter names.

    `column` is `ids`, or a column of `rows`. `around`: a statement that finds label and id of what
    hangs on these ids, in place of a label. `erases`: what is gone after it leaves a hash of its id.
    """

    column: str
    label: str = ""
    around: str = ""
    erases: bool = False


_OF_PERSON = (Named("person", "Person"),)
_OF_PEOPLE = (Named("ids", "Person"),)
_OF_GOAL = (Named("goal", "Goal"),)
_OF_GOAL_ROW = (Named("id", "Goal"),)
_OF_LINK_ROW = (Named("id", "Link"),)
_AWAITING = (Named("ids", around="things_awaiting_goals"),)
_AROUND_PEOPLE = (*_OF_PEOPLE, Named("ids", around="things_around_people"))

CHANGING: Mapping[str, tuple[Named, ...]] = {
    "save_goals": _OF_GOAL_ROW,
    "remove_lists_of_goals": _OF_GOAL_ROW,
    "save_hashes_of_goals": _OF_GOAL_ROW,
    "link_goal_parents": _OF_GOAL,
    "link_owners": _OF_GOAL,
    "link_pursuers": _OF_GOAL,
    "link_blockers": _OF_GOAL,
    "archive_goals": (Named("ids", "Goal"),),
    "remove_goals": (Named("ids", "Goal"), Named("ids", around="things_around_goals")),
    "resolve_awaited_parents": _AWAITING,
    "resolve_awaited_rejections": _AWAITING,
    "save_links": _OF_LINK_ROW,
    "save_states_of_links": _OF_LINK_ROW,
    "save_suggestions": _OF_LINK_ROW,
    "remove_conversations": (Named("ids", around="things_around_conversations", erases=True),),
    "save_people": _OF_PEOPLE,
    "save_profiles": _OF_PEOPLE,
    "restore_people": _OF_PEOPLE,
    "save_former_people": _OF_PEOPLE,
    "link_accounts": _OF_PERSON,
    "link_homes": _OF_PERSON,
    "link_managers": _OF_PERSON,
    "save_memberships": _OF_PERSON,
    "save_ends_of_homes": _OF_PERSON,
    "save_ends_of_managers": _OF_PERSON,
    "save_ends_of_memberships": (Named("key", around="things_around_memberships"),),
    "remove_memberships": (Named("ids", around="things_around_memberships"),),
    "remove_groups": (Named("ids", around="things_around_groups"),),
    "remove_people": (
        Named("ids", "Person", erases=True),
        Named("ids", around="things_around_people"),
    ),
    "move_accounts": (*_OF_PERSON, Named("account", around="things_around_people")),
    "move_lists_to_accounts": _AROUND_PEOPLE,
    "move_lists_to_people": _AROUND_PEOPLE,
    "move_homes_to_accounts": _OF_PEOPLE,
    "move_homes_to_people": _OF_PEOPLE,
    "move_managers_to_accounts": _OF_PEOPLE,
    "move_managers_to_people": _OF_PEOPLE,
}
"""Statement → what it may change of what changes are told of."""
