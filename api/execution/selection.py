"""The selected fields of one selection set, and how each is filled in for many objects at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import ContextVar
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
    is_non_null_type,
)
from graphql.pyutils import Path, gather_with_cancel
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from api.execution.strawberry_fields import arguments_of, leaf_shape, own_field

PathOf = Callable[[int], Path | None]
Pending = list[Awaitable[Any]]


asked_at: ContextVar[str] = ContextVar("asked_at", default="")
"""The response path, without list indexes, of the field that is being read; tests count with it."""


def tell_place(path: Path) -> None:
    """Say which field is read, for tests that count."""
    asked_at.set(".".join(str(key) for key in path.as_list() if not isinstance(key, int)))


class Unshaped(Exception):
    """Something that only graphql-core itself can answer rightly."""


class Later:
    """A value that is still to be awaited."""

    __slots__ = ("awaitable",)

    def __init__(self, awaitable: Awaitable[Any]) -> None:
        self.awaitable = awaitable


class ColumnExecutor(StrawberryGraphQLCoreExecutionContext):
    """What entries need of the executor: graphql-core's own, and columns of values completed at once."""

    @abstractmethod
    def column(
        self,
        entry: Entry,
        type_: GraphQLOutputType,
        values: Sequence[Any],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """The completed values of one field for all objects."""

    @abstractmethod
    def compiled(
        self,
        parent_type: GraphQLObjectType,
        name: str,
        details: Any,
        field: GraphQLField,
        own: StrawberryField,
    ) -> Entry | None:
        """The field as one statement reads it; None where it is read by its resolver."""


class Entry:
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
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Set the field in every result, now or when `pending` is done."""
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
            if type(value) is Later:
                pending.append(_set(result, self.name, value.awaitable))


class Leaf(Entry):
    """A leaf that is read from the source."""

    get: Callable[[Any], Any]
    shape: Callable[[Any], Any] | None
    required: bool

    def fill(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Set the shaped value in every result."""
        name, get, shape, required = self.name, self.get, self.shape, self.required
        for source, result in zip(sources, results, strict=True):
            value = get(source)
            if value is None:
                if required:
                    raise Unshaped
            elif shape is not None:
                value = shape(value)
            result[name] = value


class Nested(Entry):
    """Objects that are read from the source."""

    get: Callable[[Any], Any]

    def fill(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Set the objects in every result."""
        get = self.get
        column = executor.column(
            self,
            self.field.type,
            [get(source) for source in sources],
            lambda place: self._path(path_of, place),
            pending,
        )
        self._put(results, column, pending)


class AskedOnce(Entry):
    """A field that is asked once for all sources, and fills its place in the results when that is answered."""

    def fill(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Hold the field's place in every result and ask."""
        for result in results:
            result[self.name] = None
        if sources:
            pending.append(self._ask(executor, sources, results, path_of))

    @abstractmethod
    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        """Set the field in every result."""


class Batch(AskedOnce):
    """A field whose own function is asked for all sources."""

    batch: Callable[[Any, Sequence[Any], dict[str, Any]], Coroutine[Any, Any, Sequence[Any]]]
    strawberry_field: StrawberryField

    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        tell_place(self._path(path_of, 0))
        arguments = arguments_of(executor, self.field, self.details, self.strawberry_field)
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
        await settle(pending)


def entry_of(
    executor: ColumnExecutor, parent_type: GraphQLObjectType, name: str, details: Any
) -> Entry | None:
    """How one selected field is filled in; None for a field that does not exist."""
    field_name = details[0].node.name.value
    field = executor.schema.get_field(parent_type, field_name)
    if field is None:
        return None
    if field_name == "__typename":
        leaf = Leaf(parent_type, name, details, field)
        type_name = parent_type.name
        leaf.get, leaf.shape, leaf.required = (lambda _: type_name), None, True
        return leaf
    own = own_field(field)
    if own is None:
        return Entry(parent_type, name, details, field)
    compiled = executor.compiled(parent_type, name, details, field, own)
    if compiled is not None:
        return compiled
    if "batch" in own.metadata:
        batch = Batch(parent_type, name, details, field)
        batch.batch, batch.strawberry_field = own.metadata["batch"], own
        return batch
    get = own.metadata.get("plain") or own.metadata.get("nested")
    if get is None and own.base_resolver is None:
        get = attrgetter(own.python_name)
    if get is None:
        return Entry(parent_type, name, details, field)
    bare = field.type.of_type if is_non_null_type(field.type) else field.type
    required = bare is not field.type
    if is_leaf_type(bare):
        leaf = Leaf(parent_type, name, details, field)
        leaf.get, leaf.required, leaf.shape = get, required, leaf_shape(bare)
        return leaf
    nested = Nested(parent_type, name, details, field)
    nested.get = get
    return nested


def present(values: Sequence[Any]) -> Sequence[Any]:
    """The values, where none is null."""
    if any(value is None for value in values):
        raise Unshaped
    return values


async def _set(result: dict[str, Any], name: str, awaitable: Awaitable[Any]) -> None:
    result[name] = await awaitable


async def settle(pending: Pending) -> None:
    """Wait until all of these are done; cancel the rest where one fails."""
    if len(pending) == 1:
        await pending[0]
    elif pending:
        await gather_with_cancel(*pending)
