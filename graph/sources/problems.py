"""What is wrong with a line of a bundle, and with its fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from graph.sources.values import LEFT_OUT

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


def of_a_rejected_row(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of a row that is rejected whole, so that nothing is said to be left out of it."""
    return [
        replace(problem, reason=problem.reason.removesuffix(f"; {LEFT_OUT}"))
        for problem in problems
    ]


class RowRejection(Exception):
    """A line that cannot be used, with every problem found; `id` where it could be told."""

    def __init__(self, problems: list[Problem], id: str | None = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.id = id
