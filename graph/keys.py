"""The text keys of the store: folded text, sort keys that end in the id, and times cut to microseconds."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, date, datetime

SEPARATOR = "\u001f"
"""Stands between the parts of a sort key; ids may not hold control characters."""

ABSENT = "\uffff"
"""Stands for an absent part of a sort key, so that absent values sort last."""

PREFIX_END = "\u0020"
"""The character after SEPARATOR: `prefix + PREFIX_END` is above every key that begins with `prefix + SEPARATOR`."""


def fold(text: str) -> str:
    """The text as it is compared: compatibility forms unified, letter case dropped.

    >>> fold("ＡDA Straße")
    'ada strasse'
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()


LONGEST = 200
"""Characters of a text that count for its order; an index entry has room for about 8,000 bytes."""


def text_part(text: str | None) -> str | None:
    """The folded text of a sort key, cut to LONGEST characters; None stays None."""
    return None if text is None else fold(text)[:LONGEST]


def sort_key(*parts: str | None) -> str:
    """The indexed text by which a list is ordered: its parts joined, absent ones last.

    >>> sort_key(fold("Ada"), "acme/ada") < sort_key(fold("bob"), "acme/bob") < sort_key(None, "a")
    True
    """
    return SEPARATOR.join(ABSENT if part is None else part for part in parts)


def time_part(at: datetime | None) -> str | None:
    """A UTC time as text of fixed width, which sorts as the times do; None stays None.

    >>> time_part(datetime(2026, 1, 2, 3, 4, 5, 600, tzinfo=UTC))
    '2026-01-02T03:04:05.000600Z'
    """
    if at is None:
        return None
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def day_part(day: date | None) -> str | None:
    """A day as text that sorts as the days do; None stays None."""
    return None if day is None else day.isoformat()


def number_part(number: int | None) -> str | None:
    """A number from 0 to 999,999,999,999 as 12 digits; None stays None.

    >>> number_part(42)
    '000000000042'
    """
    return None if number is None else f"{number:012d}"


def message_key(conversation: str, at: datetime, seq: int | None, message: str) -> str:
    """The `by_at` of a message: its conversation, time, order inside it, id."""
    return sort_key(conversation, time_part(at), number_part(seq), message)


def source_of(global_id: str) -> str:
    """The source part of `source/native`.

    >>> source_of("rust-lang/2025h1/const")
    'rust-lang'
    """
    return global_id.partition("/")[0]


def native_of(global_id: str) -> str:
    """The native part of `source/native`.

    >>> native_of("rust-lang/2025h1/const")
    '2025h1/const'
    """
    return global_id.partition("/")[2]


def tombstone(kind: str, id_: str) -> str:
    """The hash by which a thing that was taken back is remembered, without its id being kept.

    >>> len(tombstone("messages", "acme/17"))
    32
    """
    return hashlib.blake2b(f"{kind}\x1f{id_}".encode(), digest_size=16).hexdigest()
