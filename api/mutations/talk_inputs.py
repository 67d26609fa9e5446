"""What is particular to pushing talk: the conversation of all messages, and whether texts are kept."""

from __future__ import annotations

from typing import Any

from strawberry import UNSET

from api.mutations.references import ConversationRef

ADD_MESSAGES: dict[str, tuple[Any, str]] = {
    "conversation": (ConversationRef, "The conversation of the messages that name none."),
    "keep_text": (
        bool,
        "Whether the words are kept. By default they are only read for links, marks and questions.",
    ),
}
"""The further fields of the input of `addMessages`."""


def own_conversation(input: Any) -> dict[str, list[int]]:
    """Give the input's conversation to the messages that name none; the rows that took it, by field."""
    if input.conversation is UNSET or input.conversation is None:
        return {}
    takers = [
        number
        for number, message in enumerate(input.messages)
        if message.conversation is UNSET or message.conversation is None
    ]
    for number in takers:
        input.messages[number].conversation = input.conversation
    return {"conversation": takers}
