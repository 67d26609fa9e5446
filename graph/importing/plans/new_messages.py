"""How messages and reactions are saved that the store has not: made at once, nothing merged, no ties looked for.

Nothing but new things is locked before the transaction ends, and then in one order, so batches of
different rows may be written side by side. Where one of the rows is there after all, or an end of it
is not, the counts say so and the batch is to be saved by the plan of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph.importing.plans.context import (
    Context,
    hash_now,
    place,
    precision_of,
    time_and_precision,
    time_key,
    time_of,
)
from graph.importing.row_hash import StorableRow
from graph.importing.steps import Params, Steps
from graph.keys import number_part, sort_key, source_of


def new_messages(
    items: Sequence[StorableRow], rest: Steps, new_source: str | None
) -> Iterator[tuple[str, Params]]:
    """The statements that save these messages, with their parameters.

    What needs other rows goes to `rest`, which follows. Conversations of `new_source` are as new, and
    ask to be settled already.
    """
    talks = _places(item.row["conversation"] for item in items)
    authors = _places(item.row["author"] for item in items if "author" in item.row)
    own = {item.id: n for n, item in enumerate(items)}
    rows = []
    for item in items:
        parent = None if item.late else item.row.get("reply_to")
        answers = -1 if parent is None else own.get(parent, -1)
        rows.append(_message(item, talks, authors, answers))
        if parent is not None and answers < 0:
            rest.add("link_replies", message=item.id, parent=parent)
    yield (
        "save_new_messages",
        {"conversations": list(talks), "accounts": list(authors), "rows": rows},
    )
    if settled := [talk for talk in talks if source_of(talk) != new_source]:
        yield "save_stale_conversations", {"ids": settled}
    for name, statement in (("mentions", "link_new_mentions"), ("to", "link_new_receivers")):
        if named := _named(items, name):
            yield statement, {"rows": named}
    if refs := list(_refs(items)):
        keys = sorted({row["ref"] for row in refs})
        yield "save_refs", {"rows": [{"key": key} for key in keys]}
        yield "link_new_refs", {"rows": refs}


def _places(ids: Iterator[str]) -> dict[str, int]:
    """Each id with its place among them, in their order."""
    return {id_: n for n, id_ in enumerate(sorted(set(ids)))}


def _message(
    item: StorableRow, talks: dict[str, int], authors: dict[str, int], answers: int
) -> dict[str, Any]:
    """A row of `save_new_messages`; what is absent is left out of it."""
    row, id_, talk = item.row, item.id, item.row["conversation"]
    text = row["at"]
    at, seq = time_key(text), row.get("seq")
    new: dict[str, Any] = {
        "id": id_,
        "conversation": talks[talk],
        "author": authors[row["author"]] if "author" in row else -1,
        "answers": answers,
        "at": time_of(text),
        "question": item.asks,
        "by_at": sort_key(talk, at, number_part(seq), id_),
        "by_time": sort_key(at, id_),
        "content_hash": hash_now(item),
        "brief": item.brief,
    }
    if len(text) == 10:
        new["at_precision"] = precision_of(text)
    for name in ("text", "seq", "kind"):
        if name in row:
            new[name] = row[name]
    for name in ("edited_at", "deleted_at"):
        if name in row:
            new[name], new[f"{name}_precision"] = time_of(row[name]), precision_of(row[name])
    return new


def _named(items: Sequence[StorableRow], name: str) -> list[dict[str, Any]]:
    """The accounts that messages name, those of one message in the order of ids."""
    return sorted(
        (
            {"message": item.id, "account": account, "place": place(n)}
            for item in items
            for n, account in enumerate(item.row.get(name, ()))
        ),
        key=lambda row: (row["message"], row["account"]),
    )


def _refs(items: Sequence[StorableRow]) -> Iterator[dict[str, Any]]:
    """What messages carry, and what was found in their texts."""
    for item in items:
        declared = item.row.get("refs", ())
        for n, key in enumerate((*declared, *item.derived)):
            yield {
                "message": item.id,
                "ref": key,
                "place": place(n),
                "derived": True if n >= len(declared) else None,
            }


def new_reactions(items: Sequence[StorableRow], context: Context) -> Iterator[tuple[str, Params]]:
    """The statement that saves these reactions, with its parameters."""
    yield (
        "save_new_reactions",
        {
            "rows": [
                {
                    "account": item.row["person"],
                    "message": item.row["message"],
                    "key": item.id,
                    "kind": item.row["kind"],
                    **time_and_precision(item.row, "at"),
                    "source": context.source,
                    "content_hash": item.hash,
                }
                for item in items
            ]
        },
    )
