"""A network as GraphML: nodes and directed edges with typed attributes, for Gephi, yEd, igraph and networkx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

Row = Sequence[Any]

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML 1.0 document can hold."""
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", date: "string"}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


def write_graphml(
    node_columns: Sequence[str],
    nodes: Sequence[Row],
    edge_columns: Sequence[str],
    edges: Sequence[Row],
    out: IO[bytes],
) -> None:
    """Write the network; the first column of a node is its id, the first two of an edge its ends."""
    lines = [HEAD]
    lines += _keys("node", node_columns[1:], [row[1:] for row in nodes])
    lines += _keys("edge", edge_columns[2:], [row[2:] for row in edges])
    lines.append('  <graph edgedefault="directed">\n')
    out.write("".join(lines).encode())
    for row in nodes:
        data = "".join(_data("node", node_columns[1:], row[1:]))
        out.write(f"    <node id={_quoted(row[0])}>{data}</node>\n".encode())
    for row in edges:
        data = "".join(_data("edge", edge_columns[2:], row[2:]))
        ends = f"source={_quoted(row[0])} target={_quoted(row[1])}"
        out.write(f"    <edge {ends}>{data}</edge>\n".encode())
    out.write(b"  </graph>\n</graphml>\n")
    out.flush()


def _keys(what: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The declarations of these columns, each of the type of its first value."""
    rows = list(rows)
    for place, name in enumerate(columns):
        first = next((row[place] for row in rows if row[place] is not None), "")
        yield (
            f'  <key id="{what}_{name}" for="{what}" attr.name="{name}" '
            f'attr.type="{_TYPES[type(first)]}"/>\n'
        )


def _data(what: str, columns: Sequence[str], values: Row) -> Iterator[str]:
    """The values that are there."""
    for name, value in zip(columns, values, strict=True):
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else escape(_clean(str(value)))
            yield f'<data key="{what}_{name}">{text}</data>'


def _quoted(value: object) -> str:
    return quoteattr(_clean(str(value)))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
