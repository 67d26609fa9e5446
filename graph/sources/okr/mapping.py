"""A mapping: which columns and words of another tool's file stand for ours, and how it writes dates.

source = "hr"                     # names where ids are unique; `--source` outranks it
date_format = "DD/MM/YYYY"        # never guessed; "epoch", "epoch_ms": seconds, milliseconds since 1970
timezone = "Europe/Berlin"        # of times without a zone
decimal = ","                     # the sign before the fraction; "." unless said
thousands = "."                   # the sign between thousands; none unless said
delimiter = ";"                   # found by the header unless said
encoding = "windows-1252"         # UTF-8 unless said
list_separator = [",", ";"]       # signs that part the items of a list, beside line breaks
percent = ["checkin_progress"]    # our columns whose numbers are percentages: 45 is 45 %
fill_down = ["title"]             # our columns whose empty cells say what the cell above says
nest = "kind"                     # a row stands below the nearest row above of a higher kind, or `level`
sheet = "OKRs"                    # of a workbook; else its first one
id_from = ["title", "owner_email"]  # our columns that make the id of a file without ids

[columns]
"Objective Title" = "title"       # their column = ours

[values.status]
"On Track" = "on_track"           # their word = ours, in the column `status`

[defaults]
kind = "objective"                # where a cell is empty

[levels]                          # titles stand in a column a level, the highest first
"Company" = "purpose"             # their column = the kind of its goals, or ""

[[key_results]]                   # each is a goal of its own below the row's goal
"key_result_{n}_title" = "title"  # {n} = 1, 2, 3 ...
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graph.errors import BadInput
from graph.keys import fold
from graph.records.enums import GoalKind
from graph.sources.okr.columns import ALL, LEVEL
from graph.sources.values import is_source, quote

PRESETS = resources.files(__package__) / "presets"
WORDS = ("source", "timezone", "decimal", "thousands", "delimiter", "encoding", "nest", "sheet")
LISTS = ("id_from", "percent", "fill_down", "list_separator", "date_format")
TABLES = ("columns", "values", "defaults", "levels", "key_results")
SIGNS = ("decimal", "thousands", "delimiter")
NESTS = ("kind", "level")
EPOCHS = {"epoch": 1, "epoch_ms": 1000}
"""Formats of a date that count from 1970 → how many of their units are a second."""
PERCENT = ("checkin_progress", "start_value", "target", "current", "weight")


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says; empty: our own header, days as YYYY-MM-DD, decimal points."""

    source: str | None = None
    date_formats: tuple[str, ...] = ()
    timezone: ZoneInfo | None = None
    decimal: str = "."
    thousands: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    list_separator: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    percent_seen: str = ""
    """Where the number stands that shows progress to be in percent, if no mapping says so."""
    fill_down: tuple[str, ...] = ()
    nest: str | None = None
    sheet: str | None = None
    id_from: tuple[str, ...] = ()
    columns: Map[str, str] = field(default_factory=dict)
    """Folded header of theirs → ours."""
    values: Map[str, Map[str, str]] = field(default_factory=dict)
    """Column of ours → folded word of theirs → word of ours."""
    defaults: Map[str, str] = field(default_factory=dict)
    levels: Map[str, str] = field(default_factory=dict)
    key_results: tuple[Map[str, str], ...] = ()
    """Folded headers of theirs, which may hold `{n}`, → ours; one map a group of columns."""

    @property
    def plain(self) -> Mapping:
        """The rules of cells that a workbook keeps as numbers and dates."""
        return replace(self, date_formats=(), decimal=".", thousands=None)

    @property
    def ours(self) -> Mapping:
        """The rules of what the mapping itself says: our own form, whatever the file's is."""
        return replace(self.plain, percent=(), list_separator=())


PLAIN = Mapping()


def presets() -> list[str]:
    """The names of the mappings that come with the package."""
    return sorted(entry.name.removesuffix(".toml") for entry in PRESETS.iterdir())


def header_key(name: str) -> str:
    """A header as it is compared: folded, spaces, hyphens and underscores alike.

    >>> header_key(" Owner_Email ID "), header_key("owner-email-id")
    ('owner email id', 'owner email id')
    """
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())


def load_mapping(name: str) -> Mapping:
    """The mapping of a file, or the one of that name that comes with the package.

    Raises BadInput for what is no mapping.
    """
    path = Path(name)
    if not path.exists() and name in presets():
        text, path = (PRESETS / f"{name}.toml").read_text("utf-8"), Path(f"{name}.toml")
    elif not path.is_file():
        raise BadInput(
            f"there is no mapping file {name}",
            remedy=f"give a .toml or .json file, or one of: {', '.join(presets())}",
        )
    else:
        text = _read(path)
    return parse_mapping(text, path)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"the mapping {path} cannot be read: {error}", remedy="save it as UTF-8"
        ) from error


def parse_mapping(text: str, path: Path) -> Mapping:
    """The mapping that a text holds: JSON where the file is named so, else TOML."""
    try:
        table = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except ValueError as error:
        raise BadInput(
            f"the mapping {path} is no {path.suffix.lstrip('.').upper() or 'TOML'}: {error}",
            remedy="mend it at that place",
        ) from None
    if not isinstance(table, dict):
        raise _wrong(path, "", "it is no table", "write keys and tables as docs/okr.md shows")
    known = {*WORDS, *TABLES, *LISTS}
    for key in table:
        if key not in known:
            raise _wrong(path, key, "it is not known here", f"use: {', '.join(sorted(known))}")
    return Mapping(
        date_formats=tuple(_texts(table, "date_format", path)),
        timezone=_zone(table, path),
        list_separator=_separators(table, path),
        id_from=_our_columns(table, "id_from", path),
        percent=_our_columns(table, "percent", path),
        fill_down=_our_columns(table, "fill_down", path),
        columns=_columns(table.get("columns", {}), "columns", path),
        values=_values(table, path),
        defaults={
            _ours(ours, "defaults", path): _text(value, f"defaults.{ours}", path)
            for ours, value in _table(table, "defaults", path).items()
        },
        levels=_levels(table, path),
        key_results=_key_results(table, path),
        **_words(table, path),
    )


