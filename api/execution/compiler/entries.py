"""A field that one statement reads, with all that hangs below it, as an entry of the executor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLField, GraphQLObjectType
from strawberry.types.field import StrawberryField

from api.execution.compiler.builder import Builder
from api.execution.compiler.connections import Connection
from api.execution.compiler.declarations import Found, Listing, One, declaration_of
from api.execution.compiler.fields import Field, Row
from api.execution.compiler.lists import Lists
from api.execution.compiler.lookups import Lookup
from api.execution.compiler.plan import Level, ListAsked, Refused, params_of, selection_of
from api.execution.compiler.run import Run
from api.execution.selection import (
    AskedOnce,
    ColumnExecutor,
    Entry,
    PathOf,
    settle,
    tell_place,
)
from graph.records import BY_LABEL
from graph.store.composition.composed_rows import answer
from graph.store.statement_lists import RootList


class Compiled(AskedOnce):
    """A list or a single relation: all of a label, or what hangs on each source."""

    reads = ("id",)
    top: Level
    shown: Field
    lists: Lists
    statement: str
    """The statement that the rows of the field itself come from; tests count with it."""

    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        tell_place(self.path(path_of, 0))
        asked = await self.lists.asked(executor)
        if isinstance(self.shown, Connection):
            own = asked[self.shown.number]
            if isinstance(own, Refused):
                raise own.error
        rows = await self._rows(executor, sources, asked)
        run = Run(executor, asked, pending=[])
        values = self.shown.column(rows, run, lambda place: self.path(path_of, place))
        for result, value in zip(results, values, strict=True):
            result[self.name] = value
        await settle(run.pending)

    async def _rows(
        self, executor: ColumnExecutor, sources: Sequence[Any], asked: Mapping[int, ListAsked]
    ) -> list[Row]:
        """The row of each source, which is read once where several sources are one node."""
        top, params = self.top, params_of(self.top, asked)
        store, selection = executor.context_value.store, selection_of(top, asked)
        if top.node is None:
            return [await answer(store, self.statement, selection, params)]
        params["ids"] = list(dict.fromkeys(source.id for source in sources))
        rows = {row[0]: row for row in await answer(store, self.statement, selection, params)}
        empty = [part.empty() for part in top.parts]
        return [rows.get(source.id) or [source.id, *empty] for source in sources]


def compiled(
    executor: ColumnExecutor,
    parent_type: GraphQLObjectType,
    name: str,
    details: Any,
    field: GraphQLField,
    own: StrawberryField,
) -> Entry | None:
    """The field as one statement reads it; None where it is read by its resolver."""
    declared = declaration_of(own.metadata)
    if isinstance(declared, Found):
        lookup = Lookup(parent_type, name, details, field)
        lookup.wanted, lookup.own = declared, own
        return lookup
    if not isinstance(declared, Listing | One):
        return None
    near = BY_LABEL.get(parent_type.name)
    is_root = isinstance(declared, Listing) and isinstance(declared.relation, RootList)
    if near is None and not is_root:
        return None
    builder = Builder(executor)
    entry = Compiled(parent_type, name, details, field)
    entry.top = Level(None if is_root else near, [] if is_root else ["node.id"])
    entry.shown = builder.relation(field, details, entry.top, own, declared)
    entry.lists, entry.statement = Lists(builder.lists), declared.relation.name
    return entry
