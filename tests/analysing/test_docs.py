"""The page on analysis says what the registry says."""

from __future__ import annotations

from pathlib import Path

from graph.analysing.scores import SCORED
from graph.value.catalogue import MEASURES

PAGE = Path(__file__).parents[2] / "docs" / "analysis.md"


def test_the_page_lists_every_stored_measure_as_it_is_registered() -> None:
    text = PAGE.read_text(encoding="utf-8")

    rows = [
        f"| `{key}` | {one.title} | {one.formula} | {one.unit} | {one.range} |"
        for key in SCORED
        if (one := MEASURES[key])
    ]
    assert [row for row in rows if row not in text] == []
