"""Serving an application: uvicorn that drains on SIGTERM and SIGINT and then exits 0.

At the signal `/readyz` turns red and new work is refused with 503; what runs may finish, 20 seconds
at most; then the connections and the store are closed. A second signal ends it at once.
"""

from __future__ import annotations

import gc
import resource
import signal
import socket
import time
from functools import partial
from types import FrameType
from typing import Any, cast

import uvicorn
from fastapi import FastAPI

from api.http.connection_bounds import Connection, Connections
from graph.errors import PortTaken

DRAIN_SECONDS = 20.0
CLOSE_SECONDS = 2
SWEEP = 5
"""Ticks of a tenth of a second after which slow connections are looked for."""
GENERATIONS = (10_000, 10, 10)
"""Objects after which Python looks for garbage; with its own 700 each larger answer made it look."""
SPARE_FILES = 512
"""Open files beside the connections: the store's pool, the listener, logs."""


class Server(uvicorn.Server):
    """A uvicorn server that drains before it stops."""

    def __init__(
        self, config: uvicorn.Config, connections: Connections, *, is_worker: bool = False
    ) -> None:
        super().__init__(config)
        self.is_worker = is_worker
        self.connections = connections
        self.traffic = connections.traffic
        self._last_moment = 0.0
        self._has_settled = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Start to drain, or at the second signal stop at once.

        A worker stops at once at SIGINT: SIGTERM may come from its watcher and from who stops both.
        """
        if sig == signal.SIGINT if self.is_worker else self.traffic.draining:
            self.force_exit = self.should_exit = True
        if not self.traffic.draining:
            self._last_moment = time.monotonic() + DRAIN_SECONDS
        self.traffic.draining = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, and to watch how long the loop works without a break."""
        await super().startup(sockets)
        gc.set_threshold(*GENERATIONS)
        self.traffic.watch()

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop: drained, or the time for it is over. Ends slow connections on the way."""
        if counter % SWEEP == 0:
            self.connections.sweep()
        if not self._has_settled and not self.traffic.loading():
            self._has_settled = True
            _settle_memory()
        if self.traffic.draining:
            self.connections.end_web_sockets()
            late = time.monotonic() > self._last_moment
            self.should_exit = self.should_exit or late or self.traffic.running == 0
        return await super().on_tick(counter)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any that is free. Raises PortTaken."""
    sock = bound_socket(host, port)
    sock.listen(2048)
    return sock


def bound_socket(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A socket that is bound there, beside others of this user where it is shared. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named: 40 ms a request.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise PortTaken(
            f"Port {port} of {host} cannot be used: {error.strerror}.",
            remedy="choose another one with --port, or --port 0 for any that is free",
        ) from error
    return sock


def server_of(app: FastAPI, *, is_worker: bool = False) -> Server:
    """The server of an application; `run(sockets=[listening_socket(...)])` serves until a signal."""
    connections: Connections = app.state.connections
    _allow_files(connections.most + SPARE_FILES)
    config = uvicorn.Config(
        app,
        http=cast(Any, partial(Connection, connections)),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Who the client is and by which scheme it came is asked of nobody.
        ws="none",  # `Connection` opens them, at their path only.
        ws_max_size=connections.traffic.limits.body_bytes,
        ws_ping_interval=connections.traffic.limits.ping_seconds,
        ws_ping_timeout=connections.traffic.limits.ping_seconds,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=CLOSE_SECONDS,
        timeout_keep_alive=round(connections.traffic.limits.idle_seconds),
    )
    return Server(config, connections, is_worker=is_worker)


def _settle_memory() -> None:
    """Leave what is held for good out of searches for garbage, which otherwise go through all of it."""
    gc.collect()
    gc.freeze()


def _allow_files(files: int) -> None:
    """Let the process open that many files, where the machine allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < files:
        most = files if hard == resource.RLIM_INFINITY else min(files, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
