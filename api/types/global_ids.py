"""The opaque global ids of nodes: a label and the id below it."""

from __future__ import annotations

from api.types.opaque_texts import bytes_of_opaque, opaque_text
from graph.errors import BadInput
from graph.records import NODES

LABELS = frozenset({"Network", "PeopleSet", *(node.label for node in NODES)})


def to_global_id(label: str, native: str) -> str:
    """The opaque id of a node.

    >>> to_global_id("Person", "acme/ada")
    'UGVyc29uOmFjbWUvYWRh'
    """
    return opaque_text(f"{label}:{native}".encode())


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


NOUNS = {"Analysis": "an analysis", "CheckIn": "a check-in"}
"""Label → the noun that names it with its article, where that is not `a` and the label."""


def id_of_label(
    label: str, text: object, *place: str | int, subject: str = "that", remedy: str = ""
) -> str:
    """The id below a label that a text names; raises BadInput where it is of another label.

    `place` is where it stands in the arguments, `subject` how the refusal calls it.

    >>> id_of_label("Person", "UGVyc29uOmFjbWUvYWRh", "id")
    'acme/ada'
    """
    found, native = from_global_id(str(text), *place)
    if found != label:
        raise BadInput(
            f"{subject} is the id of {_noun(found)}, not of {_noun(label)}",
            remedy=remedy or f"pass the id of {_noun(label)}",
            path=place,
        )
    return native


def id_in_argument(text: object, label: str, argument: str) -> str:
    """The id below a label that an argument names; raises BadInput where it is of another label.

    >>> id_in_argument("UGVyc29uOmFjbWUvYWRh", "Person", "to")
    'acme/ada'
    """
    return id_of_label(label, text, argument, subject=f"`{argument}`")


def _noun(label: str) -> str:
    return NOUNS.get(label, f"a {label}")


def _text(text: str) -> str | None:
    found = bytes_of_opaque(text)
    try:
        return None if found is None else found.decode()
    except ValueError:
        return None
