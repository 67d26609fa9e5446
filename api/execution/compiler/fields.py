"""How rows of a composed statement become the values of one selected field, for all rows at once.

A field's `column` gives one value a row. Whatever is not as the schema promises raises `Unshaped`: then
graphql-core answers the operation, and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Protocol

from api.execution.compiler.columns import Shape, records_of
from api.execution.compiler.plan import Asked, Level
from api.execution.compiler.run import Run
from api.execution.selection import Entry, Unshaped

Row = list[Any]


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


class Field(Protocol):
    """One selected field."""

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """Its value for each row."""


class Constant:
    """The same for every row: the name of the type, or a place that is filled later."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The value, as often as there are rows."""
        return [self.value] * len(rows)


class Stored:
    """A column of the store."""

    def __init__(self, place: int, shape: Shape | None, default: Any, *, required: bool) -> None:
        self.place = place
        self.shape = shape
        self.default = default
        self.required = required

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The values as the answer shows them."""
        place, shape = self.place, self.shape
        values = [row[place] for row in rows]
        if None not in values:
            return values if shape is None else list(map(shape, values))
        if self.default is not None:
            default = self.default
            values = [default if value is None else value for value in values]
            return values if shape is None else list(map(shape, values))
        if self.required:
            raise Unshaped
        if shape is None:
            return values
        return [None if value is None else shape(value) for value in values]


class Derived:
    """A function of columns."""

    def __init__(
        self, of: Callable[..., Any], places: Sequence[int], shape: Shape | None, *, required: bool
    ) -> None:
        self.of = of
        self.places = places
        self.shape = shape
        self.required = required

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The values as the answer shows them."""
        columns = [[row[place] for row in rows] for place in self.places]
        values = list(map(self.of, *columns))
        if self.shape is not None:
            shape = self.shape
            values = [None if value is None else shape(value) for value in values]
        if self.required and None in values:
            raise Unshaped
        return values


class DerivedObject:
    """An object that is a function of columns; its fields are attributes, or the name of its type."""

    def __init__(
        self,
        of: Callable[..., Any],
        places: Sequence[int],
        type_name: str,
        fields: Sequence[tuple[str, str | None]],
    ) -> None:
        self.of = of
        self.places = places
        self.type_name = type_name
        self.fields = fields

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The objects of the rows."""
        columns = [[row[place] for row in rows] for place in self.places]
        made, fields = list(map(self.of, *columns)), self.fields
        return [
            {name: self.type_name if of is None else getattr(one, of) for name, of in fields}
            for one in made
        ]


class Objects:
    """The objects of one type that rows become.

    `rest` are fields that this process works out: they are asked once for the records of all rows.
    """

    def __init__(self, level: Level, keys: Sequence[str]) -> None:
        self.level = level
        self.keys = keys
        self.names: list[str] = []
        self.fields: list[Field] = []
        self.rest: list[Entry] = []
        self.record_places: Sequence[int] = ()

    def add(self, name: str, made: Field) -> None:
        """Give the objects this field next."""
        self.names.append(name)
        self.fields.append(made)

    def made(self, rows: Sequence[Row], run: Run) -> list[dict[str, Any]]:
        """The objects, one a row; what is worked out fills them in later."""
        names = self.names
        if not rows:
            return []
        columns = [one.column(rows, run) for one in self.fields]
        objects = objects_of(names, columns) if names else [{} for _ in rows]
        if self.rest:
            run.fill(self.rest, self.records(rows), objects, self.keys)
        return objects

    def records(self, rows: Sequence[Row]) -> list[Any]:
        """The records of the rows."""
        assert self.level.node is not None
        columns = [[row[place] for row in rows] for place in self.record_places]
        return records_of(self.level.node, columns)


class Node:
    """The node at the end of an edge."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The nodes of the rows."""
        return self.objects.made(rows, run)


