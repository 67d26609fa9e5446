"""The pages on analysis say what the code says: measures from the registry, queries that hold."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import parse, validate

from api.schema.schema import schema
from graph.measures.catalogue import MEASURES
from graph.measures.conventions import BETWEENNESS_SOURCES, EXACT_BUDGET
from graph.measures.measures_page import PAGE, page

ANALYSIS = Path(__file__).parents[3] / "docs" / "analysis.md"


def test_the_page_of_measures_is_the_registry() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run `python -m graph.measures.measures_page`"
    )


def test_every_measure_has_a_section_that_its_row_leads_to() -> None:
    text = page()
    rows = re.findall(r"^\| \[`(\w+)`\]\(#(\w+)\)", text, re.MULTILINE)
    sections = re.findall(r"^### `(\w+)`$", text, re.MULTILINE)

    assert [key for key, _ in rows] == [anchor for _, anchor in rows]
    assert sorted(sections) == sorted(key for key, _ in rows) == sorted(MEASURES)


def test_every_query_of_the_page_is_one_of_the_schema() -> None:
    text = ANALYSIS.read_text(encoding="utf-8")
    blocks = re.findall(r"```graphql\n(.*?)```", text, re.DOTALL)
    documents = [one for block in blocks for one in re.split(r"\n(?=query \{ analysis)", block)]

    assert len(documents) >= 4
    for document in documents:
        assert validate(schema._schema, parse(document)) == [], document


def test_the_page_says_up_to_where_betweenness_is_exact() -> None:
    text = " ".join(ANALYSIS.read_text("utf-8").split())

    assert EXACT_BUDGET == 10**9
    assert f"at least {BETWEENNESS_SOURCES}, drawn with a fixed seed" in text
    assert f"[{EXACT_BUDGET:,}](conventions.md)" in text
    assert "too much work snapshots estimate it" in MEASURES["betweenness"].when_it_misleads
