"""The report as JSON, written from the spool so that it may be longer than memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from graph.errors import BundleError
from graph.importing.conventions import EXAMPLES_REPORTED
from graph.sources.report import COUNTS, FileReport, Note, Report
from graph.sources.spool import Spool

_NOTES = "SELECT file, line, status, id, field, value, reason, mend FROM notes"


def collect_notes(spool: Spool, report: Report) -> None:
    """Put the first notes of each file, the rejected first, into the report."""
    report.notes_total = spool.one("SELECT count(*) FROM notes")
    for counts in report.in_order():
        rows = spool.all(
            f"{_NOTES} WHERE file = ? ORDER BY status <> 'rejected', status = 'noted', line, rowid LIMIT ?",
            (counts.file, EXAMPLES_REPORTED),
        )
        report.notes.extend(Note(*row) for row in rows)


def check_report_path(path: Path) -> None:
    """Raise BundleError, before anything is done, where no report can be written."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise BundleError(
            f"the report cannot be written to {path}",
            remedy="give a file in a folder that exists",
        )


def write_report(spool: Spool, report: Report, path: Path) -> None:
    """Write the whole report as JSON, its notes by file and line."""
    try:
        with path.open("wb") as file:
            head = orjson.dumps(_head(report), option=orjson.OPT_INDENT_2)
            file.write(head.removesuffix(b"\n}") + b',\n  "notes": [')
            first = True
            for batch in spool.batches(f"{_NOTES} ORDER BY file, line, rowid", (), 1000):
                for row in batch:
                    file.write(b"\n    " if first else b",\n    ")
                    file.write(orjson.dumps(Note(*row)._asdict()))
                    first = False
            file.write(b"\n  ]\n}\n" if not first else b"]\n}\n")
    except OSError as error:
        raise BundleError(
            f"the report cannot be written to {path}: {error.strerror}",
            remedy="give another path to --report; the import itself is done",
        ) from error


def _head(report: Report) -> dict[str, Any]:
    """All of a report but its notes."""
    return {
        "path": report.path,
        "source": report.source,
        "text": report.text,
        "private": report.private,
        "dry_run": report.dry_run,
        "nothing_loaded": report.stopped or report.dry_run,
        "exit_code": report.exit_code,
        "newer_export_imported_before": report.late,
        "no_longer_held": [
            {"file": count.kind.file, "gone": count.gone, "of": count.standing}
            for count in report.prune_counts
        ],
        "pruned": report.prune_done,
        "not_pruned_since": report.prune_refused,
        "seconds": round(report.seconds, 3),
        "ignored_files": report.ignored,
        "files": [_counts(counts) for counts in report.in_order()],
    }


def _counts(report: FileReport) -> dict[str, Any]:
    """What became of the rows of a file."""
    counts = {name: getattr(report, name) for name in COUNTS}
    return {"file": report.file, **counts, "unknown_fields": dict(report.unknown_fields)}
