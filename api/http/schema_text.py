"""The schema in its definition language at `/schema.graphql`, for who may introspect it."""

from __future__ import annotations

import asyncio
from functools import cached_property

from starlette.types import Receive, Scope, Send
from strawberry import Schema

from api.http.compression import content_coding
from api.http.endpoint import GraphQLEndpoint
from api.http.error_responses import Answer, error_body
from api.http.graphql_request import Refused, refuse
from api.http.json_encoding import respond
from api.http.media_types import JSON
from graph.errors import Forbidden

PATH = "/schema.graphql"
SDL = "application/graphql"


class SchemaText:
    """The ASGI application behind `/schema.graphql`; `endpoint` knows who may see what."""

    def __init__(self, schema: Schema, endpoint: GraphQLEndpoint) -> None:
        self.schema = schema
        self.endpoint = endpoint

    @cached_property
    def text(self) -> bytes:
        """The schema, as `goalgraph schema` prints it."""
        return self.schema.as_str().rstrip().encode() + b"\n"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = dict(scope["headers"])
        kind = SDL
        try:
            answer = await self._answer(scope["method"], headers)
        except Refused as refused:
            kind = JSON
            answer = Answer(refused.status, error_body(refused.failure), refused.headers)
        body, coding = await content_coding(answer.body, headers.get(b"accept-encoding"))
        await respond(send, answer.status, kind, body, {**answer.headers, **coding})

    async def _answer(self, method: str, headers: dict[bytes, bytes]) -> Answer:
        """The schema; refused for a page of another site, and for who may not introspect it."""
        if method != "GET":
            refuse(405, f"{method} is not served here.", "use GET", Allow="GET")
        self.endpoint.cross_origin.check(headers)
        if not self.endpoint.operations.is_open(await self.endpoint.viewer(headers)):
            failure = Forbidden(
                "The schema is not shown in production.",
                remedy="ask with a key of an analyst or administrator, or run `goalgraph schema`",
            )
            raise Refused(403, failure)
        return Answer(200, await asyncio.to_thread(lambda: self.text))
