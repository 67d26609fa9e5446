"""`goalgraph import` and `export --format okr` from outside, with the example of docs/okr.md."""

from __future__ import annotations

import re
from pathlib import Path

from graph.importing import import_bundle
from graph.sources.okr.mapping import parse_mapping, presets
from graph.store.driver import Store
from tests.api.cli.test_import_command import ROOT, run
from tests.graph.sources.bundles import folder
from tests.graph.sources.okr_files import SmallOrganisation, csv_file

DOCS = (ROOT / "docs/okr.md").read_text(encoding="utf-8")


def block(language: str, which: int = 0) -> str:
    return re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)[which]


def test_the_mapping_of_the_docs_reads_its_file(tmp_path: Path) -> None:
    mapping = parse_mapping(block("toml"), Path("columns.toml"))
    rows = SmallOrganisation(csv_file(tmp_path, block("csv", 1)), mapping)
    assert (rows.rejected, rows.said) == ([], [])
    assert rows.parents == {"Grow": [], "Sell more": ["Grow"], "Ask more": ["Grow"]}
    assert {title: row["progress"] for title, row in rows.dated.items()} == {
        "Grow": 0.12,
        "Sell more": 0.45,
        "Ask more": 0.01,
    }
    assert rows.goals["Grow"]["starts_on"] == "2026-01-01"
    assert rows.dated["Grow"]["at"] == "2026-03-31"


def test_the_levels_of_the_docs_read_their_file(tmp_path: Path) -> None:
    mapping = 'id_from = ["title"]\n' + block("toml", 1)
    rows = SmallOrganisation(csv_file(tmp_path, block("csv", 2)), mapping)
    assert (rows.rejected, rows.said) == ([], [])
    assert rows.parents == {
        "Acme": [],
        "Grow": ["Acme"],
        "Win": ["Grow"],
        "Care": ["Acme"],
        "Ask": ["Care"],
    }
    assert rows.goals["Ask"]["kind"] == "key_result"


def test_the_docs_name_every_mapping_of_the_package() -> None:
    table = DOCS.partition("| `--mapping` |")[2]
    assert re.findall(r"^\| `([a-z0-9-]+)` \| .* \| .* \|$", table, re.MULTILINE) == presets()


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


async def test_a_cell_that_is_left_out_shows_row_and_column_and_is_exit_code_3(
    empty_store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "okrs.csv"
    path.write_text('goal_id,title,target\nG1,One,"1,5"\nG2,Two,2\n')
    done = run(empty_store, "import", str(path), "--format", "okr")
    assert done.returncode == 3
    assert re.search(
        r'mended +okrs.csv:2: row 2, column C `target` is "1,5"; a comma may be', done.stdout
    )
    strict = run(empty_store, "import", str(path), "--format", "okr", "--strict")
    assert strict.returncode == 1
    assert 'rejected okrs.csv:2: row 2, column C `target` is "1,5"' in strict.stdout


async def test_what_a_file_says_is_as_of_a_day(empty_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    path.write_text("name,type,progress,owner_email\nGrow,goal,1,\nWin,milestone,50,\n")
    command = ("import", str(path), "--format", "okr", "--mapping", "betterworks")
    undated, dated = run(empty_store, *command), run(empty_store, *command, "--as-of", "2026-02-15")
    assert (undated.returncode, dated.returncode) == (3, 0)
    assert re.search(r"goals\.csv, check-ins +2 +2 +0 +0 +0 +0 *\n", dated.stdout)
    wrong = run(empty_store, *command, "--as-of", "15/02/2026")
    assert (wrong.returncode, wrong.stderr.partition("\n")[0]) == (
        1,
        "error: --as-of: a time as in RFC 3339 is wanted",
    )
