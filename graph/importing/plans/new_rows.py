"""Rows that the store has nothing of, and the statements that make them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.importing.batch_statements import Params, Steps
from graph.importing.plans.context import Context
from graph.importing.plans.new_conversations import new_conversations
from graph.importing.plans.new_messages import new_messages, new_reactions
from graph.importing.row_hash import StorableRow
from graph.sources.kinds import Kind

AT_ONCE = (Kind.CONVERSATIONS, Kind.MESSAGES, Kind.REACTIONS)
"""Kinds of which new rows are made at once."""


def is_plainly_new(kind: Kind, item: StorableRow) -> bool:
    """Whether a row is of a kind that can be saved at once, and the store has nothing of it."""
    return item.new and kind in AT_ONCE


def new_rows(
    kind: Kind, items: Sequence[StorableRow], rest: Steps, context: Context, first_time: bool
) -> Iterator[tuple[str, Params]]:
    """The statements that save rows of which `is_plainly_new` says yes, with their parameters.

    `first_time`: the store knows no such source, so that conversations of it are as new.
    """
    if kind is Kind.CONVERSATIONS:
        return new_conversations(items)
    if kind is Kind.MESSAGES:
        return new_messages(items, rest, context.source if first_time else None)
    return new_reactions(items, context)
