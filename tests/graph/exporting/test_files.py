"""Which files an export writes, where it refuses to, and that an older one is replaced when it is whole."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadInput, NotFound
from graph.exporting.bundle_export import FLUSH, export_bundles
from graph.exporting.okrs import BATCH, export_okrs
from graph.sources.kinds import Kind
from graph.sources.okr.columns import ALL
from graph.store.statements import statement
from tests.statement_answers import HollowStore

AT = datetime(2026, 1, 2, tzinfo=UTC)


def row(name: str, /, **columns: Any) -> tuple[Any, ...]:
    return tuple(columns.get(column) for column in statement(name).columns)


def groups(count: int) -> list[tuple[Any, ...]]:
    return [row("export_groups", id=f"acme/g{n:04}", name=f"G{n}", archived=False) for n in range(count)]  # fmt: skip


def store_of(**answers: Any) -> Any:
    sources = [("acme", AT, "day"), ("hr", None, None)]
    return HollowStore({"sources": sources, "export_groups": groups(1)} | answers)


async def test_each_source_has_a_folder_or_one_is_the_folder_itself(tmp_path: Path) -> None:
    store = store_of()
    exports = await export_bundles(store, tmp_path / "all")
    assert [(one.source, one.path.name, one.rows) for one in exports] == [
        ("acme", "acme", {Kind.GROUPS: 1}), ("hr", "hr", {Kind.GROUPS: 1}),
    ]  # fmt: skip
    manifest = json.loads((tmp_path / "all/acme/manifest.json").read_text())
    assert manifest == {
        "format": "goalgraph-bundle", "version": 1, "source": "acme", "exported_at": "2026-01-02",
    }  # fmt: skip
    assert "exported_at" not in json.loads((tmp_path / "all/hr/manifest.json").read_text())
    (one,) = await export_bundles(store, tmp_path / "one", source="hr")
    assert sorted(entry.name for entry in one.path.iterdir()) == ["groups.jsonl", "manifest.json"]
    assert (tmp_path / "one/groups.jsonl").read_text() == '{"id": "g0000", "name": "G0"}\n'


async def test_rows_are_asked_for_by_source_and_told_as_they_are_written(tmp_path: Path) -> None:
    told: list[tuple[Kind, int]] = []
    store = store_of(export_groups=groups(FLUSH + 1))
    await export_bundles(
        store, tmp_path, source="acme", tell=lambda kind, count: told.append((kind, count))
    )
    assert told == [(Kind.GROUPS, FLUSH), (Kind.GROUPS, FLUSH + 1)]
    for name, params in store.sent:
        if name.startswith("export_"):
            assert list(params.values()) in (["acme/"], ["acme"])


async def test_an_older_file_without_rows_now_is_gone(tmp_path: Path) -> None:
    (tmp_path / "people.jsonl").write_text("old\n")
    (tmp_path / "groups.jsonl.part").write_text("half\n")
    await export_bundles(store_of(), tmp_path, source="acme")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["groups.jsonl", "manifest.json"]


@pytest.mark.parametrize("name", ["notes.txt", "groups.json"])
async def test_a_bundle_does_not_mix_with_other_files(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(BadInput, match=f"other files, such as '{name}'"):
        await export_bundles(store_of(), tmp_path, source="acme")
    with pytest.raises(BadInput, match="is a file"):
        await export_bundles(store_of(), tmp_path / name, source="acme")


async def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing of the source 'x'") as caught:
        await export_bundles(store_of(), tmp_path, source="x")
    assert caught.value.remedy == "choose one of: acme, hr"
    with pytest.raises(NotFound, match="no bundle"):
        await export_bundles(store_of(sources=[]), tmp_path)


def goals(count: int) -> list[tuple[Any, ...]]:
    names = ("parents", "owners", "groups", "tags", "synonyms")
    lists: dict[str, Any] = {name: [] for name in names}
    return [
        row("export_okrs", id=f"acme/g{n:04}", title="=1+1", metric_target="-5", archived=False, **lists)
        for n in range(count)
    ]  # fmt: skip


def okr_store(*sources: str, count: int = 1) -> Any:
    return HollowStore(
        {"sources_of_goals": [(source,) for source in sources], "export_okrs": goals(count)}
    )


async def test_an_okr_file_has_its_header_and_no_formulas(tmp_path: Path) -> None:
    (file,) = await export_okrs(okr_store("acme"), tmp_path / "out.csv")
    assert (file.source, file.path, file.goals) == ("acme", tmp_path / "out.csv", 1)
    with file.path.open(encoding="utf-8-sig", newline="") as lines:
        header, goal = csv.reader(lines)
    assert header == list(ALL)
    cells = dict(zip(header, goal, strict=True))
    assert cells["title"] != "=1+1" and cells["title"].endswith("=1+1")
    assert (cells["goal_id"], cells["target"]) == ("g0000", "-5")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("count", [0, BATCH, BATCH + 1])
async def test_goals_are_written_in_batches_and_counted(count: int, tmp_path: Path) -> None:
    told: list[int] = []
    (file,) = await export_okrs(
        okr_store("acme", count=count), tmp_path / "o.csv", tell=told.append
    )
    assert file.goals == told[-1] == count
    assert told == ([BATCH] if count >= BATCH else []) + [count]


async def test_each_source_has_its_file_or_one_is_chosen(tmp_path: Path) -> None:
    files = await export_okrs(okr_store("hr", "acme"), tmp_path / "out")
    assert [(one.source, one.path.name) for one in files] == [
        ("acme", "acme.csv"),
        ("hr", "hr.csv"),
    ]
    (one,) = await export_okrs(okr_store("hr", "acme"), tmp_path / "hr.CSV", source="hr")
    assert (one.source, one.path.name) == ("hr", "hr.CSV")


@pytest.mark.parametrize(
    ("sources", "path", "source", "error", "message", "remedy"),
    [
        (("acme", "hr"), "o.csv", None, BadInput, "several sources: acme, hr", "--source"),
        (("acme",), "none/o.csv", None, BadInput, "cannot be written", "exists"),
        (("acme",), "folder.csv", None, BadInput, "cannot be written", "exists"),
        (("acme",), "file", None, BadInput, "is a file", ".csv"),
        (("acme",), "o.csv", "x", NotFound, "no goals of 'x'", "choose one of: acme"),
        ((), "o.csv", None, NotFound, "the store holds no goals", "import some first"),
    ],
)
async def test_where_a_file_cannot_be_written(
    tmp_path: Path, sources: Any, path: str, source: Any, error: Any, message: str, remedy: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(error, match=message) as caught:
        await export_okrs(okr_store(*sources), tmp_path / path, source=source)
    assert remedy in caught.value.remedy
