"""From a GraphQL request to an operation that may be executed: the same on every path that serves them.

Its document is a trusted one where that is asked for, valid and within the limits, its variables are of their
types, and its cost is within the limit and what the principal has left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import OperationDefinitionNode, OperationType
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from api.execution.cost import cost_of_answer
from api.execution.viewer import Viewer
from api.execution.viewer_answers import ViewerAnswer
from api.http import error_masking
from api.http.document_limits import Limits
from api.http.documents import Documents, PreparedDocument
from api.http.error_responses import too_costly
from api.http.event_loop_fairness import LARGE, FairTurns
from api.http.graphql_request import GraphQLRequest
from api.http.rate_limit import RateLimit
from api.http.trusted_documents import TrustedDocuments
from graph.identity.roles import Permission

MakeContext = Callable[[], Awaitable[Any]]
Check = Callable[[OperationDefinitionNode | None], None]


class RefusedDocument(Exception):
    """A document or variables that are not executed, with the error objects that say why."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors[0]["message"])
        self.errors = errors


@dataclass(slots=True)
class Operation:
    """An operation that may be executed, and its price as `extensions.cost` tells it.

    `answer` is what it is answered by without being executed; then there is no executor.
    """

    executor: Any
    cost: int
    price: dict[str, int]
    type: OperationType
    answer: ViewerAnswer | None = None
    keep: Callable[[ViewerAnswer], None] | None = None
    """Is told the answer of its execution, if that has no errors."""
    is_estimate: bool = False
    """Whether an answer may come to more than it costs: then `Operations.settle` is told what came."""


class Operations:
    """What is needed to let operations on a schema through."""

    def __init__(
        self,
        schema: Schema,
        limits: Limits,
        rate_limit: RateLimit,
        trusted: TrustedDocuments,
        *,
        development: bool,
    ) -> None:
        if schema.extensions or schema.directives:
            raise TypeError(
                "Strawberry extensions are not run here; caches and limits are built in"
            )
        self.schema = schema._schema
        self.limits = limits
        self.rate_limit = rate_limit
        self._executor: Any = schema.execution_context_class
        self._trusted = trusted
        self._development = development
        self._documents = {
            is_open: Documents(self.schema, limits, open_schema=is_open)
            for is_open in (False, True)
        }
        self.turns = FairTurns()

    def is_open(self, viewer: Viewer) -> bool:
        """Whether a viewer may introspect the schema, and send queries by GET."""
        is_known = viewer.is_authenticated
        return self._development or (is_known and viewer.may(Permission.EXPLORE_SCHEMA))

    async def operation(
        self, request: GraphQLRequest, viewer: Viewer, make_context: MakeContext, check: Check
    ) -> Operation:
        """The operation of a request, charged to the viewer; `check` is told which it is.

        Raises RefusedDocument, and Refused where nothing of the kind is served, known or paid for.
        """
        is_open = self.is_open(viewer)
        documents = self._documents[is_open]
        query = self._trusted.text_of(request, explores=is_open)
        prepared = await self._prepared(documents, query)
        operation = prepared.operation(request.operation_name)
        check(operation)
        if prepared.errors:
            raise RefusedDocument(error_masking.refusals(prepared.errors))
        key = (request.operation_name, viewer)
        answer = prepared.of_viewers.answers.get(key)
        if answer is not None:
            price = self._price(viewer, answer.cost)
            return Operation(None, answer.cost, price, OperationType.QUERY, answer)
        executor = await self._built(prepared, request, await make_context(), is_open)
        if isinstance(executor, list):
            raise RefusedDocument(error_masking.refusals(executor))
        assert operation is not None and prepared.document is not None
        executor.plans = prepared.plans
        cost = documents.cost(prepared, operation, executor.variable_values)
        price = self._price(viewer, cost)
        keep = partial(prepared.of_viewers.keep, self.schema, prepared.document, operation, key)
        name = operation.name.value if operation.name else None
        is_estimate = name in prepared.estimates
        return Operation(
            executor, cost, price, operation.operation, keep=keep, is_estimate=is_estimate
        )

    def settle(self, operation: Operation, viewer: Viewer, data: Any) -> None:
        """Charge the viewer for what an answer came to beyond the estimate, and tell it in the price."""
        if not operation.is_estimate:
            return
        answered = max(operation.cost, cost_of_answer(data))
        operation.price["answered"] = answered
        remaining = self.rate_limit.owe(viewer, answered - operation.cost)
        if remaining is not None:
            operation.price["remaining"] = remaining

    def _price(self, viewer: Viewer, cost: int) -> dict[str, int]:
        """What an operation of this cost takes of the viewer's budget, charged to it.

        Raises RefusedDocument where it costs more than any may, Refused where it is not paid for.
        """
        price: dict[str, int] = {"requested": cost, "limit": self.limits.cost}
        if cost > self.limits.cost:
            failure = error_masking.error_of(too_costly(cost, self.limits.cost))
            failure["extensions"]["cost"] = price
            raise RefusedDocument([failure])
        remaining = self.rate_limit.charge(viewer, cost)
        if remaining is not None:
            price["remaining"] = remaining
        return price

    async def _prepared(self, documents: Documents, query: str) -> PreparedDocument:
        """The document of a query's text; one that was not asked before waits for its turn."""
        preparing = partial(documents.document_of, query)
        return await self.turns.result(preparing, is_long=not documents.remembers(query))

    async def _built(
        self, prepared: PreparedDocument, request: GraphQLRequest, context: Any, is_open: bool
    ) -> Any:
        """The executor of a request; a list of errors where its variables are wrong."""
        building = partial(
            self._executor.build,
            self.schema,
            prepared.document,
            context_value=context,
            raw_variable_values=request.variables,
            operation_name=request.operation_name,
            is_awaitable=optimized_is_awaitable,
            hide_suggestions=not is_open,
            operation_extensions=request.extensions,
        )
        return await self.turns.result(building, is_long=request.size > LARGE)
