"""How much each form of text in a row may hold: the one table, for imports and mutations alike.

A form is what `kinds.FIELDS` says of a field; `metric.unit` is the one text inside an object.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Characters of a text; `lines`: it may hold line breaks and tabs; `items`: of a list of texts."""

    characters: int
    lines: bool = False
    items: int | None = None

    @property
    def in_words(self) -> str:
        """The limit as the documentation says it.

        >>> Limit(100, items=50).in_words
        '50 entries of 100 characters'
        """
        size = f"{self.characters:,} characters"
        if self.items is not None:
            size = f"{self.items} entries of {size}"
        return f"{size}, with line breaks and tabs" if self.lines else size


LIMITS = {
    "line": Limit(500),
    "prose": Limit(20_000, lines=True),
    "word": Limit(100),
    "email": Limit(320),
    "address": Limit(2_000),
    "words": Limit(100, items=200),
    "tags": Limit(100, items=50),
    "reasons": Limit(500, items=50),
    "keys": Limit(2_000, items=200),
}
"""Form of a field → its limit."""

UNIT = LIMITS["word"]
"""The limit of a metric's unit."""
