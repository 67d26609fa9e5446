"""The page and the template of the bundle are those of the table that checks it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.sources import bundle_page
from graph.sources.bundle import open_bundle
from graph.sources.bundle_reader import read_rows
from graph.sources.field_meanings import MEANINGS, ROWS
from graph.sources.kinds import FIELDS, ORDER, Kind
from graph.sources.references import resolve
from graph.sources.report import Report
from graph.sources.rows import RowChecker
from graph.sources.spool import open_spool
from graph.sources.template import EXAMPLES, write_template
from tests.graph.sources.test_references import Stored, notes_of

FIELDS_OF = {kind: {one.name for one in FIELDS[kind] if one.part_of is None} for kind in ORDER}


def test_the_page_is_up_to_date() -> None:
    assert bundle_page.PAGE.read_text("utf-8") == bundle_page.page()


@pytest.mark.parametrize("kind", ORDER)
def test_every_field_has_a_meaning_and_an_example_and_nothing_else_has(kind: Kind) -> None:
    assert MEANINGS[kind].keys() <= FIELDS_OF[kind] and ROWS[kind]
    assert {name for row in EXAMPLES[kind] for name in row} == FIELDS_OF[kind]
    checker = RowChecker(kind, "example", mends=False)
    for row in EXAMPLES[kind]:
        assert checker.check(json.dumps(row).encode()).mended == []
    page = bundle_page.page()
    section = page[page.index(f"## `{kind.file}`") :].split("\n## ")[0]
    for item in FIELDS[kind]:
        if item.part_of is None:
            must = "yes" if item.required else ""
            assert f"| `{item.name}` | {must} | " in section


def test_the_template_is_a_bundle_without_fault(tmp_path: Path) -> None:
    made = write_template(tmp_path / "new")
    assert {path.name for path in made} == {"manifest.json", *(kind.file for kind in ORDER)}
    report = Report("", "example", "full", "none", False, strict=True)
    with open_bundle(tmp_path / "new") as bundle, open_spool() as spool:
        read_rows(bundle, spool, report, lambda kind, done: None, mends=False)
        asyncio.run(resolve(spool, report, Stored()))
        assert notes_of(spool) == []
    assert report.exit_code == 0 and report.total("read") == sum(map(len, EXAMPLES.values()))
    with pytest.raises(BadInput):
        write_template(tmp_path / "new")
