"""Export of goals as an OKR file: our header, and the columns that keep the rest of each goal."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import BadInput, NotFound
from graph.exporting.rows import id_of_check_in, when
from graph.importing.okrs import accounts_by_email
from graph.keys import native_of, source_of
from graph.sources.check_in_keys import check_in_key_by_mail
from graph.sources.okr.cells import guarded, joined_list, reference_text
from graph.sources.okr.columns import ALL
from graph.store.driver import Store
from graph.store.statements import statement

BATCH = 1000
NUMBERS = ("start_value", "target", "current", "metric_current", "checkin_progress")
"""Columns whose cells are numbers, which no spreadsheet takes for formulas by mistake."""

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ExportedOkrFile:
    """A file that was written: its source and how many goals it holds."""

    source: str
    path: Path
    goals: int


async def export_okrs(
    store: Store, path: Path, *, source: str | None = None, tell: Tell = lambda done: None
) -> list[ExportedOkrFile]:
    """The files written: `path` itself where it ends in .csv, else one SOURCE.csv a source below it.

    Raises NotFound where there are no goals, BadInput where one file would hold several sources.
    """
    stored = sorted({row[0] async for row in store.stream("sources_of_goals")})
    sources = [source] if source is not None else stored
    if not stored or not set(sources) <= set(stored):
        what = "the store holds no goals" if source is None else f"there are no goals of {source!r}"
        known = ", ".join(stored)
        raise NotFound(what, remedy=f"choose one of: {known}" if known else "import some first")
    if path.suffix.lower() != ".csv":
        if path.exists() and not path.is_dir():
            raise BadInput(f"{path} is a file", remedy="give a folder, or a name that ends in .csv")
        path.mkdir(parents=True, exist_ok=True)
        return [await _export(store, path / f"{name}.csv", name, tell) for name in sources]
    if len(sources) > 1:
        raise BadInput(
            f"the goals are of several sources: {', '.join(sources)}",
            remedy="say which: --source NAME; or give a folder, for one file a source",
        )
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise BadInput(f"{path} cannot be written", remedy="give a file in a folder that exists")
    return [await _export(store, path, sources[0], tell)]


async def _export(store: Store, path: Path, source: str, tell: Tell) -> ExportedOkrFile:
    """Write one file; it appears when it is whole."""
    part = path.with_name(path.name + ".part")
    count, batch = 0, list[Mapping[str, Any]]()
    columns = statement("export_okrs").columns
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ALL)
        async for values in store.stream("export_okrs", prefix=f"{source}/"):
            batch.append(dict(zip(columns, values, strict=True)))
            if len(batch) == BATCH:
                count += await _write(store, source, writer, batch)
                batch = []
                tell(count)
        count += await _write(store, source, writer, batch)
    part.replace(path)
    tell(count)
    return ExportedOkrFile(source, path, count)


async def _write(store: Store, source: str, writer: Any, batch: Sequence[Mapping[str, Any]]) -> int:
    """How many rows were written."""
    mails = await _mails(store, source, batch)
    for columns in batch:
        row = _cells(source, columns, mails)
        writer.writerow([row[name] if name in NUMBERS else guarded(row[name]) for name in ALL])
    return len(batch)


async def _mails(store: Store, source: str, batch: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Account → the mail address that an import finds it by again."""
    ids = {owner[1] for columns in batch for owner in columns["owners"]}
    ids |= {columns["checkin_by"] for columns in batch} - {None}
    rows = [row async for row in store.stream("emails_of_accounts", ids=sorted(ids))]
    accounts, _ = await accounts_by_email(store, source, sorted({key for _, _, key in rows}))
    return {
        id_: email
        for id_, email, key in rows
        if accounts.get(key) == id_ and not {";", "\\"} & {*email}
    }


def _cells(source: str, columns: Mapping[str, Any], mails: Mapping[str, str]) -> dict[str, str]:
    """The cells of a goal."""
    parents = sorted(columns["parents"], key=lambda entry: (entry[0], entry[1]))
    weights = [weight or "" for _, _, weight in parents]
    at = when(columns["at"], columns["at_precision"])
    current = columns["metric_current"] if at is None else columns["value"]
    progress = columns["checkin_progress"]
    return {
        "goal_id": native_of(columns["id"]),
        "parent_ids": _listed(reference_text(source, up) for _, up, _ in parents),
        "kind": columns["kind"] or "",
        "title": columns["title"],
        "owner_email": _listed(
            _person(source, entry[1], mails) for entry in sorted(columns["owners"])
        ),
        "group": _listed(_group(source, entry[1]) for entry in sorted(columns["groups"])),
        "start": _day(columns["starts_on"]),
        "end": _day(columns["due_on"]),
        "metric_kind": columns["metric_kind"] or "",
        "start_value": columns["metric_baseline"] or "",
        "target": columns["metric_target"] or "",
        "current": current or "",
        "weight": _weights(weights),
        "status": columns["status"] or "",
        "updated_at": at or "",
        "description": columns["description"] or "",
        "unit": columns["metric_unit"] or "",
        "metric_current": columns["metric_current"] or "",
        "checkin_status": columns["checkin_status"] or "",
        "checkin_progress": "" if progress is None else repr(progress),
        "checkin_note": columns["checkin_note"] or "",
        "checkin_by": _person(source, columns["checkin_by"], mails),
        "checkin_id": _check_in(source, columns, at, mails.get(columns["checkin_by"])),
        "tags": _listed(columns["tags"] or ()),
        "synonyms": _listed(columns["synonyms"] or ()),
        "archived": "true" if columns["archived"] else "",
        "predecessor": _former(source, columns.get("predecessor")),
        "blocked_by": _references(source, columns.get("blocked_by") or ()),
        "source": source,
    }


def _listed(items: Any) -> str:
    return joined_list(list(items))


def _references(source: str, entries: Any) -> str:
    """The cell of other goals, in the order in which they were named."""
    return _listed(reference_text(source, goal) for _, goal in sorted(entries))


def _weights(weights: Sequence[str]) -> str:
    """The cell of the weights: empty where no parent has one."""
    return ";".join(weights) if any(weights) else ""


def _person(source: str, account: str | None, mails: Mapping[str, str]) -> str:
    """A person as the import finds it again: by mail address, else by its id."""
    if account is None:
        return ""
    return mails.get(account) or f"{source_of(account)}::{native_of(account)}"


def _check_in(source: str, columns: Mapping[str, Any], at: str | None, mail: str | None) -> str:
    """The id of the check-in where an import does not make it of the row's rest."""
    id_, goal = columns["checkin_id"], columns["id"]
    if at is None or source_of(id_) != source:
        return ""
    if mail is not None:
        return "" if id_ == check_in_key_by_mail(source, goal, at, mail) else native_of(id_)
    identity = {"id": id_, "goal": goal, "by": columns["checkin_by"]}
    return id_of_check_in(source, identity, at) or ""


def _group(source: str, group: str) -> str:
    return reference_text(source, group)


def _former(source: str, goal: str | None) -> str:
    return "" if goal is None else reference_text(source, goal)


def _day(day: Any) -> str:
    return "" if day is None else day.isoformat()
