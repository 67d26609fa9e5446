"""What can be changed: the kinds of changes, and which of them name other nodes."""

from __future__ import annotations

from collections.abc import Mapping

from graph.records.enums import Choice


class ChangeKind(Choice):
    """What was changed, and of which noun."""

    GOAL_CREATED = "goal_created", "A goal is new; `to` is its title."
    GOAL_REMOVED = "goal_removed", "A goal was removed; `from` is its title."
    GOAL_TITLE = "goal_title", "The title of a goal."
    GOAL_KIND = "goal_kind", "What kind of goal it is."
    GOAL_STATUS = "goal_status", "Where a goal stands."
    GOAL_STARTS_ON = "goal_starts_on", "The first day of a goal's period."
    GOAL_DUE_ON = "goal_due_on", "The last day of a goal's period."
    GOAL_METRIC_KIND = "goal_metric_kind", "How the metric of a goal is meant to move."
    GOAL_METRIC_UNIT = "goal_metric_unit", "The unit of a goal's metric."
    GOAL_METRIC_BASELINE = "goal_metric_baseline", "The metric's value at the start."
    GOAL_METRIC_TARGET = "goal_metric_target", "The target: the metric's value to reach."
    GOAL_METRIC_CURRENT = "goal_metric_current", "The metric's latest value, as the goal states it."
    GOAL_ARCHIVED = "goal_archived", "Whether the goal's tool holds it no more."
    GOAL_PARENT = "goal_parent", "A goal that it supports."
    GOAL_WEIGHT = "goal_weight", "The weight by which it counts for the parent that `item` is."
    GOAL_OWNER = "goal_owner", "Who answers for a goal."
    GOAL_GROUP = "goal_group", "A group that works towards a goal."
    GOAL_BLOCKER = "goal_blocker", "A goal that it waits for."
    LINK_CREATED = "link_created", "A link is new; `to` is its state."
    LINK_REMOVED = "link_removed", "A link was removed with its goal or talk; `from` is its state."
    LINK_STATE = "link_state", "A link was suggested, confirmed or rejected."
    PERSON_CREATED = "person_created", "A person is new."
    PERSON_REMOVED = "person_removed", "A person was erased, or joined to another one."
    PERSON_JOB_TITLE = "person_title", "The job title of a person."
    PERSON_LEVEL = "person_level", "The level of a person in the formal order."
    PERSON_JOINED_AT = "person_joined_at", "When a person joined the organisation."
    PERSON_LEFT_AT = "person_left_at", "When a person left the organisation."
    PERSON_MEMBERSHIP = (
        "person_membership",
        "A membership in the group that `item` is: its role, and `since/until`, each empty where unsaid.",
    )
    PERSON_HOME = "person_home", "The unit that is a person's home in the formal tree."
    PERSON_MANAGER = "person_manager", "The manager to whom a person reports."
    PERSON_DOTTED_MANAGER = "person_dotted_manager", "Whom a person reports to over a dotted line."


NODE_OF_KIND: Mapping[str, str] = {
    ChangeKind.GOAL_PARENT: "Goal",
    ChangeKind.GOAL_OWNER: "Person",
    ChangeKind.GOAL_GROUP: "Group",
    ChangeKind.GOAL_BLOCKER: "Goal",
    ChangeKind.PERSON_HOME: "Group",
    ChangeKind.PERSON_MANAGER: "Person",
    ChangeKind.PERSON_DOTTED_MANAGER: "Person",
}
"""Kind whose `before` and `after` are ids of nodes → their label."""

ENUM_KINDS = frozenset(
    (ChangeKind.GOAL_KIND, ChangeKind.GOAL_STATUS, ChangeKind.GOAL_METRIC_KIND)
    + (ChangeKind.LINK_CREATED, ChangeKind.LINK_REMOVED, ChangeKind.LINK_STATE)
)
"""Kinds whose `before` and `after` are values of a closed set, which the API shows in capitals."""

ITEM_OF_KIND: Mapping[str, str] = {
    ChangeKind.GOAL_WEIGHT: "Goal",
    ChangeKind.PERSON_MEMBERSHIP: "Group",
}
"""Kind that speaks of a relation to another node, its `item` → the label of that."""
