"""What a full export of a source no longer holds: counted, then archived, ended or removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.importing.import_lock import Freshness
from graph.importing.options import Options, PruneMode
from graph.importing.plans.context import time_and_precision
from graph.organisation.participation import participation_statements
from graph.sources.kinds import Kind
from graph.sources.report import PruneCount, Report
from graph.sources.spool import Spool
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark

KINDS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.GOALS: (Part.GOALS,),
    Kind.GROUPS: (Part.PEOPLE,),
    Kind.MEMBERSHIPS: (Part.PEOPLE,),
    Kind.PEOPLE: (Part.PEOPLE,),
    Kind.CONVERSATIONS: (Part.LINKS, Part.TALK),
    Kind.MESSAGES: (Part.TALK,),
}
"""What is pruned, in this order, and which parts of the organisation that changes."""
ENDS = {
    Kind.PEOPLE: ("save_departures", "id"),
    Kind.MEMBERSHIPS: ("save_ends_of_memberships", "key"),
}
TAKES = {
    Kind.GOALS: "archive_goals",
    Kind.GROUPS: "archive_groups",
    Kind.CONVERSATIONS: "remove_conversations",
    Kind.MESSAGES: "remove_messages",
}
BATCH = 500

Steps = list[tuple[str, Mapping[str, Any]]]


async def prune(
    store: Store, spool: Spool, report: Report, fresh: Freshness, options: Options
) -> None:
    """Count into the report what the export no longer holds, and take it away if asked.

    Only of kinds of which the export has rows. Refused where a row or a file could not be read,
    since what it is about would be taken for gone, and for a late export.
    """
    if fresh.late:
        report.prune_refused = "a newer export was imported before"
    elif report.rejected or report.unread:
        report.prune_refused = "rows or files could not be read, and would be taken for gone"
    if report.prune_refused is not None:
        return
    missing = {
        kind: await _gone(store, spool, report, kind) for kind in KINDS if kind in spool.span
    }
    many = [count.kind.value for count in report.prune_counts if count.more_than_half]
    if options.prune is PruneMode.COUNT or options.dry_run:
        return
    if many and options.prune is not PruneMode.EVEN_MOST:
        report.prune_refused = f"it is more than half of the {' and the '.join(many)}"
        return
    for kind, ids in missing.items():
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            await store.write_all(await _steps(store, kind, batch, fresh.newest))
    report.prune_done = True


async def _gone(store: Store, spool: Spool, report: Report, kind: Kind) -> list[str]:
    """What stands in the store and has no row in the export, counted into the report."""
    missing, standing = list[str](), 0
    query = "SELECT 1 FROM rows WHERE kind = ? AND id = ?"
    async for (id_,) in store.stream(f"{kind.value}_of_source", source=report.source):
        standing += 1
        if spool.one(query, (kind.number, id_)) is None:
            missing.append(id_)
    if missing:
        report.prune_counts.append(PruneCount(kind, len(missing), standing))
    return missing


async def _steps(store: Store, kind: Kind, ids: Sequence[str], at: str | None) -> Steps:
    """The statements that take a batch away, in one transaction."""
    lock = "conversations" if kind is Kind.MESSAGES else kind.value
    steps: Steps = [("lock", {"name": lock}), (MARK, mark(KINDS[kind]))]
    if kind in ENDS:
        name, key = ENDS[kind]
        time = time_and_precision({"at": at}, "at")
        steps.append((name, {"rows": [{key: id_, **time} for id_ in ids]}))
        return [*steps, ("save_profiles", {"ids": list(ids)})] if kind is Kind.PEOPLE else steps
    talk = []
    if kind is Kind.MESSAGES:
        talk = [row[1] async for row in store.stream("conversation_of_messages", ids=list(ids))]
    return [
        *steps,
        (TAKES[kind], {"ids": list(ids)}),
        *(participation_statements(talk) if talk else ()),
    ]
