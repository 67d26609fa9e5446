"""What is left of the peak under ten times the load: `python -m bench.overload [--seconds 4]`.

A server process of its own answers a read of 100 rows. First as many clients as give the peak ask it,
then ten times as many, who send again as soon as they hear something, a refusal too; beside them
somebody polls `/livez`. Prints good answers a second, their share of the peak, the server's processor
time of one good answer with all that is done for refused ones (which other work on the machine disturbs
less), how soon refusals came and how long `/livez` took.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time

import psutil
import uvloop

from api.execution.executor import Executor
from api.http.app import create_app
from api.http.server import listening_socket, server_of
from bench.http_shell import QUERIES, schema
from graph.config import Settings

CLIENTS = 16
TIMES = 10
QUERY = QUERIES["100 rows of 12 scalars"]


def serve() -> None:
    """Serve the schema of the HTTP benchmark until a signal and print the port."""

    async def context(_: object) -> None:
        return None

    app = create_app(schema(Executor), context, Settings.from_env({}))
    sock = listening_socket("127.0.0.1", 0)
    print(sock.getsockname()[1], flush=True)
    server_of(app).run(sockets=[sock])


class Load:
    """Clients that ask for some seconds, and what they heard."""

    def __init__(self, port: int, clients: int, seconds: float) -> None:
        self.port = port
        self.clients = clients
        self.until = time.perf_counter() + seconds
        self.seconds = seconds
        self.good: list[float] = []
        self.refused: list[float] = []
        self.health: list[float] = []

    async def run(self) -> Load:
        """All of them at once."""
        body = json.dumps({"query": QUERY}).encode()
        head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        request = f"{head}Content-Type: application/json\r\n\r\n".encode() + body
        async with asyncio.TaskGroup() as group:
            for _ in range(self.clients):
                group.create_task(self.client(request, {b"200": self.good, b"503": self.refused}))
            health = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
            heard = {b"200": self.health, b"503": self.health}
            group.create_task(self.client(health, heard, pause=0.05))
        return self

    async def client(
        self, request: bytes, heard: dict[bytes, list[float]], pause: float = 0.0
    ) -> None:
        """One client on one connection; notes how long each answer took by its status."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.perf_counter() < self.until:
            began = time.perf_counter()
            writer.write(request)
            headers = await reader.readuntil(b"\r\n\r\n")
            size = headers.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(size))
            heard[headers[9:12]].append(time.perf_counter() - began)
            await asyncio.sleep(pause)
        writer.close()


def shown(load: Load, peak: float, took: float) -> str:
    """A line of figures: rates, and milliseconds as median / 99th percentile / longest."""

    def spread(found: list[float]) -> str:
        if len(found) < 2:
            return "-"
        hundredths = statistics.quantiles(found, n=100)
        return " / ".join(f"{x * 1000:.0f}" for x in (hundredths[49], hundredths[98], max(found)))

    good = len(load.good) / load.seconds
    each = took * 1000 / max(1, len(load.good))
    return (
        f"{load.clients:8} {good:8.0f} {good / peak:7.2f} {each:9.2f} {len(load.refused) / load.seconds:9.0f}"
        f" {spread(load.good):>18} {spread(load.refused):>18} {spread(load.health):>18}"
    )


def main() -> None:
    """Measure the peak and ten times the load."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=4.0, help="of each load")
    seconds = parser.parse_args().seconds
    command = [sys.executable, "-m", "bench.overload", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        print(
            f"{'clients':>8} {'good/s':>8} {'of peak':>7} {'server ms':>9} {'refused/s':>9}"
            f" {'answers ms':>18} {'refusals ms':>18} {'/livez ms':>18}"
        )
        peak = 0.0
        for clients in (CLIENTS, CLIENTS, TIMES * CLIENTS, 2 * TIMES * CLIENTS):
            before = sum(psutil.Process(process.pid).cpu_times()[:2])
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                load = runner.run(Load(port, clients, seconds).run())
            peak = max(peak, len(load.good) / seconds)
            took = sum(psutil.Process(process.pid).cpu_times()[:2]) - before
            print(shown(load, peak, took), flush=True)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        main()
