"""GraphQL over HTTP by its specification, as one ASGI endpoint on Strawberry's executor.

    POST application/json          queries and mutations
    GET  ?query=&variables=        queries only; off in production
    GET  with Accept: text/html    the query editor; off in production

Answers are `application/graphql-response+json` where the client accepts it by name, otherwise
`application/json`. A refused document is 400 in the first and 200 in the second, as the
specification wants; what is no GraphQL request is 4xx in both.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import OperationDefinitionNode, OperationType
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from api import masking
from api.accept import GRAPHQL, HTML, JSON, best_type
from api.documents import Documents
from api.limits import Limits
from api.payload import (
    Gone,
    GraphQLRequest,
    Refused,
    body_of,
    check_content_type,
    check_size,
    refuse,
    request_of_body,
    request_of_url,
)
from graph.errors import ErrorCode, GoalgraphError, TooCostly
from graph.store import deadline

MakeContext = Callable[[Request], Awaitable[Any]]
Page = Callable[[], tuple[bytes, Mapping[str, str]]]

STATUS = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.OVERLOADED: 503,
    ErrorCode.STORE_DOWN: 503,
}
"""The status of an expected failure that stops the whole request; 400 where it is not listed."""
UNAVAILABLE = frozenset(code.value for code, status in STATUS.items() if status == 503)
RETRY = {"Retry-After": "2"}
PATIENCE = 0.25
"""Seconds that an operation may run before it is watched whether its client is still there."""


@dataclass(slots=True)
class Answer:
    """What is sent back."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


