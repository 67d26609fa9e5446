"""From a request over a web socket to the stream of its events, each executed as its turn comes.

An event that the store cannot answer at the moment is not lost: it is executed again until it can. One that
costs more than the principal has left waits until there is enough.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution import create_source_event_stream
from starlette.requests import Request
from strawberry.execution import optimized_is_awaitable
from strawberry.types import execution

from api.execution.context import Context, LiveEvent
from api.http import error_masking
from api.http.admission import Traffic
from api.http.graphql_request import GraphQLRequest, Refused, refuse
from api.http.operations import Operation, Operations, RefusedDocument
from api.http.subscriptions.session import Session
from graph.errors import ErrorCode, GoalgraphError, TooCostly, Unauthenticated
from graph.store.operation import deadline
from graph.store.shared_poll import patiently

WAIT = 0.25
"""Seconds after which it is asked again whether there is room or budget for an event."""
MOST_TRIES = 40
"""How often an event is executed for which something but the store is not there at the moment."""


class ToldError(GraphQLError):
    """An error object as it is sent."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(told["message"])
        self.told = told

    @property
    def formatted(self) -> Any:
        """The object."""
        return self.told


class EventStreams:
    """Stands in for the schema in Strawberry's handler of one connection."""

    def __init__(
        self,
        operations: Operations,
        traffic: Traffic,
        session: Session,
        request: Request,
        make: Any,
    ) -> None:
        self._operations = operations
        self._traffic = traffic
        self._session = session
        self._request = request
        self._make_context = make

    async def stream(self, query: GraphQLRequest, **_: Any) -> AsyncGenerator[Any, None]:
        """The results of a subscription, or one that says why there are none."""
        return self._results(query)

    async def _results(self, request: GraphQLRequest) -> AsyncGenerator[Any, None]:
        session = self._session
        assert session.viewer is not None
        try:
            operation = await self._operations.operation(
                request, session.viewer, self._context, _check
            )
            source: Any = create_source_event_stream(operation.executor)
            if optimized_is_awaitable(source):
                source = await source
            if isinstance(source, ExecutionResult):
                raise RefusedDocument(self._failures(source.errors))
            async with aclosing(source):
                async for event in source:
                    yield await self._answer(operation, event)
        except Unauthenticated:
            await session.end()
        except Refused as refused:
            yield _refusal([error_masking.error_of(refused.failure)])
        except RefusedDocument as refused:
            yield _refusal(refused.errors)
        except GoalgraphError as failure:
            yield _refusal([error_masking.error_of(failure)])
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told
            yield _refusal([error_masking.masked_error(error, session.request_id)])

    async def _context(self) -> Any:
        """The context of the subscription, which asks anew who it is that asks."""
        self._request.scope["state"]["viewer"] = self._session.viewer
        context = await self._make_context(self._request)
        if isinstance(context, Context):
            context.renewal = self._session.renewed
        return context

    async def _answer(self, operation: Operation, event: Any) -> Any:
        """What an event gives."""
        viewer, first, tries = self._session.viewer, True, 0
        assert viewer is not None
        while True:
            if not first:
                await asyncio.sleep(WAIT)
                if isinstance(event, LiveEvent):
                    event = LiveEvent(await patiently(event.context.renewed), event.value)
            first = False
            try:
                self._operations.rate_limit.charge(viewer, operation.cost)
                async with self._traffic.slot():
                    result = await self._executed(operation, event)
                self._operations.settle(operation, viewer, result.data)
            except Refused:
                continue
            told = self._failures(result.errors)
            if self._goes_on(told, tries := tries + 1):
                continue
            errors: list[GraphQLError] = [ToldError(one) for one in told]
            price = {"cost": operation.price}
            return execution.ExecutionResult(result.data, errors or None, price)

    def _goes_on(self, told: list[dict[str, Any]], tries: int) -> bool:
        """Whether an event is worth being executed again: until the store is back, or some times."""
        codes = {error["extensions"]["code"] for error in told}
        is_retryable = any(error["extensions"].get("retryable") for error in told)
        return ErrorCode.STORE_DOWN.value in codes or (is_retryable and tries < MOST_TRIES)

    async def _executed(self, operation: Operation, event: Any) -> ExecutionResult:
        """The result of an event, within the time that an operation has."""
        executor = operation.executor.build_per_event_executor(event)
        if isinstance(event, LiveEvent):
            executor.context_value = event.context
        seconds = self._operations.limits.seconds
        before = deadline.set(time.monotonic() + seconds)
        try:
            async with asyncio.timeout(seconds):
                result = executor.execute_operation(False)
                done: ExecutionResult = await result if optimized_is_awaitable(result) else result
                return done
        except TimeoutError:
            slow = TooCostly(f"The event was given up after {seconds:g} s.", remedy="select less")
            error = GraphQLError(slow.message, original_error=slow)
            return ExecutionResult(None, [error])
        finally:
            deadline.reset(before)

    def _failures(self, errors: Any) -> list[dict[str, Any]]:
        return error_masking.failures(errors or (), self._session.request_id)


def _refusal(errors: list[dict[str, Any]]) -> Any:
    """The only result of what is not executed."""
    return execution.PreExecutionError(data=None, errors=[ToldError(one) for one in errors])


def _check(operation: OperationDefinitionNode | None) -> None:
    """Refuse what is no subscription."""
    if operation is not None and operation.operation is not OperationType.SUBSCRIPTION:
        refuse(400, "Only subscriptions are served here.", "send it to /graphql by POST")
