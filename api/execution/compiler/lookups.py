"""Nodes that a root field finds by id, one or many of any label, with all that hangs below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphql import GraphQLField, GraphQLObjectType
from strawberry.types.field import StrawberryField

from api.execution.compiler.builder import Builder
from api.execution.compiler.declarations import Found
from api.execution.compiler.fields import Row
from api.execution.compiler.lists import Lists, varies
from api.execution.compiler.node_plans import Key, NodePlan, rows_of_nodes, type_of
from api.execution.compiler.objects import Objects
from api.execution.compiler.plan import Level, ListAsked, params_of, selection_of
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
from graph.records import BY_LABEL, Account
from graph.store.composition.composed_rows import answer


class AccountPlan:
    """How people are read by the ids of accounts."""

    def __init__(self, executor: ColumnExecutor, details: Any) -> None:
        builder = Builder(executor)
        self.top = Level(Account, ["node.id"])
        self.person = builder.single(
            type_of(executor, "Person"), details, self.top, person_of_accounts
        )
        self.lists = Lists(builder.lists)


class Lookup(AskedOnce):
    """Nodes by id: a root field that finds one, or one a place of its list.

    A person is also found by the id of an account, in a second statement.
    """

    wanted: Found
    own: StrawberryField

    def __init__(
        self, parent_type: GraphQLObjectType, name: str, details: Any, field: GraphQLField
    ) -> None:
        super().__init__(parent_type, name, details, field)
        self.plans: dict[str, NodePlan] = {}
        self.literals: dict[str, Any] | None = None
        """The arguments, once they were read, where no variable is among them."""
        self.of_accounts: AccountPlan | None = None

    async def _ask(
        self,
        executor: ColumnExecutor,
        sources: Sequence[Any],
        results: list[dict[str, Any]],
        path_of: PathOf,
    ) -> None:
        path = self.path(path_of, 0)
        tell_place(path)
        arguments = self.literals
        if arguments is None:
            arguments = arguments_of(executor, self.field, self.details, self.own)
            if not varies(self.details[0].node.arguments):
                self.literals = arguments
        keys = await self.wanted.keys(executor.context_value, arguments)
        pending: Pending = []
        if any(key is not None and key[0] not in BY_LABEL for key in keys):
            Entry.fill(self, executor, sources, results, path_of, pending)
        elif self.wanted.many:
            results[0][self.name] = await self._nodes(
                executor, keys, lambda place: path.add_key(place, None), pending
            )
        else:
            (node,) = await self._nodes(executor, keys, lambda _: path, pending)
            results[0][self.name] = node
        await settle(pending)

    async def _nodes(
        self,
        executor: ColumnExecutor,
        keys: Sequence[Key | None],
        path_of: PathOf,
        pending: Pending,
    ) -> list[Any]:
        """The object of each key; null for an unknown one."""
        nodes: list[Any] = [None] * len(keys)
        asked: dict[int, ListAsked] = {}
        known = [key for key in keys if key is not None]
        for label in {label for label, _ in known} - set(self.plans):
            self.plans[label] = NodePlan(executor, label, [self.details])
        rows = await rows_of_nodes(executor, self.plans, known, asked)
        run = Run(executor, asked, pending)
        for label in {label for label, _ in rows}:
            of_label = {
                place: rows[key]
                for place, key in enumerate(keys)
                if key is not None and key[0] == label and key in rows
            }
            (objects,) = self.plans[label].objects.values()
            _put(nodes, of_label, objects, run, path_of)
        unknown = [
            place
            for place, key in enumerate(keys)
            if key is not None and key[0] == "Person" and key not in rows
        ]
        if unknown:
            accounts = [cast(Key, keys[place])[1] for place in unknown]
            people = await self._people_of_accounts(
                executor, accounts, lambda place: path_of(unknown[place]), pending
            )
            for place, person in zip(unknown, people, strict=True):
                nodes[place] = person
        return nodes

    async def _people_of_accounts(
        self,
        executor: ColumnExecutor,
        accounts: Sequence[str],
        path_of: PathOf,
        pending: Pending,
    ) -> Sequence[Any]:
        """The people whose accounts these are; null for an unknown account."""
        if self.of_accounts is None:
            self.of_accounts = AccountPlan(executor, self.details)
        plan = self.of_accounts
        asked = await plan.lists.asked(executor)
        params = params_of(plan.top, asked) | {"ids": list(dict.fromkeys(accounts))}
        selection, store = selection_of(plan.top, asked), executor.context_value.store
        rows = await answer(store, person_of_accounts.name, selection, params)
        known = {row[0]: row for row in rows}
        run = Run(executor, asked, pending)
        people = [known.get(account, [account, []]) for account in accounts]
        return plan.person.column(people, run, path_of)


def _put(
    nodes: list[Any], rows: Mapping[int, Row], objects: Objects, run: Run, path_of: PathOf
) -> None:
    """Put the objects of the rows, which are given by place, in their places."""
    places = list(rows)
    column = objects.column(list(rows.values()), run, lambda place: path_of(places[place]))
    for place, node in zip(places, column, strict=True):
        nodes[place] = node
