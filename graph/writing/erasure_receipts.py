"""Receipts of what was erased: when and how much, never of whom or what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import orjson

from graph.sources.times import time_text
from graph.store.driver import Transaction


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased; `running` where it was cut short."""

    id: str
    kind: str
    state: str
    at: str
    before: str | None
    counts: Mapping[str, int]

    def row(self) -> dict[str, object]:
        """It as the store keeps it."""
        counts = orjson.dumps(dict(self.counts)).decode()
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "at": self.at,
            "before": self.before,
            "counts": counts,
        }


async def save_erasure(tx: Transaction, counts: Mapping[str, int]) -> str:
    """The id of the receipt of a person's erasure, kept in the same transaction; it does not say whose."""
    receipt = Receipt(uuid4().hex, "erasure", "done", now(), None, counts)
    await tx.run("save_receipts", rows=[receipt.row()])
    return receipt.id


def now() -> str:
    """This moment, as text."""
    return time_text(datetime.now(UTC))
