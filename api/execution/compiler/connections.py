"""How the lists below rows become pages of the answer: connections, with edges, nodes and cursors."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

from api.execution.compiler.aggregates import AggregatePart, AggregateShown
from api.execution.compiler.fields import Constant, Row
from api.execution.compiler.objects import Objects, field_path, objects_of
from api.execution.compiler.plan import Asked, Level, Refused
from api.execution.compiler.run import Run
from api.execution.selection import PathOf


class PageShown:
    """The `pageInfo` of connections: its selected fields by the name of each."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.fields = fields

    def shown(self, cursors: Sequence[str], more: bool, asked: Asked) -> dict[str, Any]:
        """Where a page with these cursors lies; `more` follow in the direction of reading."""
        page = asked.page
        after, before = page.after is not None, page.before is not None
        values = {
            "hasNextPage": before if page.backward else more,
            "hasPreviousPage": more if page.backward else after,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
            "__typename": "PageInfo",
        }
        return {name: values[field] for name, field in self.fields}


Shown = Objects | PageShown | Constant | AggregateShown | None


class Connection:
    """A page of a list below each row, and how long the whole list is."""

    def __init__(self, number: int, type_name: str, above: Level, level: Level) -> None:
        self.number = number
        self.type_name = type_name
        self.above = above
        self.level = level
        self.near: int | None = None
        """The place of the parent's id in the rows above, where cursors are shown or given."""
        self.rows: int | None = None
        self.count: int | None = None
        self.cursor: int | None = None
        self.said: tuple[AggregatePart, int] | None = None
        """What is read of the whole list for `aggregate` and `facets`, and its place in the rows above."""
        self.fields: list[tuple[str, Shown]] = []
        """Name and what is shown there; None: the length of the list."""

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The connection of each row; null where its arguments are refused."""
        asked = run.asked[self.number]
        refused: dict[int, Exception] = {}
        if isinstance(asked, Refused):
            refused = dict.fromkeys(range(len(rows)), asked.error)
        elif not isinstance(asked, Asked):
            raise TypeError(asked)
        elif asked.page.after is not None or asked.page.before is not None:
            refused = self._refused(rows, asked)
        for row, error in refused.items():
            run.fail(path_of, row, error)
        if not refused and isinstance(asked, Asked):
            return self._pages(rows, asked, run, path_of)
        kept = [row for row in range(len(rows)) if row not in refused]
        column: list[Any] = [None] * len(rows)
        if kept and isinstance(asked, Asked):
            pages = self._pages(
                [rows[row] for row in kept], asked, run, lambda place: path_of(kept[place])
            )
            for row, page in zip(kept, pages, strict=True):
                column[row] = page
        return column

    def _pages(
        self, rows: Sequence[Row], asked: Asked, run: Run, path_of: PathOf
    ) -> list[dict[str, Any]]:
        lists = self._lists(rows)
        limit = asked.page.limit
        more = [len(items) > limit for items in lists]
        pages = [items[:limit] for items in lists]
        if asked.page.backward:
            for page in pages:
                page.reverse()
        cursors = self._cursors(rows, pages, asked)
        columns: list[Sequence[Any]] = []
        for name, shown in self.fields:
            if shown is None:
                columns.append(self._counts(rows))
            elif isinstance(shown, Constant):
                columns.append([shown.value] * len(rows))
            elif isinstance(shown, AggregateShown):
                inner = field_path(path_of, name, self.type_name)
                columns.append(shown.column(self.above, rows, run, inner))
            elif isinstance(shown, Objects):
                inner = field_path(path_of, name, self.type_name)
                columns.append(_objects_of_pages(shown, pages, run, inner))
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

    def _refused(self, rows: Sequence[Row], asked: Asked) -> dict[int, Exception]:
        """The rows for whose list a bound of the page is no cursor, with what is said of it."""
        errors: dict[int, Exception] = {}
        for row, place in enumerate(self._places(rows, asked)):
            try:
                asked.pages.check(asked.given, [place])
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
                errors[row] = error
        return errors

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
        cursors_of_pages = []
        for place, page in zip(self._places(rows, asked), pages, strict=True):
            cursors = [asked.pages.cursor(place, row[at]) for row in page]
            page[:] = [
                [*row[:at], cursor, *row[at + 1 :]]
                for row, cursor in zip(page, cursors, strict=True)
            ]
            cursors_of_pages.append(cursors)
        return cursors_of_pages


def _objects_of_pages(
    shown: Objects, pages: Sequence[list[Row]], run: Run, path_of: PathOf
) -> list[list[dict[str, Any]]]:
    """The objects of all pages, made at once and cut apart again."""
    ends = list(accumulate(map(len, pages)))

    def item_path(item: int) -> Any:
        page = bisect_right(ends, item)
        path = path_of(page)
        assert path is not None
        return path.add_key(item - ends[page] + len(pages[page]), None)

    objects = shown.column(list(chain.from_iterable(pages)), run, item_path)
    if len(pages) == 1:
        return [objects]
    return [objects[end - len(page) : end] for page, end in zip(pages, ends, strict=True)]
