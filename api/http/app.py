"""The web application: GraphQL at `/graphql`, its editor, and the health pages.

Everything it needs is handed in, so that it serves any schema: the context of a request, what is
opened around its life, and what must be well for it to be ready.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from api.execution.viewer import LOCAL, Viewer
from api.http.admission import Traffic
from api.http.connection_bounds import Connections
from api.http.cross_origin import CrossOrigin
from api.http.document_limits import Limits
from api.http.editor import STATIC, editor_page
from api.http.endpoint import Authenticate, GraphQLEndpoint, MakeContext
from api.http.error_responses import error_body
from api.http.health import Check, health_routes
from api.http.middleware import GRAPHQL, WEB_SOCKETS, Gate
from api.http.operations import Operations
from api.http.rate_limit import RateLimit
from api.http.schema_text import PATH, SchemaText
from api.http.subscriptions.endpoint import SubscriptionEndpoint
from api.http.trusted_documents import documents_of
from graph.config import Settings
from graph.errors import BadInput

MODES = ("development", "production")
Resources = Callable[[FastAPI], AbstractAsyncContextManager[object]]


class Application(FastAPI):
    """The web application: the gate before it answers GraphQL, FastAPI routes the rest."""

    gate: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end the application's life."""
        scope["app"] = self
        if scope["type"] == "http":
            await self.gate(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.gate.web_socket(scope, receive, send)
        else:
            await self.routed(scope, receive, send)

    async def routed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by FastAPI's layers and routes."""
        await super().__call__(scope, receive, send)


def create_app(
    schema: Schema,
    make_context: MakeContext,
    settings: Settings,
    *,
    resources: Resources | None = None,
    checks: Mapping[str, Check] | None = None,
    first_query: str = "",
    limits: Limits | None = None,
    any_host: bool = False,
    authenticate: Authenticate | None = None,
) -> Application:
    """The application. `resources` is entered at start and left at the end (the store lives there);
    `checks` are what `/readyz` asks; `any_host` lets other names than localhost in; `authenticate`
    tells who asks, without it whoever asks is the local viewer.
    """
    development = _is_development(settings.mode)
    traffic = Traffic(limits or Limits())

    app = Application(title="Goalgraph", openapi_url=None, lifespan=_lifespan(resources))
    app.state.traffic = traffic
    app.state.connections = Connections(
        traffic, settings.connections, settings.connections_per_address
    )
    methods = "GET, POST" if development or authenticate is not None else "POST"
    cross_origin = CrossOrigin(settings.cors_origins, methods=methods)
    operations = _operations(schema, settings, traffic)
    endpoint = GraphQLEndpoint(
        operations,
        make_context,
        traffic,
        authenticate=authenticate or _local_viewer,
        development=development,
        editor=editor_page(first_query),
        cross_origin=cross_origin,
    )
    app.router.routes.extend(_graphql_routes(schema, endpoint))
    app.router.routes.extend(health_routes(checks or {}, traffic))
    app.router.routes.extend(_editor_routes() if development else [])
    subscriptions = SubscriptionEndpoint(
        endpoint, settings.web_sockets, settings.web_sockets_per_principal
    )
    app.gate = Gate(app.routed, endpoint, subscriptions, traffic, cross_origin, any_host=any_host)
    return app


def _operations(schema: Schema, settings: Settings, traffic: Traffic) -> Operations:
    """What lets operations through, over HTTP and over web sockets."""
    return Operations(
        schema,
        traffic.limits,
        RateLimit(settings.rate),
        documents_of(settings.documents, settings.documents_file),
        development=_is_development(settings.mode),
    )


def _is_development(mode: str) -> bool:
    """Whether this is the mode for development; raises BadInput for a mode that there is not."""
    if mode not in MODES:
        raise BadInput(f"GOALGRAPH_MODE is {mode!r}", remedy=f"set it to {' or '.join(MODES)}")
    return mode == "development"


async def _local_viewer(_: Mapping[bytes, bytes]) -> Viewer:
    """Whoever asks, where authentication is off."""
    return LOCAL


def _lifespan(
    resources: Resources | None,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """What is entered at the start of an application and left at its end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with nullcontext() if resources is None else resources(app):
            yield

    return lifespan


def _graphql_routes(schema: Schema, endpoint: GraphQLEndpoint) -> list[BaseRoute]:
    """What belongs to GraphQL; the gate answers `/graphql` and web sockets before these are asked."""
    return [
        Route(GRAPHQL, endpoint, name="graphql"),
        Route(WEB_SOCKETS, _to_web_sockets, methods=["GET", "POST"]),
        Route(PATH, SchemaText(schema, endpoint), name="schema"),
    ]


async def _to_web_sockets(_: Request) -> Response:
    """What those are told who ask for web sockets without one."""
    failure = BadInput(
        "Only web sockets are served here.",
        remedy="connect by the protocol graphql-transport-ws; queries and mutations go to /graphql",
    )
    headers = {"Upgrade": "websocket", "Connection": "Upgrade"}
    return Response(error_body(failure), 426, headers, media_type="application/json")


def _editor_routes() -> list[BaseRoute]:
    """The editor's own files, and the way to it."""
    return [Route("/", _to_editor), Mount("/static", StaticFiles(directory=STATIC))]


async def _to_editor(_: Request) -> Response:
    """The way to the editor, for those who type only the host."""
    return RedirectResponse("/graphql")
