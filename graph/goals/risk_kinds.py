"""The kinds of reasons that put a goal at risk."""

from __future__ import annotations

from graph.goals.warnings import SignKind
from graph.records.enums import Choice


class RiskKind(Choice):
    """What puts a goal at risk."""

    BEHIND = (
        "behind",
        "It is more than 0.1 behind what is expected by the day, or its last day has passed.",
    )
    REPORTED_AT_RISK = (
        "reported_at_risk",
        "Its latest check-in that names a status says AT_RISK or OFF_TRACK.",
    )
    NO_CHECK_IN = (
        "no_check_in",
        "Nobody checked in on it, or on what supports it, for more than 28 days.",
    )
    RISING_QUESTIONS = (
        "rising_questions",
        "More questions were left without an answer than in the window before.",
    )
    NO_TALK = "no_talk", "Nobody spoke about it, or about what supports it, in the window."
    OWNER_LEFT = "owner_left", "All who answer for it have left."
    MISSED_SUPPORT = (
        "missed_support",
        "A goal that supports it was missed, or its last day passed before it was reached.",
    )
    BLOCKED = "blocked", "A goal that it waits for is behind, reported at risk, or missed."


TALK_KINDS = {
    SignKind.RISING_QUESTIONS: RiskKind.RISING_QUESTIONS,
    SignKind.NO_TALK: RiskKind.NO_TALK,
}
"""What the talk of a goal says → the reason that it is."""
