"""Days and times of a bundle: RFC 3339 text in UTC, or a bare day where only that is known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from graph.sources.values import InvalidValue, PartlyInvalidValue, Slip, kind_of

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](\d\d:\d\d:)(\d\d)(\.\d+)?([Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?))?",
    re.ASCII,
)
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?", re.ASCII)
_CANONICAL_FRACTION = re.compile(r"\.(\d\d[1-9]|\d[1-9]\d|[1-9]\d\d|\d{3}(?!000)\d{3})", re.ASCII)


def day(value: object) -> str:
    """A day as YYYY-MM-DD."""
    if type(value) is not str:
        raise InvalidValue(f"a day is wanted, not {kind_of(value)}", 'write it as "2026-01-31"')
    match = _TIME.fullmatch(value)
    if match is None or match[2]:
        raise InvalidValue("a day without a time is wanted", 'write it as "2026-01-31"')
    return _real_day(value)


def _real_day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise InvalidValue("there is no such day in the calendar", "correct the date") from None
    return value


def time(value: object) -> str:
    """A time in UTC cut to microseconds, or a bare day where only that is known."""
    if type(value) is not str:
        raise InvalidValue(
            f"a time is wanted, not {kind_of(value)}", 'write "2026-01-31T09:30:00Z"'
        )
    match = _TIME.fullmatch(value)
    if match is None:
        if _NO_ZONE.fullmatch(value):
            raise InvalidValue("the time has no zone or no seconds", 'write "2026-01-31T09:30:00Z"')
        raise InvalidValue(
            "a time as in RFC 3339 is wanted", 'write "2026-01-31T09:30:00Z" or a bare day'
        )
    if match[2] is None:
        return _real_day(value)
    leap = match[3] == "60"
    try:
        text = (value[:17] + "59" + value[19:] if leap else value).upper()
        moment = datetime.fromisoformat(text)
        if leap:
            moment += timedelta(seconds=1)
        if match[5] == "Z" and value[10] == "T" and not leap and _is_short(match[4]):
            return value
        done = time_text(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        raise InvalidValue(
            "there is no such time", "correct the date, the clock or the offset"
        ) from None
    if match[4] is not None and match[4][7:].strip("0"):
        mend = "give at most six digits of a second"
        slip = Slip("a time is kept to the microsecond", mend, f"it was cut to {done}", slight=True)
        raise PartlyInvalidValue(done, [slip])
    return done


def nearest_time(value: object) -> str:
    """The time, cut to microseconds without a word."""
    try:
        return time(value)
    except PartlyInvalidValue as unfit:
        return str(unfit.remainder)


def _is_short(fraction: str | None) -> bool:
    return fraction is None or _CANONICAL_FRACTION.fullmatch(fraction) is not None


def time_text(moment: datetime) -> str:
    """The canonical text of a UTC time: no fraction, or three digits, or six.

    >>> time_text(datetime(2026, 1, 2, 3, 4, 5, 250000, tzinfo=UTC))
    '2026-01-02T03:04:05.250Z'
    """
    spec = "milliseconds" if moment.microsecond % 1000 == 0 else "microseconds"
    spec = "seconds" if moment.microsecond == 0 else spec
    return moment.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def moment(canonical: str | None) -> tuple[datetime | None, str | None]:
    """The time and its precision (`day` or None) that a canonical text stands for.

    >>> moment("2026-01-02")
    (datetime.datetime(2026, 1, 2, 0, 0, tzinfo=datetime.timezone.utc), 'day')
    """
    if canonical is None:
        return None, None
    if len(canonical) == 10:
        return datetime.fromisoformat(canonical).replace(tzinfo=UTC), "day"
    return datetime.fromisoformat(canonical).replace(tzinfo=UTC), None
