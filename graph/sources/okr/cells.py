"""The cells of an OKR file: what each may hold, and the same the other way for an export.

Every parser takes the text of a cell and raises `Wrong` with the reason and how to mend it. Nothing
is guessed: a decimal comma, a day written 03/04/2026 or a percent sign among plain numbers is wrong
until the mapping says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from graph.keys import fold, native_of, source_of
from graph.sources.okr.mapping import Mapping
from graph.sources.times import day, nearest_time, time_text
from graph.sources.values import Wrong, is_source

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_SLASHED = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}.*", re.ASCII | re.DOTALL)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(:00(\.0+)?)?", re.ASCII)
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?", re.ASCII)
_FOREIGN = re.compile(r"([a-z0-9-]+)::(.+)", re.ASCII | re.DOTALL)
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
TRUE, FALSE = frozenset({"true", "yes", "1", "y"}), frozenset({"false", "no", "0", "n", ""})


def guarded(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula: an apostrophe stands before it.

    >>> guarded("=1+1"), guarded("'=1"), guarded("fine")
    ("'=1+1", "''=1", 'fine')
    """
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A text cell without the apostrophe that kept it from being a formula.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'tis")
    ('=1+1', "'=1", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def split_list(text: str) -> list[str]:
    r"""The items of a list cell; `\\;` is a semicolon inside one.

    >>> split_list(r"a; b\\;c;")
    ['a', 'b;c', '']
    """
    items = [""]
    signs = iter(text)
    for sign in signs:
        if sign == "\\":
            items[-1] += next(signs, "\\")
        elif sign == ";":
            items.append("")
        else:
            items[-1] += sign
    return [item.strip() for item in items]


def joined_list(items: Sequence[str]) -> str:
    """The list cell of these items."""
    return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def reference(text: str) -> str | dict[str, str]:
    """A reference as a bundle writes it: `other::id` names another source's thing.

    >>> reference("G1"), reference("slack::C1")
    ('G1', {'source': 'slack', 'id': 'C1'})
    """
    found = _FOREIGN.fullmatch(text)
    return {"source": found[1], "id": found[2]} if found else text


def reference_text(source: str, global_id: str) -> str:
    """The text of a reference in a file of `source`.

    >>> reference_text("acme", "acme/G1"), reference_text("acme", "slack/C1")
    ('G1', 'slack::C1')
    """
    native = native_of(global_id)
    plain = source_of(global_id) == source and not _FOREIGN.fullmatch(native)
    return native if plain else f"{source_of(global_id)}::{native}"


def number(text: str, mapping: Mapping) -> Decimal:
    """A decimal number, digit for digit."""
    plain = text.strip()
    if mapping.thousands:
        plain = plain.replace(mapping.thousands, "")
    if mapping.decimal != ".":
        if "." in plain:
            raise Wrong(
                f"the mapping says that `{mapping.decimal}` is the decimal sign, but here is a point",
                'take it out, or say `thousands = "."` in the mapping',
            )
        plain = plain.replace(mapping.decimal, ".")
    if not _NUMBER.fullmatch(plain):
        if "," in plain and _NUMBER.fullmatch(plain.replace(",", "")):
            raise Wrong(
                "a comma may be a decimal sign or part thousands, which is not guessed",
                'write 1.5 and 1000, or say `decimal = ","` or `thousands = ","` in the mapping',
            )
        raise Wrong("a number is wanted", "write digits, with a point before the fraction")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise Wrong("a number is wanted", "write digits") from None


def percent(text: str) -> str | None:
    """The number before a percent sign; None where there is no such sign."""
    plain = text.strip()
    return plain[:-1].strip() if plain.endswith("%") else None


def share(text: str, mapping: Mapping) -> Decimal:
    """A number from 0 to 1, or a percentage with its sign."""
    before = percent(text)
    found = number(text, mapping) if before is None else number(before, mapping) / 100
    if not 0 <= found <= 1:
        raise Wrong("a share from 0 to 1 is wanted", "write 0.45 or 45% for forty-five per cent")
    return found


def day_of(text: str, mapping: Mapping) -> str:
    """A day as YYYY-MM-DD."""
    return _moment(text.strip(), mapping)[:10] if mapping.date_formats else _iso_day(text.strip())


def _iso_day(text: str) -> str:
    found = _MIDNIGHT.fullmatch(text)
    if found:
        text = found[1]
    try:
        return day(text)
    except Wrong as wrong:
        raise _not_guessed(text, wrong) from None


def time_of(text: str, mapping: Mapping) -> str:
    """A time as RFC 3339, or a bare day where only that is said."""
    text = text.strip()
    if mapping.date_formats:
        return _moment(text, mapping)
    if mapping.timezone is not None and _NO_ZONE.fullmatch(text):
        try:
            return _in_zone(datetime.fromisoformat(text), mapping)
        except ValueError:
            raise Wrong("there is no such time", "correct the date or the clock") from None
    try:
        return nearest_time(text)
    except Wrong as wrong:
        raise _not_guessed(text, wrong) from None


def _not_guessed(text: str, wrong: Wrong) -> Wrong:
    """Why a day in another form is not read, where that is what it is."""
    if text.isascii() and text.isdigit() and len(text) == 5:
        return Wrong(
            "that is a spreadsheet's number of a day",
            "format the column as a date, YYYY-MM-DD, and save the file again",
        )
    if _SLASHED.fullmatch(text) and not re.match(r"\d{4}-", text):
        return Wrong(
            "whether the day or the month stands first is not guessed",
            'write 2026-01-31, or say `date_format = "DD/MM/YYYY"` in the mapping',
        )
    return wrong


def _moment(text: str, mapping: Mapping) -> str:
    """What a text stands for under the formats of the mapping: a day, or a time in UTC."""
    for form in mapping.date_formats:
        pattern = form
        if "%" not in form:
            for token, sign in _TOKENS:
                pattern = pattern.replace(token, sign)
        try:
            found = datetime.strptime(text, pattern)
        except ValueError:
            continue
        if any(sign in pattern for sign in ("%H", "%M", "%S", "%f")):
            return _in_zone(found, mapping)
        return found.date().isoformat()
    forms = " or ".join(mapping.date_formats)
    raise Wrong(f"it is no date written {forms}", "correct it, or `date_format` in the mapping")


def _in_zone(found: datetime, mapping: Mapping) -> str:
    if found.tzinfo is None:
        if mapping.timezone is None:
            raise Wrong(
                "the time has no zone", 'write 2026-01-31T09:30:00Z, or say `timezone = "UTC"`'
            )
        found = found.replace(tzinfo=mapping.timezone)
    return time_text(found.astimezone(UTC))


def choice(text: str, *choices: type[StrEnum]) -> str:
    """A word of one of these closed sets, however it is written: `Key Result` is key_result."""
    word = "_".join(fold(text).replace("-", " ").replace("_", " ").split())
    values = [one.value for kind in choices for one in kind]
    if word not in values:
        raise Wrong(
            f"one of {', '.join(values)} is wanted",
            "write one of these, or say what it means under [values] in the mapping",
        )
    return word


def flag(text: str) -> bool:
    """Whether a cell says yes."""
    word = fold(text)
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise Wrong("true or false is wanted", "write true, or leave it empty")


def is_reference(text: str) -> bool:
    """Whether a text names a thing of a source outright, as in `acme::ada`."""
    return _FOREIGN.fullmatch(text) is not None and is_source(text.partition("::")[0])
