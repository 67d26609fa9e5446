"""The report of an import as a person reads it on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.sources.file_names import meant
from graph.sources.kinds import ORDER, Kind
from graph.sources.report import Note, Report

ALWAYS = ("read", "saved", "changed", "unchanged", "mended", "rejected")
SOMETIMES = {
    "repeated": "repeated",
    "private": "private, left out",
    "removed": "taken back, left out",
    "kept": "kept as they are",
    "doubtful": "doubtful",
}
SHOWN = 20
STYLES = {
    "rejected": "red",
    "mended": "yellow",
    "kept": "cyan",
    "noted": "cyan",
    "doubtful": "magenta",
}


def show_report(report: Report, console: Console, errors: Console, has_report_file: bool) -> None:
    """Print the counts of each file and the first notes; all of them lie in the report file, if any."""
    console.print(Text(_headline(report)), soft_wrap=True)
    console.print(_table(report))
    for counts in report.in_order():
        if counts.unknown_fields:
            names = ", ".join(f"{name} ({n:,})" for name, n in counts.unknown_fields.most_common())
            console.print(Text(f"{counts.file}: unknown fields left out: {names}"), soft_wrap=True)
    _show_left_out(report, console)
    notes = report.notes
    for note in notes:
        console.print(_note(note), soft_wrap=True)
    if report.notes_total > len(notes):
        where = (
            "the JSON report has them all"
            if has_report_file
            else "--report out.json writes them all"
        )
        console.print(
            Text(f"… and {report.notes_total - len(notes):,} more notes; {where}"), soft_wrap=True
        )
    _show_pruned(report, console, errors)
    if report.stopped:
        _show_stop(report, errors)


def _show_stop(report: Report, errors: Console) -> None:
    """Print why nothing was loaded, and what to do about it."""
    if report.late is not None:
        reason = f"an export of {report.source} of {report.late} was imported before, and this one is older"
        mend = "import a newer export, or with --late fill only what the store has nothing of"
    elif report.empty:
        reason, mend = "no row was found", _remedy_of_empty_bundle(report)
    else:
        rows = "1 row is" if report.rejected == 1 else f"{report.rejected:,} rows are"
        reason = f"{rows} rejected (--strict)"
        mend = "mend the rows named above, or import without --strict"
    errors.print(Text(f"error: nothing was loaded: {reason}"), soft_wrap=True)
    errors.print(Text(f"mend:  {mend}"), soft_wrap=True)


TAKEN = {
    Kind.GOALS: "archived",
    Kind.GROUPS: "archived",
    Kind.MEMBERSHIPS: "ended",
    Kind.PEOPLE: "left",
    Kind.CONVERSATIONS: "removed",
    Kind.MESSAGES: "removed",
}
"""What becomes of what a full export no longer holds."""


def _show_pruned(report: Report, console: Console, errors: Console) -> None:
    """Print what the export no longer holds, and what became of it or what to do."""
    for pruned in report.prune_counts:
        verb = "" if report.prune_done else "would be "
        text = f"no longer held: {pruned.gone:,} of {pruned.standing:,} {pruned.kind.value} {verb}{TAKEN[pruned.kind]}"
        console.print(Text(text), soft_wrap=True)
    if report.prune_refused is not None:
        errors.print(Text(f"error: nothing was pruned: {report.prune_refused}"), soft_wrap=True)
        mend = "mend what was rejected or left out, and import again"
        if report.prune_counts:
            mend = "look whether the export is whole; if it is, add --more-than-half"
        errors.print(Text(f"mend:  {mend}"), soft_wrap=True)
    elif report.prune_counts and not report.prune_done:
        console.print(Text("nothing was pruned yet: add --yes to do so"), soft_wrap=True)


def _show_left_out(report: Report, console: Console) -> None:
    """Name the files that were not read, those first that may be meant as rows."""
    others = [name for name in report.ignored if name not in report.unread]
    for name in report.unread[:10]:
        suggested_name = meant(name)
        hint = f"; is it meant as {suggested_name}?" if suggested_name else ""
        text = f"{name}: no file of a bundle has this name{hint}"
        console.print(Text.assemble(("left out ", "yellow"), text), soft_wrap=True)
    if len(report.unread) > 10:
        console.print(
            Text(f"… and {len(report.unread) - 10:,} more files left out"), soft_wrap=True
        )
    if others:
        console.print(Text(f"no rows, left out: {', '.join(others[:10])}"), soft_wrap=True)


def _remedy_of_empty_bundle(report: Report) -> str:
    """What a bundle without rows should have held."""
    renames = [
        f"rename {name} to {suggested_name}"
        for name in report.unread
        if (suggested_name := meant(name))
    ]
    files = ", ".join(kind.file for kind in ORDER)
    return "; ".join([*renames[:3], f"put rows into files of these names: {files}"])


def _headline(report: Report) -> str:
    """What was imported, in one line."""
    rows = report.total("read")
    rate = f", {rows / report.seconds:,.0f} rows/s" if report.seconds else ""
    verb = "checked, nothing written" if report.dry_run else "imported"
    verb = "checked, nothing loaded" if report.stopped else verb
    return (
        f"{report.path} ({report.source}) {verb}: {rows:,} rows in {report.seconds:.1f} s{rate}; "
        f"text kept: {report.text}"
    )


def _table(report: Report) -> Table:
    """The counts, one line a file; a column that is nought everywhere is left out if it may be."""
    extra = [name for name in SOMETIMES if report.total(name)]
    table = Table("file", *ALWAYS, *(SOMETIMES[name] for name in extra), box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    names = (*ALWAYS, *extra)
    for counts in report.in_order():
        table.add_row(counts.file, *(f"{getattr(counts, name):,}" for name in names))
    if len(report.files) > 1:
        table.add_row("all", *(f"{report.total(name):,}" for name in names), style="bold")
    return table


def _note(note: Note) -> Text:
    """One note: its status, place, reason and remedy."""
    return Text.assemble(
        (f"{note.status:<9}", STYLES.get(note.status, "")),
        f"{note.file}:{note.line}: {note.reason}. Mend: {note.mend}",
    )
