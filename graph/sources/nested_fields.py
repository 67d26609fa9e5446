"""The fields of a bundle that hold objects: parents, metrics, holds, backers, what an outcome led to."""

from __future__ import annotations

from collections.abc import Callable

from graph.records.enums import MetricKind
from graph.sources.conventions import MOST_ITEMS
from graph.sources.kinds import LED_TO
from graph.sources.limits import UNIT
from graph.sources.text_fields import text
from graph.sources.times import time
from graph.sources.values import (
    InvalidValue,
    Parser,
    PartlyInvalidValue,
    Slip,
    decimal,
    kind_of,
    list_of,
    one_of,
    partly_invalid,
    slips_at,
)


def _object(required: dict[str, Parser], optional: dict[str, Parser], example: str) -> Parser:
    """The parser of an object with these fields, in this order; others are left out."""
    every = required | optional

    def parse(value: object) -> dict[str, object]:
        if type(value) is not dict:
            raise InvalidValue(f"an object is wanted, not {kind_of(value)}", f"write {example}")
        done: dict[str, object] = {}
        slips: list[Slip] = []
        for name, parse_field in every.items():
            entry = value.get(name)
            if entry is None:
                if name in required:
                    raise InvalidValue(f"`{name}` is missing", f"write {example}")
                continue
            try:
                done[name] = parse_field(entry)
            except PartlyInvalidValue as unfit:
                slips += slips_at(f".{name}", unfit)
                done[name] = unfit.remainder
            except InvalidValue as wrong:
                if name in required:
                    raise InvalidValue(wrong.reason, wrong.mend, f".{name}{wrong.place}") from None
                slips += slips_at(f".{name}", wrong)
        if slips:
            raise partly_invalid(done, slips)
        return done

    return parse


def _parents(refer: Parser) -> Parser:
    """Goal ids, or objects of a goal and a weight; the result is always objects."""
    whole = _object({"goal": refer}, {"weight": _weight}, '{"goal": "G1", "weight": 0.5}')

    def parse(value: object) -> dict[str, object]:
        if isinstance(value, dict) and "goal" in value:
            parent: dict[str, object] = whole(value)  # type: ignore[assignment]
            return parent
        return {"goal": refer(value)}

    return list_of(parse)


def _managers(refer: Parser) -> Parser:
    """One manager, or a list: the line manager (null: none), then those over dotted lines."""

    def parse(value: object) -> object:
        if type(value) is not list:
            return [refer(value)]
        done: list[object] = []
        slips: list[Slip] = []
        for place, item in enumerate(value[:MOST_ITEMS]):
            try:
                done.append(None if item is None else refer(item))
            except InvalidValue as wrong:
                slips += slips_at(f"[{place}]", wrong)
                done.append(None)
        if slips:
            raise partly_invalid(done, slips)
        return done

    return parse


def _weight(value: object) -> str:
    """The text of a weight: nought or more, since a mean by negative weights means nothing."""
    weight = decimal(value)
    if weight.startswith("-"):
        raise InvalidValue(
            "a weight must not be negative",
            "give 0 so that it counts nothing, or leave it out so that all count the same",
        )
    return weight


def _metric(refer: Parser) -> Parser:
    numbers = {name: decimal for name in ("baseline", "target", "current")}
    return _object(
        {},
        {"kind": one_of(MetricKind), "unit": text(UNIT), **numbers},
        '{"kind": "reach", "unit": "days", "target": 3}',
    )


def _holds(refer: Parser) -> Parser:
    example = '{"person": "P1", "from": "2026-01-31"}'
    return list_of(_object({"person": refer}, {"from": time, "until": time}, example))


def _backers(refer: Parser) -> Parser:
    return list_of(_object({"person": refer}, {"at": time}, '{"person": "P1", "at": "2026-01-31"}'))


def _led_to(refer: Parser) -> Parser:
    example = '{"goal": "G1"}, or `need` or `experiment` in its place'
    whole = _object({}, {noun: refer for noun in LED_TO}, example)

    def parse(value: object) -> object:
        try:
            targets = whole(value)
        except InvalidValue as wrong:
            raise InvalidValue(wrong.reason, wrong.mend, wrong.place) from None
        if not isinstance(targets, dict) or len(targets) != 1:
            raise InvalidValue(
                "exactly one of `goal`, `need`, `experiment` is wanted", f"write {example}"
            )
        return targets

    return parse


NESTED: dict[str, Callable[[Parser], Parser]] = {
    "managers": _managers,
    "parents": _parents,
    "metric": _metric,
    "holds": _holds,
    "backers": _backers,
    "led_to": _led_to,
}
"""Field type → the maker of its parser from the parser of references."""
