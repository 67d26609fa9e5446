"""Workbooks: numbers and days as they are, merged cells, formulas, and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from graph.errors import BundleError
from tests.graph.sources.okr_files import SmallOrganisation


def saved(tmp_path: Path, rows: list[list[Any]], *merged: str, percent: str = "") -> Path:
    """A workbook of these rows; `percent` is a cell that is shown as a percentage."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    if percent:
        sheet[percent].number_format = "0%"
    book.create_sheet("Notes")["A1"] = "goal_id"
    path = tmp_path / "okrs.xlsx"
    book.save(path)
    return path


HEADER = ["goal_id", "title", "start", "target", "current", "updated_at", "parent_ids"]


def test_numbers_and_days_are_read_whatever_the_mapping_says(tmp_path: Path) -> None:
    rows = [
        HEADER,
        [1, "Grow", date(2026, 1, 2), 1234.5, 0.1 + 0.2, datetime(2026, 2, 1, 9, 30), None],
        ["k", "Win", "03/01/2026", "1.234,5", 12, datetime(2026, 2, 1), 1],
    ]
    mapping = (
        'date_format = "DD/MM/YYYY"\ndecimal = ","\nthousands = "."\ntimezone = "Europe/Berlin"\n'
        '[defaults]\nmetric_kind = "reach"\n'
    )
    result = SmallOrganisation(saved(tmp_path, rows), mapping)
    assert result.said == []
    assert [goal["starts_on"] for goal in result.rows] == ["2026-01-02", "2026-01-03"]
    assert result.goals["Grow"]["metric"]["target"] == 1234.5
    assert result.goals["Win"]["metric"]["target"] == 1234.5
    assert result.parents["Win"] == ["Grow"]
    assert result.dated["Grow"] == {"at": "2026-02-01T08:30:00Z", "value": 0.3}
    assert result.dated["Win"] == {"at": "2026-02-01", "value": 12}


def test_a_cell_shown_in_percent_is_a_percentage(tmp_path: Path) -> None:
    rows = [["goal_id", "title", "checkin_progress"], ["A", "A", 0.45], ["B", "B", 1]]
    result = SmallOrganisation(
        saved(tmp_path, rows, percent="C2"), '[defaults]\nupdated_at = "2026-02-01"\n'
    )
    assert [result.dated[title]["progress"] for title in "AB"] == [0.45, 1]


def test_merged_cells_say_the_same_in_every_row(tmp_path: Path) -> None:
    rows = [
        ["Objective", "Owner", "Key result", "Target"],
        ["Grow", "ada@acme.example", "Win", 5],
        [None, None, "Keep", 6],
        ["Care", None, "Ask", 7],
    ]
    mapping = (
        'id_from = ["title"]\n[columns]\nObjective = "title"\nOwner = "owner_email"\n'
        '[[key_results]]\n"Key result" = "title"\nTarget = "target"\n'
    )
    result = SmallOrganisation(saved(tmp_path, rows, "A2:A3", "B2:B3"), mapping)
    assert result.said == []
    assert result.parents == {
        "Grow": [],
        "Win": ["Grow"],
        "Keep": ["Grow"],
        "Care": [],
        "Ask": ["Care"],
    }
    assert result.owners("Keep") == ["ada"]
    levels = '[levels]\nObjective = "objective"\n"Key result" = "key_result"\n'
    assert SmallOrganisation(saved(tmp_path, rows, "A2:A3"), levels).parents == result.parents


def test_rows_are_numbered_as_in_the_sheet_and_the_sheet_may_be_named(tmp_path: Path) -> None:
    rows = [HEADER, [], ["A", "A", "soon"]]
    result = SmallOrganisation(saved(tmp_path, rows))
    assert result.said[0].startswith('row 3, column C `start` is "soon"')
    with pytest.raises(BundleError, match='no sheet "Plan"; its sheets are "Sheet", "Notes"'):
        SmallOrganisation(saved(tmp_path, rows), 'sheet = "Plan"\n')
    with pytest.raises(BundleError, match="there is no column `title`"):
        SmallOrganisation(saved(tmp_path, rows), 'sheet = "Notes"\n')


def test_a_formula_without_a_value_is_told(tmp_path: Path) -> None:
    rows = [HEADER, ["A", "A", None, "=1+1"]]
    with pytest.raises(BundleError, match="the formula in D2 has no value yet"):
        SmallOrganisation(saved(tmp_path, rows))


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "okrs.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("notes.txt", "nothing")
    with pytest.raises(BundleError, match="cannot be read as a workbook"):
        SmallOrganisation(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "okrs.xlsx"
    content = io.BytesIO(saved(tmp_path, [HEADER]).read_bytes())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/large.bin", bytes(129 * 2**20))
    path.write_bytes(content.getvalue())
    with pytest.raises(BundleError, match="unpacks to more than 128 MiB"):
        SmallOrganisation(path)


def test_a_time_of_a_workbook_needs_the_zone_that_its_mapping_says(tmp_path: Path) -> None:
    rows = [HEADER, ["A", "A", None, 5, 1, datetime(2026, 3, 1, 10, 30), None]]
    plain = SmallOrganisation(saved(tmp_path, rows))
    assert "the time has no zone" in plain.said[0]
    assert plain.dated == {}
    told = SmallOrganisation(saved(tmp_path, rows), 'timezone = "Europe/Berlin"')
    assert told.said == [] and told.dated["A"]["at"] == "2026-03-01T09:30:00Z"
