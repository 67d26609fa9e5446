"""Breadth-first execution: each selected field is completed once for all objects, not once an object.

What records carry is read from their attributes without a resolver, a field that hangs under a list
is asked once for the whole list, and everything else goes through graphql-core as it is. What fails
is noted and holds null; when all is answered, errors and nulls are put where the specification
wants them (`failures`). Mutations are executed by graphql-core alone. A field says how it is read
by its metadata:

    plain    a function of the source that gives a leaf value
    nested   a function of the source that gives objects, or lists of them
    batch    an async function (context, sources, arguments) that gives one value a source
    reads    beside `batch`, the properties of its sources that it reads: only these are selected
    ahead    beside one of these, a function of the context that begins to read what the field will
             need, whatever its sources: it is called when the operation starts
"""

from __future__ import annotations

from inspect import isawaitable
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_nullable_type,
    is_composite_type,
)
from graphql.pyutils import Path
from strawberry.types.field import StrawberryField

from api.execution.column_completion import ColumnCompletion
from api.execution.compiler.entries import compiled
from api.execution.compiler.node_rows import NodeReader
from api.execution.compiler.plan_cache import Plans, remembered
from api.execution.failures import answer_with
from api.execution.mutation_arguments import reread
from api.execution.prefetch import prefetch
from api.execution.selection import (
    Entry,
    Pending,
    settle,
)


class Executor(ColumnCompletion):
    """graphql-core's executor, which completes queries breadth-first."""

    _by_columns = False
    plans: Plans | None = None
    """Those of the document's operations, which outlive the request."""

    @classmethod
    def build(
        cls,
        schema: GraphQLSchema,
        document: DocumentNode,
        root_value: Any = None,
        context_value: Any = None,
        raw_variable_values: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *more: Any,
        **options: Any,
    ) -> Any:
        """The executor; what of a mutation's input cannot be read is left to the rows."""

        def built(document: DocumentNode, raw: dict[str, Any]) -> Any:
            return super(Executor, cls).build(
                schema, document, root_value, context_value, raw, operation_name, *more, **options
            )

        raw = raw_variable_values or {}
        made = built(document, raw)
        known = None if isinstance(made, list) else made.variable_values
        found = reread(schema, document, raw, operation_name, known)
        if found is None:
            return made
        made = built(found.document, found.raw)
        if not isinstance(made, list):
            made.variable_values.coerced.update(found.values)
        return made

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
        if serially or (self.middleware_manager and self.middleware_manager.middlewares):
            return self._with_views(stock(*arguments))

        self._plans = {}
        self._by_columns = True
        self.failures = []
        return self._all(root_type, grouped_field_set, root_value)

    async def _all(self, root_type: GraphQLObjectType, grouped: Any, root_value: Any) -> Any:
        prefetch(self)
        pending: Pending = []
        data: dict[str, Any] = {}
        plans: Plans = {} if self.plans is None else self.plans
        for entry in remembered(plans, self, lambda: self._plan(root_type, grouped)):
            entry.fill(self, [root_value], [data], lambda _: None, pending)
        await settle(pending)
        await self._save_views()
        return answer_with(self, root_type, grouped, data) if self.failures else data

    async def _with_views(self, data: Any) -> Any:
        """The data of a mutation, once it is kept who is shown numbers of whom."""
        answer = await data if isawaitable(data) else data
        await self._save_views()
        return answer

    async def _save_views(self) -> None:
        """Let the context keep who was shown what, before the answer; one of another schema keeps nothing."""
        save_views = getattr(self.context_value, "save_views", None)
        if save_views is not None:
            await save_views()

    def handle_field_error(
        self, raw_error: Exception, return_type: Any, field_details_list: Any, path: Any
    ) -> None:
        """Note the error; without columns, handle it as graphql-core does."""
        if self._by_columns:
            self.fail(path, raw_error)
        else:
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
        if not self._by_columns:
            return super().execute_fields(
                parent_type, source_value, path, grouped_field_set, position_context
            )
        pending: Pending = []
        values = self.objects(
            parent_type, grouped_field_set, [source_value], lambda _: path, pending
        )
        return _after(pending, values[0]) if pending else values[0]

    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: Any,
        info: Any,
        path: Path,
        items: Any,
        position_context: Any,
    ) -> Any:
        """A list; breadth-first where its items are objects."""
        if not self._by_columns or not is_composite_type(get_nullable_type(item_type)):
            return super().complete_iterable_value(
                item_type, field_details_list, info, path, items, position_context
            )
        pending: Pending = []
        field = info.parent_type.fields[info.field_name]
        entry = Entry(info.parent_type, str(path.key), field_details_list, field)
        values = self.column(
            entry, item_type, list(items), lambda i: path.add_key(i, None), pending
        )
        return _after(pending, values) if pending else values

    def compiled(
        self,
        parent_type: GraphQLObjectType,
        name: str,
        details: Any,
        field: GraphQLField,
        own: StrawberryField,
    ) -> Entry | None:
        """The field as one statement reads it with what hangs below it; None where that is not so."""
        return compiled(self, parent_type, name, details, field, own)

    def reader(self, type_: GraphQLOutputType, details: Any, plans: dict[str, Any]) -> Any:
        """What reads the nodes on the pages of a field of this type as they are selected there."""
        return NodeReader(self, type_, details, plans)


async def _after(pending: Pending, values: Any) -> Any:
    await settle(pending)
    return values
