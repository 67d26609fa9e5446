"""What cells of an OKR row stand for: parents with weights, owners, groups, the metric."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import orjson

from graph.keys import fold, native_of, text_key
from graph.records.enums import MetricKind
from graph.sources.check_in_keys import check_in_key_by_mail
from graph.sources.okr import cells
from graph.sources.okr.mapping import Mapping
from graph.sources.okr.reader import Finders, RowReader
from graph.sources.times import nearest_time
from graph.sources.values import InvalidValue, native_id, quote

Row = dict[str, Any]
NUMBERS = {"start_value": "baseline", "target": "target", "current": "current"}


def _never(_: str) -> bool:
    return False


def items_of(reader: RowReader, name: str, known: Callable[[str], bool] = _never) -> list[str]:
    """The items of a list cell, empty ones left out, each of their words translated.

    Signs of the mapping part them, or semicolons; line breaks always do. Without signs, an item with
    commas is several where the file or the store knows every part (`known`) and not the whole.
    """
    text, rules = reader.text_and_rules(name)
    signs = rules.list_separator
    parts = [item for item in cells.split_list(text, (*signs, "\n") if signs else cells.LIST_SIGNS)]
    if not signs:
        parts = [part for item in parts for part in comma_parts(item, known)]
    words = reader.mapping.values.get(name, {}) if text == reader.raw(name) else {}
    return [entry for entry in (words.get(fold(item), item) for item in parts) if entry]


def comma_parts(item: str, known: Callable[[str], bool]) -> list[str]:
    """The parts of an item between commas where each of them is known and the whole is not."""
    parts = [part.strip() for part in item.split(",")]
    several = len(parts) > 1 and not known(item) and all(part and known(part) for part in parts)
    return parts if several else [item]


def is_mail(text: str) -> bool:
    """Whether a text has the form of one mail address.

    >>> is_mail("ada@acme.example"), is_mail("ada@acme.example, ben@acme.example"), is_mail("Ada")
    (True, False, False)
    """
    return re.fullmatch(r"[^@\s,]+@[^@\s,]+", text) is not None


def fragment(number: Decimal) -> orjson.Fragment:
    """A number that JSON shows digit for digit."""
    return orjson.Fragment(f"{number:f}")


def parents_of(reader: RowReader, ids: Sequence[str]) -> list[Row]:
    """The goals that it supports; weights stand in the same order, one for all if there is but one.

    A single weight of a goal that supports none means nothing and costs nothing.
    """
    text, rules = reader.text_and_rules("weight")
    signs = rules.list_separator
    weights = cells.split_list(text, (*signs, "\n") if signs else cells.LIST_SIGNS)
    if len(weights) == 1:
        weights *= len(ids)
    if len(weights) != len(ids):
        if any(weights):
            reason = f"{len(weights)} weights stand beside {len(ids)} parents"
            remedy = "give one weight, or one a parent in the same order, parted by semicolons"
            reader.leave_out("weight", InvalidValue(reason, remedy))
        weights = [""] * len(ids)
    parents = []
    for parent, weight in zip(ids, weights, strict=True):
        row: Row = {"goal": cells.reference(parent)}
        if weight:
            try:
                row["weight"] = fragment(cells.weight(weight, rules))
            except InvalidValue as wrong:
                reader.leave_out("weight", wrong)
        parents.append(row)
    return parents


def people_of(reader: RowReader, name: str, source: str, find: Finders) -> list[Any]:
    """Accounts by mail address; one that nobody has is left out and noted."""
    people: list[Any] = []
    for entry in items_of(reader, name, lambda item: fold(item) in find.accounts or is_mail(item)):
        account, shared = find.accounts.get(fold(entry)), fold(entry) in find.shared
        if shared:
            remedy = (
                "it was left out" if account is None else f"{account} writes it so and was taken"
            )
            reader.mend(
                name,
                f"more than one person has the mail address {quote(entry)}; {remedy}",
                "decide with `goalgraph people review`, or give the person's id",
            )
        if account is not None:
            people.append(_referred(source, account))
        elif shared:
            continue
        elif cells.is_reference(entry):
            people.append(cells.reference(entry))
        else:
            reader.mend(
                name,
                f"nobody in the store has the mail address {quote(entry)}; it was left out",
                "import the people first, or correct the address",
            )
    return people


def groups_of(reader: RowReader, source: str, find: Finders) -> list[Any]:
    """Groups by id, else by a name that only one has; others are left out and noted."""
    groups: list[Any] = []

    def known(name: str) -> bool:
        return f"{source}/{name}" in find.groups or text_key(name) in find.names

    for entry in items_of(reader, "group", known):
        named = find.names.get(text_key(entry), [])
        if cells.is_reference(entry) or f"{source}/{entry}" in find.groups:
            groups.append(cells.reference(entry))
        elif len(named) == 1:
            groups.append(_referred(source, named[0]))
        else:
            why = f"{len(named)} groups have this name" if named else "no group has this id or name"
            remedy = "give the group's id" if named else "import the groups first, or correct it"
            reader.mend("group", f"{why}: {quote(entry)}; it was left out", remedy)
    return groups


def _referred(source: str, global_id: str) -> Any:
    return cells.reference(cells.reference_text(source, global_id))


def metric_of(reader: RowReader) -> Row:
    """The metric; a percent sign counts as the unit where every number of the row but 0 has one."""
    texts = {name: reader.text(name).strip() for name in NUMBERS}
    signed = [
        name
        for name, text in texts.items()
        if text and (cells.percent(text) is not None or name in reader.mapping.percent)
    ]
    plain = [
        name for name, text in texts.items() if text and name not in signed and not _is_zero(text)
    ]
    if signed and plain:
        reason = f"it has a percent sign, and `{plain[0]}` has none"
        reader.leave_out(signed[0], InvalidValue(reason, "write all of them alike"))
        return {}
    metric: Row = {}
    for name, key in NUMBERS.items():
        value = reader.read(_column(reader, name), plain_number)
        if value is not None:
            metric[key] = fragment(value)
    kind = reader.read("metric_kind", lambda text, _: cells.choice(text, MetricKind))
    if kind is not None and (metric or reader.raw("metric_kind").strip()):
        metric["kind"] = kind
    unit = reader.text("unit") or ("%" if signed else "")
    if unit and (metric or reader.raw("unit").strip()):
        metric["unit"] = unit
    return metric


def _is_zero(text: str) -> bool:
    """Whether a cell says 0, which is 0 % too, in any way of writing.

    >>> [_is_zero(text) for text in ("0", "0.00", "0,0", "-0", "10", "", "no")]
    [True, True, True, True, False, False, False]
    """
    return re.fullmatch(r"[+-]?0+([.,]0*)?", text) is not None


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


def check_in_id(reader: RowReader, source: str, goal: str, at: str | None) -> str | None:
    """The id of a row's check-in: its own, or one by the mail address of who says it.

    The latter is the same whether the store knows the address yet or not.
    """
    own = reader.read("checkin_id", lambda text, _: native_id(text))
    mail = reader.text("checkin_by").strip()
    if own or not mail or cells.is_reference(mail) or at is None:
        return own
    return native_of(check_in_key_by_mail(source, f"{source}/{goal}", nearest_time(at), mail))
