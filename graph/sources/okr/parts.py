"""What cells of an OKR row stand for: parents with weights, owners, groups, the metric."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson

from graph.keys import fold, text_key
from graph.records.enums import MetricKind
from graph.sources.okr import cells
from graph.sources.okr.mapping import Mapping
from graph.sources.okr.reader import Finders, RowReader
from graph.sources.values import Wrong, shown

Row = dict[str, Any]
NUMBERS = {"start_value": "baseline", "target": "target", "current": "current"}


def items_of(text: str) -> list[str]:
    """The items of a list cell, empty ones left out."""
    return [item for item in cells.split_list(text) if item]


def fragment(number: Decimal) -> orjson.Fragment:
    """A number that JSON shows digit for digit."""
    return orjson.Fragment(f"{number:f}")


def parents_of(reader: RowReader) -> list[Row]:
    """The goals that it supports; weights stand in the same order, one for all if there is but one."""
    ids = items_of(reader.text("parent_ids"))
    weights = cells.split_list(reader.text("weight"))
    if len(weights) == 1:
        weights *= max(len(ids), 1)
    if len(weights) != len(ids):
        if any(weights):
            reason = f"{len(weights)} weights stand beside {len(ids)} parents"
            remedy = "give one weight, or one a parent in the same order, parted by semicolons"
            reader.problems.append(reader.problem("weight", reason, remedy))
        weights = [""] * len(ids)
    found = []
    for parent, weight in zip(ids, weights, strict=True):
        row: Row = {"goal": cells.reference(parent)}
        if weight and ids:
            try:
                value = cells.number(weight, reader.mapping)
                if value < 0:
                    raise Wrong(
                        "a weight must not be negative", "give 0 or more, or leave it empty"
                    )
                row["weight"] = fragment(value)
            except Wrong as wrong:
                reader.problems.append(reader.problem("weight", wrong.reason, wrong.mend))
        found.append(row)
    return found


def people_of(reader: RowReader, name: str, source: str, find: Finders) -> list[Any]:
    """Accounts by mail address; one that nobody has is left out and noted."""
    found: list[Any] = []
    for entry in items_of(reader.text(name)):
        account, shared = find.accounts.get(fold(entry)), fold(entry) in find.shared
        if shared:
            taken = (
                "it was left out" if account is None else f"{account} writes it so and was taken"
            )
            reader.mend(
                name,
                f"more than one person has the mail address {shown(entry)}; {taken}",
                "decide with `goalgraph people review`, or give the person's id",
            )
        if account is not None:
            found.append(_referred(source, account))
        elif shared:
            continue
        elif cells.is_reference(entry):
            found.append(cells.reference(entry))
        else:
            reader.mend(
                name,
                f"nobody in the store has the mail address {shown(entry)}; it was left out",
                "import the people first, or correct the address",
            )
    return found


def groups_of(reader: RowReader, source: str, find: Finders) -> list[Any]:
    """Groups by id, else by a name that only one has; others are left out and noted."""
    found: list[Any] = []
    for entry in items_of(reader.text("group")):
        named = find.names.get(text_key(entry), [])
        if cells.is_reference(entry) or f"{source}/{entry}" in find.groups:
            found.append(cells.reference(entry))
        elif len(named) == 1:
            found.append(_referred(source, named[0]))
        else:
            why = f"{len(named)} groups have this name" if named else "no group has this id or name"
            remedy = "give the group's id" if named else "import the groups first, or correct it"
            reader.mend("group", f"{why}: {shown(entry)}; it was left out", remedy)
    return found


def _referred(source: str, global_id: str) -> Any:
    return cells.reference(cells.reference_text(source, global_id))


def metric_of(reader: RowReader) -> Row:
    """The metric; a percent sign counts as the unit where every number of the row has one."""
    said = {name: reader.text(name).strip() for name in NUMBERS}
    signed = [name for name, text in said.items() if cells.percent(text) is not None]
    plain = [name for name, text in said.items() if text and name not in signed]
    if signed and plain:
        reason = f"it has a percent sign, and `{plain[0]}` has none"
        reader.problems.append(reader.problem(signed[0], reason, "write all of them alike"))
        return {}
    metric: Row = {}
    for name, key in NUMBERS.items():
        value = reader.read(_column(reader, name), lambda text: plain_number(text, reader.mapping))
        if value is not None:
            metric[key] = fragment(value)
    kind = reader.read("metric_kind", lambda text: cells.choice(text, MetricKind))
    if kind is not None and (metric or reader.raw("metric_kind").strip()):
        metric["kind"] = kind
    unit = reader.text("unit") or ("%" if signed else "")
    if unit and (metric or reader.raw("unit").strip()):
        metric["unit"] = unit
    return metric


def _column(reader: RowReader, name: str) -> str:
    """The column of a metric's number: `current` is the check-in's where the goal has its own."""
    if name != "current" or "metric_current" not in reader.places:
        return name
    dated = reader.text("updated_at").strip()
    return "metric_current" if dated or not reader.raw("current").strip() else "current"


def plain_number(text: str, mapping: Mapping) -> Decimal:
    """The number of a cell, the one before a percent sign where it has one."""
    before = cells.percent(text)
    return cells.number(text if before is None else before, mapping)
