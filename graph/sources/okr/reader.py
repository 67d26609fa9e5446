"""One row of an OKR file: its cells by our names, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from graph.keys import fold
from graph.sources.okr import cells
from graph.sources.okr.mapping import Mapping as Columns
from graph.sources.okr.sheet import Sheet
from graph.sources.problems import Problem
from graph.sources.values import InvalidValue, quote

T = TypeVar("T")


@dataclass(frozen=True)
class Finders:
    """Who and what the store knows: folded mail address → account, group id, folded name → groups.

    `shared` are the addresses that more than one person has.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    names: Mapping[str, list[str]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()


class RowReader:
    """One row of the file; `places` says where our columns are, `problems` what is wrong."""

    def __init__(
        self, sheet: Sheet, mapping: Columns, number: int, row: list[str], places: dict[str, int]
    ) -> None:
        self.sheet, self.mapping, self.number = sheet, mapping, number
        self.row, self.places = row, places
        self.problems: list[Problem] = []
        self.mended: list[Problem] = []

    def text(self, name: str) -> str:
        """The text of a cell, its word translated; the mapping's default where it is empty."""
        return self.text_and_rules(name)[0]

    def text_and_rules(self, name: str) -> tuple[str, Columns]:
        """The text of a cell, and the rules by which it is written: ours where the mapping says it."""
        text = self.raw(name)
        if not text.strip():
            return self.mapping.defaults.get(name, ""), self.mapping.ours
        word = self.mapping.values.get(name, {}).get(fold(text))
        if word is not None:
            return word, self.mapping.ours
        return text, self.mapping.plain if isinstance(text, cells.Plain) else self.mapping

    def raw(self, name: str) -> str:
        """The text of a cell as it stands; empty where there is none."""
        place = self.places.get(name)
        if place is None or place >= len(self.row):
            return ""
        return cells.unguarded(self.row[place])

    def read(self, name: str, parse: Callable[[str, Columns], T]) -> T | None:
        """What a cell says; None where it is empty or wrong, which is then noted."""
        text, rules = self.text_and_rules(name)
        if not text.strip():
            return None
        try:
            return parse(text, rules)
        except InvalidValue as wrong:
            if not self.raw(name).strip():
                try:
                    return parse(text, self.mapping)
                except InvalidValue:
                    pass
            self.leave_out(name, wrong)
            return None

    def leave_out(self, name: str, wrong: InvalidValue) -> None:
        """Note that what is wrong with a cell was left out of the row."""
        self.mend(name, f"{wrong.reason}; it was left out", wrong.mend)

    def problem(self, name: str, reason: str, mend: str) -> Problem:
        """What is wrong with a cell, with its row, its column and how to mend it."""
        place = self.places.get(name)
        column = f"`{name}`" if place is None else self.sheet.column(place)
        value = self.raw(name) or self.text(name)
        content = f" is {quote(value)}" if value else " is empty"
        header = name if place is None else self.sheet.header[place].strip()
        return Problem(
            header, quote(value), f"row {self.number}, {column}{content}; {reason}", mend
        )

    def mend(self, name: str, reason: str, remedy: str) -> None:
        """Note, once, what was left out of the row."""
        problem = self.problem(name, reason, remedy)
        if problem not in self.mended:
            self.mended.append(problem)
