"""The entries of fields that no statement reads as they are: leaves, objects, and what is asked for all at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
)
from strawberry.types.field import StrawberryField

from api.execution.context import field_read
from api.execution.selection import (
    AskedOnce,
    ColumnExecutor,
    Entry,
    PathOf,
    Pending,
    settle,
    tell_place,
)
from api.execution.strawberry_fields import arguments_of, leaf_shape, own_field
from graph.errors import GoalgraphError


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
        for place, (source, result) in enumerate(zip(sources, results, strict=True)):
            try:
                value = get(source)
                if value is None:
                    if required:
                        raise self.null_error()
                elif shape is not None:
                    value = shape(value)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
                executor.fail(self.path(path_of, place), error)
                value = None
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
        values: list[Any] = []
        for source in sources:
            try:
                values.append(self.get(source))
            except Exception as error:  # noqa: BLE001 - the column tells it in its place
                values.append(error)
        self._put(results, self._column(executor, values, path_of, pending), pending)


class Batch(AskedOnce):
    """A field whose own function is asked for all sources."""

    batch: Callable[[Any, Sequence[Any], dict[str, Any]], Coroutine[Any, Any, Sequence[Any]]]
    strawberry_field: StrawberryField
    node_plans: dict[str, Any] | None = None
    """Of a list of nodes: how they are read, by label, once that is known."""

    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        tell_place(self.path(path_of, 0))
        field_read.set(f"{self.parent_type.name}.{self.details[0].node.name.value}")
        arguments = arguments_of(executor, self.field, self.details, self.strawberry_field)
        context = executor.context_value
        if self.node_plans is not None:
            reader = executor.reader(self.field.type, self.details, self.node_plans)
            context = context.reading(reader)
        values = await self._values(context, sources, arguments)
        pending: Pending = []
        self._put(results, self._column(executor, values, path_of, pending), pending)
        await settle(pending)

    async def _values(
        self, context: Any, sources: Sequence[Any], arguments: dict[str, Any]
    ) -> Sequence[Any]:
        """The value of each source; where asking for all fails, each is asked for alone.

        Then a source has its own error in the place of a value. What was read is remembered.
        """
        try:
            return await self.batch(context, sources, arguments)
        except Exception as error:
            retryable = isinstance(error, GoalgraphError) and error.retryable
            if len(sources) == 1 or retryable:
                raise
        single = (self.batch(context, [source], arguments) for source in sources)
        answers = await asyncio.gather(*single, return_exceptions=True)
        return [value if isinstance(value, BaseException) else value[0] for value in answers]


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
        batch.reads = own.metadata.get("reads")
        if "edges" in getattr(get_named_type(field.type), "fields", ()):
            batch.node_plans = {}
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
