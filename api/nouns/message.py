"""GraphQL types of messages and what they carry."""

from __future__ import annotations

from api.types.connections import connection, one
from api.types.record_types import Node, key_field, name_field, node_type
from graph import records
from graph.organisation import messages as lists


@node_type(records.Message)
class Message(Node):
    """See the record of the same name."""

    key = key_field()
    accepted_in = one(
        lists.conversation_of_answers, "The conversation that accepted this message as its answer."
    )
    conversation = one(lists.conversation_of_messages, "The conversation that it was written in.")
    reply_to = one(lists.reply_to_of_messages, "The message that this one answers.")
    replies = connection(lists.replies_of_messages, "The messages that answer this one.")
    refs = connection(
        lists.refs_of_messages, "The links, hashtags and files that the message carries."
    )
    author = one(lists.author_of_messages, "Who wrote it; absent where the source does not know.")
    mentions = connection(lists.mentions_of_messages, "Whom the message names.")
    recipients = connection(lists.receivers_of_messages, "Whom the message was sent to.")
    reactions = connection(lists.reactors_of_messages, "Who reacted to the message, and how.")
    needs = connection(lists.needs_of_messages, "The needs that were raised in the message.")
    outcomes = connection(lists.outcomes_of_messages, "The outcomes that are said in the message.")


@node_type(records.Ref)
class Ref(Node):
    """See the record of the same name."""

    name = name_field("The link, hashtag or hash itself.")
    messages = connection(lists.messages_of_refs, "The messages that carry it.")
