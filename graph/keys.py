"""The text keys of the store: folded text, sort keys that end in the id, and times cut to microseconds."""

from __future__ import annotations

import hashlib
import re
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


def unaccented(text: str) -> str:
    """The folded text without accents: what search, filters and the order of names compare.

    >>> unaccented("Résumé"), unaccented("Re\u0301sume\u0301"), unaccented("Straße"), unaccented("Ørsted")
    ('resume', 'resume', 'strasse', 'orsted')
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    return unicodedata.normalize("NFKC", bare).translate(_LETTERS).strip()


_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t"}
    | {"ı": "i", "ŋ": "n", "ĸ": "q"}
)
"""Letters that stand for plain ones in no normal form; as the store's folding of words has them."""

KEY_LENGTH = 500
"""Characters of a text that are compared."""


def text_key(text: str) -> str:
    """The text as filters and search compare it: folded, without accents, cut to KEY_LENGTH."""
    return unaccented(text[: 2 * KEY_LENGTH])[:KEY_LENGTH]


LONGEST = 200
"""Characters of a text that count for its order; an index entry has room for about 8,000 bytes."""


def order_text(text: str | None) -> str | None:
    """The folded text by which a list is ordered, cut; None for an absent or empty one."""
    return unaccented(text[: 2 * LONGEST])[:LONGEST] or None if text else None


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


def mail_tombstone(key: str) -> str:
    """The hash by which a mail address (its key) of somebody who was erased is remembered.

    >>> mail_tombstone("ann@acme.com") == tombstone("people", "ann@acme.com")
    False
    """
    return tombstone("mails", key)
