"""How one field's values are completed for all objects at once: objects, lists of them, types by type."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLOutputType,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.pyutils import Path

from api.execution.compiler.node_rows import NodeRow, objects_of_rows
from api.execution.field_entries import entry_of
from api.execution.selection import (
    ColumnExecutor,
    Entry,
    Later,
    PathOf,
    Pending,
)
from api.execution.strawberry_fields import shown_list


class ColumnCompletion(ColumnExecutor):
    """The executor's part that completes columns; each selection set is looked at once."""

    _plans: dict[tuple[str, int], list[Entry]]

    def objects(
        self,
        parent_type: GraphQLObjectType,
        grouped: Any,
        sources: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> list[dict[str, Any]]:
        """The shaped objects of these sources; what must be awaited fills them in later."""
        results: list[dict[str, Any]] = [{} for _ in sources]
        for entry in self._plan(parent_type, grouped):
            entry.fill(self, sources, results, path_of, pending)
        return results

    def _plan(self, parent_type: GraphQLObjectType, grouped: Any) -> list[Entry]:
        key = (parent_type.name, id(grouped))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = [
                entry
                for name, details in grouped.items()
                if (entry := entry_of(self, parent_type, name, details)) is not None
            ]
        return plan

    def column(
        self,
        entry: Entry,
        type_: GraphQLOutputType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """The completed values of one field for all objects."""
        required = is_non_null_type(type_)
        if required or any(isinstance(value, Exception) for value in values):
            values = self._told(entry, values, path_of, required=required)
        if is_non_null_type(type_):
            type_ = type_.of_type
        if is_object_type(type_):
            return self._object_column(entry, type_, values, path_of, pending)
        if is_abstract_type(type_):
            return self._abstract_column(entry, type_, values, path_of, pending)
        if is_list_type(type_) and is_composite_type(get_nullable_type(type_.of_type)):
            return self._list_column(entry, type_.of_type, values, path_of, pending)
        return [
            self._stock_value(entry, type_, value, path_of(place), pending, place)
            for place, value in enumerate(values)
        ]

    def _told(
        self, entry: Entry, values: Sequence[Any], path_of: PathOf, *, required: bool
    ) -> Sequence[Any]:
        """The values with null in the place of each error, which is told; a null too where none may be."""
        present = []
        for place, value in enumerate(values):
            if isinstance(value, Exception) or (value is None and required):
                error = entry.null_error() if value is None else value
                self.fail(cast(Path, path_of(place)), error)
                value = None
            present.append(value)
        return present

    def _object_column(
        self,
        entry: Entry,
        type_: GraphQLObjectType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        if any(type(value) is NodeRow for value in values):
            return self._column_with_rows(entry, type_, values, path_of, pending)
        grouped = self.collect_subfields(type_, entry.details).grouped_field_set
        places = [place for place, value in enumerate(values) if value is not None]
        if len(places) == len(values):
            return self.objects(type_, grouped, values, path_of, pending)
        objects = self.objects(
            type_, grouped, [values[i] for i in places], lambda k: path_of(places[k]), pending
        )
        column: list[Any] = [None] * len(values)
        for place, node in zip(places, objects, strict=True):
            column[place] = node
        return column

    def _column_with_rows(
        self,
        entry: Entry,
        type_: GraphQLObjectType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """The objects of nodes that are read already as they are selected, and of others among them."""
        rows = {place: value for place, value in enumerate(values) if type(value) is NodeRow}
        others = [None if place in rows else value for place, value in enumerate(values)]
        column = list(self._object_column(entry, type_, others, path_of, pending))
        places = list(rows)
        objects = objects_of_rows(
            self, entry.details, list(rows.values()), lambda k: path_of(places[k]), pending
        )
        for place, node in zip(places, objects, strict=True):
            column[place] = node
        return column

    def _abstract_column(
        self,
        entry: Entry,
        type_: GraphQLAbstractType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """The objects of each type completed as one, so that what hangs below is asked once a type."""
        nodes = [detail.node for detail in entry.details]
        places: dict[str, list[int]] = {}
        for place, value in enumerate(values):
            if value is None:
                continue
            path = cast(Path, path_of(place))
            info = self.build_resolve_info(entry.field, nodes, entry.parent_type, path)
            try:
                name = (type_.resolve_type or self.type_resolver)(value, info, type_)
                type_of = self.ensure_valid_runtime_type(name, type_, entry.details, info, value)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
                self.fail(path, error)
            else:
                places.setdefault(type_of.name, []).append(place)
        column: list[Any] = [None] * len(values)
        for name, of_type in places.items():
            objects = self._object_column(
                entry,
                cast(GraphQLObjectType, self.schema.type_map[name]),
                [values[place] for place in of_type],
                lambda k, of_type=of_type: path_of(of_type[k]),  # type: ignore[misc]
                pending,
            )
            for place, value in zip(of_type, objects, strict=True):
                column[place] = value
        return column

    def _list_column(
        self,
        entry: Entry,
        inner: GraphQLOutputType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """Many lists completed as one, then cut apart again."""
        sizes = [0 if value is None else len(value) for value in values]
        ends = list(accumulate(sizes))

        def path(k: int) -> Path | None:
            place = bisect_right(ends, k)
            above = path_of(place)
            return None if above is None else above.add_key(k - ends[place] + sizes[place], None)

        flat = list(chain.from_iterable(value or () for value in values))
        items = self.column(entry, inner, flat, path, pending)
        return [
            None if value is None else items[end - size : end]
            for value, size, end in zip(values, sizes, ends, strict=True)
        ]

    def _stock_value(
        self,
        entry: Entry,
        type_: GraphQLOutputType,
        value: Any,
        path: Path | None,
        pending: Pending,
        place: int,
    ) -> Any:
        """One value completed by graphql-core."""
        if value is None:
            return None
        if is_list_type(type_):
            inner = get_nullable_type(type_.of_type)
            shown = shown_list(inner, value, nullable=inner is type_.of_type)
            if shown is not None:
                return shown
        nodes, at = [detail.node for detail in entry.details], cast(Path, path)
        info = self.build_resolve_info(entry.field, nodes, entry.parent_type, at)
        try:
            done = self.complete_value(type_, entry.details, info, at, value, None)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
            self.fail(at, error)
            return None
        return Later(self._awaited(done, at)) if self.is_awaitable(done) else done

    async def _awaited(self, value: Any, path: Path) -> Any:
        """The value when it is there; null where it fails."""
        try:
            return await value
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
            self.fail(path, error)
            return None
