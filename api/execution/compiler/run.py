"""One reading of a field by one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql.pyutils import Path

from api.execution.compiler.plan import Asked
from api.execution.selection import ColumnExecutor, Entry, Pending


class Run:
    """One reading of a field: the lists as this request asks for them, and what is still awaited."""

    def __init__(self, executor: ColumnExecutor, asked: Mapping[int, Asked], path: Path) -> None:
        self.executor = executor
        self.asked = asked
        self.path = path
        self.pending: Pending = []

    def fill(
        self,
        rest: Sequence[Entry],
        records: Sequence[Any],
        objects: list[dict[str, Any]],
        keys: Sequence[str],
    ) -> None:
        """Ask for the fields that this process works out, of these records."""
        path = self.path
        for key in keys:
            path = path.add_key(key, None)
        for entry in rest:
            entry.fill(self.executor, records, objects, lambda _: path, self.pending)
