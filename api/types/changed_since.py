"""What lists show of changes: only nodes that were changed since a moment, in the order of their last change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.records import NodeRecord
from graph.records.base import BY_UPDATED
from graph.store.filter_terms import Filter, Reckoned, Term
from graph.store.update_stamps import final_until, stamp_of

CHANGED_SINCE = (
    "Only what was changed at this moment or later, the oldest change first where `orderBy` is not given. "
    "`endCursor` is where to go on: nothing comes before it any more. The last second comes later."
)


@dataclass(frozen=True)
class Final(Reckoned):
    """The stamp below which there is all that there will ever be, the same for a whole request."""

    async def value(self, context: Any) -> str:
        """The stamp."""

        async def read(_: Any) -> Mapping[str, str]:
            return {"final": await final_until(context.store)}

        stamp: str = await context.loader(("final stamp",), read).load("final")
        return stamp


def is_stamped(node: type[NodeRecord]) -> bool:
    """Whether nodes of this label say when they were changed."""
    return BY_UPDATED in node.orders


def update_terms(given: Mapping[str, Any], *, follows: bool) -> tuple[Term, ...]:
    """The terms that `changedSince` asks for, and an order that `follows` changes from the oldest on."""
    since = given.get("changed_since")
    terms: list[Term] = []
    if since is not None:
        terms.append(Filter(BY_UPDATED, "gte", stamp_of(since)))
    if since is not None or follows:
        terms.append(Filter(BY_UPDATED, "lt", Final()))
    return tuple(terms)
