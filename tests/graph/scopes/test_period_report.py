"""A report of a quarter by hand: what it says, whom it names (nobody), what it withholds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.cli.report import document_for
from graph.errors import BadInput, NotFound
from graph.exporting.report_document import (
    Document,
    Heading,
    Paragraph,
    Table,
    cell_of,
    to_html,
    to_markdown,
)
from graph.importing import import_bundle
from graph.records.period import Period
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

HOSTILE = '<script>alert("x")</script>| [a](javascript:b) \u202egpj'
PEOPLE = [f"Xenia-{number} Quixote" for number in range(7)]
Q2 = {"starts_on": "2026-04-01", "due_on": "2026-06-30"}
SAID = "2026-06-20"


def goal(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id.title(), "owners": ["p0"], "status": "active"} | Q2 | more


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store, tmp_path_factory: Any) -> AsyncIterator[Store]:
    """A purpose, a year's objective, and two quarters of three groups."""
    rows: dict[str, Any] = {
        "groups": [
            {"id": "big", "name": "Big <b>"},
            {"id": "part", "name": "Part", "parent": "big"},
            {"id": "two", "name": "Two Only"},
        ],
        "people": [
            {"id": f"p{number}", "name": name, "home_group": "big" if number < 5 else "two"}
            for number, name in enumerate(PEOPLE)
        ],
        "goals": [
            {"id": "why", "title": HOSTILE, "kind": "purpose"},
            goal(
                "year",
                starts_on="2026-01-01",
                due_on="2026-12-31",
                parents=["why"],
                kind="objective",
            ),
            goal(
                "old", starts_on="2026-01-01", due_on="2026-03-31", status="missed", groups=["big"]
            ),
            goal(
                "lost", starts_on="2026-01-01", due_on="2026-03-31", status="missed", groups=["big"]
            ),
            goal(
                "again", predecessor="old", parents=["year"], groups=["big"], blocked_by=["loose"]
            ),
            goal("small", parents=["year"], groups=["two"], status="achieved"),
            goal("loose", owners=[], groups=["part"]),
        ],
        "checkins": [
            {"goal": "old", "at": "2026-03-20", "progress": 0.4},
            {"goal": "again", "at": SAID, "progress": 0.5},
            {"goal": "loose", "at": SAID, "progress": 0.95},
        ],
        "conversations": [{"id": "t"}],
        "messages": [
            {
                "id": "m",
                "conversation": "t",
                "at": "2026-06-10T10:00:00Z",
                "author": "p1",
                "kind": "post",
                "text": "SECRET",
            }
        ],
        "links": [
            {"conversation": "t", "goal": "again", "method": "explicit"},
            {"conversation": "t", "goal": "loose", "state": "suggested", "method": "lexical"},
        ],
    }
    path = Path(tmp_path_factory.mktemp("report")) / "bundle"
    await emptied(store)
    report = await import_bundle(store, folder(path, rows))
    assert (report.exit_code, report.notes) == (0, [])
    yield store


def tables(document: Document) -> dict[str, list[list[str]]]:
    """First column name of each table → its rows."""
    return {
        block.columns[0]: [[cell_of(cell).text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    }


async def test_the_report_by_hand(acme: Store) -> None:
    document = await document_for(acme, Period.of("2026-Q2"))
    found = tables(document)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0] == (
        "3 goals end in the period, 1 goal runs on beyond it; it is over, not closed yet. Of those that end, the "
        "mean progress is 82 % (of 3 whose progress is known)."
    )
    tree = next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.columns[0] == "Goal" and len(block.columns) == 5
    )
    shown = [
        (cell_of(row[0]).text, cell_of(row[0]).depth, cell_of(row[2]).text, cell_of(row[4]).text)
        for row in tree.rows
    ]
    assert shown == [
        (HOSTILE, 0, "75 %", ""),
        ("Year", 1, "75 %", "runs on"),
        ("Again", 2, "50 %", "open"),
        ("Small", 2, "100 %", "reached"),
        ("Loose", 0, "95 %", "open"),
    ]
    assert found["Carried over"] == [["Again", "40 %", "50 %", "+10 points"]]
    assert found["Not carried over from 2026-Q1"] == [["Lost", "missed", "–"]]
    groups = {row[0]: row[1:] for row in found["Group"]}
    assert groups == {
        "Big <b>": ["1", "0", "0", "1", "0", "0", "50 %", "40 %", "0 % ± 25"],
    }
    assert "2 groups of fewer than 5 people are withheld." in texts
    assert "1 goal waits for another one." in texts
    assert [row[0] for row in found["At risk"]] == ["Again"]
    assert found["Without an owner (1)"] == [["Loose"]]
    assert found["Without a way up to the top of the goals (1)"] == [["Loose"]]
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert heads[:3] == ["In short", "From the purpose to the goals", "Since 2026-Q1"]


async def test_it_names_no_person_no_talk_and_no_small_group(acme: Store) -> None:
    document = await document_for(acme, Period.of("2026-Q2"), signs=True)
    for text in (to_html(document), to_markdown(document)):
        assert not any(name.split()[0] in text for name in PEOPLE)
        assert "Quixote" not in text and "SECRET" not in text and "Two Only" not in text
    page = to_html(document)
    assert "<script" not in page and "http" not in page.replace(
        "http://www.w3.org/2000/svg", ""
    ).replace("http-equiv", "")
    assert "Loose" in page and "nobody spoke about it" in page


async def test_a_group_and_what_is_part_of_it(acme: Store) -> None:
    document = await document_for(acme, Period.of("2026-Q2"), "acme/big")
    assert document.line.startswith("Big <b> · ")
    assert "Small" not in to_markdown(document)
    assert "Loose" in to_markdown(document)
    with pytest.raises(BadInput, match="fewer than 5 people"):
        await document_for(acme, Period.of("2026-Q2"), "acme/two")
    with pytest.raises(NotFound):
        await document_for(acme, Period.of("2026-Q2"), "acme/none")


async def test_a_period_without_goals_is_a_whole_report(acme: Store) -> None:
    document = await document_for(acme, Period.of("2020-Q2"))
    assert "No goal ends in this period" in to_html(document)
    assert to_markdown(document).count("\n## ") == 8


async def test_goals_that_wait_for_late_ones_and_in_circles_are_counted(
    acme: Store, tmp_path: Path
) -> None:
    loose = goal("loose", owners=[], groups=["part"], blocked_by=["again"])
    await import_bundle(acme, folder(tmp_path / "b", {"goals": [loose]}, exported_at="2026-09-01"))
    document = await document_for(acme, Period.of("2026-Q2"))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert (
        "2 goals wait for another one, 1 of them for one that is behind, reported at risk or missed; 2 wait "
        "for each other in a circle, where somebody has to go first."
    ) in texts
    assert {row[0] for row in tables(document)["At risk"]} == {"Again", "Loose"}
