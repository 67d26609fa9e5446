"""The cells of an OKR file: what each may hold, and the same the other way for an export.

Every parser takes the text of a cell and raises `InvalidValue` with the reason and how to mend it. Nothing
is guessed: a decimal comma, a day written 03/04/2026 or a percent sign among plain numbers is wrong
until the mapping says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from graph.keys import fold, native_of, source_of
from graph.sources.okr.mapping import Mapping
from graph.sources.values import InvalidValue, is_source

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_FOREIGN = re.compile(r"([a-z0-9-]+)::(.+)", re.ASCII | re.DOTALL)
LIST_SIGNS = (";", "\n")
TRUE, FALSE = frozenset({"true", "yes", "1", "y"}), frozenset({"false", "no", "0", "n", ""})


class Plain(str):
    """A cell in plain form whatever the mapping says, as a workbook's own numbers and dates are."""

    __slots__ = ()


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


def split_list(text: str, signs: Sequence[str] = LIST_SIGNS) -> list[str]:
    r"""The items of a list cell, parted by any of these signs; `\;` is a semicolon inside one.

    >>> split_list(r"a; b\;c;"), split_list("a, b", ",")
    (['a', 'b;c', ''], ['a', 'b'])
    """
    items = [""]
    letters = iter(text)
    for letter in letters:
        if letter == "\\":
            items[-1] += next(letters, "\\")
        elif letter in signs:
            items.append("")
        else:
            items[-1] += letter
    return [item.strip() for item in items]


def joined_list(items: Sequence[str]) -> str:
    """The list cell of these items."""
    return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def reference(text: str) -> str | dict[str, str]:
    """A reference as a bundle writes it: `other::id` names another source's thing.

    >>> reference("G1"), reference("slack::C1")
    ('G1', {'source': 'slack', 'id': 'C1'})
    """
    match = _FOREIGN.fullmatch(text)
    return {"source": match[1], "id": match[2]} if match else text


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
            raise InvalidValue(
                f"the mapping says that `{mapping.decimal}` is the decimal sign, but here is a point",
                'take it out, or say `thousands = "."` in the mapping',
            )
        plain = plain.replace(mapping.decimal, ".")
    if not _NUMBER.fullmatch(plain):
        if "," in plain and _NUMBER.fullmatch(plain.replace(",", "")):
            raise InvalidValue(
                "a comma may be a decimal sign or part thousands, which is not guessed",
                'write 1.5 and 1000, or say `decimal = ","` or `thousands = ","` in the mapping',
            )
        raise InvalidValue("a number is wanted", "write digits, with a point before the fraction")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise InvalidValue("a number is wanted", "write digits") from None


def percent(text: str) -> str | None:
    """The number before a percent sign; None where there is no such sign."""
    plain = text.strip()
    return plain[:-1].strip() if plain.endswith("%") else None


def proportion(text: str, mapping: Mapping, column: str) -> Decimal:
    """A number, or the hundredth of it where it has a percent sign or the column holds percentages."""
    before = percent(text)
    if before is not None:
        return number(before, mapping) / 100
    value = number(text, mapping)
    if column not in mapping.percent:
        return value
    if mapping.percent_seen and 0 < value < 1:
        raise InvalidValue(
            f"it is below 1 in a column with numbers above 1 ({mapping.percent_seen}), and whether "
            "45 % or 0.45 % is meant by 0.45 is not guessed",
            f'say `percent = ["{column}"]` in the mapping, or write 45%',
        )
    return value / 100


def share(text: str, mapping: Mapping) -> Decimal:
    """A number from 0 to 1, or a percentage: with its sign, or in a column of percentages."""
    value = proportion(text, mapping, "checkin_progress")
    if not 0 <= value <= 1:
        most = "100" if "checkin_progress" in mapping.percent else "1"
        raise InvalidValue(
            f"progress from 0 to {most} is wanted", "write 0.45 or 45% for forty-five per cent"
        )
    return value


def weight(text: str, mapping: Mapping) -> Decimal:
    """How much a goal counts for a parent: a number, or a percentage; never negative."""
    value = proportion(text, mapping, "weight")
    if value < 0:
        raise InvalidValue("a weight must not be negative", "give 0 or more, or leave it empty")
    return value


def choice(text: str, *choices: type[StrEnum]) -> str:
    """A word of one of these closed sets, however it is written: `Key Result` is key_result."""
    word = "_".join(fold(text).replace("-", " ").replace("_", " ").split())
    values = [member.value for kind in choices for member in kind]
    if word not in values:
        raise InvalidValue(
            f"one of {', '.join(values)} is wanted",
            "write one of these, or say what it means under [values] in the mapping",
        )
    return word


def flag(text: str) -> bool:
    """Whether a cell says yes."""
    word = fold(text)
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise InvalidValue("true or false is wanted", "write true, or leave it empty")


def is_reference(text: str) -> bool:
    """Whether a text names a thing of a source outright, as in `acme::ada`."""
    return _FOREIGN.fullmatch(text) is not None and is_source(text.partition("::")[0])
