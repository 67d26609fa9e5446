"""The rows of an OKR file as goals and check-ins of a bundle, each with the problems of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from graph.keys import fold
from graph.records.enums import CheckInStatus, GoalKind, GoalStatus
from graph.sources.bundle_reader import LineWithMends
from graph.sources.kinds import Kind
from graph.sources.okr import cells
from graph.sources.okr.cell_values import (
    check_in_id,
    fragment,
    groups_of,
    items_of,
    metric_of,
    parents_of,
    people_of,
    plain_number,
)
from graph.sources.okr.columns import LEVEL, column_of, letter
from graph.sources.okr.dates import day_of, time_of
from graph.sources.okr.mapping import Mapping as Columns
from graph.sources.okr.outline import Node, Outline, digest, outline_of
from graph.sources.okr.reader import Finders, RowReader
from graph.sources.okr.sheet import Group, Sheet
from graph.sources.problems import Problem, RowRejection, of_a_rejected_row
from graph.sources.values import InvalidValue, quote

Row = dict[str, Any]
Made = tuple[Kind, LineWithMends | RowRejection]
Loose = tuple[Kind, Row, list[Problem]]
PERIOD_AND_OWNERS = ("owners", "starts_on", "due_on")
"""What a key result in columns of its own has from the row's goal where it has none itself."""


def rows_of(
    sheet: Sheet, mapping: Columns, source: str, find: Finders
) -> Iterator[tuple[int, Made]]:
    """Every goal and check-in of the file with the number of its row."""
    outline = outline_of(sheet, mapping)
    writer = RowBuilder(sheet, mapping, source, find, outline)
    done: list[tuple[int, Made]] = []
    places: dict[str, int] = {}
    lines: set[bytes] = set()
    for number, row in sheet.rows:
        for node in outline.named.get(number, ()):
            if not node.own:
                done.append((number, (Kind.GOALS, LineWithMends(orjson.dumps(_named(node))))))
        reader = RowReader(sheet, mapping, number, row, sheet.places)
        objects = writer.rows_of(reader)
        if reader.problems:
            identity = outline.nodes[number].id
            known = f"{source}/{identity}" if identity else None
            done.append((number, (Kind.GOALS, RowRejection(_all_wrong(reader), known))))
            continue
        for kind, object_, mends in objects:
            line = orjson.dumps(object_)
            if sheet.repeats and kind is Kind.GOALS and object_["id"] in places:
                place = places[object_["id"]]
                done[place] = (done[place][0], _joined(done[place][1], line, mends, reader))
            elif not (sheet.repeats and line in lines):
                if kind is Kind.GOALS:
                    places[object_["id"]] = len(done)
                lines.add(line)
                done.append((number, (kind, LineWithMends(line, mends))))
    yield from done


def _all_wrong(reader: RowReader) -> list[Problem]:
    """Everything that is wrong with a row that is rejected."""
    return [*reader.problems, *of_a_rejected_row(reader.mended)]


def _named(node: Node) -> Row:
    """A goal that stands only in the cells above others."""
    parents = [{"goal": node.parent.id}] if node.parent else []
    return _without_empty(
        {"id": node.id, "title": node.title, "kind": node.kind, "parents": parents}
    )


def _joined(before: Made, line: bytes, mends: list[Problem], reader: RowReader) -> Made:
    """A goal that stands in several rows, with what this one adds; where they differ this one counts."""
    kind, first = before
    assert isinstance(first, LineWithMends)
    earlier, later = orjson.loads(first.line), orjson.loads(line)
    notes = [*first.mended, *(problem for problem in mends if problem not in first.mended)]
    for name, value in later.items():
        if earlier.get(name, value) != value:
            reason = "an earlier row says something else of the same goal; this one counts"
            remedy = "say the same in every row of a goal"
            notes.append(reader.problem(column_of(name), reason, remedy))
    return kind, LineWithMends(orjson.dumps(earlier | later), notes)