class GraphQLEndpoint:
    """The ASGI application behind `/graphql`."""

    def __init__(
        self,
        schema: Schema,
        make_context: MakeContext,
        limits: Limits,
        *,
        development: bool,
        editor: Page,
    ) -> None:
        if schema.extensions or schema.directives:
            raise TypeError(
                "Strawberry extensions are not run here; caches and limits are built in"
            )
        self.schema = schema._schema
        self.executor: Any = schema.execution_context_class
        self.make_context = make_context
        self.limits = limits
        self.development = development
        self.editor = editor
        self.documents = Documents(self.schema, limits, open_schema=development)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; answers one request."""
        headers = dict(scope["headers"])
        kind = JSON
        try:
            may_edit = self.development and scope["method"] == "GET"
            kind = best_type(headers.get(b"accept"), html=may_edit)
            if kind == HTML:
                page, extra = self.editor()
                await respond(send, 200, HTML, page, extra)
                return
            answer = await self._answered(scope, headers, receive, kind)
        except Refused as refused:
            answer = Answer(refused.status, _errors(refused.failure), refused.headers)
        except Gone:
            return
        await respond(send, answer.status, kind, encoded(answer.body), answer.headers)

    async def _answered(
        self, scope: Scope, headers: dict[bytes, bytes], receive: Receive, kind: str
    ) -> Answer:
        """The answer within the time that an operation has."""
        seconds, began = self.limits.seconds, time.monotonic()
        deadline.set(began + seconds)
        try:
            async with asyncio.timeout(seconds) as clock:
                request = await self._request(scope, headers, receive)
                return await self._executed(request, Request(scope, receive), kind, clock)
        except TimeoutError:
            allowed = round((deadline.get() or began) - began, 3)
            slow = f"The operation was stopped after {allowed:g} s."
            remedy = "ask for smaller pages or fewer fields; of what was to be written, nothing was"
            return Answer(504, _errors(TooCostly(slow, remedy=remedy)))
        except GoalgraphError as failure:
            status = STATUS.get(failure.code, 400)
            return Answer(status, _errors(failure), RETRY if status == 503 else {})
        except (Refused, Gone):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets an answer
            return Answer(500, {"errors": [masking.masked(error, scope["state"]["request_id"])]})

    async def _request(
        self, scope: Scope, headers: dict[bytes, bytes], receive: Receive
    ) -> GraphQLRequest:
        """The GraphQL request that was sent; refused where the method or the content is not ours."""
        if scope["method"] == "POST":
            check_content_type(headers.get(b"content-type", b""))
            return request_of_body(await body_of(receive, headers, self.limits), self.limits)
        if scope["method"] == "GET" and self.development:
            return request_of_url(scope["query_string"], self.limits)
        methods = "GET, POST" if self.development else "POST"
        refuse(405, f"{scope['method']} is not served here.", f"use {methods}", Allow=methods)

    def _allow(
        self,
        operation: OperationDefinitionNode | None,
        request: GraphQLRequest,
        clock: asyncio.Timeout,
    ) -> None:
        """Nothing; gives a mutation its longer time, and holds all else to the size of a query."""
        if operation is None or operation.operation is not OperationType.MUTATION:
            check_size(request, self.limits)
            return
        seconds = self.limits.write_seconds
        deadline.set(time.monotonic() + seconds)
        clock.reschedule(asyncio.get_running_loop().time() + seconds)

    async def _executed(
        self, request: GraphQLRequest, http: Request, kind: str, clock: asyncio.Timeout
    ) -> Answer:
        """The answer to a GraphQL request; a mutation may send more and take longer."""
        prepared = self.documents.prepared(request.query)
        operation = prepared.operation(request.operation_name)
        if operation is not None:
            _check_method(operation.operation, http.method)
        self._allow(operation, request, clock)
        if prepared.errors:
            return _refusal(masking.refusals(prepared.errors), kind)
        executor = self.executor.build(
            self.schema,
            prepared.document,
            context_value=await self.make_context(http),
            raw_variable_values=request.variables,
            operation_name=request.operation_name,
            is_awaitable=optimized_is_awaitable,
            hide_suggestions=not self.development,
            operation_extensions=request.extensions,
        )
        if isinstance(executor, list):
            return _refusal(masking.refusals(executor), kind)
        cost = self.documents.cost(prepared, executor.operation, executor.variable_values)
        price = {"requested": cost, "limit": self.limits.cost}
        if cost > self.limits.cost:
            failure = masking.shown(_too_costly(cost, self.limits.cost))
            failure["extensions"]["cost"] = price
            return _refusal([failure], kind)
        result = executor.execute_operation()
        if optimized_is_awaitable(result):
            async with _while_there(http.receive):
                result = await result
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = masking.failures(result.errors, http.scope["state"]["request_id"])
        body["extensions"] = {"cost": price}
        return _result(body)


def _check_method(operation: OperationType, method: str) -> None:
    """Nothing, where an operation of this type may come by this method; refused otherwise."""
    if operation is OperationType.SUBSCRIPTION:
        refuse(400, "Subscriptions are not served on this path.", "send a query")
    if method == "GET" and operation is not OperationType.QUERY:
        refuse(405, f"GET serves queries, not a {operation.value}.", "use POST", Allow="POST")


def _too_costly(cost: int, most: int) -> TooCostly:
    return TooCostly(
        f"The operation costs {cost:,}; {most:,} are allowed.",
        remedy="ask for smaller pages (`first`, `last`) in the lists that lie within one another",
    )


def _refusal(errors: list[dict[str, Any]], kind: str) -> Answer:
    """The answer to a document or variables that are not executed: no `data` entry."""
    return Answer(400 if kind == GRAPHQL else 200, {"errors": errors})


def _result(body: dict[str, Any]) -> Answer:
    """The answer of an execution; 503 where nothing came because something is unavailable."""
    empty = all(value is None for value in (body["data"] or {}).values())
    errors = body.get("errors", ())
    if empty and any(error["extensions"]["code"] in UNAVAILABLE for error in errors):
        return Answer(503, body, RETRY)
    return Answer(200, body)


def _errors(failure: GoalgraphError) -> dict[str, Any]:
    return {"errors": [masking.shown(failure)]}


@asynccontextmanager
async def _while_there(receive: Receive) -> AsyncIterator[None]:
    """A block that is cancelled when the client leaves; raises Gone then."""
    task = asyncio.current_task()
    assert task is not None
    gone = False
    watch: asyncio.Task[None] | None = None

    async def watching() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = True
        task.cancel()

    def start() -> None:
        nonlocal watch
        watch = asyncio.create_task(watching())

    later = asyncio.get_running_loop().call_later(PATIENCE, start)
    try:
        yield
    except asyncio.CancelledError:
        if gone and not task.uncancel():
            raise Gone from None
        raise
    finally:
        later.cancel()
        if watch is not None:
            watch.cancel()


def encoded(body: dict[str, Any]) -> bytes:
    """An answer as JSON in UTF-8."""
    return orjson.dumps(body, default=str)


async def respond(
    send: Send, status: int, kind: str, body: bytes, extra: Mapping[str, str] | None = None
) -> None:
    """Nothing; sends a whole response that no cache keeps."""
    headers = [
        (b"content-type", kind.encode() + b"; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *((name.lower().encode(), value.encode()) for name, value in (extra or {}).items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
