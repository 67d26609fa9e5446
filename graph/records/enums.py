"""The closed sets of values that properties may have; the stored text is the lower-case value."""

from __future__ import annotations

from enum import StrEnum


class GroupKind(StrEnum):
    """What kind of group it is: a unit of the formal tree, a team, a community or a project."""

    UNIT = "unit"
    TEAM = "team"
    COMMUNITY = "community"
    PROJECT = "project"


class GoalKind(StrEnum):
    """What kind of goal it is; there is no kind for a process."""

    PURPOSE = "purpose"
    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    INITIATIVE = "initiative"


class GoalStatus(StrEnum):
    """Where a goal stands."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ACHIEVED = "achieved"
    MISSED = "missed"
    DROPPED = "dropped"


class MetricKind(StrEnum):
    """How the metric of a goal is meant to move."""

    REACH = "reach"
    INCREASE = "increase"
    DECREASE = "decrease"
    STAY_ABOVE = "stay_above"
    STAY_BELOW = "stay_below"
    BASELINE = "baseline"


class CheckInStatus(StrEnum):
    """How a check-in sees its goal."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class ConversationKind(StrEnum):
    """Where and how people talked."""

    THREAD = "thread"
    MEETING = "meeting"
    MAIL = "mail"
    ISSUE = "issue"
    CHAT = "chat"
    QUESTION_HOUR = "question_hour"


class Visibility(StrEnum):
    """Who could read a conversation at its source."""

    PUBLIC = "public"
    GROUP = "group"
    PRIVATE = "private"


class MessageKind(StrEnum):
    """What a message is meant as."""

    POST = "post"
    QUESTION = "question"
    ANSWER = "answer"
    ANNOUNCEMENT = "announcement"
    WORK_IN_PROGRESS = "work_in_progress"


class LinkState(StrEnum):
    """Where a conversation's claim to a goal stands; only confirmed links feed measures."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class LinkMethod(StrEnum):
    """How a link was found."""

    EXPLICIT = "explicit"
    INHERITED = "inherited"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"
    PERSON = "person"


class NeedState(StrEnum):
    """Where a need stands on its way to a capability."""

    OPEN = "open"
    HELD = "held"
    MATCHED = "matched"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"


class ExperimentState(StrEnum):
    """Where an experiment stands; a verdict is proven or failed."""

    PROPOSED = "proposed"
    SUPPORTED = "supported"
    RUNNING = "running"
    PROVEN = "proven"
    FAILED = "failed"
    ABANDONED = "abandoned"


class OutcomeKind(StrEnum):
    """What came of a conversation; an honest no is an outcome."""

    STARTED = "started"
    STOPPED = "stopped"
    CHANGED = "changed"
    DECLINED = "declined"


class AnalysisState(StrEnum):
    """Where an analysis stands; only done ones are answered from."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Precision(StrEnum):
    """How exactly a time is known where it is not known to the microsecond."""

    DAY = "day"


class InteractionKind(StrEnum):
    """How one person acted towards another."""

    REPLY = "reply"
    MENTION = "mention"
    SENT = "sent"
    REACTION = "reaction"
    THREAD = "thread"
