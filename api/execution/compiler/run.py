"""One reading of a field by one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from api.execution.compiler.plan import ListAsked
from api.execution.selection import ColumnExecutor, Entry, PathOf, Pending


class Run:
    """One reading of a field: the lists as this request asks for them, and what is still awaited."""

    def __init__(
        self, executor: ColumnExecutor, asked: Mapping[int, ListAsked], pending: Pending
    ) -> None:
        self.executor = executor
        self.asked = asked
        self.pending = pending

    def fill(
        self,
        worked_out: Sequence[Entry],
        records: Sequence[Any],
        objects: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        """Ask for the fields that this process works out, of these records."""
        for entry in worked_out:
            entry.fill(self.executor, records, objects, path_of, self.pending)

    def fail(self, path_of: PathOf, row: int, error: Exception) -> None:
        """Note that the value of a row failed; null stands there."""
        path = path_of(row)
        assert path is not None
        self.executor.fail(path, error)

    def values(
        self, of: Callable[..., Any], columns: Iterable[Sequence[Any]], path_of: PathOf
    ) -> list[Any]:
        """A function of columns row by row, null where it fails."""
        values: list[Any] = []
        for row, arguments in enumerate(zip(*columns, strict=True)):
            try:
                values.append(of(*arguments))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
                self.fail(path_of, row, error)
                values.append(None)
        return values
