"""How conversations, messages and reactions are saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.importing.batch_statements import Steps
from graph.importing.plans.context import (
    Context,
    hash_now,
    key_of,
    place,
    time_and_precision,
    time_key,
)
from graph.importing.row_hash import StorableRow
from graph.keys import number_part, order_text, sort_key

CONVERSATIONS = (
    "remove_lists_of_conversations",
    "save_conversations",
    "link_conversation_groups",
    "link_hosts",
    "link_participants",
)
LATE_CONVERSATIONS = ("link_accepted_answers", "save_hashes_of_conversations")
MESSAGES = (
    "remove_lists_of_messages",
    "save_messages",
    "link_messages",
    "link_authors",
    "link_mentions",
    "link_receivers",
    "save_refs",
    "link_refs",
    "link_replies",
    "save_stale_conversations",
)
LATE_MESSAGES = ("link_replies", "save_hashes_of_messages")


def conversation(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a conversation with its group, hosts and listed participants."""
    row, id_ = item.row, item.id
    if not item.new:
        steps.add_id("remove_lists_of_conversations", id_)
    stale = "added" if item.new else "changed"
    steps.add("save_conversations", **conversation_properties(item), stale=stale)
    if "group" in row:
        steps.add("link_conversation_groups", conversation=id_, group=row["group"])
    for number, host in enumerate(row.get("hosts", ())):
        steps.add("link_hosts", person=host, conversation=id_, place=place(number), account=host)
    for number, person in enumerate(row.get("participants", ())):
        steps.add(
            "link_participants",
            person=person,
            conversation=id_,
            listed=True,
            place=place(number),
            account=person,
        )


def conversation_properties(item: StorableRow) -> dict[str, Any]:
    """What is stored of a conversation itself."""
    row, id_ = item.row, item.id
    title = row.get("title")
    return {
        "id": id_,
        "title": title,
        "title_key": key_of(title),
        "kind": row.get("kind"),
        "visibility": row.get("visibility", "public"),
        "url": row.get("url"),
        **time_and_precision(row, "started_at"),
        "tags": row.get("tags", []),
        "by_title": sort_key(order_text(title), id_),
        "by_start": sort_key(time_key(row.get("started_at")), id_),
        "content_hash": hash_now(item),
    }


def late_conversation(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves the accepted answer of a conversation."""
    steps.add("link_accepted_answers", conversation=item.id, message=item.row["accepted_answer"])
    steps.add("save_hashes_of_conversations", id=item.id, content_hash=item.hash)


def message(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a message with its author, receivers, mentions and refs."""
    row, id_, talk = item.row, item.id, item.row["conversation"]
    if not item.new:
        steps.add_id("remove_lists_of_messages", id_)
    steps.add("save_messages", **message_properties(item))
    steps.add("link_messages", message=id_, conversation=talk)
    steps.add_id("save_stale_conversations", talk)
    if "author" in row:
        steps.add("link_authors", person=row["author"], message=id_, account=row["author"])
    for number, person in enumerate(row.get("mentions", ())):
        steps.add("link_mentions", message=id_, person=person, place=place(number), account=person)
    for number, person in enumerate(row.get("to", ())):
        steps.add("link_receivers", message=id_, person=person, place=place(number), account=person)
    for carried in refs_of(item):
        steps.add_once("save_refs", carried["ref"], key=carried["ref"])
        steps.add("link_refs", **carried)
    if "reply_to" in row and not item.late:
        steps.add("link_replies", message=id_, parent=row["reply_to"])


def message_properties(item: StorableRow) -> dict[str, Any]:
    """What is stored of a message itself."""
    row, id_ = item.row, item.id
    at, seq = time_key(row["at"]), row.get("seq")
    return {
        "id": id_,
        **time_and_precision(row, "at"),
        "seq": seq,
        "kind": row.get("kind"),
        "question": item.asks,
        "brief": item.brief,
        "text": row.get("text"),
        **time_and_precision(row, "edited_at", "deleted_at"),
        "by_at": sort_key(row["conversation"], at, number_part(seq), id_),
        "by_time": sort_key(at, id_),
        "content_hash": hash_now(item),
    }


def refs_of(item: StorableRow) -> Iterator[dict[str, Any]]:
    """What a message carries, and what was found in its text."""
    declared = item.row.get("refs", ())
    for number, key in enumerate((*declared, *item.derived)):
        derived = True if number >= len(declared) else None
        yield {"message": item.id, "ref": key, "place": place(number), "derived": derived}


def late_message(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves that a message answers one that stands later in the file."""
    steps.add("link_replies", message=item.id, parent=item.row["reply_to"])
    steps.add("save_hashes_of_messages", id=item.id, content_hash=item.hash)


def reaction(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a reaction."""
    steps.add("save_reactions", person=item.row["person"], **reaction_properties(item, context))


def reaction_properties(item: StorableRow, context: Context) -> dict[str, Any]:
    """What is stored of a reaction, with the account it came by and the message it is to."""
    row = item.row
    return {
        "account": row["person"],
        "message": row["message"],
        "key": item.id,
        "kind": row["kind"],
        **time_and_precision(row, "at"),
        "source": context.source,
        "content_hash": item.hash,
    }
