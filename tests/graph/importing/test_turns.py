"""Imports that meet take turns, and an older export that arrives late does not turn the present back."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from api.cli.import_export import exit_code, oldest_first
from api.cli.import_report import show_report
from graph.importing import LateMode, Options, TextMode
from graph.importing.import_lock import Freshness, turn
from graph.importing.import_progress import ignore_progress
from graph.sources.kinds import FIELDS, Kind
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import WHOLE, imported, query, whole_graph
from tests.graph.sources.bundles import folder

NAMES = {
    Kind.MEMBERSHIPS: ("role", "since"),
    Kind.CHECKINS: ("id", "by"),
    Kind.REACTIONS: ("kind",),
    Kind.LINKS: ("state",),
    Kind.OUTCOMES: ("reason",),
}
"""Fields that a row may do without and that say which row it is, or how it stands."""
FILL = Options(text=TextMode.FULL, late=LateMode.FILL)


def bare() -> dict[str, list[dict[str, Any]]]:
    """The rows of the organisation with what they must say only: every other field says another thing."""
    kept = {
        kind: {one.name for one in FIELDS[kind] if one.required} | set(NAMES.get(kind, ()))
        for kind in Kind
    }
    return {
        kind.value: [
            {name: value for name, value in row.items() if name in kept[kind]}
            for row in WHOLE[kind.value]
        ]
        for kind in Kind
        if kind.value in WHOLE
    }


async def test_a_late_export_changes_nothing(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "new", WHOLE, exported_at="2026-03-01T12:00:00Z")
    before = await whole_graph(empty_store)
    late = bare()
    late["people"].append({"id": "new", "home_group": "core"})

    report = await imported(empty_store, tmp_path / "old", late, exported_at="2026-02-01")

    assert (report.stopped, report.late, exit_code([report])) == (True, "2026-03-01T12:00:00Z", 1)
    assert await whole_graph(empty_store) == before
    out = Console(record=True, width=200)
    show_report(report, Console(quiet=True), out, has_report_file=False)
    assert "an export of acme of 2026-03-01T12:00:00Z was imported before" in out.export_text()

    report = await imported(empty_store, tmp_path / "old", late, FILL, exported_at="2026-02-01")

    assert (report.exit_code, report.total("saved"), report.total("changed")) == (0, 1, 0)
    after = await whole_graph(empty_store)
    assert set(before) <= set(after)
    assert {one for one in after if one not in before} == {
        one for one in after if '"acme/new"' in one
    }
    assert await query(empty_store, "MATCH (s:Source) RETURN toString(s.exported_at)") == [
        ("2026-03-01T12:00:00Z",)
    ]


async def test_a_home_stays_where_the_newest_export_has_it(
    empty_store: Store, tmp_path: Path
) -> None:
    for month, home in (("01", "h1"), ("03", "h2"), ("02", "h1")):
        rows = {
            "groups": [{"id": "h1", "name": "H1"}, {"id": "h2", "name": "H2"}],
            "people": [{"id": "m", "home_group": home}],
        }
        await imported(empty_store, tmp_path, rows, exported_at=f"2026-{month}-01T00:00:00Z")

    text = "MATCH ()-[r:HOME_IN]->(g) RETURN g.id, toString(r.until) ORDER BY g.id"
    assert await query(empty_store, text) == [
        ("acme/h1", "2026-03-01T00:00:00Z"),
        ("acme/h2", None),
    ]


@pytest.mark.parametrize(
    ("this", "last", "late"),
    [
        ("2026-01-01", "2026-01-02", True),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", True),
        ("2026-01-01", "2026-01-01T23:00:00Z", False),
        ("2026-01-01T01:00:00Z", "2026-01-01", False),
        ("2026-01-01", "2026-01-01", False),
        ("2026-01-02", "2026-01-01", False),
        (None, "2026-01-01", False),
        ("2026-01-01", None, False),
    ],
)
def test_which_export_is_late(this: str | None, last: str | None, late: bool) -> None:
    fresh = Freshness(this, last, True)

    assert fresh.late is late
    assert fresh.newest == (last if late or this is None else this)


async def test_an_export_from_the_future_is_taken_as_made_now(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, {"people": [{"id": "a"}]}, exported_at="2999-01-01")
    report = await imported(
        empty_store, tmp_path, {"people": [{"id": "b"}]}, exported_at="2998-01-01"
    )

    assert report.total("saved") == 1
    text = "MATCH (s:Source) RETURN s.exported_at <= datetime()"
    assert await query(empty_store, text) == [(True,)]


def test_bundles_of_one_source_are_read_oldest_first(tmp_path: Path) -> None:
    bundles = {
        name: folder(tmp_path / name, {}, source=source, exported_at=at)
        for name, source, at in (
            ("a", "x", "2026-03-01"),
            ("b", "y", "2026-01-01"),
            ("c", "x", "2026-01-01"),
            ("d", "y", None),
        )
    }

    paths = oldest_first([bundles[name] for name in "abcd"])

    assert [path.name for path in paths] == ["c", "d", "a", "b"]


def begun(store: Store, bundle: Path) -> subprocess.Popen[str]:
    """A process of its own that imports the bundle."""
    environment = os.environ | {
        "NEO4J_URI": store.target.uri,
        "NEO4J_USERNAME": store.target.username,
        "NEO4J_PASSWORD": store.target.password,
    }
    command = [sys.executable, "-m", "tests.graph.importing.run_import", str(bundle)]
    root = Path(__file__).resolve().parents[3]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, cwd=root, stdout=pipe, stderr=pipe, text=True)


async def test_imports_that_meet_wait_for_each_other(empty_store: Store, tmp_path: Path) -> None:
    rows = [WHOLE, bare()]
    paths = [folder(tmp_path / str(n), one) for n, one in enumerate(rows)]
    expected = []
    for order in sorted(set(permutations((0, 1, 0)))):
        await emptied(empty_store)
        for number in order:
            await imported(empty_store, tmp_path / "x", rows[number])
        expected.append(await whole_graph(empty_store, moments=False))

    for _ in range(2):
        await emptied(empty_store)
        async with turn(empty_store, ignore_progress):
            processes = [begun(empty_store, path) for path in (paths[0], paths[1], paths[0])]
            lines = [
                await asyncio.to_thread(one.stdout.readline) for one in processes if one.stdout
            ]
        ended = [await asyncio.to_thread(one.communicate, timeout=120) for one in processes]

        assert lines == ["waiting\n"] * 3
        assert [
            (one.returncode, errors) for one, (_, errors) in zip(processes, ended, strict=True)
        ] == [(0, "")] * 3
        assert await whole_graph(empty_store, moments=False) in expected
