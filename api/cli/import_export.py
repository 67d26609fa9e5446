"""`goalgraph import` and `goalgraph export`: bundles into the store and out of it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as ProgressBars

from api.cli.edge_options import UndirectedOption, open_edge_list, require_edge_list
from api.cli.import_report import show_report
from api.cli.okr_options import (
    AsOfOption,
    Format,
    FormatOption,
    MappingOption,
    SourceOption,
    export_okr_files,
    open_okr_file,
    require_bundle,
)
from api.cli.options import Data
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.errors import BadInput
from graph.exporting import ExportedBundle, export_bundles
from graph.importing import (
    LateMode,
    MatchCase,
    Options,
    PrivateMode,
    Progress,
    PruneMode,
    Report,
    TextMode,
    bundles_below,
    import_bundle,
)
from graph.importing.edges import import_edges
from graph.importing.okrs import import_okrs
from graph.sources.bundle import open_bundle
from graph.store.driver import Store
from graph.upkeep.migrations import migrate_new, require_migrated

Path_ = Annotated[
    Path,
    typer.Argument(help="A bundle: a folder, a .zip or a .tar.gz; an OKR file or an edge list."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Load nothing if a single row is rejected.")]
Text = Annotated[
    TextMode, typer.Option("--text", help="Keep titles and messages, titles only, or neither.")
]
Private = Annotated[
    PrivateMode,
    typer.Option("--private", help="Of private conversations keep nothing, or who talked when."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Check and compare everything, write nothing.")
]
MatchCaseOption = Annotated[
    MatchCase,
    typer.Option(
        "--match-case", help="Join references that differ from an id in letter case only."
    ),
]
ReportPath = Annotated[
    Path | None, typer.Option("--report", help="Write the whole report to this file as JSON.")
]


Late = Annotated[
    LateMode,
    typer.Option(
        "--late",
        help="An export older than the last one of its source: refuse it, or fill in only what the "
        "store has nothing of.",
    ),
]


Prune = Annotated[
    bool,
    typer.Option(
        "--prune",
        help="The bundle is a full export: count what the source no longer holds; with --yes archive, "
        "end or remove it.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="With --prune: do it, do not only count.")]
MoreThanHalf = Annotated[
    bool,
    typer.Option("--more-than-half", help="With --prune --yes: even more than half of a kind."),
]


def prune_mode(prune: bool, yes: bool, more_than_half: bool) -> PruneMode:
    """What the options ask for; raises BadInput where one lacks the other."""
    if (yes or more_than_half) and not prune or (more_than_half and not yes):
        raise BadInput(
            "--yes and --more-than-half say how --prune is meant",
            remedy="give --prune to count, --prune --yes to prune, and --more-than-half with both",
        )
    if more_than_half:
        return PruneMode.EVEN_MOST
    return PruneMode.TAKE if yes else PruneMode.COUNT if prune else PruneMode.NO


def import_(
    path: Path_,
    strict: Strict = False,
    text: Text = TextMode.TITLE,
    private: Private = PrivateMode.NONE,
    dry_run: DryRun = False,
    late: Late = LateMode.REFUSE,
    prune: Prune = False,
    yes: Yes = False,
    more_than_half: MoreThanHalf = False,
    report: ReportPath = None,
    match_case: MatchCaseOption = MatchCase.EXACT,
    format: FormatOption = Format.BUNDLE,
    source: SourceOption = None,
    mapping: MappingOption = None,
    as_of: AsOfOption = None,
    undirected: UndirectedOption = False,
    data: Data = None,
) -> None:
    """Bring an organisation in: check all rows, then write those that are new or changed.

    Exit code 0: all in. 3: some rows (of an OKR file: some cells) were not. 1: nothing was loaded.
    """
    pruning = prune_mode(prune, yes, more_than_half)
    options = Options(text, private, strict, dry_run, late, match_case, pruning)
    works: list[Work]
    if format is Format.EDGES:
        edges = open_edge_list(path, source, mapping, as_of, undirected, options)
        works = [(path.name, partial(import_edges, file=edges, options=options))]
    else:
        require_edge_list(undirected)
        works = works_of(path, options, format, source, mapping, as_of)
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        reports = asyncio.run(_import(target, works, report))
    console, errors = Console(), Console(stderr=True)
    for import_report in reports:
        show_report(import_report, console, errors, report is not None)
    raise typer.Exit(exit_code(reports))


def works_of(
    path: Path,
    options: Options,
    format: Format,
    source: str | None,
    mapping: str | None,
    as_of: str | None,
) -> list[Work]:
    """The imports of an OKR file, or of the bundles at a path, the oldest first."""
    if format is Format.OKR:
        file = open_okr_file(path, source, mapping, as_of)
        return [(path.name, partial(import_okrs, file=file, options=options))]
    require_bundle(source, mapping, as_of)
    bundles = oldest_first(bundles_below(path))
    return [(one.name, partial(import_bundle, path=one, options=options)) for one in bundles]


def oldest_first(paths: Sequence[Path]) -> list[Path]:
    """The bundles, those of one source in the order in which they were exported.

    Raises BundleError where one cannot be read; then none is imported.
    """
    sources, bundles_of_source = [], defaultdict[str, list[tuple[str, int, Path]]](list)
    for place, path in enumerate(paths):
        with open_bundle(path) as bundle:
            manifest = bundle.manifest
        sources.append(manifest.source)
        bundles_of_source[manifest.source].append((manifest.exported_at or "", place, path))
    ordered = {source: iter(sorted(bundles)) for source, bundles in bundles_of_source.items()}
    return [next(ordered[source])[-1] for source in sources]


def exit_code(reports: list[Report]) -> int:
    """0 all in, 3 some rows rejected, 1 nothing loaded at all."""
    if all(report.stopped for report in reports):
        return 1
    return 3 if any(report.exit_code for report in reports) else 0


Work = tuple[str, Callable[..., Awaitable[Report]]]
"""The name of what is imported, and the import that is still to be given the store."""


async def _import(target: Target, works: list[Work], report_path: Path | None) -> list[Report]:
    """The reports of the imports, done one after the other under progress bars."""
    async with Store.open(target) as store:
        await migrate_new(store)
        await require_migrated(store)
        reports = []
        for name, work in works:
            path_of_report = report_path
            if report_path is not None and len(works) > 1:
                path_of_report = report_path.with_stem(f"{report_path.stem}-{name}")
            with progress_bars() as tell:
                reports.append(await work(store, report_path=path_of_report, tell=tell))
        return reports


@contextmanager
def progress_bars() -> Iterator[Callable[[Progress], None]]:
    """What shows the progress of an import on stderr: one bar a file and pass, gone at the end."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with ProgressBars(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        tasks: dict[tuple[str, str], TaskID] = {}

        def tell(progress: Progress) -> None:
            key = (progress.phase, progress.kind.value)
            if key not in tasks:
                tasks[key] = bars.add_task(f"{progress.phase} {progress.kind.file}", total=None)
            bars.update(tasks[key], completed=progress.done, total=progress.total or None)

        yield tell


