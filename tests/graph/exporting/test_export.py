"""The export: canonical, byte for byte the canonical bundle that was imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from graph.errors import BadInput, NotFound
from graph.exporting import export_bundles
from graph.exporting.canonical import Digits, canonical_line, encode, referred
from graph.importing import Options, TextMode, import_bundle
from graph.sources.kinds import FIELDS, Kind
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.importing.random_bundles import bundles
from tests.graph.importing.whole_organisation import WHOLE, exported, imported, whole_graph
from tests.graph.sources.bundles import MANIFEST, contents, folder

FULL = Options(text=TextMode.FULL)


def test_fields_stand_in_the_order_of_the_format() -> None:
    row = {"title": "T", "id": "g", "tags": [], "metric": {}, "parents": [{"goal": "a"}]}
    line = canonical_line(Kind.GOALS, row)
    assert line == '{"id": "g", "title": "T", "parents": [{"goal": "a"}]}'


def test_values_are_written_as_json_with_their_digits() -> None:
    value = {"a": 'é"\n', "b": True, "c": 0.5, "d": Digits("1.50"), "e": [1, None, {"f": None}]}
    assert encode(value) == '{"a": "é\\"\\n", "b": true, "c": 0.5, "d": 1.50, "e": [1, null, {}]}'


def test_references_are_native_inside_their_source() -> None:
    assert referred("acme", "acme/a/b") == "a/b"
    assert referred("acme", "slack/U1") == {"source": "slack", "id": "U1"}


async def test_a_canonical_bundle_comes_back_byte_for_byte(
    empty_store: Store, tmp_path: Path
) -> None:
    given_files = contents(WHOLE)
    await imported(empty_store, tmp_path / "in", WHOLE)
    assert await exported(empty_store, tmp_path / "out") == given_files


@pytest.mark.parametrize("mode", list(TextMode))
async def test_import_of_an_export_is_the_same_graph(
    empty_store: Store, tmp_path: Path, mode: TextMode
) -> None:
    await imported(empty_store, tmp_path / "in", WHOLE, Options(text=mode))
    first = await exported(empty_store, tmp_path / "one")
    graph = await whole_graph(empty_store, moments=False)
    report = await import_bundle(empty_store, tmp_path / "one", Options(text=mode))
    assert report.total("unchanged") == report.total("read")
    await emptied(empty_store)
    await import_bundle(empty_store, tmp_path / "one", Options(text=mode))
    assert await exported(empty_store, tmp_path / "two") == first
    assert await whole_graph(empty_store, moments=False) == graph


@settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=bundles())
async def test_generated_bundles_come_back(
    store: Store, tmp_path_factory: pytest.TempPathFactory, rows: dict[str, list[str]]
) -> None:
    tmp = tmp_path_factory.mktemp("generated")
    assume(any(rows.values()))
    await emptied(store)
    taken = await import_bundle(store, folder(tmp / "in", rows), FULL)
    assume(taken.rejected < taken.total("read"))
    once = await exported(store, tmp / "one")
    await emptied(store)
    report = await import_bundle(store, tmp / "one", FULL)
    assert (report.rejected, report.total("mended")) == (0, 0)
    assert await exported(store, tmp / "two") == once


async def test_rows_stand_in_the_order_of_their_ids(empty_store: Store, tmp_path: Path) -> None:
    ids = ["b", "a", "B", "é", "a b", "𝒳", "\uffee", "aa", "a/b"]
    await imported(empty_store, tmp_path / "in", {"people": [{"id": id_} for id_ in ids]})
    files = await exported(empty_store, tmp_path / "out")
    assert [json.loads(line)["id"] for line in files["people.jsonl"].splitlines()] == sorted(ids)


async def test_each_source_has_a_folder_of_its_own(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "a", {"people": [{"id": "p"}]})
    await imported(empty_store, tmp_path / "b", {"people": [{"id": "p"}]}, source="acme-2")
    done = await export_bundles(empty_store, tmp_path / "out")
    assert [(export.source, export.path.name, export.rows) for export in done] == [
        ("acme", "acme", {Kind.PEOPLE: 1}),
        ("acme-2", "acme-2", {Kind.PEOPLE: 1}),
    ]
    manifest = json.loads((tmp_path / "out/acme-2/manifest.json").read_text())
    assert manifest == MANIFEST | {"source": "acme-2"}


async def test_an_export_does_not_mix_with_other_files(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "in", WHOLE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter.txt").write_text("dear")
    with pytest.raises(BadInput, match="holds other files, such as 'letter.txt'"):
        await export_bundles(empty_store, tmp_path / "out", source="acme")
    with pytest.raises(NotFound, match="nothing of the source 'emca'"):
        await export_bundles(empty_store, tmp_path / "new", source="emca")


async def test_an_older_export_is_replaced(empty_store: Store, tmp_path: Path) -> None:
    folder(tmp_path / "out", {"offers": ["{}"], "people": ["{}"]})
    await imported(empty_store, tmp_path / "in", {"people": [{"id": "p"}]})
    assert sorted(await exported(empty_store, tmp_path / "out")) == [
        "manifest.json",
        "people.jsonl",
    ]


def test_no_field_is_left_out_of_the_whole_organisation() -> None:
    for kind, fields in FIELDS.items():
        used = {name for row in WHOLE[kind.value] for name in row}
        assert {item.name for item in fields if item.part_of is None} - used <= {
            "question",
            "brief",
        }, kind
