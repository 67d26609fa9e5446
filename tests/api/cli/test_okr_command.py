"""`goalgraph import` and `export --format okr` from outside, with the example of docs/okr.md."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from graph.importing import import_bundle
from graph.sources.okr.mapping import parse_mapping
from graph.store import Store
from tests.api.test_import_command import ROOT, run
from tests.sources.bundles import folder

DOCS = (ROOT / "docs/okr.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_mapping_of_the_docs_is_one() -> None:
    assert tomllib.loads(block("toml"))
    assert parse_mapping(block("toml"), Path("columns.toml")).defaults["kind"] == "objective"


async def test_the_example_goes_in_comes_out_and_is_unchanged(
    empty_store: Store, tmp_path: Path
) -> None:
    people = {
        "people": [{"id": "ada", "email": "ada@acme.example"}],
        "groups": [{"id": "g1", "name": "Core"}],
    }
    await import_bundle(empty_store, folder(tmp_path / "people", people))
    path, out = tmp_path / "okrs.csv", tmp_path / "out.csv"
    path.write_text(block("csv"))

    done = run(empty_store, "import", str(path), "--format", "okr", "--source", "hr")
    exported = run(empty_store, "export", str(out), "--format", "okr")
    again = run(empty_store, "import", str(out), "--format", "okr", "--report", str(out) + ".json")

    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"okrs\.csv +5 +5 +0 +0 +0 +0 *\n", done.stdout)
    assert re.search(r"okrs\.csv, check-ins +2 +2 +0 +0 +0 +0 *\n", done.stdout)
    assert exported.stdout == f"{out}: 5 goals of hr\n"
    assert again.returncode == 0
    assert re.search(r"out\.csv +5 +0 +0 +5 +0 +0 *\n", again.stdout)
    assert "rejected" not in again.stdout.partition("all ")[2]


async def test_a_wrong_file_is_an_error_with_its_remedy(empty_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "okrs.csv"
    path.write_text("Objective;Owner\nGrow;Ada\n")
    done = run(empty_store, "import", str(path), "--format", "okr")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f'error: {path}: row 1: there is no column `goal_id`; the header is "Objective", "Owner"\n'
        "mend:  name the columns as docs/okr.md does, or give a mapping: --mapping columns.toml\n"
    )
    row = run(empty_store, "import", str(path), "--source", "hr")
    assert row.stderr == (
        "error: --source is for OKR files; a bundle names its source itself\n"
        "mend:  add --format okr, or leave it out\n"
    )


async def test_rejected_rows_show_row_and_column(empty_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "okrs.csv"
    path.write_text('goal_id,title,target\nG1,One,"1,5"\nG2,Two,2\n')
    done = run(empty_store, "import", str(path), "--format", "okr")
    assert done.returncode == 3
    assert 'rejected okrs.csv:2: row 2, column C `target` is "1,5"; a comma may be' in done.stdout
    strict = run(empty_store, "import", str(path), "--format", "okr", "--strict")
    assert strict.returncode == 1
