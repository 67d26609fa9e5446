"""The rows of an OKR file as goals and check-ins of a bundle, each with the problems of its cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson

from graph.keys import fold
from graph.records.enums import CheckInStatus, GoalKind, GoalStatus
from graph.sources.kinds import Kind
from graph.sources.okr import cells
from graph.sources.okr.columns import letter
from graph.sources.okr.mapping import Mapping as Columns
from graph.sources.okr.parts import (
    fragment,
    groups_of,
    items_of,
    metric_of,
    parents_of,
    people_of,
    plain_number,
)
from graph.sources.okr.reader import Finders, RowReader
from graph.sources.okr.sheet import Sheet
from graph.sources.problems import Problem, Rejected
from graph.sources.reading import Prepared
from graph.sources.values import Wrong, shown

Row = dict[str, Any]
Made = tuple[Kind, Prepared | Rejected]


def rows_of(
    sheet: Sheet, mapping: Columns, source: str, find: Finders
) -> Iterator[tuple[int, Made]]:
    """Every goal and check-in of the file with the number of its row."""
    seen: set[bytes] = set()
    for number, row in sheet.rows:
        reader = RowReader(sheet, mapping, number, row, sheet.places)
        made = _made(reader, source, find)
        if reader.problems:
            yield number, (Kind.GOALS, Rejected(reader.problems, _identity(reader, source)))
            continue
        for kind, given, mended in made:
            line = orjson.dumps(given)
            if sheet.groups and line in seen:
                continue
            seen.add(line)
            yield number, (kind, Prepared(line, mended))


def _identity(reader: RowReader, source: str) -> str | None:
    """The id of a row that is rejected, so that what points at it can say so."""
    found = _id(reader)
    return f"{source}/{found}" if found else None


def _made(reader: RowReader, source: str, find: Finders) -> list[tuple[Kind, Row, list[Problem]]]:
    """The goals and check-ins of one row."""
    _check_length(reader)
    goal = _goal(reader, source, find)
    identity = goal.get("id", "")
    made = [(Kind.GOALS, goal, reader.mended), *_check_in(reader, identity, source, find)]
    for group in reader.sheet.groups:
        inner = RowReader(reader.sheet, reader.mapping, reader.number, reader.row, group.places)
        title = inner.raw("title").strip()
        if title:
            made += _key_result(reader, inner, goal, group.number, source, find)
        elif any(inner.raw(name).strip() for name in group.places):
            inner.problems.append(inner.problem("title", "a key result has a title", "add it"))
        reader.problems += inner.problems
    return made


def _check_length(reader: RowReader) -> None:
    extra = [
        place
        for place, cell in enumerate(reader.row)
        if place >= len(reader.sheet.header) and cell.strip()
    ]
    if extra:
        place = extra[0]
        reader.problems.append(
            Problem(
                None,
                shown(reader.row[place]),
                f"row {reader.number}, column {letter(place)} is {shown(reader.row[place])}; "
                "there is no header above it",
                "put cells that hold the delimiter in quotation marks, or take the cell out",
            )
        )


def _id(reader: RowReader) -> str:
    """The id of the row's goal; made from other columns where the mapping says so."""
    found = reader.text("goal_id").strip()
    parts = [fold(reader.text(name)) for name in reader.mapping.id_from]
    if found or not any(parts):
        return found
    return digest(*parts)


