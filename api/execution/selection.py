"""The selected fields of one selection set, and how each is filled in for many objects at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
)
from graphql.pyutils import Path, gather_with_cancel
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from api.execution.failures import Failure, null_error

PathOf = Callable[[int], Path | None]
Pending = list[Awaitable[Any]]


asked_at: ContextVar[str] = ContextVar("asked_at", default="")
"""The response path, without list indexes, of the field that is being read; tests count with it."""


def tell_place(path: Path) -> None:
    """Say which field is read, for tests that count."""
    asked_at.set(".".join(str(key) for key in path.as_list() if not isinstance(key, int)))


class Later:
    """A value that is still to be awaited."""

    __slots__ = ("awaitable",)

    def __init__(self, awaitable: Awaitable[Any]) -> None:
        self.awaitable = awaitable


class ColumnExecutor(StrawberryGraphQLCoreExecutionContext):
    """What entries need of the executor: graphql-core's own, and columns of values completed at once."""

    failures: list[Failure]

    def fail(self, path: Path, error: Exception) -> None:
        """Note that there is no value at a place, which holds null until the answer is whole."""
        self.failures.append(Failure(path, error))

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

    @abstractmethod
    def reader(self, type_: GraphQLOutputType, details: Any, plans: dict[str, Any]) -> Any:
        """What reads the nodes on the pages of a field of this type as they are selected there."""


class Entry:
    """One selected field of one selection set, and how it is filled in."""

    reads: Sequence[str] | None = None
    """The properties of its sources that it reads; None where it may read any."""

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
                self.parent_type, source, self.details, self.path(path_of, place), None
            )
            result[self.name] = done
            if executor.is_awaitable(done):
                pending.append(_set(result, self.name, done))

    def path(self, path_of: PathOf, place: int) -> Path:
        """The path of the field in the object at this place."""
        return Path(path_of(place), self.name, self.parent_type.name)

    def null_error(self) -> Exception:
        """What is said where the field is never null and has no value."""
        return null_error(self.parent_type.name, self.details[0].node.name.value)

    def _column(
        self, executor: ColumnExecutor, values: Sequence[Any], path_of: PathOf, pending: Pending
    ) -> Sequence[Any]:
        """The completed values of the field; errors among the values are told in their places."""
        return executor.column(
            self, self.field.type, values, lambda place: self.path(path_of, place), pending
        )

    def _put(self, results: list[dict[str, Any]], column: Sequence[Any], pending: Pending) -> None:
        for result, value in zip(results, column, strict=True):
            result[self.name] = value
            if type(value) is Later:
                pending.append(_set(result, self.name, value.awaitable))


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
            pending.append(self._answer(executor, sources, results, path_of))

    async def _answer(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        """Ask; where that fails, the field has failed in every result."""
        try:
            await self._ask(executor, sources, results, path_of)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told in its place
            for place, result in enumerate(results):
                result[self.name] = None
                executor.fail(self.path(path_of, place), error)

    @abstractmethod
    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        """Set the field in every result."""


async def _set(result: dict[str, Any], name: str, awaitable: Awaitable[Any]) -> None:
    result[name] = await awaitable


async def settle(pending: Pending) -> None:
    """Wait until all of these are done; cancel the rest where one fails."""
    if len(pending) == 1:
        await pending[0]
    elif pending:
        await gather_with_cancel(*pending)
