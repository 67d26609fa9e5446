"""Serves Goalgraph's own application on the store of the environment, on any free port."""

import asyncio

from api.http.logs import log_json
from api.http.server import listening_socket, server_of
from api.http.service import goalgraph_app, require_store
from graph.config import Settings


def main() -> None:
    settings = Settings.from_env()
    assert settings.external is not None
    asyncio.run(require_store(settings.external))
    log_json()
    sock = listening_socket("127.0.0.1", 0)
    print(sock.getsockname()[1], flush=True)
    server_of(goalgraph_app(settings.external, settings)).run(sockets=[sock])


if __name__ == "__main__":
    main()
