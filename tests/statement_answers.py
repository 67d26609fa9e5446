"""What statements answer, by their names: for decisions that are made of the answers.

Whether a statement answers so is tested on the real store (`tests/cypher`); here is what becomes of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from graph.config import Target
from graph.records.base import Record, records_from
from graph.store.change_log import ChangeLog
from graph.store.driver import Store
from graph.store.read_policy import Reader
from graph.store.statements import statement

R = TypeVar("R", bound=Record)
Rows = Sequence[Sequence[Any]]
Answer = Rows | Callable[..., Rows]


@dataclass(frozen=True)
class Result:
    """The rows of a statement, as a transaction gives them."""

    rows: list[tuple[Any, ...]]


@dataclass(eq=False)
class StatementAnswers:
    """The part of a store, and of a transaction, by which statements are sent."""

    answers: dict[str, Answer]
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    restricted = False

    def __post_init__(self) -> None:
        """A transaction has a log of changes; this one is asked nothing by it."""
        self.log = ChangeLog(self._logged)

    async def _logged(self, name: str, params: Mapping[str, object]) -> list[tuple[Any, ...]]:
        return self._rows(name, dict(params))

    def _rows(self, name: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
        self.sent.append((name, params))
        answer = self.answers[name]
        rows = answer(**params) if callable(answer) else answer
        return [tuple(row) for row in rows]

    @property
    def base(self) -> StatementAnswers:
        """As a store that hides nothing."""
        return self

    def read_as(self, _: Reader) -> StatementAnswers:
        """The same, whoever reads: what is hidden is tested on the real store."""
        return self

    async def seen(self, name: str, /, **params: Any) -> list[tuple[Any, ...]]:
        """As a transaction reads it for who asks."""
        return self._rows(name, params)

    async def run(self, name: str, /, **params: Any) -> Result:
        """As a transaction sends it."""
        return Result(self._rows(name, params))

    write = run

    async def rows(self, name: str, /, **params: Any) -> list[tuple[Any, ...]]:
        """As a store reads it at once."""
        return self._rows(name, params)

    async def read(self, name: str, record: type[R], /, **params: Any) -> list[R]:
        """As a store reads records at once."""
        return records_from([list(row) for row in self._rows(name, params)], record)

    async def stream(self, name: str, /, **params: Any) -> AsyncIterator[tuple[Any, ...]]:
        """As a store reads it row by row."""
        for row in self._rows(name, params):
            yield row

    def params(self, name: str) -> list[dict[str, Any]]:
        """What a statement was sent with, each time."""
        return [params for sent, params in self.sent if sent == name]

    def without_stamps(self) -> list[tuple[str, dict[str, Any]]]:
        """What was sent, but for marks that are other each time."""
        return unstamped(self.sent)


def row_of(record: type[Record], **values: Any) -> list[Any]:
    """The columns of a record with these values, the others null."""
    return [values.get(name) for name in record.FIELDS]


def unstamped(
    statements: Iterable[tuple[str, Mapping[str, Any]]],
) -> list[tuple[str, dict[str, Any]]]:
    """Statements with their parameters, but for marks that are other each time."""
    return [
        (name, {key: value for key, value in params.items() if key != "stamp"})
        for name, params in statements
    ]


class HollowStore(StatementAnswers):
    """A store, and a transaction on it, that holds no more than it is told to.

    What is read has no rows where no answer is given; what is linked finds both its ends.
    """

    def _rows(self, name: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
        if name not in self.answers:
            self.sent.append((name, params))
            rows = params.get("rows")
            writes = statement(name).folder == "write"
            return [(len(rows),)] if writes and isinstance(rows, list) else []
        return super()._rows(name, params)

    async def unit(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        """Work in one transaction."""
        return await work(self)

    async def write_all(self, statements: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Statements in one transaction."""
        for name, params in statements:
            self._rows(name, dict(params))

    @asynccontextmanager
    async def transaction(self, **settings: Any) -> AsyncIterator[HollowStore]:
        """A transaction that ends with the block."""
        yield self


def store_of_nothing() -> Store:
    """A store that nobody has asked yet."""
    target = Target("bolt://127.0.0.1:1", "neo4j", "")
    return Store(cast(Any, None), target)
