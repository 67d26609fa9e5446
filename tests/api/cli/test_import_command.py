"""`goalgraph import` and `export` from outside: exit codes, what is printed where."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from graph.store.driver import Store
from tests.command_line import goalgraph
from tests.graph.importing.whole_organisation import WHOLE
from tests.graph.sources.bundles import contents, folder

ROOT = Path(__file__).resolve().parents[3]


def run(store: Store, *words: str) -> subprocess.CompletedProcess[str]:
    """What the command line did with the store of the tests."""
    return goalgraph(*words, target=store.target)


async def test_a_good_bundle_goes_in_and_comes_out(empty_store: Store, tmp_path: Path) -> None:
    bundle = folder(tmp_path / "in", WHOLE)
    done = run(empty_store, "import", str(bundle), "--text", "full")
    assert (done.returncode, done.stderr) == (0, "")
    assert "messages.jsonl" in done.stdout and "rows/s" in done.stdout
    out = run(empty_store, "export", str(tmp_path / "out"))
    assert out.returncode == 0
    files = {entry.name: entry.read_bytes() for entry in (tmp_path / "out/acme").iterdir()}
    assert files == contents(WHOLE)
    again = run(empty_store, "import", str(tmp_path / "out"), "--text", "full")
    assert again.returncode == 0


async def test_rejected_rows_are_shown_with_their_remedy(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = {"goals": [{"id": "g", "title": "G", "kind": "process"}, {"id": "h", "title": "H"}]}
    bundle, report = folder(tmp_path / "in", rows), tmp_path / "report.json"
    done = run(empty_store, "import", str(bundle), "--report", str(report))
    assert done.returncode == 3
    assert 'rejected goals.jsonl:1: `kind` is "process"; conversations are linked' in done.stdout
    assert "Mend: say which purpose or goal the process serves" in done.stdout
    assert json.loads(report.read_text())["exit_code"] == 3
    strict = run(empty_store, "import", str(bundle), "--strict")
    assert strict.returncode == 1
    assert strict.stderr == (
        "error: nothing was loaded: 1 row is rejected (--strict)\n"
        "mend:  mend the rows named above, or import without --strict\n"
    )


async def test_what_is_no_bundle_is_an_error_with_its_remedy(
    empty_store: Store, tmp_path: Path
) -> None:
    done = run(empty_store, "import", str(tmp_path / "nope"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: there is no file or folder {tmp_path / 'nope'}\nmend:  check the path\n"
    )


@pytest.mark.parametrize(
    ("name", "words"), [("people.json", ["--strict"]), ("payroll.csv", ["--dry-run"])]
)
async def test_a_bundle_without_any_row_is_no_success(
    empty_store: Store, tmp_path: Path, name: str, words: list[str]
) -> None:
    bundle = folder(tmp_path / "in", {})
    (bundle / name).write_text('{"id": "a"}\n')
    done = run(empty_store, "import", str(bundle), *words)
    assert done.returncode == 1
    assert f"left out {name}: no file of a bundle has this name" in done.stdout
    assert done.stderr.startswith("error: nothing was loaded: no row was found\nmend:  ")
    assert "groups.jsonl, people.jsonl, memberships.jsonl" in done.stderr
    assert ("rename" in done.stderr) == (name != "payroll.csv")
    assert await empty_store.rows("sources") == []


async def test_a_file_left_out_is_a_warning_that_strict_turns_into_an_exit_code(
    empty_store: Store, tmp_path: Path
) -> None:
    bundle = folder(tmp_path / "in", {"people": [{"id": "a"}]})
    (bundle / "README.md").write_text("about")
    (bundle / "persons.jsonl").write_text('{"id": "b"}\n')
    done = run(empty_store, "import", str(bundle))
    assert done.returncode == 0
    assert "left out persons.jsonl" in done.stdout and "meant as people.jsonl?" in done.stdout
    assert "no rows, left out: README.md" in done.stdout
    assert run(empty_store, "import", str(bundle), "--strict").returncode == 3
