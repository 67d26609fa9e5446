"""What the store says of a thing, as the row of a bundle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from graph.exporting.canonical import Digits, referred
from graph.importing.text_features import asks
from graph.keys import native_of, source_of
from graph.sources.check_in_keys import check_in_key
from graph.sources.kinds import FIELDS, Field, Kind
from graph.sources.times import time_text

Columns = dict[str, Any]


def row_of(kind: Kind, source: str, columns: Columns) -> dict[str, Any]:
    """The row of a bundle of `source` that these columns of `export_*` stand for."""
    row = {}
    for item in FIELDS[kind]:
        if item.part_of is not None:
            continue
        special = _SPECIAL.get(item.form)
        if special is not None:
            row[item.name] = special(source, columns)
        else:
            row[item.name] = _plain(item, source, columns)
    if kind is Kind.MESSAGES and not _must_say_question(columns):
        row["question"] = None
    if kind is Kind.MESSAGES and columns["text"] is not None:
        row["brief"] = None
    if row.get("visibility") == "public":
        row["visibility"] = None
    if kind is Kind.CHECKINS:
        row["id"] = id_of_check_in(source, columns, row["at"])
    return row


def _plain(item: Field, source: str, columns: Columns) -> Any:
    """The value of a field that is no object."""
    value = columns.get(item.name)
    if value is None:
        return None
    if item.form == "id":
        return native_of(value)
    if item.form == "time":
        return when(value, columns[f"{item.name}_precision"])
    if item.form == "day":
        return value.isoformat()
    if item.form == "ref":
        return referred(source, value)
    if item.form == "refs":
        return [referred(source, entry[1]) for entry in sorted(value)]
    if item.form in ("words", "keys"):
        return [entry[1] for entry in sorted(value)]
    if item.form == "decimal":
        return Digits(value)
    if item.form == "bool":
        return value or None
    return value


def when(at: datetime | None, precision: str | None) -> str | None:
    """The canonical text of a time, a bare day where only that is known."""
    if at is None:
        return None
    return at.date().isoformat() if precision == "day" else time_text(at)


def _must_say_question(columns: Columns) -> bool:
    """Whether a message asks, and nothing else in its row says so."""
    if columns["kind"] == "question":
        return False
    return bool(columns["question"]) and not (columns["text"] and asks(columns["text"]))


def id_of_check_in(source: str, columns: Mapping[str, Any], at: str) -> str | None:
    """The native id of a check-in; None where an import of the source makes it of the row's rest."""
    id_ = columns.get("id")
    if id_ is None or source_of(id_) != source:
        return None
    derived = check_in_key(source, columns["goal"], at, columns["by"])
    return None if id_ == derived else native_of(id_)


def _managers(source: str, columns: Columns) -> Any:
    """The manager alone, or a list where there are others over dotted lines."""
    line = referred(source, columns["manager"])
    dotted_managers = [referred(source, entry[1]) for entry in sorted(columns["dotted_managers"])]
    return [line, *dotted_managers] if dotted_managers else line


def _parents(source: str, columns: Columns) -> list[dict[str, Any]]:
    return [
        {"goal": referred(source, goal), "weight": None if weight is None else Digits(weight)}
        for _, goal, weight in sorted(columns["parents"], key=_place)
    ]


def _metric(source: str, columns: Columns) -> dict[str, Any]:
    metric = {"kind": columns["metric_kind"], "unit": columns["metric_unit"]}
    for name in ("baseline", "target", "current"):
        text = columns[f"metric_{name}"]
        metric[name] = None if text is None else Digits(text)
    return metric if any(value is not None for value in metric.values()) else {}


def _holds(source: str, columns: Columns) -> list[dict[str, Any]]:
    return [
        {
            "person": referred(source, person),
            "from": when(since, since_precision),
            "until": when(until, until_precision),
        }
        for _, person, since, since_precision, until, until_precision in sorted(
            columns["holds"], key=_place
        )
    ]


def _backers(source: str, columns: Columns) -> list[dict[str, Any]]:
    return [
        {"person": referred(source, person), "at": when(at, precision)}
        for _, person, at, precision in sorted(columns["backers"], key=_place)
    ]


def _place(entry: list[Any]) -> tuple[int, str]:
    return entry[0], entry[1]


def _led_to(source: str, columns: Columns) -> dict[str, Any]:
    targets = {
        noun: referred(source, columns[f"led_to_{noun}"]) for noun in ("goal", "need", "experiment")
    }
    return {noun: target for noun, target in targets.items() if target is not None}


_SPECIAL: dict[str, Callable[[str, Columns], Any]] = {
    "managers": _managers,
    "parents": _parents,
    "metric": _metric,
    "holds": _holds,
    "backers": _backers,
    "led_to": _led_to,
}
