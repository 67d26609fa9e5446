"""What lists of goals, conversations and groups say of the talk behind them."""

from __future__ import annotations

from datetime import date

from graph.records.base import Record, prop, record


@record
class LastTalk(Record):
    """When a goal was talked about, in the window or not."""

    last_on: date | None = prop(
        "Last day on which a conversation that advances it was held, at any time; null: never."
    )


@record
class TalkVolume(Record):
    """How much a goal is talked about."""

    conversations: int = prop("Conversations of the window that advance it.")
    messages: int = prop("Standing messages in them in the window, whoever wrote them.")
    last_on: date | None = prop("Last day of the window on which one of them was held.")


@record
class Volume(Record):
    """How much talk there was in the window."""

    people: int = prop("People of the scope or group who took part in the window.")
    messages: int = prop("Standing messages that they wrote in the window.")


@record
class Shared(Record):
    """What two groups do for the same goal."""

    on_paper: bool = prop(
        shown="both_pursue",
        doc="Whether both pursue it, each by itself or by a group that is part of it.",
    )
    conversations: int = prop("Conversations of the first group's members that advance it.")
    conversations_of_other: int = prop(
        "Conversations of the other group's members that advance it."
    )
    together: int = prop("Conversations among them in which members of both took part.")
