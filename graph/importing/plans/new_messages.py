"""How messages and reactions are saved that the store has not: made at once, nothing merged, no ties looked for.

Nothing but new things is locked before the transaction ends, and then in one order, so batches of
different rows may be written side by side. Where one of the rows is there after all, or an end of it
is not, the counts say so and the batch is to be saved by the plan of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from graph.importing.batch_statements import Params, Steps
from graph.importing.plans.context import Context, accounts_named
from graph.importing.plans.talk import message_properties, reaction_properties, refs_of
from graph.importing.row_hash import StorableRow
from graph.keys import source_of


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
        if rows := accounts_named(items, "message", name):
            # Those of one message in the order of ids.
            yield statement, {"rows": sorted(rows, key=itemgetter("message", "account"))}
    if refs := list(chain.from_iterable(map(refs_of, items))):
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
    stored = message_properties(item)
    return {
        **{name: value for name, value in stored.items() if value is not None},
        "conversation": talks[item.row["conversation"]],
        "author": authors[item.row["author"]] if "author" in item.row else -1,
        "answers": answers,
    }


def new_reactions(items: Sequence[StorableRow], context: Context) -> Iterator[tuple[str, Params]]:
    """The statement that saves these reactions, with its parameters."""
    yield "save_new_reactions", {"rows": [reaction_properties(item, context) for item in items]}
