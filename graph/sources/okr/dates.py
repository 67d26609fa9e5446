"""The days and times of an OKR file: as YYYY-MM-DD, as the mapping says, or counted from 1970.

Ten digits are seconds and thirteen milliseconds since 1970, whatever else the mapping says: no other
way of writing a date looks so. Anything else that is not plain is wrong until the mapping says what
it means.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from graph.sources.okr.mapping import EPOCHS, Mapping
from graph.sources.times import day, nearest_time, time_text
from graph.sources.values import InvalidValue

_SLASHED = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}.*", re.ASCII | re.DOTALL)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(:00(\.0+)?)?", re.ASCII)
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?", re.ASCII)
_TOKENS = (
    ("YYYY", "%Y"),
    ("YY", "%y"),
    ("MMMM", "%B"),
    ("MMM", "%b"),
    ("MM", "%m"),
    ("DD", "%d"),
    ("HH", "%H"),
    ("mm", "%M"),
    ("ss", "%S"),
)
_EPOCH = re.compile(r"\d{10}(\.\d{1,9})?|\d{13}", re.ASCII)
_EPOCH_SAID = re.compile(r"\d{1,16}(\.\d{1,9})?", re.ASCII)


def _no_zone() -> InvalidValue:
    return InvalidValue(
        "the time has no zone",
        'write 2026-01-31T09:30:00Z, or say `timezone = "Europe/Berlin"` in the mapping',
    )


def day_of(text: str, mapping: Mapping) -> str:
    """A day as YYYY-MM-DD."""
    text = text.strip()
    if mapping.date_formats:
        return _moment(text, mapping)[:10]
    counted = _epoch(text)
    if counted is not None:
        return counted.astimezone(mapping.timezone or UTC).date().isoformat()
    return _iso_day(text)


def _epoch(text: str, per_second: int | None = None) -> datetime | None:
    """The time that so many seconds (ten digits) or milliseconds (thirteen) after 1970 were."""
    if not (_EPOCH if per_second is None else _EPOCH_SAID).fullmatch(text):
        return None
    seconds = Decimal(text) / (per_second or (1000 if len(text) == 13 and "." not in text else 1))
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(seconds * 10**6))
    except OverflowError:
        return None


def _iso_day(text: str) -> str:
    match = _MIDNIGHT.fullmatch(text)
    if match:
        text = match[1]
    try:
        return day(text)
    except InvalidValue as wrong:
        raise _not_guessed(text, wrong) from None


def time_of(text: str, mapping: Mapping) -> str:
    """A time as RFC 3339, or a bare day where only that is said."""
    text = text.strip()
    if mapping.date_formats:
        return _moment(text, mapping)
    counted = _epoch(text)
    if counted is not None:
        return time_text(counted)
    if mapping.timezone is not None and _NO_ZONE.fullmatch(text):
        try:
            return _in_zone(datetime.fromisoformat(text), mapping)
        except ValueError:
            raise InvalidValue("there is no such time", "correct the date or the clock") from None
    try:
        return nearest_time(text)
    except InvalidValue as wrong:
        raise (_no_zone() if _NO_ZONE.fullmatch(text) else _not_guessed(text, wrong)) from None


def _not_guessed(text: str, wrong: InvalidValue) -> InvalidValue:
    """Why a day in another form is not read, where that is what it is."""
    if text.isascii() and text.isdigit() and len(text) == 5:
        return InvalidValue(
            "that is a spreadsheet's number of a day",
            "format the column as a date, YYYY-MM-DD, and save the file again",
        )
    if _SLASHED.fullmatch(text) and not re.match(r"\d{4}-", text):
        return InvalidValue(
            "whether the day or the month stands first is not guessed",
            'write 2026-01-31, or say `date_format = "DD/MM/YYYY"` in the mapping',
        )
    return wrong


def _moment(text: str, mapping: Mapping) -> str:
    """What a text stands for under the formats of the mapping: a day, or a time in UTC."""
    for form in mapping.date_formats:
        counted = _epoch(text, EPOCHS[form]) if form in EPOCHS else None
        if counted is not None:
            return time_text(counted)
        pattern = _pattern(form)
        try:
            moment = datetime.strptime(text, pattern)
        except ValueError:
            continue
        if any(sign in pattern for sign in ("%H", "%M", "%S", "%f")):
            return _in_zone(moment, mapping)
        return moment.date().isoformat()
    counted = _epoch(text)
    if counted is not None:
        return time_text(counted)
    forms = " or ".join(mapping.date_formats)
    raise InvalidValue(
        f"it is no date written {forms}", "correct it, or `date_format` in the mapping"
    )


def _pattern(form: str) -> str:
    """A format of dates as Python writes it."""
    if "%" not in form:
        for token, sign in _TOKENS:
            form = form.replace(token, sign)
    return form


def _in_zone(moment: datetime, mapping: Mapping) -> str:
    if moment.tzinfo is None:
        if mapping.timezone is None:
            raise _no_zone()
        moment = moment.replace(tzinfo=mapping.timezone)
    return time_text(moment.astimezone(UTC))
