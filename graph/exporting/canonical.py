"""The canonical text of a row: its fields in the order of FORMATS, absent ones left out.

The spacing is that of Python's `json.dumps`, so a line reads like the examples of the format.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from graph.keys import native_of, source_of
from graph.sources.kinds import FIELDS, Kind


class Digits(str):
    """A decimal number as text, written as the number it is."""

    __slots__ = ()


def canonical_line(kind: Kind, row: Mapping[str, Any]) -> str:
    """The line of a row, without its line break."""
    return encode({item.name: row.get(item.name) for item in FIELDS[kind]})


def encode(value: Any) -> str:
    """JSON text; None, empty lists and empty objects are left out of objects.

    >>> encode({"id": "é", "x": None, "parents": [{"goal": "a", "weight": Digits("0.50")}]})
    '{"id": "é", "parents": [{"goal": "a", "weight": 0.50}]}'
    """
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, Mapping):
        members = (
            f"{json.dumps(name)}: {encode(item)}"
            for name, item in value.items()
            if item is not None and item != [] and item != {}
        )
        return "{" + ", ".join(members) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(encode(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def referred(source: str, global_id: str | None) -> str | dict[str, str] | None:
    """A reference as a bundle of `source` writes it.

    >>> referred("acme", "acme/p1"), referred("acme", "slack/U1")
    ('p1', {'source': 'slack', 'id': 'U1'})
    """
    if global_id is None:
        return None
    if source_of(global_id) == source:
        return native_of(global_id)
    return {"source": source_of(global_id), "id": native_of(global_id)}
