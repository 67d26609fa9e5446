"""The opaque texts of the API: global ids of nodes and cursors of lists."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode

from graph.errors import BadInput
from graph.records import NODES

LABELS = frozenset({"Network", "PeopleSet", *(node.label for node in NODES)})


def to_global_id(label: str, native: str) -> str:
    """The opaque id of a node.

    >>> to_global_id("Person", "acme/ada")
    'UGVyc29uOmFjbWUvYWRh'
    """
    return _encoded(f"{label}:{native}")


def from_global_id(text: str, *place: str | int) -> tuple[str, str]:
    """Label and id of a node; raises BadInput where the text is no global id.

    `place` is where it stands in the arguments; `id` where nothing is said.

    >>> from_global_id("UGVyc29uOmFjbWUvYWRh")
    ('Person', 'acme/ada')
    """
    label, colon, native = (_decoded(text) or "").partition(":")
    if not colon or label not in LABELS or not native:
        raise BadInput(
            f"{text[:80]!r} is not an id of this API",
            remedy="pass an `id` as a field of this API gave it, or use `key: {source, externalId}`",
            path=place or ("id",),
        )
    return label, native


def to_cursor(sort_key: str) -> str:
    """The opaque cursor of a row."""
    return _encoded(sort_key)


def from_cursor(text: str | None, argument: str) -> str | None:
    """The sort key that a cursor stands for; raises BadInput where it is no cursor."""
    if text is None:
        return None
    found = _decoded(text)
    if found is None:
        raise BadInput(
            f"`{argument}` is not a cursor: {text[:80]!r}",
            remedy="pass a `cursor`, `startCursor` or `endCursor` of the same list",
            path=(argument,),
        )
    return found


def _encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(text: str) -> str | None:
    try:
        return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        return None