def _wrong(path: Path, key: str, what: str, remedy: str) -> BadInput:
    place = f"`{key}`: " if key else ""
    return BadInput(f"the mapping {path}: {place}{what}", remedy=remedy)


def _text(value: object, key: str, path: Path) -> str:
    if not isinstance(value, str):
        raise _wrong(path, key, f"{quote(value)} is no text", "put it in quotation marks")
    return value


def _texts(table: Map[str, Any], key: str, path: Path) -> list[str]:
    value = table.get(key, [])
    return [_text(item, key, path) for item in (value if isinstance(value, list) else [value])]


def _table(table: Map[str, Any], key: str, path: Path) -> Map[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(path, key, "it is no table", f"write it below [{key}]")
    return value


def _ours(name: str, key: str, path: Path) -> str:
    if key == "percent" and name not in PERCENT:
        raise _wrong(path, key, f"{quote(name)} holds no percentages", f"use {', '.join(PERCENT)}")
    if name not in ALL and name != LEVEL:
        raise _wrong(
            path, key, f"there is no column {quote(name)} here", f"choose from: {', '.join(ALL)}"
        )
    return name


def _our_columns(table: Map[str, Any], key: str, path: Path) -> tuple[str, ...]:
    return tuple(_ours(name, key, path) for name in _texts(table, key, path))


def _words(table: Map[str, Any], path: Path) -> dict[str, Any]:
    words: dict[str, Any] = {key: _text(table[key], key, path) for key in WORDS if key in table}
    for key in SIGNS:
        if key in words and len(words[key]) != 1:
            raise _wrong(path, key, f"{quote(words[key])} is not one sign", "give one character")
    if "source" in words and not is_source(words["source"]):
        raise _wrong(
            path, "source", f"{quote(words['source'])} names no source", "use a-z, 0-9 and hyphens"
        )
    if words.get("nest", NESTS[0]) not in NESTS:
        raise _wrong(path, "nest", f"{quote(words['nest'])} is no way", 'write "kind" or "level"')
    if words.get("decimal", ".") == words.get("thousands"):
        raise _wrong(path, "thousands", "it is the decimal sign too", "give two signs")
    words.pop("timezone", None)
    return words


def _separators(table: Map[str, Any], path: Path) -> tuple[str, ...]:
    signs = _texts(table, "list_separator", path)
    for sign in signs:
        if len(sign) != 1 or sign.isalnum() or sign == "\\":
            raise _wrong(
                path, "list_separator", f"{quote(sign)} is not one sign", 'write "," or [",", ";"]'
            )
    return tuple(signs)


def _levels(table: Map[str, Any], path: Path) -> dict[str, str]:
    kinds = [*(kind.value for kind in GoalKind), ""]
    levels = {}
    for theirs, kind in _table(table, "levels", path).items():
        if kind not in kinds:
            remedy = f'write one of {", ".join(kinds[:-1])}, or "" for the kind of the row'
            raise _wrong(path, f"levels.{theirs}", f"{quote(kind)} is no kind of goal", remedy)
        levels[header_key(theirs)] = str(kind)
    return levels


def _zone(table: Map[str, Any], path: Path) -> ZoneInfo | None:
    name = table.get("timezone")
    if name is None:
        return None
    try:
        return ZoneInfo(_text(name, "timezone", path))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _wrong(
            path, "timezone", f"there is no zone {quote(name)}", 'write "UTC" or "Europe/Berlin"'
        ) from None


def _columns(value: object, key: str, path: Path) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _wrong(path, key, "it is no table", f"write it below [{key}]")
    columns: dict[str, str] = {}
    for theirs, ours in value.items():
        name = _ours(_text(ours, f"{key}.{theirs}", path), f"{key}.{theirs}", path)
        if name in columns.values():
            raise _wrong(path, key, f"two columns stand for `{name}`", "keep one of them")
        columns[header_key(theirs)] = name
    return columns


def _values(table: Map[str, Any], path: Path) -> dict[str, dict[str, str]]:
    values = {}
    for ours in _table(table, "values", path):
        words = _table(table["values"], ours, path)
        values[_ours(ours, "values", path)] = {
            fold(theirs): _text(word, f"values.{ours}.{theirs}", path)
            for theirs, word in words.items()
        }
    return values


def _key_results(table: Map[str, Any], path: Path) -> tuple[dict[str, str], ...]:
    value = table.get("key_results", [])
    if not isinstance(value, list):
        raise _wrong(path, "key_results", "it is no list", "write it below [[key_results]]")
    groups = [_columns(group, "key_results", path) for group in value]
    for group in groups:
        if "title" not in group.values():
            raise _wrong(path, "key_results", "no column of it is `title`", "name that column")
        if 0 < sum("{n}" in theirs for theirs in group) < len(group):
            raise _wrong(
                path, "key_results", "only some columns hold {n}", "put {n} into all or none"
            )
    return tuple(groups)
