"""Facts of talk as one text, and back: what a run keeps so that the next reads only what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import orjson

from graph.ledger.packed_columns import packed, unpacked
from graph.ledger.talk_tables import COLUMNS, LISTS, TalkTables


def packed_talk(talk: TalkTables) -> str:
    """The facts as text."""
    ids = orjson.dumps({name: list(talk.ids[name]) for name in LISTS})
    sizes = {name: talk.rows(name) for name in COLUMNS}
    head = json.dumps({"ids": len(ids), "tables": sizes}).encode()
    tables = b"".join(talk.tables[name].astype("<i8").tobytes() for name in COLUMNS)
    return packed(len(head).to_bytes(8, "little") + head + ids + tables)


def unpacked_talk(text: str) -> TalkTables:
    """The facts of such a text."""
    data = unpacked(text)
    end = 8 + int.from_bytes(data[:8], "little")
    head = json.loads(data[8:end])
    ids: Mapping[str, list[str]] = orjson.loads(data[end : end + head["ids"]])
    place = end + head["ids"]
    tables = {}
    for name, columns in COLUMNS.items():
        count = head["tables"][name] * len(columns)
        table = np.frombuffer(data, "<i8", count, place).astype(np.int64)
        tables[name] = table.reshape(-1, len(columns))
        place += 8 * count
    return TalkTables(ids, tables)
