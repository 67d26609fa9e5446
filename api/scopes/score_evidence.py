"""What a score is computed from: the ties of its scope, each with the acts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from api.execution.context import Context
from api.scopes.tie_arguments import PAGING
from api.scopes.ties import GroupTies, PersonTies, TiePage, ties_of
from api.types.record_types import batched
from graph.network.ties.tie_query import TieQuery


@dataclass(frozen=True)
class EvidenceSource:
    """The source of `Evidence`: whose score it is, and the question that it answers."""

    root: Any
    query: TieQuery


def _ties_of(*labels: str) -> Any:
    """A batch of the ties of scopes of these labels; None of others."""

    async def batch(
        context: Context, roots: Sequence[EvidenceSource], arguments: dict[str, Any]
    ) -> list[TiePage | None]:
        scopes_of_question: dict[tuple[str, TieQuery], dict[str, Any]] = {}
        for source in roots:
            if source.root.label in labels:
                scopes_of_question.setdefault((source.root.label, source.query), {})[
                    source.root.id
                ] = source.root
        pages: dict[tuple[str, str, TieQuery], TiePage] = {}
        for (label, query), scopes in scopes_of_question.items():
            scope_pages = await ties_of(context, list(scopes.values()), query, arguments)
            for id_, page in zip(scopes, scope_pages, strict=True):
                pages[label, id_, query] = page
        return [pages.get((source.root.label, source.root.id, source.query)) for source in roots]

    return batch


@strawberry.type(
    description="What a score is computed from: its own ties now; in a measure that reaches further "
    "the ties of others count too, and each shows its own."
)
class Evidence:
    """The ties behind a score, as of the latest analysis of all talk."""

    ties = batched(
        _ties_of("Person"),
        PersonTies | None,
        "Of a person: the ties, strongest first, each with the acts behind it; null of others.",
        **PAGING,
    )
    group_ties = batched(
        _ties_of("Group", "Network"),
        GroupTies | None,
        "Of a group or the network: the ties between groups, strongest first; null of others.",
        **PAGING,
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is what lies behind a score."""
        return isinstance(obj, EvidenceSource)


__all__ = ["Evidence", "EvidenceSource"]
