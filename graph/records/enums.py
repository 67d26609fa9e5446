"""The closed sets of values that properties may have; the stored text is the lower-case value."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """Base of the closed sets: each value carries the words that explain it."""

    doc: str

    def __new__(cls, value: str, doc: str) -> Self:
        """The value as text, its explanation as `doc`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.doc = doc
        return member


class GroupKind(Choice):
    """What kind of group it is: a unit of the formal tree, a team, a community or a project."""

    UNIT = "unit", "A unit of the formal tree."
    TEAM = "team", "People who work together."
    COMMUNITY = "community", "People who share an interest."
    PROJECT = "project", "People brought together for one undertaking."


class LineKind(Choice):
    """How a person reports to another: in the line, or beside it over a dotted line."""

    LINE = "line", "To the manager; measures of the formal order follow these."
    DOTTED = "dotted", "To somebody beside the line; no measure follows it."


class GoalKind(Choice):
    """What kind of goal it is; there is no kind for a process."""

    PURPOSE = "purpose", "Why the organisation exists; the top of the goal graph."
    OBJECTIVE = "objective", "What is to be reached."
    KEY_RESULT = "key_result", "How an objective is known to be reached."
    INITIATIVE = "initiative", "What is undertaken for it."


class GoalStatus(Choice):
    """Where a goal stands."""

    PROPOSED = "proposed", "Not agreed yet."
    ACTIVE = "active", "Being pursued."
    ACHIEVED = "achieved", "Reached."
    MISSED = "missed", "Its period ended before it was reached."
    DROPPED = "dropped", "Given up."


class MetricKind(Choice):
    """How the metric of a goal is meant to move."""

    REACH = "reach", "To arrive at the target."
    INCREASE = "increase", "To rise from the baseline to the target."
    DECREASE = "decrease", "To fall from the baseline to the target."
    STAY_ABOVE = "stay_above", "Never to fall below the target."
    STAY_BELOW = "stay_below", "Never to rise above the target."
    BASELINE = "baseline", "To be measured first; there is no target yet."


class CheckInStatus(Choice):
    """How a check-in sees its goal."""

    ON_TRACK = "on_track", "Going as expected."
    AT_RISK = "at_risk", "In danger of being missed."
    OFF_TRACK = "off_track", "Will be missed as things stand."


class ConversationKind(Choice):
    """Where and how people talked."""

    THREAD = "thread", "A thread in a forum or channel."
    MEETING = "meeting", "A meeting, or a topic in one."
    MAIL = "mail", "An exchange of mails."
    ISSUE = "issue", "An issue and its comments."
    CHAT = "chat", "A chat without threads."
    QUESTION_HOUR = "question_hour", "Leaders answer questions."


class Visibility(Choice):
    """Who could read a conversation at its source."""

    PUBLIC = "public", "Everybody in the organisation."
    GROUP = "group", "The members of its group."
    PRIVATE = "private", "Those who took part."


class MessageKind(Choice):
    """What a message is meant as."""

    POST = "post", "Something said."
    QUESTION = "question", "Something asked."
    ANSWER = "answer", "An answer to a question."
    ANNOUNCEMENT = "announcement", "Something made known."
    WORK_IN_PROGRESS = "work_in_progress", "Work shown before it is finished."


class LinkState(Choice):
    """Where a conversation's claim to a goal stands; only confirmed links feed measures."""

    SUGGESTED = "suggested", "Found by a method; nobody has decided."
    CONFIRMED = "confirmed", "It holds; measures count it."
    REJECTED = "rejected", "It does not hold; it is not suggested again."


class LinkMethod(Choice):
    """How a link was found."""

    EXPLICIT = "explicit", "The goal is named in the talk."
    INHERITED = "inherited", "From the thread or the group."
    LEXICAL = "lexical", "By the words used."
    SEMANTIC = "semantic", "By the meaning of the words."
    PERSON = "person", "Somebody said so."


class NeedState(Choice):
    """Where a need stands on its way to a capability."""

    OPEN = "open", "Nobody has taken it up."
    HELD = "held", "Somebody holds it until it meets a capability."
    MATCHED = "matched", "It met a capability."
    SOLVED = "solved", "It is met."
    WITHDRAWN = "withdrawn", "It is no longer needed."


class ExperimentState(Choice):
    """Where an experiment stands; a verdict is proven or failed."""

    PROPOSED = "proposed", "Somebody proposed it."
    SUPPORTED = "supported", "Others back it."
    RUNNING = "running", "It is being tried."
    PROVEN = "proven", "It works."
    FAILED = "failed", "It does not work, and that is known now."
    ABANDONED = "abandoned", "It ended without a verdict."


class OutcomeKind(Choice):
    """What came of a conversation; an honest no is an outcome."""

    STARTED = "started", "Something was begun."
    STOPPED = "stopped", "Something was ended."
    CHANGED = "changed", "Something was done in another way."
    DECLINED = "declined", "An honest no, with its reason."


class AnalysisState(Choice):
    """Where an analysis stands; only done ones are answered from."""

    RUNNING = "running", "Being computed, or waiting for its turn; `progress` says how far it is."
    DONE = "done", "Published."
    UNCHANGED = "unchanged", "Nothing had changed: `progress.result` is the snapshot to read."
    FAILED = "failed", "Ended without a result; `reason` says why."


class Precision(Choice):
    """How exactly a time is known where it is not known to the microsecond."""

    DAY = "day", "Only the day is known."


class InteractionKind(Choice):
    """How one person acted towards another."""

    REPLY = "reply", "Answered a message of the other."
    MENTION = "mention", "Named the other."
    SENT = "sent", "Sent a message to the other."
    REACTION = "reaction", "Reacted to a message of the other."
    THREAD = "thread", "Spoke in the same conversation."


class HelpKind(Choice):
    """How one person helped another."""

    ANSWER = "answer", "Answered a question of the other."
    SOLUTION = "solution", "Solved a need of the other."
    CONNECTION = "connection", "Brought somebody who could meet a need of the other."
    INTRODUCTION = "introduction", "Named somebody new to the other in talk that the other began."


class TieKind(Choice):
    """What a tie is made of."""

    CONTACT = "contact", "People acted towards each other in talk, whatever came of it."
    HELP = "help", "One helped the other: answers, needs solved or connected, introductions."


class Capacity(Choice):
    """By which right somebody decided on a link. Of several, the first of these is named."""

    OWNER = "owner", "Owns the goal: whoever confirms talk on a goal of their own is seen as such."
    PARTICIPANT = "participant", "Took part in the conversation."
    STEWARD = "steward", "Is a steward of a group that pursues the goal or holds the conversation."
    TOOL = "tool", "A tool decided, naming nobody."
    MACHINE = "machine", "The matching of words and marks suggested it."


class DuplicateReason(Choice):
    """Why two people may be one."""

    SAME_MAIL = "same_mail", "They have one mail address, perhaps written in another case."
    SAME_MAILBOX = "same_mailbox", "Their addresses differ only in what stands after a plus."
    SAME_NAME_AND_HOME = "same_name_and_home", "They have one name and one home."
    SAME_NAME = "same_name", "They have one whole name in two sources."