def digest(*parts: str) -> str:
    """A short id made from texts."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def _goal(reader: RowReader, source: str, find: Finders) -> Row:
    """The goal of a row; empty fields left out."""
    identity = _id(reader)
    if not identity:
        reader.problems.append(reader.problem("goal_id", "every goal has an id", "add one"))
    title = reader.raw("title")
    if not title.strip():
        reader.problems.append(reader.problem("title", "every goal has a title", "add it"))
    status = reader.read("status", lambda text: cells.choice(text, GoalStatus, CheckInStatus))
    goal = {
        "id": identity,
        "title": title,
        "kind": reader.read("kind", _kind),
        "description": reader.text("description"),
        "status": "active" if status in list(CheckInStatus) else status,
        "parents": parents_of(reader),
        "owners": people_of(reader, "owner_email", source, find),
        "groups": groups_of(reader, source, find),
        "starts_on": reader.read("start", lambda text: cells.day_of(text, reader.mapping)),
        "due_on": reader.read("end", lambda text: cells.day_of(text, reader.mapping)),
        "metric": metric_of(reader),
        "tags": items_of(reader.text("tags")),
        "synonyms": items_of(reader.text("synonyms")),
        "archived": reader.read("archived", cells.flag),
    }
    return _without_empty(goal)


def _kind(text: str) -> str:
    if fold(text) == "process":
        raise Wrong(
            "conversations are linked to purposes and goals, never to a process",
            "say which purpose or goal the process serves and write that goal instead",
        )
    return cells.choice(text, GoalKind)


def _without_empty(row: Row) -> Row:
    return {
        name: value
        for name, value in row.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def _check_in(
    reader: RowReader, goal: str, source: str, find: Finders
) -> list[tuple[Kind, Row, list[Problem]]]:
    """The check-in that a row makes; none where it bears no date."""
    at = reader.read("updated_at", lambda text: cells.time_of(text, reader.mapping))
    value = reader.read("current", lambda text: plain_number(text, reader.mapping))
    progress = reader.read("checkin_progress", lambda text: cells.share(text, reader.mapping))
    status = reader.read("checkin_status", lambda text: cells.choice(text, CheckInStatus))
    said = reader.text("status")
    if status is None and said.strip():
        word = "_".join(fold(said).replace("-", " ").replace("_", " ").split())
        status = word if word in list(CheckInStatus) else None
    by = people_of(reader, "checkin_by", source, find)
    checkin = _without_empty(
        {
            "value": None if value is None else fragment(value),
            "progress": None if progress is None else fragment(progress),
            "status": status,
            "note": reader.text("checkin_note"),
            "by": by[0] if by else None,
        }
    )
    if at is None:
        _undated(reader, progress is not None, status is not None)
        return []
    return [(Kind.CHECKINS, {"goal": goal, "at": at, **checkin}, [])] if checkin else []


def _undated(reader: RowReader, progress: bool, status: bool) -> None:
    """Note what a row without a date cannot keep."""
    name = "checkin_progress" if progress else "checkin_status"
    if status and not progress and not reader.raw(name).strip():
        name = "status"
    if progress or status:
        reader.mend(
            name,
            "it was left out of the check-ins, since the row does not say when that was so",
            "fill `updated_at`, or give `updated_at` under [defaults] in the mapping",
        )


def _key_result(
    reader: RowReader,
    inner: RowReader,
    goal: Row,
    number: int | None,
    source: str,
    find: Finders,
) -> list[tuple[Kind, Row, list[Problem]]]:
    """A key result in columns of its own: a goal below the row's goal, with its owner and period."""
    title = inner.raw("title")
    kept: Row = {name: goal[name] for name in ("owners", "starts_on", "due_on") if name in goal}
    child: Row = {
        "id": f"{goal.get('id')}/{number if number is not None else digest(fold(title))}",
        "title": title,
        "kind": "key_result",
        "description": inner.text("description") if "description" in inner.places else "",
        "parents": [{"goal": goal.get("id")}],
        **kept,
        "metric": _key_result_metric(inner),
    }
    places = inner.places | {
        name: place for name, place in reader.places.items() if name == "updated_at"
    }
    dated = RowReader(inner.sheet, inner.mapping, inner.number, inner.row, places)
    made = [(Kind.GOALS, _without_empty(child), dated.mended)]
    made += _check_in(dated, child["id"], source, find)
    inner.problems += dated.problems
    return made


def _key_result_metric(inner: RowReader) -> Row:
    metric = metric_of(inner)
    if metric and "kind" not in metric and metric.keys() & {"baseline", "target", "current"}:
        metric["kind"] = "reach"
    return metric