class RowBuilder:
    """Makes the goals and check-ins of the rows of one file."""

    def __init__(
        self, sheet: Sheet, mapping: Columns, source: str, find: Finders, outline: Outline
    ) -> None:
        self.sheet, self.mapping, self.source = sheet, mapping, source
        self.find, self.outline = find, outline
        self.key_results: Counter[str] = Counter()

    def rows_of(self, reader: RowReader) -> list[Loose]:
        """The goals and check-ins of one row."""
        _check_length(reader)
        goal = self._goal(reader)
        rows: list[Loose] = [(Kind.GOALS, goal, reader.mended)]
        rows += self._check_in(reader, goal.get("id", ""))
        for group in self.sheet.groups:
            inner = self._inner(reader, group)
            if inner.raw("title").strip():
                rows += self._key_result(inner, goal, group)
            elif any(inner.raw(name).strip() for name in group.places):
                inner.mend(
                    "title",
                    "a key result has a title; its other cells were left out",
                    "add it",
                )
                reader.mended += inner.mended
        return rows

    def _goal(self, reader: RowReader) -> Row:
        """The goal of a row; empty fields left out."""
        node = self.outline.nodes[reader.number]
        if not node.id:
            reader.problems.append(reader.problem("goal_id", "every goal has an id", "add one"))
        if not node.title.strip():
            reader.problems.append(reader.problem("title", "every goal has a title", "add it"))
        reader.read(LEVEL, cells.number)
        parents = items_of(reader, "parent_ids", self.outline.ids.__contains__)
        if not parents and node.parent is not None:
            parents = [node.parent.id]
        return _without_empty(
            {
                "id": node.id,
                "title": node.title,
                "kind": _kind_of(reader) or node.kind or reader.mapping.defaults.get("kind"),
                **self._fields(reader),
                "parents": parents_of(reader, parents),
                "archived": reader.read("archived", lambda text, _: cells.flag(text)),
                "predecessor": reader.read(
                    "predecessor", lambda text, _: cells.reference(text.strip())
                ),
                "blocked_by": [cells.reference(one) for one in items_of(reader, "blocked_by")],
            }
        )

    def _fields(self, reader: RowReader) -> Row:
        """What goals and key results in columns of their own have alike."""
        status = reader.read(
            "status", lambda text, _: cells.choice(text, GoalStatus, CheckInStatus)
        )
        return {
            "description": reader.text("description"),
            "status": "active" if status in list(CheckInStatus) else status,
            "owners": people_of(reader, "owner_email", self.source, self.find),
            "groups": groups_of(reader, self.source, self.find),
            "starts_on": reader.read("start", day_of),
            "due_on": reader.read("end", day_of),
            "metric": metric_of(reader),
            "tags": items_of(reader, "tags"),
            "synonyms": items_of(reader, "synonyms"),
        }

    def _check_in(self, reader: RowReader, goal: str) -> list[Loose]:
        """The check-in that a row makes; none where it bears no date."""
        at = reader.read("updated_at", time_of)
        value = reader.read("current", plain_number)
        progress = reader.read("checkin_progress", cells.share)
        status = reader.read("checkin_status", lambda text, _: cells.choice(text, CheckInStatus))
        status_text = reader.text("status")
        if status is None and status_text.strip():
            word = "_".join(fold(status_text).replace("-", " ").replace("_", " ").split())
            status = word if word in list(CheckInStatus) else None
        by = people_of(reader, "checkin_by", self.source, self.find)
        key = check_in_id(reader, self.source, goal, at)
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
            _undated(reader, checkin)
            return []
        named = {"id": key} if key else {}
        return (
            [(Kind.CHECKINS, {**named, "goal": goal, "at": at, **checkin}, [])] if checkin else []
        )

    def _inner(self, reader: RowReader, group: Group) -> RowReader:
        """The cells of one key result of a row, with the date of the row where it has none itself."""
        places = {
            name: place for name, place in reader.places.items() if name == "updated_at"
        } | group.places
        defaults = {
            name: value
            for name, value in self.mapping.defaults.items()
            if name in places or name in ("updated_at", "metric_kind")
        }
        mapping = replace(self.mapping, defaults=defaults)
        return RowReader(self.sheet, mapping, reader.number, reader.row, places)

    def _key_result(self, inner: RowReader, goal: Row, group: Group) -> list[Loose]:
        """A key result in columns of its own: a goal below the row's goal."""
        title = inner.raw("title")
        key = f"{goal.get('id')}/{group.number or digest(fold(title))}"
        self.key_results[key] += self.sheet.repeats
        count = self.key_results[key]
        above = [str(goal.get("id"))]
        parents = items_of(inner, "parent_ids", self.outline.ids.__contains__)
        child: Row = {
            "id": inner.text("goal_id").strip() or (f"{key}-{count}" if count > 1 else key),
            "title": title,
            "kind": _kind_of(inner) or "key_result",
            **{name: goal[name] for name in PERIOD_AND_OWNERS if name in goal},
            **_without_empty(self._fields(inner)),
            "parents": parents_of(inner, parents or above),
        }
        metric = child.get("metric", {})
        if "kind" not in metric and metric.keys() & {"baseline", "target", "current"}:
            metric["kind"] = "reach"
        rows: list[Loose] = [(Kind.GOALS, _without_empty(child), inner.mended)]
        return rows + self._check_in(inner, child["id"])


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
                quote(reader.row[place]),
                f"row {reader.number}, column {letter(place)} is {quote(reader.row[place])}; "
                "there is no header above it",
                "put cells that hold the delimiter in quotation marks, or take the cell out",
            )
        )


def _kind_of(reader: RowReader) -> str | None:
    """The kind that the cell of a row names; a process costs the row."""
    kind_text = reader.raw("kind").strip() and reader.text("kind")
    if kind_text and fold(kind_text) == "process":
        problem = InvalidValue(
            "conversations are linked to purposes and goals, never to a process",
            "say which purpose or goal the process serves and write that goal instead",
        )
        reader.problems.append(reader.problem("kind", problem.reason, problem.mend))
        return None
    return reader.read("kind", lambda text, _: cells.choice(text, GoalKind)) if kind_text else None


def _without_empty(row: Row) -> Row:
    return {
        name: value
        for name, value in row.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def _undated(reader: RowReader, checkin: Row) -> None:
    """Note what a row without a date cannot keep; a value stays with the metric."""
    if "progress" in checkin:
        name = "checkin_progress"
    elif "status" in checkin:
        name = "checkin_status" if reader.raw("checkin_status").strip() else "status"
    elif "note" in checkin:
        name = "checkin_note"
    else:
        return
    reader.mend(
        name,
        "it was left out of the check-ins, since the row does not say when that was so",
        "fill `updated_at`, or give `updated_at` under [defaults] in the mapping",
    )
