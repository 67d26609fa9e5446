"""What the plans share: the context of an import, folded keys short enough for an index, places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.importing.kept import Kept
from graph.importing.steps import Steps
from graph.keys import fold

KEY_LENGTH = 500
SORT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Context:
    """The source of the bundle and when it was exported (None: unknown)."""

    source: str
    at: datetime | None
    at_precision: str | None


def key_of(text: str | None) -> str | None:
    """The folded text that a filter compares, cut to what an index can hold; None stays None."""
    return None if text is None else fold(text[: 2 * KEY_LENGTH])[:KEY_LENGTH]


def order_of(text: str | None) -> str | None:
    """The folded text by which a list is ordered, cut; None for an absent or empty one."""
    return fold(text[: 2 * SORT_LENGTH])[:SORT_LENGTH] or None if text else None


def time_of(canonical: str) -> datetime:
    """The UTC time that a canonical text stands for."""
    return datetime.fromisoformat(canonical[:10] if len(canonical) == 10 else canonical).replace(
        tzinfo=UTC
    )


def time_and_precision(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The times `names` of a row, each with its precision twin, as properties."""
    found: dict[str, Any] = {}
    for name in names:
        text = row.get(name)
        found[name] = None if text is None else time_of(text)
        found[f"{name}_precision"] = "day" if text is not None and len(text) == 10 else None
    return found


def place(number: int) -> int | None:
    """Where something stood in a list; the first place is left unsaid."""
    return number or None


def hash_now(kept: Kept) -> str | None:
    """The hash that marks the row as whole; None where a part of it is saved later."""
    return None if kept.waits else kept.hash


def add_capabilities(steps: Steps, statement: str, words: list[str], **ends: Any) -> None:
    """Nothing; adds capabilities and their relationships, `name` keeping the text as written."""
    for number, word in enumerate(words):
        folded = fold(word)
        steps.add_once("save_capabilities", folded, id=folded, name=word, by_name=folded)
        steps.add(statement, **ends, capability=folded, name=word, place=place(number))
