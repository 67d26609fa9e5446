"""Import of an edge list: whom it names is looked up, then it goes the way of a bundle."""

from __future__ import annotations

from pathlib import Path

from graph.importing import import_rows
from graph.importing.import_progress import Tell, ignore_progress
from graph.importing.okrs import accounts_by_email
from graph.importing.options import Options
from graph.importing.stored_state import StoreLookup
from graph.keys import fold, source_of
from graph.sources.edge_file import EdgeFile
from graph.sources.kinds import Kind
from graph.sources.report import Report
from graph.sources.values import is_source
from graph.store.driver import Store

BATCH = 1000


async def import_edges(
    store: Store,
    file: EdgeFile,
    options: Options | None = None,
    *,
    report_path: Path | None = None,
    tell: Tell = ignore_progress,
) -> Report:
    """The report of importing an edge list."""
    file.known = await accounts_named(store, file.manifest.source, file.names())
    return await import_rows(store, file, options, report_path=report_path, tell=tell)


async def accounts_named(store: Store, source: str, names: list[str]) -> dict[str, str]:
    """Name → the account that the store has of it; names of nobody are absent.

    A name is an id of `source`, else a whole id (`slack/U1`), else a mail address of one person.
    """
    found: dict[str, str] = {}
    look = StoreLookup(store)
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        ids = {name: [f"{source}/{name}"] for name in batch}
        for name in batch:
            if "/" in name and is_source(source_of(name)):
                ids[name].append(name)
        known = await look.known(Kind.PEOPLE, [id_ for both in ids.values() for id_ in both])
        for name, both in ids.items():
            account = next((id_ for id_ in both if id_ in known), None)
            if account is not None:
                found[name] = account
    mails = [fold(name) for name in names if "@" in name and name not in found]
    accounts, _ = await accounts_by_email(store, source, sorted(set(mails)))
    by_mail = {name: accounts.get(fold(name)) for name in names if name not in found}
    return found | {name: account for name, account in by_mail.items() if account is not None}
