"""What a score is computed from: the ties of its scope, each with the acts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from api.execution.context import Context
from api.scopes.ties import PAGING, GroupTies, PersonTies, TiePage, ties_of
from api.types.record_types import batched
from graph.network.ties.tie_query import TieQuery


@dataclass(frozen=True)
class Behind:
    """The source of `Evidence`: whose score it is, and the question that it answers."""

    root: Any
    asked: TieQuery


def _of(*labels: str) -> Any:
    """A batch of the ties of scopes of these labels; None of others."""

    async def batch(
        context: Context, roots: Sequence[Behind], given: dict[str, Any]
    ) -> list[TiePage | None]:
        wanted: dict[tuple[str, TieQuery], dict[str, Any]] = {}
        for one in roots:
            if one.root.label in labels:
                wanted.setdefault((one.root.label, one.asked), {})[one.root.id] = one.root
        found: dict[tuple[str, str, TieQuery], TiePage] = {}
        for (label, asked), scopes in wanted.items():
            shown = await ties_of(context, list(scopes.values()), asked, given)
            for id_, page in zip(scopes, shown, strict=True):
                found[label, id_, asked] = page
        return [found.get((one.root.label, one.root.id, one.asked)) for one in roots]

    return batch


@strawberry.type(
    description="What a score is computed from: its own ties now; in a measure that reaches further "
    "the ties of others count too, and each shows its own."
)
class Evidence:
    """The ties behind a score, as of the latest analysis of all talk."""

    ties = batched(
        _of("Person"),
        PersonTies | None,
        "Of a person: the ties, strongest first, each with the acts behind it; null of others.",
        **PAGING,
    )
    group_ties = batched(
        _of("Group", "Network"),
        GroupTies | None,
        "Of a group or the network: the ties between groups, strongest first; null of others.",
        **PAGING,
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is what lies behind a score."""
        return isinstance(obj, Behind)


__all__ = ["Behind", "Evidence"]
