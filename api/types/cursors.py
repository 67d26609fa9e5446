"""The opaque cursors of lists: where a page begins, marked with the list that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from api.types.opaque_texts import bytes_of_opaque, opaque_text
from graph.errors import BadInput
from graph.store.list_orders import OrderKey, packed_cursor, unpacked_cursor

MARK_BYTES = 3
"""Bytes of a cursor that tell its list from others."""


def to_cursor(place: str, sort_key: str | Sequence[Any]) -> str:
    """The opaque cursor of a row; `place` names its list, in its order, of one key or several.

    >>> to_cursor("people", "ada") == to_cursor("goals", "ada")
    False
    """
    text = sort_key if isinstance(sort_key, str) else packed_cursor(sort_key)
    return opaque_text(_mark(place) + text.encode())


def from_cursor(text: str | None, argument: str, *places: str) -> str | None:
    """The sort key that a cursor stands for; raises BadInput where it is no cursor of all `places`.

    >>> from_cursor(to_cursor("people", "ada"), "after", "people")
    'ada'
    """
    if text is None:
        return None
    found = bytes_of_opaque(text)
    if found is None or len(found) < MARK_BYTES:
        raise _no_cursor(argument, f"`{argument}` is not a cursor: {text[:80]!r}")
    if any(found[:MARK_BYTES] != _mark(place) for place in places):
        raise _no_cursor(argument, f"`{argument}` is not a cursor of this list in this order")
    try:
        return found[MARK_BYTES:].decode()
    except ValueError:
        raise _no_cursor(argument, f"`{argument}` is not a cursor: {text[:80]!r}") from None


def check_keys(text: str | None, argument: str, keys: Sequence[OrderKey]) -> None:
    """Raise BadInput where what a cursor stands for is no row of a list in the order of these keys."""
    if text is None or not keys:
        return
    try:
        unpacked_cursor(text, keys)
    except ValueError:
        message = f"`{argument}` is not a cursor of this list in this order"
        raise _no_cursor(argument, message) from None


def _no_cursor(argument: str, message: str) -> BadInput:
    return BadInput(
        message,
        remedy="pass a `cursor`, `startCursor` or `endCursor` of the same list in the same order",
        path=(argument,),
    )


@lru_cache(maxsize=4096)
def _mark(place: str) -> bytes:
    return blake2b(place.encode(), digest_size=MARK_BYTES).digest()
