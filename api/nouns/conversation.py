"""GraphQL types of conversations."""

from __future__ import annotations

from typing import Optional

from api.types.connections import connection, one
from api.types.record_types import Node, derived_field, key_field, node_type
from graph import records
from graph.keys import native_of
from graph.organisation import conversations as lists
from graph.sources.text_fields import is_address


def _address(url: str | None) -> str | None:
    """The address, unless it was stored before only safe ones were."""
    return url if url is not None and is_address(url) else None


def _title(title: str | None, id: str) -> str:
    """What a conversation is called."""
    return title or native_of(id)


@node_type(records.Conversation)
class Conversation(Node):
    """See the record of the same name."""

    key = key_field()
    title = derived_field(
        _title, ("title", "id"), str, "Title or subject, or the id in the source where it has none."
    )
    url = derived_field(
        _address,
        ("url",),
        Optional[str],  # noqa: UP045
        "Where to read it at its source: an address of http, https or mailto.",
    )
    goals = connection(
        lists.goals_of_conversations,
        "The goals that the conversation advances, each with its confirmed link.",
    )
    links = connection(
        lists.links_of_conversations, "The conversation's claims to goals, whatever their state."
    )
    group = one(lists.group_of_conversations, "The group that it took place in.")
    hosts = connection(lists.hosts_of_conversations, "Who hosts the conversation.")
    participants = connection(lists.participants_of_conversations, "Who listened or spoke.")
    missing = connection(
        lists.missing_people_of_conversations,
        "Who would have to be in it and has not spoken: who answers for a goal that it advances, who asked "
        "or holds a need that it raises; people who are there today, no programs.",
    )
    accepted_answer = one(
        lists.answer_of_conversations, "The message that was accepted as the answer."
    )
    needs = connection(
        lists.needs_of_conversations, "The needs that were raised in the conversation."
    )
    offers = connection(
        lists.offers_of_conversations, "The offers that were made in the conversation."
    )
    experiments = connection(
        lists.experiments_of_conversations, "The experiments that are discussed in it."
    )
    outcomes = connection(lists.outcomes_of_conversations, "What came of the conversation.")
    messages = connection(lists.messages_of_conversations, "What was said, in the order of time.")
