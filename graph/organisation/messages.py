"""What can be read of messages and what they carry: one statement a list, for many parents at once."""

from __future__ import annotations

from graph.records import Conversation, Message, Need, Outcome, Person, Ref
from graph.records.relationships import Reaction
from graph.store.statement_lists import NodeList, NodeOne, RootList

messages = RootList("messages", Message)
refs = RootList("refs", Ref)

conversation_of_answers = NodeOne("conversation_of_answers", Conversation)
conversation_of_messages = NodeOne("conversation_of_messages", Conversation)
reply_to_of_messages = NodeOne("reply_to_of_messages", Message)
replies_of_messages = NodeList("replies_of_messages", Message)
refs_of_messages = NodeList("refs_of_messages", Ref)
messages_of_refs = NodeList("messages_of_refs", Message)
author_of_messages = NodeOne("author_of_messages", Person)
mentions_of_messages = NodeList("mentions_of_messages", Person)
receivers_of_messages = NodeList("receivers_of_messages", Person)
reactors_of_messages = NodeList("reactors_of_messages", Person, Reaction)
needs_of_messages = NodeList("needs_of_messages", Need)
outcomes_of_messages = NodeList("outcomes_of_messages", Outcome)
