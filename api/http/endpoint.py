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
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from graphql import OperationDefinitionNode, OperationType
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from strawberry.execution import optimized_is_awaitable

from api.execution.viewer import Viewer
from api.execution.viewer_answers import ViewerAnswer
from api.http import error_masking
from api.http.admission import LOADING, Traffic
from api.http.authentication import CHALLENGE
from api.http.client_disconnect import while_connected
from api.http.compression import content_coding
from api.http.cross_origin import CrossOrigin, check_get
from api.http.error_responses import Answer, error_body, refusal_answer, without_data
from api.http.event_loop_fairness import LARGE
from api.http.graphql_request import (
    ClientLeft,
    GraphQLRequest,
    Refused,
    check_content_type,
    check_size,
    refuse,
    request_of_body,
    request_of_url,
)
from api.http.json_encoding import answer_bytes, json_bytes, respond
from api.http.media_types import HTML, JSON, best_type
from api.http.middleware import WEB_SOCKETS
from api.http.operations import Operations, RefusedDocument
from api.http.request_body import BodyReader
from graph.errors import ErrorCode, GoalgraphError, TooCostly
from graph.store.operation import deadline

MakeContext = Callable[[Request], Awaitable[Any]]
Authenticate = Callable[[Mapping[bytes, bytes]], Awaitable[Viewer]]
Page = tuple[bytes, Mapping[str, str]]

STATUS = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.OVERLOADED: 503,
    ErrorCode.STORE_DOWN: 503,
}
"""The status of an expected failure that stops the whole request; 400 where it is not listed."""
UNAVAILABLE = frozenset(code.value for code, status in STATUS.items() if status == 503)
RETRY = {"Retry-After": "2"}
PURPOSE = b"goalgraph-purpose"
"""The header that says what single people's numbers are asked for."""


