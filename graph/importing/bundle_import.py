"""Import of a bundle: two passes, the first checks all of it, the second writes what is good."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

from graph.importing.batch_writer import BatchWriter
from graph.importing.import_lock import Freshness, freshness, turn
from graph.importing.import_progress import Progress, Tell, ignore_progress
from graph.importing.json_report import check_report_path, collect_notes, write_report
from graph.importing.options import (
    LateMode,
    Options,
    PruneMode,
)
from graph.importing.plans.context import Context, time_and_precision
from graph.importing.prune import prune
from graph.importing.stored_state import StoreLookup
from graph.keys import tombstone
from graph.sources.bundle import open_bundle
from graph.sources.bundle_reader import Rows, read_rows
from graph.sources.kinds import Kind
from graph.sources.references import resolve
from graph.sources.report import FileReport, Report
from graph.sources.spool import Spool, open_spool
from graph.sources.times import time_text
from graph.sources.tombstones import ids_left_out
from graph.store.change_log import Author, changes_by
from graph.store.driver import Store
from graph.store.versions import Part, mark

PARTS = {
    Part.GOALS: (Kind.GOALS,),
    Part.PROGRESS: (Kind.GOALS, Kind.CHECKINS),
    Part.LINKS: (Kind.LINKS,),
    Part.PEOPLE: (Kind.PEOPLE, Kind.GROUPS, Kind.MEMBERSHIPS),
    Part.TALK: (Kind.CONVERSATIONS, Kind.MESSAGES),
    Part.MARKET: (Kind.NEEDS, Kind.OFFERS, Kind.EXPERIMENTS, Kind.OUTCOMES),
}
"""Part of the organisation → the kinds of rows that change it."""


async def import_bundle(
    store: Store,
    path: Path,
    options: Options | None = None,
    *,
    report_path: Path | None = None,
    tell: Tell = ignore_progress,
) -> Report:
    """The report of importing the bundle at `path` (a folder, .zip or .tar.gz).

    `report_path` gets the whole report as JSON; `tell` is told the progress. Raises BundleError
    where the bundle cannot be read at all; then nothing was written.
    """
    with open_bundle(path) as bundle:
        return await import_rows(store, bundle, options, report_path=report_path, tell=tell)


async def import_rows(
    store: Store,
    bundle: Rows,
    options: Options | None = None,
    *,
    report_path: Path | None = None,
    tell: Tell = ignore_progress,
) -> Report:
    """The report of importing the rows of an opened bundle, or of what is read as one."""
    options = options or Options()
    if report_path is not None:
        check_report_path(report_path)
    began = time.monotonic()
    with open_spool() as spool:
        report = Report(
            str(bundle.path),
            bundle.manifest.source,
            options.text,
            options.private,
            options.dry_run,
            options.strict,
            options.match_case,
        )
        report.ignored = bundle.ignored

        def tick(kind: Kind, done: int) -> None:
            tell(Progress("check", kind, done, 0))

        await asyncio.to_thread(read_rows, bundle, spool, report, tick, mends=not options.strict)
        if options.dry_run:
            await _check_and_save(store, spool, report, bundle, options, tell)
        else:
            async with turn(store, tell):
                await _check_and_save(store, spool, report, bundle, options, tell)
        report.seconds = time.monotonic() - began
        bundle.name_places(spool, report)
        collect_notes(spool, report)
        if report_path is not None:
            write_report(spool, report, report_path)
    return report


async def _check_and_save(
    store: Store, spool: Spool, report: Report, bundle: Rows, options: Options, tell: Tell
) -> None:
    """Look at what the store holds, then write the good rows, unless the whole is refused."""
    fresh = await freshness(store, bundle.manifest.source, bundle.manifest.exported_at)
    if fresh.late and options.late is LateMode.REFUSE:
        report.late, report.stopped = fresh.last, True
        return
    await resolve(spool, report, StoreLookup(store))
    if report.empty or (options.strict and report.rejected):
        report.stopped = True
        return
    with changes_by(Author(source=report.source, untold=fresh.first)):
        await _save(store, spool, report, fresh, options, tell)
        if options.prune is not PruneMode.NO:
            await prune(store, spool, report, fresh, options)


async def _save(
    store: Store, spool: Spool, report: Report, fresh: Freshness, options: Options, tell: Tell
) -> None:
    """Write the good rows; the source is noted first, so that a second run knows of the first."""
    source = report.source
    if not options.dry_run and (not fresh.known or fresh.newest != fresh.last):
        times = time_and_precision({"exported_at": fresh.newest}, "exported_at")
        await store.write("save_sources", rows=[{"id": source, **times}])
    saver = BatchWriter(
        store,
        spool,
        report,
        options,
        Context(source, fresh.exported_at),
        tell,
        first_time=not fresh.known,
        late=fresh.late,
    )
    await saver.save_all()
    if not options.dry_run:
        if not fresh.late:
            await _remove_private(store, spool)
        await _keep_out(store, spool)
        await _mark_changed(store, report)


async def _keep_out(store: Store, spool: Spool) -> None:
    """Leave accounts out by their id from now on that were left out by their mail address."""
    kind = Kind.PEOPLE
    stones = {tombstone(kind.value, id_) for id_ in ids_left_out(spool)}
    stones -= await StoreLookup(store).removed(kind) if stones else set()
    if stones:
        at = time_text(datetime.now(UTC))
        rows = [{"id": stone, "kind": kind.value, "removed_at": at} for stone in sorted(stones)]
        await store.write("save_tombstones", rows=rows)


async def _mark_changed(store: Store, report: Report) -> None:
    """Tell processes that hold parts of the organisation in memory which of them changed."""
    parts = [
        part
        for part, kinds in PARTS.items()
        if any(kind in report.files and _differs(report.of(kind)) for kind in kinds)
    ]
    if parts or report.total("private"):
        await store.write("save_part_changes", **mark(parts or Part))


def _differs(counts: FileReport) -> bool:
    return counts.saved > 0 or counts.changed > 0


async def _remove_private(store: Store, spool: Spool) -> None:
    """Take conversations that have become private out of the store."""
    query = "SELECT id FROM rows WHERE kind = ? AND state = 3"
    look = StoreLookup(store)
    for batch in spool.batches(query, (Kind.CONVERSATIONS.number,), 1000):
        for id_ in sorted(await look.known(Kind.CONVERSATIONS, [id_ for (id_,) in batch])):
            await store.write("remove_conversations", ids=[id_])
