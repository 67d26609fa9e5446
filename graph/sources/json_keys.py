"""Keys that stand twice in an object of a line: JSON readers take the last one without a word."""

from __future__ import annotations

import json
from collections import Counter

from graph.sources.conventions import KEY_SLIPS_LISTED
from graph.sources.problems import Problem, Row
from graph.sources.values import quote

_SPACED = (b" :", b"\t:", b"\r:")


def may_repeat(line: bytes, parsed: Row) -> bool:
    """Whether a key may stand twice in the object that a line gave; quick, and never false where one does.

    JSON has a quotation mark and a colon behind each key, and in a text only behind a backslash.
    """
    return line.count(b'":') != _keys(parsed) or any(sign in line for sign in _SPACED)


def _keys(parsed: Row) -> int:
    """How many keys the objects of a value have."""
    count = 0
    ahead: list[object] = [parsed]
    while ahead:
        value = ahead.pop()
        if isinstance(value, dict):
            count += len(value)
            ahead += (child for child in value.values() if isinstance(child, (dict, list)))
        elif isinstance(value, list):
            ahead += (child for child in value if isinstance(child, (dict, list)))
    return count


def repeated_keys(line: bytes) -> list[Problem]:
    """What is wrong with the objects of a line in which a key stands more than once: the last one counts."""
    problems: list[Problem] = []

    def object_of(pairs: list[tuple[str, object]]) -> Row:
        row = dict(pairs)
        if len(row) < len(pairs):
            for name, times in Counter(name for name, _ in pairs).most_common(KEY_SLIPS_LISTED):
                if times > 1:
                    reason = f"`{name}` stands {times} times in the object; the last one counts"
                    problems.append(Problem(name, quote(row[name]), reason, "write each key once"))
        return row

    try:
        json.loads(line, object_pairs_hook=object_of)
    except RecursionError:
        return []  # so deep that only a field which the format does not know can hold it
    return problems[:KEY_SLIPS_LISTED]
