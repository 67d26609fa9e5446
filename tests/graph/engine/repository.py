"""A Maven repository of two small jars, served on this machine by a real HTTP server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from graph.engine.jar_lock import Jar, Lock

BODIES = {"one": b"the first jar", "two": b"the second jar"}


def tiny_lock() -> Lock:
    """A lock of two jars."""
    jars = tuple(
        Jar("org.example", name, "1.0", "", hashlib.sha256(body).hexdigest())
        for name, body in BODIES.items()
    )
    return Lock("tiny", "org.example.Main", "0123456789ab", jars)


def fill(folder: Path) -> None:
    """Make the folder a repository that holds both jars."""
    for jar in tiny_lock().jars:
        path = folder / jar.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BODIES[jar.artifact])


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
