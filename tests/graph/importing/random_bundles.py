"""Generated bundles: whatever the format allows, in any order, with references inside and out."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from graph.sources.kinds import FIELDS, NOUNS, Field, Kind

TEXT = st.text(max_size=12)
WORD = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=6)
IDS = ["a", "b", "c", "A", "a/b", "é "]
TIME = st.one_of(
    st.dates().map(str),
    st.datetimes().map(lambda at: at.isoformat() + "Z"),
    st.datetimes().map(lambda at: at.replace(microsecond=0).isoformat() + "+00:30"),
)
NUMBER = st.one_of(st.integers(-(2**63), 2**63 - 1), st.decimals(-1000, 1000, places=3).map(float))
REF = st.sampled_from(IDS)


def _value(item: Field) -> st.SearchStrategy[Any]:
    """Values of a field, most of them right."""
    if item.choices is not None:
        return st.sampled_from([choice.value for choice in item.choices])
    nested: dict[str, st.SearchStrategy[Any]] = {
        "parents": st.lists(
            REF | st.fixed_dictionaries({"goal": REF}, optional={"weight": NUMBER}), max_size=3
        ),
        "metric": st.fixed_dictionaries(
            {}, optional={"kind": st.just("reach"), "unit": TEXT, "target": NUMBER}
        ),
        "holds": st.lists(
            st.fixed_dictionaries({"person": REF}, optional={"from": TIME, "until": TIME}),
            max_size=3,
        ),
        "backers": st.lists(
            st.fixed_dictionaries({"person": REF}, optional={"at": TIME}), max_size=3
        ),
        "led_to": st.sampled_from(["goal", "need", "experiment"]).flatmap(
            lambda noun: st.fixed_dictionaries({noun: REF})
        ),
        "managers": REF | st.lists(REF, min_size=1, max_size=3),
        "id": REF,
        "ref": REF,
        "refs": st.lists(REF, max_size=3),
        "line": TEXT,
        "prose": TEXT | st.sampled_from(["Why? #tag #goal/a https://x.example/?a=b", "> ?\nno"]),
        "word": WORD,
        "email": WORD,
        "address": TEXT | st.sampled_from(["https://x.example/?a=b", "mailto:a@x.example"]),
        "words": st.lists(WORD, max_size=3),
        "tags": st.lists(TEXT, max_size=3),
        "reasons": st.lists(TEXT, max_size=3),
        "keys": st.lists(TEXT, max_size=3),
        "bool": st.booleans(),
        "level": st.integers(1, 9),
        "seq": st.integers(0, 99),
        "share": st.floats(0, 1),
        "decimal": NUMBER,
        "time": TIME,
        "day": st.dates().map(str),
    }
    return nested[item.form]


def _rows(kind: Kind) -> st.SearchStrategy[list[str]]:
    fields = {item.name: _value(item) for item in FIELDS[kind] if item.part_of is None}
    required = {item.name for item in FIELDS[kind] if item.required}
    row = st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in required},
        optional={name: value for name, value in fields.items() if name not in required},
    )
    most = 6 if kind in NOUNS else 4
    return st.lists(row.map(lambda made: json.dumps(made, ensure_ascii=False)), max_size=most)


def bundles() -> st.SearchStrategy[dict[str, list[str]]]:
    """Lines of every file by its stem; many rows refer to each other, some close cycles."""
    return st.fixed_dictionaries({kind.value: _rows(kind) for kind in Kind})
