"""The opaque texts of the API: global ids of nodes and cursors of lists."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2b

from graph.errors import BadInput
from graph.records import NODES

LABELS = frozenset({"Network", "PeopleSet", *(node.label for node in NODES)})


def to_global_id(label: str, native: str) -> str:
    """The opaque id of a node.

    >>> to_global_id("Person", "acme/ada")
    'UGVyc29uOmFjbWUvYWRh'
    """
    return _encoded(f"{label}:{native}".encode())


def from_global_id(text: str, *place: str | int) -> tuple[str, str]:
    """Label and id of a node; raises BadInput where the text is no global id.

    `place` is where it stands in the arguments; `id` where nothing is said.

    >>> from_global_id("UGVyc29uOmFjbWUvYWRh")
    ('Person', 'acme/ada')
    """
    label, colon, native = (_text(text) or "").partition(":")
    if not colon or label not in LABELS or not native:
        raise BadInput(
            f"{text[:80]!r} is not an id of this API",
            remedy="pass an `id` as a field of this API gave it, or use `key: {source, externalId}`",
            path=place or ("id",),
        )
    return label, native


MARK_BYTES = 3
"""Bytes of a cursor that tell its list from others."""


def to_cursor(place: str, sort_key: str) -> str:
    """The opaque cursor of a row; `place` names its list, in its order.

    >>> to_cursor("people", "ada") == to_cursor("goals", "ada")
    False
    """
    return _encoded(_mark(place) + sort_key.encode())


def from_cursor(text: str | None, argument: str, *places: str) -> str | None:
    """The sort key that a cursor stands for; raises BadInput where it is no cursor of all `places`.

    >>> from_cursor(to_cursor("people", "ada"), "after", "people")
    'ada'
    """
    if text is None:
        return None
    found = _decoded(text)
    if found is None or len(found) < MARK_BYTES:
        raise _no_cursor(argument, f"`{argument}` is not a cursor: {text[:80]!r}")
    if any(found[:MARK_BYTES] != _mark(place) for place in places):
        raise _no_cursor(argument, f"`{argument}` is not a cursor of this list in this order")
    try:
        return found[MARK_BYTES:].decode()
    except ValueError:
        raise _no_cursor(argument, f"`{argument}` is not a cursor: {text[:80]!r}") from None


def _no_cursor(argument: str, message: str) -> BadInput:
    return BadInput(
        message,
        remedy="pass a `cursor`, `startCursor` or `endCursor` of the same list in the same order",
        path=(argument,),
    )


@lru_cache(maxsize=4096)
def _mark(place: str) -> bytes:
    return blake2b(place.encode(), digest_size=MARK_BYTES).digest()


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None


def _text(text: str) -> str | None:
    found = _decoded(text)
    try:
        return None if found is None else found.decode()
    except ValueError:
        return None
