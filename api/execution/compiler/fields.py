"""How columns of a composed statement become the values of one selected leaf, for all rows at once.

A field's `column` gives one value a row, quickly where all goes well. Where something does not, the
values are made again row by row, and what fails is noted with its path: `path_of` gives the path of the
field in the object of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from api.execution.compiler.columns import Shape
from api.execution.compiler.run import Run
from api.execution.failures import null_error
from api.execution.selection import PathOf

Row = list[Any]


class Field(Protocol):
    """One selected field."""

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """Its value for each row."""


class Constant:
    """The same for every row: the name of the type, or a place that is filled later."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The value, as often as there are rows."""
        return [self.value] * len(rows)


class Required:
    """The name of a field that is never null, which refuses to be."""

    def __init__(self, type_name: str, field_name: str) -> None:
        self.names = type_name, field_name

    def present(self, value: Any) -> Any:
        """The value, if there is one."""
        if value is None:
            raise null_error(*self.names)
        return value


class Stored:
    """A column of the store; `default` stands for an absent value."""

    def __init__(
        self, place: int, shape: Shape | None, default: Any, required: Required | None
    ) -> None:
        self.place = place
        self.shape = shape
        self.default = default
        self.required = required

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The values as the answer shows them."""
        place, shape, default = self.place, self.shape, self.default
        values = [row[place] for row in rows]
        if None in values:
            if default is not None:
                values = [default if value is None else value for value in values]
            elif self.required is not None:
                return run.values(self._value, [values], path_of)
        if shape is None:
            return values
        try:
            return [None if value is None else shape(value) for value in values]
        except Exception:  # noqa: BLE001 - one of them fails: it is found row by row
            return run.values(self._value, [values], path_of)

    def _value(self, value: Any) -> Any:
        """One value as the answer shows it."""
        if self.required is not None:
            self.required.present(value)
        return value if value is None or self.shape is None else self.shape(value)


class Derived:
    """A function of columns."""

    def __init__(
        self,
        of: Callable[..., Any],
        places: Sequence[int],
        shape: Shape | None,
        required: Required | None,
    ) -> None:
        self.of = of
        self.places = places
        self.shape = shape
        self.required = required

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The values as the answer shows them."""
        columns = [[row[place] for row in rows] for place in self.places]
        if self.shape is None:
            try:
                values = list(map(self.of, *columns))
            except Exception:  # noqa: BLE001 - one of them fails: it is found row by row
                return run.values(self._value, columns, path_of)
            if self.required is None or None not in values:
                return values
        return run.values(self._value, columns, path_of)

    def _value(self, *arguments: Any) -> Any:
        """One value as the answer shows it."""
        value = self.of(*arguments)
        if self.required is not None:
            self.required.present(value)
        return value if value is None or self.shape is None else self.shape(value)


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

    def column(self, rows: Sequence[Row], run: Run, path_of: PathOf) -> Sequence[Any]:
        """The objects of the rows."""
        columns = [[row[place] for row in rows] for place in self.places]
        return run.values(self._object, columns, path_of)

    def _object(self, *arguments: Any) -> dict[str, Any]:
        source = self.of(*arguments)
        return {
            name: self.type_name if attribute is None else getattr(source, attribute)
            for name, attribute in self.fields
        }
