"""What is wrong with a line of a bundle, and with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one row (or with the whole line: no field).

    `slight`: nothing that the row says is lost.
    """

    field: str | None
    value: str
    reason: str
    mend: str
    slight: bool = False


class Rejected(Exception):
    """A line that cannot be used, with every problem found; `id` where it could be told."""

    def __init__(self, problems: list[Problem], id: str | None = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.id = id
