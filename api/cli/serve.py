"""`goalgraph serve`: the GraphQL API over HTTP."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from api.cli.options import Data
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.errors import BadInput

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that serve; each holds its own memory.")
    ] = 1,
    trust_network: Annotated[
        bool,
        typer.Option(
            "--trust-network",
            help="Without authentication, serve others too: whoever reaches the port is let in.",
        ),
    ] = False,
    data: Data = None,
) -> None:
    """Serve the GraphQL API and its editor until Ctrl-C or SIGTERM."""
    settings = Settings.from_env()
    check_address(host, settings, trust_network=trust_network)
    from api.http.server import listening_socket

    listening_socket(host, port).close()  # A taken port is said before a store is started.
    with reachable_store(settings, data or settings.data_dir) as target:
        _serve(target, settings, host, port, workers, trust_network=trust_network)


def _serve(
    target: Target, settings: Settings, host: str, port: int, workers: int, *, trust_network: bool
) -> None:
    """Serve by this process, or by several that it watches."""
    from api.http.logs import log_json
    from api.http.server import listening_socket, server_of
    from api.http.service import goalgraph_app, require_store
    from api.http.workers import serve_by_workers

    def announce(port: int) -> None:
        typer.echo(announcement(host, port, settings, trust_network=trust_network))

    asyncio.run(require_store(target))
    if workers > 1:
        serve_by_workers(
            target, settings, host, port, workers, any_host=trust_network, announce=announce
        )
        return
    app = goalgraph_app(target, settings, any_host=trust_network)
    sock = listening_socket(host, port)
    log_json()
    announce(sock.getsockname()[1])
    server_of(app).run(sockets=[sock])


def check_address(host: str, settings: Settings, *, trust_network: bool) -> None:
    """Raise BadInput where others can reach the address and may not."""
    if host not in LOOPBACK and not trust_network and not settings.authentication:
        raise BadInput(
            f"Authentication is off, and {host} may be reached from other machines.",
            remedy="set GOALGRAPH_AUTHENTICATION=keys, listen on 127.0.0.1, or add --trust-network if "
            "whoever reaches it may read and change all",
        )


def announcement(host: str, port: int, settings: Settings, *, trust_network: bool) -> str:
    """What is said at the start: the addresses, and who is let in."""
    name = f"[{host}]" if ":" in host else host
    return (
        f"GraphQL and its editor  http://{name}:{port}/graphql\n"
        f"Health                  http://{name}:{port}/readyz\n"
        f"{_let_in(settings, trust_network=trust_network)}\n"
        f"{_trusted(settings) if trust_network else ''}"
        f"Ctrl-C stops it."
    )


def _trusted(settings: Settings) -> str:
    """What `--trust-network` means for this server."""
    if settings.authentication:
        return "--trust-network changes nothing here: whoever comes must show who they are.\n"
    return (
        "--trust-network: nobody is asked who they are, so everybody on that network reads all talk, "
        "private talk too, and writes and erases in anybody's name; pages that rebind a name to this "
        "address do, too.\n"
    )


def _let_in(settings: Settings, *, trust_network: bool) -> str:
    """Who may read and change what."""
    if not settings.authentication:
        readers = (
            "whoever reaches this port" if trust_network else "whoever can log in to this machine"
        )
        return f"Authentication is off: {readers} may read and change everything."
    ways = []
    if "keys" in settings.authentication:
        ways.append("an API key (`goalgraph keys create`)")
    if settings.issuer is not None:
        ways.append(f"a token of {settings.issuer.url}")
    return f"Let in is who sends `Authorization: Bearer …` with {' or '.join(ways)}."