def export(
    path: Annotated[
        Path, typer.Argument(help="An empty or new folder; for OKRs a folder or a .csv file.")
    ],
    source: Annotated[
        str | None,
        typer.Option("--source", help="Only this source; PATH itself is then its bundle."),
    ] = None,
    format: FormatOption = Format.BUNDLE,
    data: Data = None,
) -> None:
    """Write what the store holds as bundles in canonical form: PATH/SOURCE for each source."""
    if format is Format.EDGES:
        raise BadInput(
            "ties are no bundle", remedy="write them with `goalgraph network export --format csv`"
        )
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        if format is Format.OKR:
            for file in asyncio.run(export_okr_files(target, path, source)):
                typer.echo(f"{file.path}: {file.goals:,} goals of {file.source}")
            return
        bundles = asyncio.run(_export(target, path, source))
    for bundle in bundles:
        counts = ", ".join(f"{count:,} {kind.value}" for kind, count in bundle.rows.items())
        typer.echo(f"{bundle.path}: {counts or 'no rows'}")


async def _export(target: Target, path: Path, source: str | None) -> list[ExportedBundle]:
    """The bundles written, under a progress bar."""
    async with Store.open(target) as store:
        await require_migrated(store)
        columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,.0f}"))
        console = Console(stderr=True)
        off = not console.is_terminal
        with ProgressBars(*columns, console=console, transient=True, disable=off) as bars:
            task = bars.add_task("export", total=None)
            return await export_bundles(
                store,
                path,
                source=source,
                tell=lambda kind, count: bars.update(
                    task, description=f"export {kind.file}", completed=count
                ),
            )
