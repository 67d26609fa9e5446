"""The inputs by which things are saved: fields that are not given stay as they are, null clears them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from strawberry import UNSET

from api.mutations.references import ConversationRef, GoalRef, GroupRef, MessageRef, PersonRef
from api.types.node_roots import NodeKeyInput
from api.types.record_types import graphql_enum
from graph.records import enums

_ID = "Of one that is there: its global id. Instead of `key`."
_KEY = (
    "The source and the id in it; made where it is not there yet. Without both a new one is made."
)


def _optional(description: str) -> Any:
    return strawberry.field(description=description, default=UNSET)


@strawberry.input(description="A goal that this one supports.")
class ParentInput:
    """One parent of a goal."""

    goal: GoalRef = strawberry.field(description="The goal that is supported.")
    weight: Decimal | None = _optional(
        "How much it counts among the parent's children; absent means as much as the others."
    )


@strawberry.input(description="How a goal is measured.")
class MetricInput:
    """The metric of a goal; values are in its unit."""

    kind: graphql_enum(enums.MetricKind) | None = _optional("How it is meant to move.")  # type: ignore[valid-type]
    unit: str | None = _optional("Unit of the values.")
    baseline: Decimal | None = _optional("Value at the start.")
    target: Decimal | None = _optional("Value to reach.")
    current: Decimal | None = _optional("Latest value.")


@strawberry.input(description="A goal as a tool knows it.")
class GoalInput:
    """One goal."""

    id: strawberry.ID | None = _optional(_ID)
    key: NodeKeyInput | None = _optional(_KEY)
    version: int | None = _optional(
        "The version that was read; it is not saved where the store has another by now."
    )
    title: str | None = _optional("What is to be reached; a new goal must have one.")
    kind: graphql_enum(enums.GoalKind) | None = _optional("What kind of goal it is.")  # type: ignore[valid-type]
    description: str | None = _optional("What is meant, in more words.")
    status: graphql_enum(enums.GoalStatus) | None = _optional("Where the goal stands.")  # type: ignore[valid-type]
    parents: list[ParentInput] | None = _optional(
        "All goals that it supports. One that is not there yet is waited for."
    )
    owners: list[PersonRef] | None = _optional("All who answer for it.")
    groups: list[GroupRef] | None = _optional("All groups that work towards it.")
    starts_on: date | None = _optional("First day of its period.")
    due_on: date | None = _optional("Last day of its period.")
    metric: MetricInput | None = _optional("How it is measured; fields not given stay.")
    tags: list[str] | None = _optional("All words that its source files it under.")
    synonyms: list[str] | None = _optional("All other words by which talk about it is found.")
    archived: bool | None = _optional("Whether its tool holds it no more.")
    predecessor: GoalRef | None = _optional("The goal of an earlier period that it carries on.")
    blocked_by: list[GoalRef] | None = _optional("All goals that it waits for.")


@strawberry.input(description="A person as a tool knows them.")
class PersonInput:
    """One person."""

    id: strawberry.ID | None = _optional(_ID)
    key: NodeKeyInput | None = _optional(_KEY)
    name: str | None = _optional("The name.")
    email: str | None = _optional(
        "Mail address of the account in this source. Accounts of several sources that have one "
        "address are one person; without `id` and `key` it names the person."
    )
    job_title: str | None = _optional("What they are called in the organisation.")
    level: int | None = _optional("Level in the formal tree; 1 is the top.")
    manager: PersonRef | None = _optional("Whom they report to now; dotted lines stay.")
    dotted_managers: list[PersonRef] | None = _optional(
        "All to whom they report over dotted lines."
    )
    home_group: GroupRef | None = _optional("The unit that is their home now.")
    joined_at: datetime | None = _optional("When they joined.")
    left_at: datetime | None = _optional("When they left.")
    bot: bool | None = _optional("Whether it is a program.")
    capabilities: list[str] | None = _optional("Everything that they can do.")


@strawberry.input(description="A group as a tool knows it.")
class GroupInput:
    """One group."""

    id: strawberry.ID | None = _optional(_ID)
    key: NodeKeyInput | None = _optional(_KEY)
    name: str | None = _optional("The name; a new group must have one.")
    kind: graphql_enum(enums.GroupKind) | None = _optional("What kind of group it is.")  # type: ignore[valid-type]
    parent: GroupRef | None = _optional("The group that it is part of.")
    description: str | None = _optional("What it is for.")
    archived: bool | None = _optional("Whether it has ended.")


@strawberry.input(description="A conversation as a chat tool knows it.")
class ConversationInput:
    """One conversation."""

    id: strawberry.ID | None = _optional(_ID)
    key: NodeKeyInput | None = _optional(_KEY)
    title: str | None = _optional("What it is about.")
    group: GroupRef | None = _optional("The group in which it is held.")
    kind: graphql_enum(enums.ConversationKind) | None = _optional("What kind of talk it is.")  # type: ignore[valid-type]
    hosts: list[PersonRef] | None = _optional("All who host it.")
    participants: list[PersonRef] | None = _optional(
        "All who are listed as taking part, also those who only listen."
    )
    accepted_answer: MessageRef | None = _optional("The message that was accepted as its answer.")
    url: str | None = _optional("Where it can be read.")
    started_at: datetime | None = _optional("When it began.")
    visibility: graphql_enum(enums.Visibility) | None = _optional(  # type: ignore[valid-type]
        "Who may see it. Private talk is refused."
    )
    tags: list[str] | None = _optional("All words that its source files it under.")


@strawberry.input(
    description="A message as a chat tool knows it; it replaces the one of the same name."
)
class MessageInput:
    """One message."""

    key: NodeKeyInput = strawberry.field(description="The source and the message's id in it.")
    conversation: ConversationRef | None = _optional(
        "The conversation; that of the whole input where it is not given."
    )
    at: datetime = strawberry.field(description="When it was written.")
    author: PersonRef | None = _optional("Who wrote it.")
    seq: int | None = _optional("Its place in the conversation, where times do not tell.")
    reply_to: MessageRef | None = _optional("The message that it answers.")
    recipients: list[PersonRef] | None = _optional("To whom it was sent.")
    mentions: list[PersonRef] | None = _optional("Who is named in it.")
    edited_at: datetime | None = _optional("When it was last edited.")
    text: str | None = _optional(
        "Its words; kept only with `keepText`, but read for links and marks."
    )
    refs: list[str] | None = _optional("What it carries: links, hashtags, file hashes.")
    kind: graphql_enum(enums.MessageKind) | None = _optional("What kind of message it is.")  # type: ignore[valid-type]
    deleted_at: datetime | None = _optional("When it was deleted.")
