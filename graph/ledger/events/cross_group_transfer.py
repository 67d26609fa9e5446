"""Which posts carry a key into a group that their author has met in another."""

from __future__ import annotations

import numpy as np

from graph.ledger.events.audience import Carriage
from graph.ledger.facts import Facts
from graph.measures.arrays import Bools, Ints
from graph.measures.row_order import row_order


def carries(
    facts: Facts, carried: Carriage, met: Ints, chosen: Ints | None = None
) -> dict[str, Ints]:
    """Posts in a group of what their author first met in another; those of them that their group had lacked.

    `met` is for each post the earlier one by which its author met the key; -1 where there is none. Who posts
    a key in a group has met it there. Of some `chosen` posts only these are told, and only for them `met` need be known.
    """
    groups = facts.talk.column("conversations", "group")
    group = groups[facts.conversation[carried.message]]
    author = facts.author[carried.message]
    where = np.where(met >= 0, group[np.maximum(met, 0)], -1)
    open_to = np.flatnonzero((author >= 0) & (group >= 0))
    key, author, here = carried.key[open_to], author[open_to], group[open_to]
    anywhere = _before(key, author)
    in_this = _before(key, author, here)
    at = where[open_to]
    elsewhere = (anywhere > in_this) | ((at >= 0) & (at != here))
    carried_across = elsewhere & (in_this == 0) & (at != here)
    every = np.flatnonzero(group >= 0)
    lacked = np.zeros(len(group), np.bool_)
    lacked[every] = _before(carried.key[every], group[every]) == 0
    if chosen is not None:
        carried_across &= np.isin(open_to, chosen)
    posts = open_to[carried_across]
    return {"S3.exposure": posts, "S3.value": posts[lacked[posts]]}


def _before(*columns: Ints) -> Ints:
    """How many rows before each one are equal to it."""
    order = row_order(*columns)
    first: Bools = np.ones(len(order), np.bool_)
    if len(order):
        sorted_columns = [one[order] for one in columns]
        first[1:] = np.any([one[1:] != one[:-1] for one in sorted_columns], axis=0)
    starts = np.flatnonzero(first)
    inside = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    found = np.empty(len(order), np.int64)
    found[order] = inside
    return found
