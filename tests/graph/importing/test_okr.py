"""OKR files into the store and out of it: what an export writes, an import finds unchanged."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadInput, NotFound
from graph.exporting.okrs import export_okrs
from graph.importing import Options, Report, import_bundle
from graph.importing.okrs import import_okrs
from graph.sources.kinds import Kind
from graph.sources.okr import open_okr
from graph.store.driver import Store
from tests.graph.importing.whole_organisation import WHOLE
from tests.graph.sources.bundles import folder

ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": "ada", "email": "Ada@Acme.example"},
        {"id": "bob"},
        {"id": "cy", "email": "c;y@acme.example"},
    ],
    "groups": [
        {"id": "core", "name": "Core"},
        {"id": "x::y", "name": "Twins"},
        {"id": "t2", "name": "Twins"},
    ],
    "goals": [
        {
            "id": "a",
            "title": "=SUM(A1)",
            "kind": "purpose",
            "description": 'two\nlines, "quoted"; and -more',
            "status": "active",
            "owners": ["bob", "ada", "cy"],
            "groups": ["x::y", "core"],
            "starts_on": "2026-01-01",
            "due_on": "2026-12-31",
            "tags": ["-a", "b;c", "d\\e"],
            "synonyms": ["'=x"],
        },
        {
            "id": "b;1",
            "title": "+1",
            "parents": ["c", {"goal": "a", "weight": 0.50}],
            "metric": {
                "kind": "increase",
                "unit": "€",
                "baseline": -1.50,
                "target": 10,
                "current": 2,
            },
        },
        {"id": "c", "title": " spaced ", "parents": [{"goal": "a", "weight": 0}], "archived": True},
        {"id": "d", "title": "D", "parents": ["b;1"], "metric": {"current": 7, "target": 9}},
    ],
    "checkins": [
        {"goal": "a", "at": "2026-02-01", "progress": 0.1, "status": "at_risk", "by": "bob"},
        {"goal": "b;1", "at": "2026-01-01", "value": 1},
        {"goal": "b;1", "at": "2026-02-01T10:00:00.250Z", "value": 3.10, "note": "@all: good"},
        {"goal": "d", "at": "2026-02-01", "status": "on_track"},
    ],
}


async def imported(store: Store, path: Path, **options: Any) -> Report:
    source = options.pop("source", None)
    return await import_okrs(store, open_okr(path, source=source), Options(**options))


def counts(report: Report, name: str) -> dict[str, int]:
    return {kind.value: getattr(report.of(kind), name) for kind in (Kind.GOALS, Kind.CHECKINS)}


@pytest.mark.parametrize("rows", [ROWS, WHOLE], ids=["traps", "whole"])
async def test_what_was_exported_is_unchanged(
    empty_store: Store, tmp_path: Path, rows: dict[str, list[dict[str, Any]]]
) -> None:
    # given an organisation with goals of every kind
    await import_bundle(empty_store, folder(tmp_path / "in", rows))
    # when its goals are exported and the file is imported
    (file,) = await export_okrs(empty_store, tmp_path / "okrs.csv")
    report = await imported(empty_store, file.path)
    # then nothing changes
    assert (report.source, report.rejected, report.notes) == ("acme", 0, [])
    assert counts(report, "read")["goals"] == counts(report, "unchanged")["goals"] == file.goals
    assert counts(report, "read")["checkins"] == counts(report, "unchanged")["checkins"]
    assert file.goals == len(rows["goals"])
    sources = await empty_store.rows("sources")
    assert [(row[0], row[1].isoformat()) for row in sources] == [
        ("acme", "2026-01-01T00:00:00+00:00")
    ]


async def test_text_cells_are_no_formulas(empty_store: Store, tmp_path: Path) -> None:
    await import_bundle(empty_store, folder(tmp_path / "in", ROWS))
    (file,) = await export_okrs(empty_store, tmp_path / "okrs.csv")
    with file.path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert rows[0]["title"] == "'=SUM(A1)"
    assert rows[0]["owner_email"] == "acme::bob;Ada@Acme.example;acme::cy"
    assert rows[0]["group"] == "acme::x::y;core"
    assert (rows[1]["title"], rows[1]["start_value"], rows[1]["weight"]) == ("'+1", "-1.5", ";0.5")
    assert (rows[1]["parent_ids"], rows[1]["current"], rows[1]["metric_current"]) == (
        "c;a",
        "3.1",
        "2",
    )
    cells = [cell for row in rows for name, cell in row.items() if name not in ("start_value",)]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


async def test_an_edited_file_changes_what_was_edited(empty_store: Store, tmp_path: Path) -> None:
    await import_bundle(empty_store, folder(tmp_path / "in", ROWS))
    (file,) = await export_okrs(empty_store, tmp_path / "okrs.csv")
    file.path.write_text(file.path.read_text("utf-8-sig").replace("3.1,", "4,"), "utf-8")
    report = await imported(empty_store, file.path)
    assert counts(report, "changed") == {"goals": 0, "checkins": 1}
    assert counts(report, "unchanged") == {"goals": 4, "checkins": 2}


HEADER = "goal_id,parent_ids,title,owner_email,target\n"


async def test_the_checks_of_a_bundle_name_row_and_column(
    empty_store: Store, tmp_path: Path
) -> None:
    # given a row that closes a circle, a parent that is not there, one in a rejected row, a repeat
    path = tmp_path / "q3.csv"
    path.write_text(
        HEADER
        + "A,B,One,,\nB,A,Two,,\nC,nowhere,Three,,\nD,,Four,,x\nE,D,Five,,\nF,,Six,,\nF,,Seven,,\nG,,,,\nH,G,Eight,,\n"
    )
    report_path = tmp_path / "report.json"
    report = await import_okrs(empty_store, open_okr(path), report_path=report_path)
    assert (report.exit_code, report.source) == (3, "okr")
    reasons = {(note.line, note.status, note.field): note.reason for note in report.notes}
    assert reasons.keys() == {
        (3, "mended", "parent_ids"),
        (5, "mended", "target"),
        (4, "mended", "parent_ids"),
        (7, "mended", "goal_id"),
        (9, "rejected", "title"),
        (10, "mended", "parent_ids"),
    }
    assert reasons[4, "mended", "parent_ids"] == (
        'row 4: column B `parent_ids` names the goal "nowhere", which is neither in the file nor in '
        "the store; the reference was left out"
    )
    assert reasons[10, "mended", "parent_ids"] == (
        'row 10: column B `parent_ids` names the goal "G", whose row was rejected (row 9); '
        "the reference was left out"
    )
    assert reasons[7, "mended", "goal_id"] == 'row 7: "F" stands again in row 8; the later row wins'
    assert {note.file for note in report.notes} == {"q3.csv"}
    assert [one.file for one in report.in_order()] == ["q3.csv", "q3.csv, check-ins"]
    whole = json.loads(report_path.read_text())
    assert {note["file"] for note in whole["notes"]} == {"q3.csv"}
    assert len(whole["notes"]) == 6


async def test_strict_and_dry_run_write_nothing(empty_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "q3.csv"
    path.write_text(HEADER + "A,,One,,\nB,,Two,,x\n")
    strict = await imported(empty_store, path, strict=True)
    assert (strict.stopped, strict.exit_code) == (True, 1)
    dry = await imported(empty_store, path, dry_run=True)
    assert (dry.of(Kind.GOALS).saved, dry.of(Kind.GOALS).mended, dry.exit_code) == (2, 1, 3)
    assert await empty_store.rows("goals_by_id", ids=["okr/A"]) == []


async def test_owners_are_found_by_mail_address(empty_store: Store, tmp_path: Path) -> None:
    await import_bundle(empty_store, folder(tmp_path / "in", {"people": ROWS["people"]}))
    path = tmp_path / "q3.csv"
    path.write_text(HEADER + "A,,One,ada@acme.EXAMPLE;eve@acme.example,\n")
    report = await imported(empty_store, path, source="hr")
    assert [note.reason for note in report.notes] == [
        (
            'row 2, column D `owner_email` is "ada@acme.EXAMPLE;eve@acme.example"; nobody in the store '
            'has the mail address "eve@acme.example"; it was left out'
        )
    ]
    assert (report.of(Kind.GOALS).mended, report.exit_code) == (1, 3)
    again = await imported(empty_store, path, source="hr")
    assert (again.of(Kind.GOALS).unchanged, again.exit_code) == (1, 3)
    assert (await imported(empty_store, path, source="hr", strict=True)).exit_code == 1
    rows = [row async for row in empty_store.stream("export_goals", prefix="hr/")]
    assert [owner[1] for owner in rows[0][6]] == ["acme/ada"]


async def test_several_sources_need_a_folder_or_a_choice(
    empty_store: Store, tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match="the store holds no goals"):
        await export_okrs(empty_store, tmp_path / "okrs.csv")
    for source in ("acme", "beta"):
        rows = {"goals": [{"id": "g", "title": source}]}
        await import_bundle(empty_store, folder(tmp_path / source, rows, source=source))
    with pytest.raises(BadInput, match="the goals are of several sources: acme, beta"):
        await export_okrs(empty_store, tmp_path / "okrs.csv")
    (one,) = await export_okrs(empty_store, tmp_path / "okrs.csv", source="beta")
    both = await export_okrs(empty_store, tmp_path / "out")
    assert (one.source, one.goals) == ("beta", 1)
    assert [file.path.name for file in both] == ["acme.csv", "beta.csv"]
