"""The fields of an input as the row of a bundle: the shape in which everything is checked and saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from strawberry import UNSET

from api.execution.input_coercion import unreadables
from api.mutations.references import (
    NobodyWithEmail,
    People,
    SeveralWithEmail,
    is_reference,
    stored_id,
)
from api.types.graphql_names import camel
from graph.errors import BadInput, ErrorCode
from graph.sources.times import nearest_time
from graph.sources.values import InvalidValue
from graph.writing.row_results import Fault, Place, Reason

NAMES = {"from_": "from", "job_title": "title", "recipients": "to"}
"""Fields that are not called as the bundle calls them: because Python cannot, or the API says more."""


EMAIL_REASONS: Mapping[type[BadInput], Reason] = {
    NobodyWithEmail: Reason.UNKNOWN_PERSON,
    SeveralWithEmail: Reason.SEVERAL_PEOPLE,
}


class InputReader:
    """Reads an input; what cannot be read is a fault at its place."""

    def __init__(self, people: People) -> None:
        self._people = people
        self.faults: list[Fault] = []

    def row(self, input: Any, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
        """What the input says, by the bundle's names; None for what is cleared."""
        return {
            NAMES.get(name, name): self._value(getattr(input, name), (name,))
            for name in input.__dataclass_fields__
            if name not in leave_out and getattr(input, name) is not UNSET
        }

    def id_of(self, reference: Any, *place: str | int) -> str | None:
        """The stored id of what is named; None, with a fault, where that cannot be told."""
        try:
            return stored_id(reference, self._people)
        except BadInput as error:
            where, reason = (*place, *error.path), EMAIL_REASONS.get(type(error))
            self.faults.append(
                Fault(ErrorCode.BAD_INPUT, error.message, error.remedy, where, reason=reason)
            )
            return None

    def _value(self, value: Any, place: Place) -> Any:
        if is_reference(value):
            stored = self.id_of(value, *place)
            if stored is None:
                return None
            source, _, native = stored.partition("/")
            return {"source": source, "id": native}
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            return [self._value(item, (*place, number)) for number, item in enumerate(value)]
        if hasattr(value, "__dataclass_fields__"):
            return {
                NAMES.get(name, name): self._value(getattr(value, name), (*place, name))
                for name in value.__dataclass_fields__
                if getattr(value, name) is not UNSET
            }
        return value


def time_faults(values: dict[str, Any], name: str, day: Any, day_name: str) -> list[Fault]:
    """What is wrong with a time or the day in its stead, which the values then say as a bundle does.

    `values` hold the time by its name; cleared is None, and what is not given is left out.
    """
    at = values.pop(name, UNSET)
    if at and day:
        what = f"both `{camel(name)}` and `{camel(day_name)}` are given"
        return [Fault(ErrorCode.BAD_INPUT, what, "drop one", (day_name,))]
    try:
        if day:
            values[name] = day.isoformat()
        elif at:
            values[name] = nearest_time(at)
        elif at is None or day is None:
            values[name] = None
    except InvalidValue as wrong:
        return [Fault(ErrorCode.BAD_INPUT, wrong.reason, wrong.mend, (name,))]
    return []


def unreadable_faults(row: Any) -> list[Fault]:
    """What of a row in a list of rows cannot be read, at its place in the row."""
    return [
        Fault(ErrorCode.BAD_INPUT, fault.reason, fault.remedy, fault.place[2:])
        for fault in unreadables(row)
    ]


def or_none(value: Any) -> Any:
    """The value of an optional field; None where it is not given."""
    return None if value is UNSET else value


def json_value(value: Any) -> Any:
    """The input as JSON can hold it, to tell one from another."""
    if value is UNSET:
        return "<unset>"
    if isinstance(value, list):
        return [json_value(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: json_value(getattr(value, name)) for name in value.__dataclass_fields__}
    return value.value if isinstance(value, Enum) else value
