"""The values of a bundle's fields: what each type accepts, and its one canonical form.

Every parser takes what JSON gave and returns the canonical value: decimals as text, references as
global ids, times as `times` has them. It raises `InvalidValue` with the reason and how to mend it, `PartlyInvalidValue`
where a part of the value can be kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from graph.sources.conventions import ID_BYTES, MOST_ITEMS, SLIPS_LISTED, SOURCE_CHARACTERS

Parser = Callable[[object], object]

LARGEST = 2**63 - 1
LARGEST_INT = 2**31 - 1
"""The largest whole number that a field of the API can show."""

_SOURCE = re.compile(rf"[a-z0-9-]{{1,{SOURCE_CHARACTERS}}}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class InvalidValue(Exception):
    """A value that cannot be used: why, and how to mend it. `place` is the item of a list."""

    def __init__(self, reason: str, mend: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend
        self.place = place


class Slip(NamedTuple):
    """What is wrong with a value that can be mended, how a person mends it, what was done instead.

    `place` is the item of a list or the field of an object. `slight`: nothing is lost that counts,
    so it costs no row.
    """

    reason: str
    mend: str
    done: str
    place: str = ""
    slight: bool = False


class PartlyInvalidValue(InvalidValue):
    """A value of which something can be kept: `kept` (None: nothing), and every slip in it."""

    def __init__(self, remainder: object, slips: list[Slip]) -> None:
        first = slips[0]
        super().__init__(first.reason, first.mend, first.place)
        self.remainder = remainder
        self.slips = slips


LEFT_OUT = "it was left out"


def slips_at(place: str, wrong: InvalidValue) -> list[Slip]:
    """The slips of a value that lies at this place of another one."""
    if isinstance(wrong, PartlyInvalidValue):
        return [slip._replace(place=place + slip.place) for slip in wrong.slips]
    return [Slip(wrong.reason, wrong.mend, LEFT_OUT, place + wrong.place)]


def partly_invalid(remainder: object, slips: list[Slip]) -> PartlyInvalidValue:
    """The failure of a list or an object of which some parts are wrong."""
    more = len(slips) - SLIPS_LISTED
    if more > 0:
        also = Slip(f"{more:,} more of its parts are wrong", "look at them all", "they went too")
        slips = [*slips[:SLIPS_LISTED], also]
    return PartlyInvalidValue(remainder, slips)


def quote(value: object, width: int = 80) -> str:
    """The value as a reader of the report sees it, shortened to `width` characters."""
    if isinstance(value, str):
        text = json.dumps(value[:width], ensure_ascii=False)
        text = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
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
        raise InvalidValue(f"an id is a text, not {kind_of(value)}", mend)
    if not value:
        raise InvalidValue("an id must not be empty", "give the id that the source uses")
    if _CONTROL.search(value):
        raise InvalidValue(
            "an id must not hold control characters (such as a tab or a line break)",
            "take them out of the id and of every reference to it",
        )
    if len(value) > ID_BYTES // 4 and (size := len(value.encode())) > ID_BYTES:
        raise InvalidValue(
            f"the id has {size:,} bytes; at most {ID_BYTES:,} are allowed",
            "use a shorter id, such as a hash of it",
        )
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
            raise InvalidValue(
                "a reference to another source has a `source` ([a-z0-9-]+) and an `id`",
                'write {"source": "slack", "id": "C1"}, or the native id alone',
            )
        return f"{other}/{native_id(value['id'])}"

    return parse


def list_of(parse: Parser, most: int | None = MOST_ITEMS) -> Parser:
    """The parser of a list of at most `most` items, each of which `parse` accepts."""

    def parse_list(value: object) -> list[object]:
        if type(value) is not list:
            raise InvalidValue(
                f"a list is wanted, not {kind_of(value)}", "put it in square brackets"
            )
        done: list[object] = []
        slips: list[Slip] = []
        if most is not None and len(value) > most:
            reason = f"it has {len(value):,} entries, at most {most:,} are allowed"
            slips.append(Slip(reason, "leave some out", f"the first {most:,} were kept"))
        for place, item in enumerate(value[:most]):
            try:
                done.append(parse(item))
            except PartlyInvalidValue as unfit:
                slips += slips_at(f"[{place}]", unfit)
                if unfit.remainder is not None:
                    done.append(unfit.remainder)
            except InvalidValue as wrong:
                slips += slips_at(f"[{place}]", wrong)
        if slips:
            raise partly_invalid(done, slips)
        return done

    return parse_list


def boolean(value: object) -> bool:
    """true or false."""
    if type(value) is not bool:
        raise InvalidValue(f"true or false is wanted, not {kind_of(value)}", "write true or false")
    return value


def integer(low: int, high: int = LARGEST) -> Parser:
    """The parser of whole numbers from `low` to `high`."""

    def parse(value: object) -> int:
        if type(value) is bool or not isinstance(value, (int, float, Decimal)):
            raise InvalidValue(
                f"a whole number is wanted, not {kind_of(value)}",
                "write digits without quotation marks, or leave it out",
            )
        if not -LARGEST - 1 <= value <= LARGEST:
            raise InvalidValue("a number beyond 64 bits cannot be kept", "give a smaller number")
        whole = int(value)
        if not low <= whole <= high:
            span = f"at least {low}" if high == LARGEST else f"from {low} to {high}"
            raise InvalidValue(
                f"a whole number {span} is wanted", "correct the number, or leave it out"
            )
        if value != whole:
            mend, done = "leave the fraction out", f"it was cut to {whole}"
            raise PartlyInvalidValue(whole, [Slip("a whole number is wanted", mend, done)])
        return whole

    return parse


def share(value: object) -> float:
    """A number from 0 to 1."""
    if type(value) is bool or not isinstance(value, (int, float, Decimal)):
        raise InvalidValue(
            f"a number from 0 to 1 is wanted, not {kind_of(value)}", "write 0.5 for a half"
        )
    if not 0 <= value <= 1:
        raise InvalidValue("a number from 0 to 1 is wanted", "divide percentages by 100")
    return float(value)


def decimal(value: object) -> str:
    """The text of a decimal number, digit for digit; at most 40 digits."""
    if type(value) is bool or not isinstance(value, (int, float, Decimal)):
        raise InvalidValue(
            f"a number is wanted, not {kind_of(value)}",
            "write digits without quotation marks, or leave it out",
        )
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0 and number.copy_abs() > LARGEST:
        raise InvalidValue("a number beyond 64 bits cannot be kept", "use a larger unit")
    if len(number.as_tuple().digits) > 40 or not isinstance(exponent, int) or exponent < -40:
        raise InvalidValue("a number has at most 40 digits", "round it")
    return f"{number if number else number.copy_abs():f}"


def one_of(choices: type[StrEnum]) -> Parser:
    """The parser of one of a closed set of texts."""
    values = {choice.value: choice.value for choice in choices}

    def parse(value: object) -> str:
        text = values.get(value) if type(value) is str else None
        if text is None:
            raise InvalidValue(
                f"one of {', '.join(values)} is wanted", "write one of these, or leave it out"
            )
        return text

    return parse
