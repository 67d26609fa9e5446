"""Import of an OKR file: who and what it names is looked up, then it goes the way of a bundle."""

from __future__ import annotations

from pathlib import Path

from graph.importing import import_rows
from graph.importing.import_progress import Tell, ignore_progress
from graph.importing.options import Options
from graph.importing.stored_state import StoreLookup
from graph.keys import source_of, text_key
from graph.sources.kinds import Kind
from graph.sources.okr import Finders, OkrFile
from graph.sources.report import Report
from graph.store.driver import Store

BATCH = 1000


async def import_okrs(
    store: Store,
    file: OkrFile,
    options: Options | None = None,
    *,
    report_path: Path | None = None,
    tell: Tell = ignore_progress,
) -> Report:
    """The report of importing an OKR file."""
    source = file.manifest.source
    file.find = await finders(store, source, file.mails(), file.groups())
    return await import_rows(store, file, options, report_path=report_path, tell=tell)


async def finders(store: Store, source: str, mails: list[str], groups: list[str]) -> Finders:
    """What the store knows of these folded mail addresses, and of these ids or names of groups."""
    accounts, shared = await accounts_by_email(store, source, mails)
    known_groups: set[str] = set()
    names: dict[str, list[str]] = {}
    look = StoreLookup(store)
    for start in range(0, len(groups), BATCH):
        batch = groups[start : start + BATCH]
        known_groups |= await look.known(Kind.GROUPS, [f"{source}/{name}" for name in batch])
        keys = sorted({text_key(name) for name in batch})
        async for key, ids in store.stream("groups_by_name", keys=keys):
            names[key] = ids
    return Finders(accounts, frozenset(known_groups), names, shared)


async def accounts_by_email(
    store: Store, source: str, mails: list[str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Folded mail address → its account, and the addresses that more than one person has.

    Of a person's accounts the source's own is taken where there is one, else the first by id. Of
    several people it is the one who writes the address in lower case, else nobody.
    """
    accounts: dict[str, str] = {}
    shared = set[str]()
    for start in range(0, len(mails), BATCH):
        keys = mails[start : start + BATCH]
        async for key, rows in store.stream("accounts_by_email", keys=keys):
            if len({person for _, _, person in rows}) > 1:
                shared.add(key)
                rows = [row for row in rows if row[1] == key]
            if len({person for _, _, person in rows}) == 1:
                ids = [account for account, _, _ in rows]
                accounts[key] = min(ids, key=lambda id_: (source_of(id_) != source, id_))
    return accounts, frozenset(shared)
