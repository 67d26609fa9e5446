"""Why a number about people is not shown, and the days that a number is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from graph.analysing.network import Window
from graph.analysing.scores import LEAST_MEMBERS
from graph.records.enums import Choice


class Withheld(Choice):
    """Why a number is not shown."""

    NOT_COMPUTED = "not_computed", "No analysis with this goal and window; `remedy` is the command."
    NOT_COVERED = (
        "not_covered",
        "The analysis covers neither this person nor anybody of this group.",
    )
    NOT_DEFINED = (
        "not_defined",
        "The measure has no value here: for somebody without ties, or without a known home.",
    )
    BOT = "bot", "This is a program; measures are about people."
    TOO_FEW = "too_few", "The group or set has fewer than 5 measured members."
    TOO_CLOSE = (
        "too_close",
        (
            "The group or set shares people with another group, with everybody, or with a set that you "
            "asked for, and one of the two has fewer than 5 whom the other lacks: the difference would "
            "tell about them."
        ),
    )
    TOO_MANY_SETS = (
        "too_many_sets",
        (
            "You were shown numbers of 200 sets, and no further one can be compared with all of them: "
            "ask for one of these, for a group, or ask an analyst."
        ),
    )
    NO_SUCH_SENSE = "no_such_sense", "The measure has no such sense, or not for such a scope."
    FOR_ANALYSTS = "for_analysts", "Lists of named people by what hangs on them are for analysts."
    NO_PURPOSE = "no_purpose", "Names need a stated purpose: give `purpose`."
    NOT_YOURS = "not_yours", "A person's numbers are for that person and for analysts."


@strawberry.type(description="The days of talk that a number is about.")
class ScoreWindow:
    """Whole UTC days."""

    since: datetime | None = strawberry.field(description="First moment; null: from the start.")
    until: datetime | None = strawberry.field(description="First moment that no longer counts.")


def shown_window(window: Window) -> ScoreWindow:
    """The window as the API shows it."""
    return ScoreWindow(since=window.since_time, until=window.until_time)


def sees_each(context: Any) -> bool:
    """Whether the viewer may see each person's numbers."""
    return bool(context.viewer.roles & {"analyst", "admin"})


def sees_small(context: Any) -> bool:
    """Whether the viewer may see numbers of groups of fewer than 5."""
    return "admin" in context.viewer.roles


def own_or_analyst(context: Any, person: str) -> bool:
    """Whether the viewer may see a person's numbers."""
    return sees_each(context) or context.viewer.id == person


def too_few(context: Any, people: int) -> bool:
    """Whether a group of so many people is too small for its numbers to be shown to the viewer."""
    return people < LEAST_MEMBERS and not sees_small(context)
