"""How rows of a composed statement become objects of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphql.pyutils import Path

from api.execution.compiler.columns import sources_of
from api.execution.compiler.fields import Field, Row
from api.execution.compiler.plan import Level
from api.execution.compiler.run import Run
from api.execution.selection import Entry, PathOf


def objects_of(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Objects of these fields from the column of each; few fields are written out, as the most frequent."""
    if len(names) == 1:
        (a,) = names
        return [{a: x} for x in columns[0]]
    if len(names) == 2:
        a, b = names
        return [{a: x, b: y} for x, y in zip(*columns, strict=True)]
    if len(names) == 3:
        a, b, c = names
        return [{a: x, b: y, c: z} for x, y, z in zip(*columns, strict=True)]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def field_path(path_of: PathOf, name: str, type_name: str) -> PathOf:
    """The path of a field in the object at each place."""
    return lambda place: Path(path_of(place), name, type_name)


class Objects:
    """The objects of one type that rows become.

    `worked_out` are fields that this process works out: they are asked once for the records of all rows,
    or for what they read of these where all of them say so.
    """

    def __init__(self, level: Level, type_name: str) -> None:
        self.level = level
        self.type_name = type_name
        self.names: list[str] = []
        self.fields: list[Field] = []
        self.worked_out: list[Entry] = []
        self.source_places: dict[str, int] = {}

    def add(self, name: str, field: Field) -> None:
        """Give the objects this field next."""
        self.names.append(name)
        self.fields.append(field)

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> list[dict[str, Any]]:
        """The objects, one a row; what is worked out fills them in later."""
        if not rows:
            return []
        columns = [
            field.column(rows, run, field_path(path_of, name, self.type_name))
            for name, field in zip(self.names, self.fields, strict=True)
        ]
        objects = objects_of(self.names, columns) if self.names else [{} for _ in rows]
        if self.worked_out:
            run.fill(self.worked_out, self.sources(rows), objects, path_of)
        return objects

    def sources(self, rows: Sequence[Row]) -> list[Any]:
        """The records of the rows, or parts of them, of which fields are worked out."""
        assert self.level.node is not None
        columns = {name: [row[place] for row in rows] for name, place in self.source_places.items()}
        return sources_of(self.level.node, columns)


class Single:
    """The one node of a part below each row, or null."""

    def __init__(self, above: Level, part: int, objects: Objects) -> None:
        self.above = above
        self.part = part
        self.objects = objects

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The node of each row."""
        place = len(self.above.columns) + self.part
        nodes = [row[place] for row in rows]
        known = [row for row, node in enumerate(nodes) if node]
        objects = iter(
            self.objects.column(
                [nodes[row][-1] for row in known], run, lambda place: path_of(known[place])
            )
        )
        return [next(objects) if node else None for node in nodes]
