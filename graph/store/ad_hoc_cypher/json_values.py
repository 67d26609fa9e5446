"""Values of the store as JSON, and JSON as parameters of statements.

What JSON cannot hold exactly is text: whole numbers beyond 2^53, times, days, durations, NaN and infinity,
bytes (base64). A node is `{labels, properties}`, a relationship `{type, properties}`, a path `{nodes,
relationships}`, whose relationships say between which of the nodes they lead, a point `{srid, coordinates}`.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import orjson

from graph.errors import BadInput, Forbidden, TooCostly
from graph.store.ad_hoc_cypher.allowlists import SECRET_LABELS
from graph.store.ad_hoc_cypher.conventions import EXACT, NESTING, PARAMETER_BYTES

Fields = tuple[Any, ...]
_TRAILING_ZEROS = re.compile(r"(\.\d*?)0+(?!\d)")
"""Of the nine places of a second."""


def graph_value(tag: bytes, fields: Fields) -> dict[str, Any] | None:
    """A node, relationship, path or point of the wire; None for another structure.

    Raises Forbidden for a node whose label is kept secret.
    """
    if tag == b"N":
        secret = SECRET_LABELS.intersection(fields[1])
        if secret:
            raise Forbidden(
                f"nodes of {min(secret)} may not be read", remedy="ask for other labels"
            )
        return {"labels": list(fields[1]), "properties": fields[2]}
    if tag == b"R":
        return {"type": fields[3], "properties": fields[4]}
    if tag == b"r":
        return {"type": fields[1], "properties": fields[2]}
    if tag == b"P":
        return _path(*fields[:3])
    if tag in (b"X", b"Y"):
        return {"srid": fields[0], "coordinates": list(fields[1:])}
    return None


def _path(nodes: list[Any], relationships: list[Any], steps: list[int]) -> dict[str, Any]:
    """The nodes of a path in its order, and its relationships with the places of their ends.

    On the wire `steps` alternates between a relationship, from 1 on and negative where it leads back,
    and the node that it leads to.
    """
    places, links = [0], []
    for number, node in zip(steps[::2], steps[1::2], strict=True):
        here = len(places)
        ends = (here - 1, here) if number > 0 else (here, here - 1)
        links.append(relationships[abs(number) - 1] | {"start": ends[0], "end": ends[1]})
        places.append(node)
    return {"nodes": [nodes[place] for place in places], "relationships": links}


def json_value(value: Any, level: int = 0) -> Any:
    """A value as JSON has it. Raises TooCostly for lists or maps in more than 64 of each other."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is int:
        return value if -EXACT <= value <= EXACT else str(value)
    if kind is float:
        return value if math.isfinite(value) else _name_of_float(value)
    if level > NESTING:
        raise TooCostly(
            f"a value lies in more than {NESTING} lists or maps", remedy="return it flatter"
        )
    if kind is list:
        return [json_value(item, level + 1) for item in value]
    if kind is dict:
        return {str(key): json_value(item, level + 1) for key, item in value.items()}
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if hasattr(value, "iso_format"):
        return _TRAILING_ZEROS.sub(_fraction, value.iso_format())
    if hasattr(value, "to_native"):
        return json_value(list(value.to_native()), level + 1)
    raise BadInput(f"a {kind.__name__} cannot be shown", remedy="return its parts, or its text")


def _fraction(match: re.Match[str]) -> str:
    return match[1] if len(match[1]) > 1 else ""


def _name_of_float(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a value as JSON has it, names of maps apart.

    >>> list(texts_of([{"labels": ["Person"], "properties": {"id": "acme/ann"}}, 5]))
    ['Person', 'acme/ann']
    """
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            waiting += reversed(one.values())


def checked_parameters(parameters: object) -> dict[str, Any]:
    """The parameters of a statement; raises where they are no object of values that the store can take."""
    if parameters is None:
        return {}
    if not isinstance(parameters, Mapping):
        kind = type(parameters).__name__
        raise _refused(f"`parameters` is a {kind}", 'write an object: {"name": value}')
    checked = {_text(name, "parameters"): value for name, value in parameters.items()}
    for name, value in checked.items():
        _check_value(value, f"parameters.{name[:40]}", 0)
    size = len(orjson.dumps(checked, default=str))
    if size > PARAMETER_BYTES:
        raise TooCostly(
            f"the parameters have {size:,} bytes; {PARAMETER_BYTES:,} are allowed",
            remedy="ask in several statements",
            path=("parameters",),
        )
    return checked


def _check_value(value: Any, place: str, level: int) -> None:
    """Raise for a value that the store cannot take."""
    if level > NESTING:
        raise _refused(f"`{place}` lies in more than {NESTING} lists or maps", "send it flatter")
    if value is None or isinstance(value, bool | float | date | datetime):
        return
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise _refused(f"`{place}` has more than 64 bits", "send it as a text")
    elif isinstance(value, str):
        _text(value, place)
    elif isinstance(value, list):
        for item in value:
            _check_value(item, place, level + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            _text(name, place)
            _check_value(item, place, level + 1)
    else:
        raise _refused(f"`{place}` is a {type(value).__name__}", "send JSON values")


def _text(value: object, place: str) -> str:
    """The text, whole in UTF-8 and without NUL."""
    if not isinstance(value, str):
        raise _refused(f"`{place}` has a name that is no text", "name each value by a text")
    if "\0" in value:
        raise _refused(f"`{place}` has the character U+0000", "take it out")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise _refused(f"`{place}` has half a surrogate pair", "send whole characters")
    return value


def _refused(message: str, remedy: str) -> BadInput:
    return BadInput(message, remedy=remedy, path=("parameters",))