class Single:
    """The one node of a part below each row, or null."""

    def __init__(self, above: Level, part: int, objects: Objects) -> None:
        self.above = above
        self.part = part
        self.objects = objects

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The node of each row."""
        place = len(self.above.columns) + self.part
        found = [row[place] for row in rows]
        made = iter(self.objects.made([one[-1] for one in found if one], run))
        return [next(made) if one else None for one in found]


class PageShown:
    """The `pageInfo` of connections: its selected fields by the name of each."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.fields = fields

    def shown(self, cursors: Sequence[str], more: bool, asked: Asked) -> dict[str, Any]:
        """Where a page with these cursors lies; `more` follow in the direction of reading."""
        page = asked.page
        after, before = page.after is not None, page.before is not None
        said = {
            "hasNextPage": before if page.backward else more,
            "hasPreviousPage": more if page.backward else after,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
            "__typename": "PageInfo",
        }
        return {name: said[of] for name, of in self.fields}


class Connection:
    """A page of a list below each row, and how long the whole list is."""

    def __init__(self, number: int, above: Level, level: Level) -> None:
        self.number = number
        self.above = above
        self.level = level
        self.near: int | None = None
        """The place of the parent's id in the rows above, where cursors are shown or given."""
        self.rows: int | None = None
        self.count: int | None = None
        self.cursor: int | None = None
        self.fields: list[tuple[str, Objects | PageShown | Constant | None]] = []
        """Name and what is shown there; None: the length of the list."""

    def column(self, rows: Sequence[Row], run: Run) -> Sequence[Any]:
        """The connection of each row."""
        asked = run.asked[self.number]
        self._check_bounds(rows, asked)
        lists = self._lists(rows)
        page = asked.page
        more = [len(one) > page.limit for one in lists]
        pages = [one[: page.limit] for one in lists]
        if page.backward:
            for one in pages:
                one.reverse()
        cursors = self._cursors(rows, pages, asked)
        columns = []
        for _, shown in self.fields:
            if shown is None:
                columns.append(self._counts(rows))
            elif isinstance(shown, Constant):
                columns.append([shown.value] * len(rows))
            elif isinstance(shown, Objects):
                columns.append(_each(shown, pages, run))
            else:
                columns.append(list(map(shown.shown, cursors, more, [asked] * len(rows))))
        names = [name for name, _ in self.fields]
        return objects_of(names, columns) if names else [{} for _ in rows]

    def _lists(self, rows: Sequence[Row]) -> list[list[Row]]:
        if self.rows is None:
            return [[] for _ in rows]
        place = len(self.above.columns) + self.rows
        return [row[place] for row in rows]

    def _counts(self, rows: Sequence[Row]) -> list[Any]:
        assert self.count is not None
        place = len(self.above.columns) + self.count
        return [row[place] for row in rows]

    def _check_bounds(self, rows: Sequence[Row], asked: Asked) -> None:
        """Raise BadInput where a bound of the page is no cursor of each of these lists."""
        if asked.page.after is not None or asked.page.before is not None:
            asked.pages.check(asked.given, self._places(rows, asked))

    def _places(self, rows: Sequence[Row], asked: Asked) -> list[str]:
        """What cursors of these lists belong to."""
        near = self.near
        parents = [""] * len(rows) if near is None else [row[near] for row in rows]
        return asked.pages.places(asked.relation.name, asked.given, parents)

    def _cursors(
        self, rows: Sequence[Row], pages: Sequence[list[Row]], asked: Asked
    ) -> Sequence[Sequence[str]]:
        """The cursors of each page, which also take the places of the sort keys in its rows."""
        if self.cursor is None:
            return [()] * len(rows)
        at = self.cursor
        found = []
        for place, page in zip(self._places(rows, asked), pages, strict=True):
            cursors = [asked.pages.cursor(place, row[at]) for row in page]
            for row, cursor in zip(page, cursors, strict=True):
                row[at] = cursor
            found.append(cursors)
        return found


def _each(shown: Objects, pages: Sequence[list[Row]], run: Run) -> list[list[dict[str, Any]]]:
    """The objects of all pages, made at once and cut apart again."""
    made = shown.made(list(chain.from_iterable(pages)), run)
    if len(pages) == 1:
        return [made]
    found, start = [], 0
    for page in pages:
        found.append(made[start : start + len(page)])
        start += len(page)
    return found
