"""A field that one statement reads, with all that hangs below it, as an entry of the executor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from graphql import GraphQLField, GraphQLObjectType
from graphql.pyutils import Path
from strawberry.types.field import StrawberryField

from api.execution.compiler.builder import Builder, NotCompiled
from api.execution.compiler.declarations import Found, Listing, One, declaration_of
from api.execution.compiler.fields import Field, Objects
from api.execution.compiler.lists import Lists
from api.execution.compiler.plan import Asked, Level, OnePart, params_of, selection_of
from api.execution.compiler.run import Run
from api.execution.selection import (
    AskedOnce,
    ColumnExecutor,
    Entry,
    PathOf,
    Pending,
    settle,
    tell_place,
)
from api.execution.strawberry_fields import arguments_of
from graph.organisation.people import person_of_accounts
from graph.records import BY_LABEL
from graph.store.composition.composed_rows import answer
from graph.store.composition.read_selection import ById, numbered
from graph.store.statement_lists import BY_ID, RootList


class Compiled(AskedOnce):
    """A list or a single relation: all of a label, or what hangs on each source."""

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
        path = self._path(path_of, 0)
        tell_place(path)
        asked = self.lists.asked(executor)
        params, top = params_of(self.top, asked), self.top
        store, run = executor.context_value.store, Run(executor, asked, path)
        selection = selection_of(top, asked)
        if top.node is None:
            rows = [await answer(store, self.statement, selection, params)]
            values = self.shown.column(rows, run)
        else:
            ids = list(dict.fromkeys(source.id for source in sources))
            params["ids"] = ids
            answered = await answer(store, self.statement, selection, params)
            found = {row[0]: row for row in answered}
            rows = [found.get(one) or [one, *(part.empty() for part in top.parts)] for one in ids]
            by_id = dict(zip(ids, self.shown.column(rows, run), strict=True))
            values = [by_id[source.id] for source in sources]
        for result, value in zip(results, values, strict=True):
            result[self.name] = value
        await settle(run.pending)


class Finding(Entry):
    """Nodes by id: a root field that finds one, or one a place of its list.

    A person is also found by the id of an account, in a second statement.
    """

    found: Found
    own: StrawberryField

    def __init__(
        self, parent_type: GraphQLObjectType, name: str, details: Any, field: GraphQLField
    ) -> None:
        super().__init__(parent_type, name, details, field)
        self.plans: dict[str, tuple[OnePart, Objects, Lists]] = {}

    def fill(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
        pending: Pending,
    ) -> None:
        """Hold the field's place in the result and ask."""
        results[0][self.name] = None
        pending.append(self._ask(executor, sources, results, path_of))

    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        path = self._path(path_of, 0)
        tell_place(path)
        given = arguments_of(executor, self.field, self.details, self.own)
        wanted = await self.found.wanted(executor.context_value, given)
        if any(one is not None and one[0] not in BY_LABEL for one in wanted):
            pending: Pending = []
            super().fill(executor, sources, results, path_of, pending)
            await settle(pending)
            return
        known = await self._read(executor, path, [one for one in wanted if one is not None])
        missing = [
            one for one in wanted if one is not None and one[0] == "Person" and one not in known
        ]
        if missing:
            known |= await self._by_account(executor, path, missing)
        values = [None if one is None else known.get(one) for one in wanted]
        results[0][self.name] = values if self.found.many else values[0]

    async def _by_account(
        self, executor: ColumnExecutor, path: Path, wanted: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], dict[str, Any]]:
        """The people who have accounts with these ids; what hangs below them is read from them on."""
        accounts = [native for _, native in wanted]
        people = await executor.context_value.ones(person_of_accounts).load_many(accounts)
        known = {one: person for one, person in zip(wanted, people, strict=True) if person}
        type_ = cast(GraphQLObjectType, executor.schema.type_map["Person"])
        pending: Pending = []
        column = executor.column(self, type_, list(known.values()), lambda _: path, pending)
        await settle(pending)
        return dict(zip(known, column, strict=True))

    async def _read(
        self, executor: ColumnExecutor, path: Path, wanted: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], dict[str, Any]]:
        """The objects with these labels and ids, in one statement; unknown ones are absent."""
        top, asked = Level(), dict[int, Asked]()
        params: dict[str, object] = {}
        ids: dict[str, list[str]] = {}
        for label, native in dict.fromkeys(wanted):
            ids.setdefault(label, []).append(native)
        for label in sorted(ids):
            part, _, lists = self._plan(executor, label)
            top.add(part)
            asked |= lists.asked(executor)
            params |= numbered(part.number, {"ids": ids[label]})
        if not ids:
            return {}
        params |= params_of(top, asked)
        name = BY_ID[min(ids)]
        store, selection = executor.context_value.store, selection_of(top, asked)
        answered = await answer(store, name, selection, params)
        run = Run(executor, asked, path)
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for label, rows in zip(sorted(ids), answered, strict=True):
            part, objects, _ = self.plans[label]
            at = part.level.column("node.id")
            natives = [row[at] for row in rows]
            made = objects.made(rows, run)
            found |= {(label, one): shown for one, shown in zip(natives, made, strict=True)}
        await settle(run.pending)
        return found

    def _plan(self, executor: ColumnExecutor, label: str) -> tuple[OnePart, Objects, Lists]:
        if label not in self.plans:
            builder = Builder(executor, first=1000 * sorted(BY_LABEL).index(label))
            level = builder.level(BY_LABEL[label])
            level.column("node.id")
            part = OnePart(builder.number(), level, relation=ById(BY_LABEL[label]))
            type_ = cast(GraphQLObjectType, executor.schema.type_map[label])
            objects = builder.objects(type_, self.details, level, ())
            self.plans[label] = (part, objects, Lists(builder.lists))
        return self.plans[label]


def compiled(
    executor: ColumnExecutor,
    parent_type: GraphQLObjectType,
    name: str,
    details: Any,
    field: GraphQLField,
    own: StrawberryField,
) -> Entry | None:
    """The field as one statement reads it; None where it is read by its resolver."""
    said = declaration_of(own.metadata)
    if isinstance(said, Found):
        finding = Finding(parent_type, name, details, field)
        finding.found, finding.own = said, own
        return finding
    if not isinstance(said, Listing | One):
        return None
    near = BY_LABEL.get(parent_type.name)
    root = isinstance(said, Listing) and isinstance(said.relation, RootList)
    if near is None and not root:
        return None
    builder = Builder(executor)
    top = Level(None if root else near, [] if root else ["node.id"])
    try:
        shown = builder.relation(field, details, top, own, said)
    except NotCompiled:
        return None
    made = Compiled(parent_type, name, details, field)
    made.top, made.shown, made.lists = top, shown, Lists(builder.lists)
    made.statement = said.relation.name
    return made
