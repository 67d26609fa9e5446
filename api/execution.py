"""Breadth-first execution: each selected field is completed once for all objects, not once an object.

What records carry is read from their attributes without a resolver, a field that hangs under a list
is asked once for the whole list, and everything else goes through graphql-core as it is. Any error
ends the attempt, and the operation is executed by graphql-core alone, whose answer is given; so
nulls and errors lie where the specification wants them. Only queries are executed this way:
reading twice is harmless, and the loaders remember what was read. A field says how it is read by
its metadata:

    plain    a function of the source that gives a leaf value
    nested   a function of the source that gives objects, or lists of them
    batch    an async function (context, sources, arguments) that gives one value a source
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.executor import CollectedErrors
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path, gather_with_cancel
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

PathOf = Callable[[int], Path | None]
Pending = list[Awaitable[Any]]

_PASSED = frozenset({"String", "ID", "Boolean", "Int"})
"""Scalars whose values in records are already what JSON shows."""


class _Unshaped(Exception):
    """Something that only graphql-core itself can answer rightly."""


class Executor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor with a breadth-first attempt before it."""

    _attempting = False

    def execute_root_grouped_field_set(
        self,
        root_type: GraphQLObjectType,
        root_value: Any,
        grouped_field_set: Any,
        serially: bool,
        position_context: Any,
    ) -> Any:
        """The data of the operation."""
        stock = super().execute_root_grouped_field_set
        arguments = (root_type, root_value, grouped_field_set, serially, position_context)
        if serially or self.middleware_manager:
            return stock(*arguments)

        async def attempt() -> Any:
            self._plans: dict[tuple[str, int], list[_Entry]] = {}
            self._attempting = True
            try:
                return await self._all(root_type, grouped_field_set, root_value)
            except Exception:  # noqa: BLE001 - whatever it was, graphql-core reports it rightly
                self._attempting = False
                self.collected_errors = CollectedErrors()
                result = stock(*arguments)
                return await result if self.is_awaitable(result) else result

        return attempt()

    async def _all(self, root_type: GraphQLObjectType, grouped: Any, root_value: Any) -> Any:
        pending: Pending = []
        made = self.objects(root_type, grouped, [root_value], lambda _: None, pending)
        await _settle(pending)
        return made[0]

    def handle_field_error(
        self, raw_error: Exception, return_type: Any, field_details_list: Any, path: Any
    ) -> None:
        """Nothing; during the attempt every error ends it."""
        if self._attempting:
            raise _Unshaped from raw_error
        super().handle_field_error(raw_error, return_type, field_details_list, path)

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: Any,
        position_context: Any,
    ) -> Any:
        """One object's selection set."""
        if not self._attempting:
            return super().execute_fields(
                parent_type, source_value, path, grouped_field_set, position_context
            )
        pending: Pending = []
        made = self.objects(parent_type, grouped_field_set, [source_value], lambda _: path, pending)
        return _after(pending, made[0]) if pending else made[0]

    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: Any,
        info: Any,
        path: Path,
        items: Any,
        position_context: Any,
    ) -> Any:
        """A list; breadth-first where its items are objects of one type that are never null."""
        inner = item_type.of_type if is_non_null_type(item_type) else None
        if not self._attempting or not is_object_type(inner):
            return super().complete_iterable_value(
                item_type, field_details_list, info, path, items, position_context
            )
        pending: Pending = []
        grouped = self.collect_subfields(inner, field_details_list).grouped_field_set
        made = self.objects(
            inner, grouped, _present(list(items)), lambda i: path.add_key(i, None), pending
        )
        return _after(pending, made) if pending else made

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

    def _plan(self, parent_type: GraphQLObjectType, grouped: Any) -> list[_Entry]:
        key = (parent_type.name, id(grouped))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = [
                made
                for name, details in grouped.items()
                if (made := _entry(self, parent_type, name, details)) is not None
            ]
        return plan

    def column(
        self,
        entry: _Entry,
        type_: GraphQLOutputType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """The completed values of one field for all objects."""
        if is_non_null_type(type_):
            type_ = type_.of_type
            values = _present(values)
        if is_object_type(type_):
            return self._object_column(entry, type_, values, path_of, pending)
        if is_list_type(type_) and is_non_null_type(type_.of_type):
            inner = type_.of_type.of_type
            if is_object_type(inner):
                return self._list_column(entry, inner, values, path_of, pending)
        return [
            self._stock_value(entry, type_, value, path_of(place), pending, place)
            for place, value in enumerate(values)
        ]

    def _object_column(
        self,
        entry: _Entry,
        type_: GraphQLObjectType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        grouped = self.collect_subfields(type_, entry.details).grouped_field_set
        places = [place for place, value in enumerate(values) if value is not None]
        if len(places) == len(values):
            return self.objects(type_, grouped, values, path_of, pending)
        made = self.objects(
            type_, grouped, [values[i] for i in places], lambda k: path_of(places[k]), pending
        )
        column: list[Any] = [None] * len(values)
        for place, one in zip(places, made, strict=True):
            column[place] = one
        return column

    def _list_column(
        self,
        entry: _Entry,
        inner: GraphQLObjectType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """Many lists completed as one, then cut apart again."""
        grouped = self.collect_subfields(inner, entry.details).grouped_field_set
        sizes = [0 if value is None else len(value) for value in values]
        ends = list(accumulate(sizes))

        def path(k: int) -> Path | None:
            place = bisect_right(ends, k)
            above = path_of(place)
            return None if above is None else above.add_key(k - ends[place] + sizes[place], None)

        flat = list(chain.from_iterable(value or () for value in values))
        made = self.objects(inner, grouped, _present(flat), path, pending)
        return [
            None if value is None else made[end - size : end]
            for value, size, end in zip(values, sizes, ends, strict=True)
        ]

    def _stock_value(
        self,
        entry: _Entry,
        type_: GraphQLOutputType,
        value: Any,
        path: Path | None,
        pending: Pending,
        place: int,
    ) -> Any:
        """One value completed by graphql-core."""
        if value is None:
            return None
        nodes = [one.node for one in entry.details]
        info = self.build_resolve_info(entry.field, nodes, entry.parent_type, cast(Path, path))
        done = self.complete_value(type_, entry.details, info, cast(Path, path), value, None)
        if self.is_awaitable(done):
            return _Later(done)
        return done


class _Later:
    """A value that is still to be awaited."""

    __slots__ = ("awaitable",)

    def __init__(self, awaitable: Awaitable[Any]) -> None:
        self.awaitable = awaitable


class _Entry:
    """One selected field of one selection set, and how it is filled in."""

    def __init__(
        self, parent_type: GraphQLObjectType, name: str, details: Any, field: GraphQLField
    ) -> None:
        self.parent_type = parent_type
        self.name = name
        self.details = details
        self.field = field

    def fill(
        self,
        executor: Executor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Nothing; sets the field in every result, now or when `pending` is done."""
        for place, (source, result) in enumerate(zip(sources, results, strict=True)):
            done = executor.execute_field(
                self.parent_type, source, self.details, self._path(path_of, place), None
            )
            result[self.name] = done
            if executor.is_awaitable(done):
                pending.append(_set(result, self.name, done))

    def _path(self, path_of: PathOf, place: int) -> Path:
        return Path(path_of(place), self.name, self.parent_type.name)

    def _put(self, results: list[dict[str, Any]], column: Sequence[Any], pending: Pending) -> None:
        for result, value in zip(results, column, strict=True):
            result[self.name] = value
            if type(value) is _Later:
                pending.append(_set(result, self.name, value.awaitable))


class _Leaf(_Entry):
    """A leaf that is read from the source."""

    get: Callable[[Any], Any]
    shape: Callable[[Any], Any] | None
    required: bool

    def fill(
        self,
        executor: Executor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Nothing; sets the shaped value in every result."""
        name, get, shape, required = self.name, self.get, self.shape, self.required
        for source, result in zip(sources, results, strict=True):
            value = get(source)
            if value is None:
                if required:
                    raise _Unshaped
            elif shape is not None:
                value = shape(value)
            result[name] = value


class _Nested(_Entry):
    """Objects that are read from the source."""

    get: Callable[[Any], Any]

    def fill(
        self,
        executor: Executor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Nothing; sets the objects in every result."""
        get = self.get
        column = executor.column(
            self,
            self.field.type,
            [get(source) for source in sources],
            lambda place: self._path(path_of, place),
            pending,
        )
        self._put(results, column, pending)


class _Batch(_Entry):
    """A field that is asked once for all sources."""

    batch: Callable[[Any, Sequence[Any], dict[str, Any]], Coroutine[Any, Any, Sequence[Any]]]
    strawberry_field: StrawberryField

    def fill(
        self,
        executor: Executor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Nothing; holds the field's place in every result and asks."""
        for result in results:
            result[self.name] = None
        if sources:
            pending.append(self._ask(executor, sources, results, path_of))

    async def _ask(
        self,
        executor: Executor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        arguments = self._arguments(executor)
        values = await self.batch(executor.context_value, sources, arguments)
        pending: Pending = []
        column = executor.column(
            self,
            self.field.type,
            values,
            lambda place: self._path(path_of, place),
            pending,
        )
        self._put(results, column, pending)
        await _settle(pending)

    def _arguments(self, executor: Executor) -> dict[str, Any]:
        if not self.field.args:
            return {}
        first = self.details[0]
        given = get_argument_values(
            self.field,
            first.node,
            executor.variable_values,
            first.fragment_variable_values,
            executor.hide_suggestions,
        )
        converter = cast(Any, executor.schema)._strawberry_schema.schema_converter
        return convert_arguments(
            given,
            self.strawberry_field.arguments,
            scalar_registry=converter.scalar_registry,
            config=converter.config,
        )


def _entry(
    executor: Executor, parent_type: GraphQLObjectType, name: str, details: Any
) -> _Entry | None:
    """How one selected field is filled in; None for a field that does not exist."""
    field_name = details[0].node.name.value
    field = executor.schema.get_field(parent_type, field_name)
    if field is None:
        return None
    if field_name == "__typename":
        leaf = _Leaf(parent_type, name, details, field)
        type_name = parent_type.name
        leaf.get, leaf.shape, leaf.required = (lambda _: type_name), None, True
        return leaf
    own = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(own, StrawberryField):
        return _Entry(parent_type, name, details, field)
    if "batch" in own.metadata:
        batch = _Batch(parent_type, name, details, field)
        batch.batch, batch.strawberry_field = own.metadata["batch"], own
        return batch
    get = own.metadata.get("plain") or own.metadata.get("nested")
    if get is None and own.base_resolver is None:
        get = attrgetter(own.python_name)
    if get is None:
        return _Entry(parent_type, name, details, field)
    bare = field.type.of_type if is_non_null_type(field.type) else field.type
    required = bare is not field.type
    if is_leaf_type(bare):
        leaf = _Leaf(parent_type, name, details, field)
        leaf.get, leaf.required, leaf.shape = get, required, _shape_of(bare)
        return leaf
    nested = _Nested(parent_type, name, details, field)
    nested.get = get
    return nested


def _shape_of(leaf: Any) -> Callable[[Any], Any] | None:
    """How a leaf's value becomes what JSON shows; None where it already is."""
    if isinstance(leaf, GraphQLEnumType):
        names = {str(getattr(v.value, "value", v.value)): n for n, v in leaf.values.items()}
        return names.__getitem__
    if leaf.name in _PASSED:
        return None
    return cast(Callable[[Any], Any], leaf.coerce_output_value)


def _present(values: Sequence[Any]) -> Sequence[Any]:
    """The values, where none is null."""
    if any(value is None for value in values):
        raise _Unshaped
    return values


async def _set(result: dict[str, Any], name: str, awaitable: Awaitable[Any]) -> None:
    result[name] = await awaitable


async def _after(pending: Pending, made: Any) -> Any:
    await _settle(pending)
    return made


async def _settle(pending: Pending) -> None:
    if len(pending) == 1:
        await pending[0]
    elif pending:
        await gather_with_cancel(*pending)
