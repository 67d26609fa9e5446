"""The values of a bundle's fields: what each type accepts, and its one canonical form.

Every parser takes what JSON gave and returns the canonical value: times as RFC 3339 text in UTC (or
a bare day), decimals as text, references as global ids. It raises `Wrong` with the reason and how
to mend it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from graph.sources.limits import ID_BYTES, MOST_ITEMS, SOURCE_CHARACTERS

Parser = Callable[[object], object]

LARGEST = 2**63 - 1
LARGEST_INT = 2**31 - 1
"""The largest whole number that a field of the API can show."""

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](\d\d:\d\d:)(\d\d)(\.\d+)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?",
    re.ASCII,
)
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?", re.ASCII)
_CANONICAL_FRACTION = re.compile(r"\.(\d\d[1-9]|\d[1-9]\d|[1-9]\d\d|\d{3}(?!000)\d{3})", re.ASCII)
_SOURCE = re.compile(rf"[a-z0-9-]{{1,{SOURCE_CHARACTERS}}}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Wrong(Exception):
    """A value that cannot be used: why, and how to mend it. `place` is the item of a list."""

    def __init__(self, reason: str, mend: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend
        self.place = place


class Slip(NamedTuple):
    """What is wrong with a value that can be mended, how a person mends it, what was done instead.

    `place` is the item of a list or the field of an object.
    """

    reason: str
    mend: str
    done: str
    place: str = ""


class Unfit(Wrong):
    """A value of which something can be kept: `kept` (None: nothing), and every slip in it."""

    def __init__(self, kept: object, slips: list[Slip]) -> None:
        first = slips[0]
        super().__init__(first.reason, first.mend, first.place)
        self.kept = kept
        self.slips = slips


def slips_at(place: str, unfit: Unfit) -> list[Slip]:
    """The slips of a value that lies at this place of another one."""
    return [slip._replace(place=place + slip.place) for slip in unfit.slips]


def shown(value: object, width: int = 80) -> str:
    """The value as a reader of the report sees it, shortened to `width` characters."""
    if isinstance(value, str):
        text = json.dumps(value[:width], ensure_ascii=False)
        text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        return text if len(value) <= width else text[: width - 1].rstrip('"') + "…"
    text = str(value)[: width + 1]
    return text if len(text) <= width else text[: width - 1] + "…"


def kind_of(value: object) -> str:
    """The JSON type of a value in words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float, Decimal)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"


def is_source(value: object) -> bool:
    """Whether this may name a source: lower-case letters, digits and hyphens."""
    return isinstance(value, str) and _SOURCE.fullmatch(value) is not None


def native_id(value: object) -> str:
    """A native id: some text without control characters, at most 1,000 bytes."""
    if type(value) is not str:
        mend = f'write it as "{value}"' if type(value) is int else "put it in quotation marks"
        raise Wrong(f"an id is a text, not {kind_of(value)}", mend)
    if not value:
        raise Wrong("an id must not be empty", "give the id that the source uses")
    if _CONTROL.search(value):
        raise Wrong(
            "an id must not hold control characters (such as a tab or a line break)",
            "take them out of the id and of every reference to it",
        )
    if len(value) > ID_BYTES // 4 and len(value.encode()) > ID_BYTES:
        raise Wrong(f"an id has at most {ID_BYTES} bytes", "use a shorter id, such as a hash of it")
    return value


def reference(source: str) -> Parser:
    """The parser of a reference made in a bundle of `source`; its result is a global id."""
    prefix = source + "/"

    def parse(value: object) -> str:
        if type(value) is str:
            return prefix + native_id(value)
        if not isinstance(value, dict):
            return prefix + native_id(value)
        other = value.get("source")
        if not is_source(other) or "id" not in value:
            raise Wrong(
                "a reference to another source has a `source` ([a-z0-9-]+) and an `id`",
                'write {"source": "slack", "id": "C1"}, or the native id alone',
            )
        return f"{other}/{native_id(value['id'])}"

    return parse


def listed(parse: Parser, most: int | None = MOST_ITEMS) -> Parser:
    """The parser of a list of at most `most` items, each of which `parse` accepts."""

    def parse_list(value: object) -> list[object]:
        if type(value) is not list:
            raise Wrong(f"a list is wanted, not {kind_of(value)}", "put it in square brackets")
        done: list[object] = []
        slips: list[Slip] = []
        if most is not None and len(value) > most:
            reason = f"it has {len(value):,} entries, at most {most:,} are allowed"
            slips.append(Slip(reason, "leave some out", f"the first {most:,} were kept"))
        for place, item in enumerate(value[:most]):
            try:
                done.append(parse(item))
            except Unfit as unfit:
                slips += slips_at(f"[{place}]", unfit)
                if unfit.kept is not None:
                    done.append(unfit.kept)
            except Wrong as wrong:
                raise Wrong(wrong.reason, wrong.mend, f"[{place}]{wrong.place}") from None
        if slips:
            raise Unfit(done, slips)
        return done

    return parse_list


