"""`goalgraph serve`: the GraphQL API over HTTP."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from api.cli.store_connection import reachable_store
from graph.config import Settings
from graph.errors import BadInput

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
    trust_network: Annotated[
        bool,
        typer.Option(
            "--trust-network",
            help="Serve others too, without authentication: whoever reaches the port is let in.",
        ),
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="The data folder; GOALGRAPH_DATA or ./.goalgraph by default."),
    ] = None,
) -> None:
    """Serve the GraphQL API and its editor until Ctrl-C or SIGTERM."""
    settings = Settings.from_env()
    check_address(host, trust_network=trust_network)
    from api.http.server import listening_socket

    listening_socket(host, port).close()  # A taken port is said before a store is started.
    with reachable_store(settings, data or settings.data_dir) as target:
        from api.http.logs import log_json
        from api.http.server import server_of
        from api.http.service import goalgraph_app, require_store

        asyncio.run(require_store(target))
        app = goalgraph_app(target, settings, any_host=trust_network)
        sock = listening_socket(host, port)
        log_json()
        typer.echo(announcement(host, sock.getsockname()[1], trust_network=trust_network))
        server_of(app).run(sockets=[sock])


def check_address(host: str, *, trust_network: bool) -> None:
    """Raise BadInput where others can reach the address and may not."""
    if host not in LOOPBACK and not trust_network:
        raise BadInput(
            f"Authentication is off, and {host} may be reached from other machines.",
            remedy="listen on 127.0.0.1, or add --trust-network if whoever reaches it may read all",
        )


def announcement(host: str, port: int, *, trust_network: bool) -> str:
    """What is said at the start: the addresses, and that nobody has to show who they are."""
    name = f"[{host}]" if ":" in host else host
    readers = "whoever reaches this port" if trust_network else "whoever can log in to this machine"
    return (
        f"GraphQL and its editor  http://{name}:{port}/graphql\n"
        f"Health                  http://{name}:{port}/readyz\n"
        f"Authentication is off: {readers} may read and change everything.\n"
        f"Ctrl-C stops it."
    )
