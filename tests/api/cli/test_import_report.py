"""What an import says on the terminal: counts, notes, what was left out, why nothing was loaded."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from api.cli.import_report import SHOWN, TAKEN, show_report
from graph.sources.kinds import Kind
from graph.sources.report import Note, PruneCount, Report


def report(**more: Any) -> Report:
    made = Report("in", "acme", "title", "none", False, seconds=2.0)
    goals = made.of(Kind.GOALS)
    goals.read, goals.saved, goals.rejected = 1200, 1199, 1
    for name, value in more.items():
        setattr(made, name, value)
    return made


def shown(
    made: Report, has_report_file: bool = False, width: int = 160
) -> tuple[list[str], list[str]]:
    """The lines on stdout and stderr, without blanks between columns."""
    out, err = io.StringIO(), io.StringIO()
    show_report(
        made, Console(file=out, width=width), Console(file=err, width=width), has_report_file
    )
    return tuple([" ".join(line.split()) for line in text.getvalue().splitlines()] for text in (out, err))  # type: ignore[return-value]  # fmt: skip


def test_the_counts_of_each_file_with_those_columns_that_say_something() -> None:
    lines, errors = shown(report())
    assert lines == [
        "in (acme) imported: 1,200 rows in 2.0 s, 600 rows/s; text kept: title",
        "file read saved changed unchanged mended rejected",
        "goals.jsonl 1,200 1,199 0 0 0 1",
    ]
    assert errors == []
    more = report()
    more.of(Kind.GROUPS).read = more.of(Kind.GROUPS).private = 2
    lines, _ = shown(more)
    assert lines[1].endswith("rejected private, left out")
    assert lines[-1].startswith("all 1,202 1,199")
    assert lines[-1].endswith(" 2")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"dry_run": True}, "checked, nothing written: 1,200 rows"),
        ({"stopped": True}, "checked, nothing loaded: 1,200 rows"),
        ({"stopped": True, "dry_run": True}, "checked, nothing loaded: 1,200 rows"),
        ({"seconds": 0.0}, "imported: 1,200 rows in 0.0 s; text kept"),
    ],
)
def test_the_headline_says_what_was_done(more: dict[str, Any], says: str) -> None:
    assert says in shown(report(**more))[0][0]


@pytest.mark.parametrize(
    ("rejected", "late", "reason", "mend"),
    [
        (1, None, "1 row is rejected (--strict)", "mend the rows named above"),
        (1200, None, "1,200 rows are rejected (--strict)", "mend the rows named above"),
        (1, "2030-01-01", "an export of acme of 2030-01-01 was imported before", "--late"),
    ],
)
def test_why_nothing_was_loaded(rejected: int, late: str | None, reason: str, mend: str) -> None:
    made = report(stopped=True, late=late)
    made.of(Kind.GOALS).rejected = rejected
    _, errors = shown(made)
    assert errors[0].startswith(f"error: nothing was loaded: {reason}")
    assert errors[1].startswith("mend: ") and mend in errors[1]


def test_an_empty_bundle_is_told_what_files_are_called() -> None:
    made = Report(
        "in", "acme", "title", "none", False, stopped=True, ignored=["people.json", "x.csv"]
    )
    lines, errors = shown(made)
    assert errors[0] == "error: nothing was loaded: no row was found"
    assert errors[1].startswith("mend: rename people.json to people.jsonl; put rows into files of")
    assert any(
        line.startswith("left out people.json: ") and "people.jsonl?" in line for line in lines
    )
    assert any(line.startswith("left out x.csv: ") and "?" not in line for line in lines)


@pytest.mark.parametrize(("count", "more"), [(10, None), (11, "… and 1 more files left out")])
def test_ten_files_left_out_are_named(count: int, more: str | None) -> None:
    lines, _ = shown(report(ignored=[f"f{n}.csv" for n in range(count)]))
    assert sum(line.startswith("left out f") for line in lines) == 10
    assert [line for line in lines if line.startswith("… and")] == ([] if more is None else [more])


@pytest.mark.parametrize(
    ("total", "file", "says"),
    [
        (1, False, None),
        (2, False, "… and 1 more notes; --report out.json writes them all"),
        (1201, True, "… and 1,200 more notes; the JSON report has them all"),
    ],
)
def test_notes_beyond_the_first_are_counted(total: int, file: bool, says: str | None) -> None:
    note = Note(**{name: {"line": 3}.get(name, name) for name in Note.__annotations__})
    lines, _ = shown(report(notes=[note], notes_total=total), file)
    assert [line for line in lines if line.startswith("… and")] == ([] if says is None else [says])
    assert any("file:3: reason. Mend: mend" in line for line in lines)
    assert SHOWN > 1


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("refused", [None, "it is more than half of the goals"])
def test_what_the_export_no_longer_holds(done: bool, refused: str | None) -> None:
    counts = [PruneCount(kind, 1, 1000) for kind in TAKEN]
    lines, errors = shown(report(prune_counts=counts, prune_done=done, prune_refused=refused))
    told = [line for line in lines if line.startswith("no longer held: 1 of 1,000")]
    assert len(told) == len(TAKEN)
    assert all(("would be" in line) != done for line in told)
    assert any("nothing was pruned yet" in line for line in lines) == (refused is None and not done)
    assert errors == (
        [] if refused is None else [
            f"error: nothing was pruned: {refused}",
            "mend: look whether the export is whole; if it is, add --more-than-half",
        ]
    )  # fmt: skip


def test_what_was_rejected_is_mended_before_anything_is_pruned() -> None:
    _, errors = shown(report(prune_refused="rows could not be read"))
    assert errors[1] == "mend: mend what was rejected or left out, and import again"