def boolean(value: object) -> bool:
    """true or false."""
    if type(value) is not bool:
        raise Wrong(f"true or false is wanted, not {kind_of(value)}", "write true or false")
    return value


def integer(low: int, high: int = LARGEST) -> Parser:
    """The parser of whole numbers from `low` to `high`."""

    def parse(value: object) -> int:
        if type(value) is bool or not isinstance(value, (int, float, Decimal)):
            raise Wrong(
                f"a whole number is wanted, not {kind_of(value)}",
                "write digits without quotation marks, or leave it out",
            )
        if not -LARGEST - 1 <= value <= LARGEST:
            raise Wrong("a number beyond 64 bits cannot be kept", "give a smaller number")
        if value != int(value):
            raise Wrong("a whole number is wanted", "leave the fraction out")
        if not low <= value <= high:
            span = f"at least {low}" if high == LARGEST else f"from {low} to {high}"
            raise Wrong(f"a whole number {span} is wanted", "correct the number, or leave it out")
        return int(value)

    return parse


def share(value: object) -> float:
    """A number from 0 to 1."""
    if type(value) is bool or not isinstance(value, (int, float, Decimal)):
        raise Wrong(f"a number from 0 to 1 is wanted, not {kind_of(value)}", "write 0.5 for a half")
    if not 0 <= value <= 1:
        raise Wrong("a number from 0 to 1 is wanted", "divide percentages by 100")
    return float(value)


def decimal(value: object) -> str:
    """The text of a decimal number, digit for digit; at most 40 digits."""
    if type(value) is bool or not isinstance(value, (int, float, Decimal)):
        raise Wrong(
            f"a number is wanted, not {kind_of(value)}",
            "write digits without quotation marks, or leave it out",
        )
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0 and abs(number) > LARGEST:
        raise Wrong("a number beyond 64 bits cannot be kept", "use a larger unit")
    if len(number.as_tuple().digits) > 40 or not isinstance(exponent, int) or exponent < -40:
        raise Wrong("a number has at most 40 digits", "round it")
    return f"{number if number else abs(number):f}"


def one_of(choices: type[StrEnum]) -> Parser:
    """The parser of one of a closed set of texts."""
    values = {choice.value: choice.value for choice in choices}

    def parse(value: object) -> str:
        found = values.get(value) if type(value) is str else None
        if found is None:
            raise Wrong(
                f"one of {', '.join(values)} is wanted", "write one of these, or leave it out"
            )
        return found

    return parse


def day(value: object) -> str:
    """A day as YYYY-MM-DD."""
    if type(value) is not str:
        raise Wrong(f"a day is wanted, not {kind_of(value)}", 'write it as "2026-01-31"')
    found = _TIME.fullmatch(value)
    if found is None or found[2]:
        raise Wrong("a day without a time is wanted", 'write it as "2026-01-31"')
    return _real_day(value)


def _real_day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Wrong("there is no such day in the calendar", "correct the date") from None
    return value


def time(value: object) -> str:
    """A time in UTC cut to microseconds, or a bare day where only that is known."""
    if type(value) is not str:
        raise Wrong(f"a time is wanted, not {kind_of(value)}", 'write "2026-01-31T09:30:00Z"')
    found = _TIME.fullmatch(value)
    if found is None:
        if _NO_ZONE.fullmatch(value):
            raise Wrong("the time has no zone or no seconds", 'write "2026-01-31T09:30:00Z"')
        raise Wrong("a time as in RFC 3339 is wanted", 'write "2026-01-31T09:30:00Z" or a bare day')
    if found[2] is None:
        return _real_day(value)
    leap = found[3] == "60"
    try:
        given = (value[:17] + "59" + value[19:] if leap else value).upper()
        moment = datetime.fromisoformat(given)
        if leap:
            moment += timedelta(seconds=1)
        if found[5] == "Z" and value[10] == "T" and not leap and _is_short(found[4]):
            return value
        return time_text(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        raise Wrong("there is no such time", "correct the date, the clock or the offset") from None


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
