"""Records of conversations, their messages, what these carry, and the links to goals."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from graph.records.base import UPDATED, NodeRecord, prop, record, updated
from graph.records.enums import (
    Capacity,
    ConversationKind,
    LinkMethod,
    LinkState,
    MessageKind,
    Precision,
    Visibility,
)


@record
class Conversation(NodeRecord):
    """People talking about something: a thread, a meeting, a mail exchange, a question hour."""

    label: ClassVar[str] = "Conversation"
    orders: ClassVar[dict[str, str]] = {"by_start": "start", "by_title": "title", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"by_start": "started_at"}
    id: str = prop("`source/native`, unique among conversations.")
    title: str | None = prop("Title or subject.", key="title_key")
    kind: ConversationKind | None = prop("Where and how people talked.", filtered=True)
    visibility: Visibility = prop("Who could read it at its source.", filtered=True)
    url: str | None = prop("Where to read it at its source.")
    started_at: datetime | None = prop("When it began.", filtered=True)
    started_at_precision: Precision | None = prop("DAY where only the day is known.")
    tags: list[str] = prop("Words that the source files it under.")
    updated_at: datetime | None = updated()


@record
class Message(NodeRecord):
    """One contribution to a conversation."""

    label: ClassVar[str] = "Message"
    orders: ClassVar[dict[str, str]] = {
        "by_at": "conversation, then time, then `seq`",
        "by_time": "time",
        **UPDATED,
    }
    order_names: ClassVar[dict[str, str]] = {"by_at": "conversation", "by_time": "at"}
    id: str = prop("`source/native`, unique among messages.")
    at: datetime = prop("When it was written.", filtered=True)
    at_precision: Precision | None = prop("DAY where only the day is known.")
    seq: int | None = prop("Order inside the conversation, where times do not tell.")
    kind: MessageKind | None = prop("What it is meant as.", filtered=True)
    question: bool = prop("Whether it asks something.", filtered=True)
    text: str | None = prop("Its words; absent unless the import was told to keep them.")
    edited_at: datetime | None = prop("When it was last edited.")
    edited_at_precision: Precision | None = prop("DAY where only the day is known.")
    deleted_at: datetime | None = prop("When it was deleted at its source.")
    deleted_at_precision: Precision | None = prop("DAY where only the day is known.")
    updated_at: datetime | None = updated()


@record
class Ref(NodeRecord):
    """Something that messages carry from place to place: a link, a hashtag, a file hash."""

    label: ClassVar[str] = "Ref"
    orders: ClassVar[dict[str, str]] = {"key": "name", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"key": "name"}
    id: str = prop("The link, hashtag or hash itself (property `key` in the store).", computed=True)
    updated_at: datetime | None = updated()


@record
class Link(NodeRecord):
    """A conversation's claim to advance a goal, with its evidence."""

    label: ClassVar[str] = "Link"
    orders: ClassVar[dict[str, str]] = {"id": "id", **UPDATED}
    id: str = prop("The conversation's id, `>` and the goal's id, unique among links.")
    state: LinkState = prop("Whether it is suggested, confirmed or rejected.", filtered=True)
    method: LinkMethod | None = prop("How it was found.", filtered=True)
    score: float | None = prop("How sure the method was, 0 to 1.", filtered=True)
    reasons: list[str] = prop("Why: matched terms or the explicit mark.")
    at: datetime | None = prop("When it came to this state.", filtered=True, shown="decided_at")
    at_precision: Precision | None = prop(
        "DAY where only the day is known.", shown="decided_at_precision"
    )
    origin: bool = prop("Whether the goal grew from this conversation.", shown="is_origin")
    version: int = prop("Counts the decisions on it.")
    updated_at: datetime | None = updated()


@record
class Decision(NodeRecord):
    """One step in the life of a link."""

    label: ClassVar[str] = "Decision"
    orders: ClassVar[dict[str, str]] = {"by_at": "time", **UPDATED}
    order_names: ClassVar[dict[str, str]] = {"by_at": "decided_at"}
    id: str = prop("The link's id, `#` and a number, unique among decisions.")
    state: LinkState = prop("The state that was decided.", filtered=True)
    method: LinkMethod | None = prop("How it was found.")
    score: float | None = prop("How sure the method was, 0 to 1.")
    reasons: list[str] = prop("Why.")
    at: datetime | None = prop("When it was decided.", filtered=True, shown="decided_at")
    at_precision: Precision | None = prop(
        "DAY where only the day is known.", shown="decided_at_precision"
    )
    capacity: Capacity | None = prop("By which right it was taken; absent where an import says it.")
    recorded_by: str | None = prop(
        "Who was signed in: `key:` and the id of an API key, or `subject:` and a hash of a token's subject; "
        "absent where an import or a method decided, or authentication was off."
    )
    updated_at: datetime | None = updated()
