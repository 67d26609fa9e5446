"""What the plans share: the context of an import, folded keys short enough for an index, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.importing.batch_statements import Steps
from graph.importing.row_hash import StorableRow
from graph.keys import fold, text_key
from graph.sources.times import time_text


@dataclass(frozen=True, slots=True)
class Context:
    """The source of the bundle and when it was exported, canonical (None: unknown)."""

    source: str
    exported_at: str | None


def key_of(text: str | None) -> str | None:
    """The folded text that a filter compares, cut to what an index can hold; None stays None."""
    return None if text is None else text_key(text)


def time_of(canonical: str | None) -> str | None:
    """The time that a canonical text stands for, as text for `datetime(...)`; None stays None.

    Times travel as text: the driver needs 50 µs to pack a datetime, the store 2 to read a text.
    """
    return f"{canonical}T00:00:00Z" if canonical and len(canonical) == 10 else canonical


def time_key(canonical: str | None) -> str | None:
    """The canonical time as text of fixed width, as `graph.keys.time_part` gives it.

    >>> time_key("2026-01-02"), time_key("2026-01-02T03:04:05.250Z")
    ('2026-01-02T00:00:00.000000Z', '2026-01-02T03:04:05.250000Z')
    """
    text = time_of(canonical)
    return None if text is None else f"{text[:-1]}{_ZEROS[len(text)]}Z"


_ZEROS = {20: ".000000", 24: "000", 27: ""}
"""Length of a canonical time → what its fraction lacks."""


def known_at(context: Context) -> str:
    """When that became known which a bundle says: at its export, at the latest now."""
    now = time_text(datetime.now(UTC))
    exported_at = time_of(context.exported_at)
    return now if exported_at is None or time_key(exported_at) > time_key(now) else exported_at  # type: ignore[operator]


def time_and_precision(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The times `names` of a row, each with its precision twin, as properties."""
    properties: dict[str, Any] = {}
    for name in names:
        text = row.get(name)
        properties[name] = time_of(text)
        properties[f"{name}_precision"] = precision_of(text)
    return properties


def precision_of(canonical: str | None) -> str | None:
    """`day` for a bare day, None for a time."""
    return "day" if canonical and len(canonical) == 10 else None


def place(number: int) -> int | None:
    """Where something stood in a list; the first place is left unsaid."""
    return number or None


def accounts_named(items: Sequence[StorableRow], noun: str, name: str) -> list[dict[str, Any]]:
    """The accounts that a list of each row names, with the id of the row under its noun."""
    return [
        {noun: item.id, "account": account, "place": place(number)}
        for item in items
        for number, account in enumerate(item.row.get(name, ()))
    ]


def hash_now(item: StorableRow) -> str | None:
    """The hash that marks the row as whole; None where a part of it is saved later."""
    return None if item.late else item.hash


def add_capabilities(steps: Steps, statement: str, words: list[str], **ends: Any) -> None:
    """Add capabilities and their relationships, `name` keeping the text as written."""
    for number, word in enumerate(words):
        folded = fold(word)
        steps.add_once("save_capabilities", folded, id=folded, name=word, by_name=folded)
        steps.add(statement, **ends, capability=folded, name=word, place=place(number))
