"""Messages as `interactions` gives them, and what the rules of help see of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.importing.message_brevity import brief
from graph.measures.ties.help_rules import RULES
from graph.measures.ties.question_answers import TalkMessage


def mass(message: Sequence[Any], people: int) -> bool:
    """Whether a message as `interactions` gives it is mass mail in a network of so many people."""
    return RULES.mass(len({*message[3], *message[4]} - {message[1]}), people)


def talk_messages(messages: Sequence[Sequence[Any]]) -> list[TalkMessage]:
    """Messages as the rules of answers take them, with those of other conversations they reply to.

    What a text of a few words is, an older store has not noted: it is told from the text, if there is one.
    """
    own = {message[8] for message in messages}
    others = {
        key: TalkMessage(key, who, kind=kind, asks=asks, elsewhere=True)
        for message in messages
        for who, key, kind, asks in message[2]
        if key not in own
    }
    return [*others.values(), *map(_talk_message, messages)]


def may_help(messages: Sequence[Sequence[Any]]) -> bool:
    """Whether anything asks, answers or was accepted here: without that nobody answered."""
    return any(map(_may_help, messages))


def _may_help(message: Sequence[Any]) -> bool:
    return bool(
        message[6] or message[7] or message[9] or any(one[2] or one[3] for one in message[2])
    )


def _talk_message(message: Sequence[Any]) -> TalkMessage:
    second, author, answered, mentioned, receivers, _, asks, accepted, key, kind, *brevity = message
    noted, text = brevity
    return TalkMessage(
        key,
        author,
        second,
        answered[0][1] if answered else None,
        kind,
        asks,
        bool(noted if text is None else brief(text)),
        accepted,
        frozenset(receivers),
        frozenset(mentioned),
    )