class GraphQLEndpoint:
    """The ASGI application behind `/graphql`."""

    def __init__(
        self,
        operations: Operations,
        make_context: MakeContext,
        traffic: Traffic,
        *,
        authenticate: Authenticate,
        development: bool,
        editor: Page,
        cross_origin: CrossOrigin,
    ) -> None:
        self.operations = operations
        self.make_context = make_context
        self.traffic = traffic
        self.limits = traffic.limits
        self.development = development
        self.editor = editor
        self.cross_origin = cross_origin
        self.authenticate = authenticate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. It takes its slot once all of it has come."""
        headers = dict(scope["headers"])
        kind = JSON
        try:
            may_edit = self.development and scope["method"] == "GET"
            kind = best_type(headers.get(b"accept"), html=may_edit)
            if kind == HTML:
                page, extra = self.editor
                await respond(send, 200, HTML, page, extra)
                return
            self.cross_origin.check(headers)
            viewer = (await self.viewer(headers)).asking_for(headers.get(PURPOSE))
            scope["state"]["viewer"] = viewer
            with BodyReader(self.traffic) as reader:
                text = await self._text(scope, headers, receive, reader, viewer)
                async with self.traffic.slot():
                    answer = await self._answer(scope, text, receive, kind)
        except Refused as refused:
            answer = Answer(refused.status, error_body(refused.failure), refused.headers)
        except ClientLeft:
            return
        body, coding = await content_coding(answer.body, headers.get(b"accept-encoding"))
        await respond(send, answer.status, kind, body, {**answer.headers, **coding})

    async def viewer(self, headers: dict[bytes, bytes]) -> Viewer:
        """Who sends a request with these headers; refused where nobody may be it."""
        try:
            return await self.authenticate(headers)
        except GoalgraphError as failure:
            status = STATUS.get(failure.code, 400)
            raise Refused(status, failure, CHALLENGE if status == 401 else RETRY) from failure

    async def _text(
        self,
        scope: Scope,
        headers: dict[bytes, bytes],
        receive: Receive,
        reader: BodyReader,
        viewer: Viewer,
    ) -> bytes:
        """The body or the parameters of a request; refused where the method or content is not ours."""
        if scope["method"] == "POST":
            check_content_type(headers.get(b"content-type", b""))
            return await reader.body(receive, headers)
        is_open = self.operations.is_open(viewer)
        if scope["method"] == "GET" and is_open:
            check_get(headers)
            return bytes(scope["query_string"])
        methods = "GET, POST" if is_open else "POST"
        refuse(405, f"{scope['method']} is not served here.", f"use {methods}", Allow=methods)

    async def _answer(self, scope: Scope, text: bytes, receive: Receive, kind: str) -> Answer:
        """The answer within the time that an operation has."""
        seconds, began = self.limits.seconds, time.monotonic()
        deadline.set(began + seconds)
        read = request_of_body if scope["method"] == "POST" else request_of_url
        try:
            async with asyncio.timeout(seconds) as clock:
                reading = partial(read, text, self.limits)
                request = await self.operations.turns.result(reading, is_long=len(text) > LARGE)
                return await self._execution_answer(request, Request(scope, receive), kind, clock)
        except TimeoutError:
            if self.traffic.loading():
                return Answer(503, error_body(LOADING), RETRY)
            allowed = round((deadline.get() or began) - began, 3)
            slow = f"The operation was stopped after {allowed:g} s."
            remedy = "ask for smaller pages or fewer fields; of what was to be written, nothing was"
            return Answer(504, error_body(TooCostly(slow, remedy=remedy)))
        except GoalgraphError as failure:
            status = STATUS.get(failure.code, 400)
            return Answer(status, error_body(failure), RETRY if status == 503 else {})
        except (Refused, ClientLeft):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets an answer
            internal_error = error_masking.masked_error(error, scope["state"]["request_id"])
            return Answer(500, json_bytes({"errors": [internal_error]}))

    def _allow(
        self,
        operation: OperationDefinitionNode | None,
        request: GraphQLRequest,
        clock: asyncio.Timeout,
    ) -> None:
        """Give a mutation its longer time, and hold all else to the size of a query."""
        if operation is None or operation.operation is not OperationType.MUTATION:
            check_size(request, self.limits)
            return
        seconds = self.limits.write_seconds
        deadline.set(time.monotonic() + seconds)
        clock.reschedule(asyncio.get_running_loop().time() + seconds)

    async def _execution_answer(
        self, request: GraphQLRequest, http: Request, kind: str, clock: asyncio.Timeout
    ) -> Answer:
        """The answer to a GraphQL request; a mutation may send more and take longer."""
        viewer: Viewer = http.scope["state"]["viewer"]

        def check(operation: OperationDefinitionNode | None) -> None:
            if operation is not None:
                _check_method(operation.operation, http.method)
            self._allow(operation, request, clock)

        try:
            operation = await self.operations.operation(
                request, viewer, partial(self.make_context, http), check
            )
        except RefusedDocument as refused:
            return refusal_answer(refused.errors, kind)
        if operation.answer is not None:
            cost = {"cost": operation.price}
            return Answer(200, json_bytes({"data": operation.answer.data, "extensions": cost}))
        result = operation.executor.execute_operation()
        if optimized_is_awaitable(result):
            async with while_connected(http.receive):
                result = await result
        self.operations.settle(operation, viewer, result.data)
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = error_masking.failures(
                result.errors, http.scope["state"]["request_id"]
            )
        elif operation.keep is not None:
            operation.keep(ViewerAnswer(result.data, operation.cost))
        body["extensions"] = {"cost": operation.price}
        return await self._result(body, operation.type)

    async def _result(self, body: dict[str, Any], operation: OperationType) -> Answer:
        """The answer of an execution; 503 where nothing came because something is unavailable."""
        empty = all(value is None for value in (body["data"] or {}).values())
        errors = body.get("errors", ())
        is_unavailable = empty and any(
            error["extensions"]["code"] in UNAVAILABLE for error in errors
        )
        try:
            text = await answer_bytes(body, self.limits.answer_bytes)
        except TooCostly as failure:
            if operation is OperationType.MUTATION:
                failure.message += " What was to be written, was written."
            text = json_bytes(without_data(body, failure))
        return Answer(503, text, RETRY) if is_unavailable else Answer(200, text)


def _check_method(operation: OperationType, method: str) -> None:
    """Refuse an operation of a type that may not come by this method."""
    if operation is OperationType.SUBSCRIPTION:
        refuse(
            400,
            "Subscriptions are not served on this path.",
            f"send it over a web socket to {WEB_SOCKETS}, by graphql-transport-ws",
        )
    if method == "GET" and operation is not OperationType.QUERY:
        refuse(405, f"GET serves queries, not a {operation.value}.", "use POST", Allow="POST")
