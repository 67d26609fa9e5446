"""GraphQL requests a second against the bare driver: `python -m bench.requests [--seconds 5]`.

Three nested reads on a sample company in a local store, 16 clients at once. The bare side sends
the very statements that the read sends, with the same parameters, through the official async driver,
and does nothing with the rows. Client and driver run in this process, the API in one of its own, so
both sides have the same store and the same two cores, in one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from api.execution.context import Context
from api.execution.viewer import LOCAL
from api.schema.schema import schema
from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.importing import Options, TextMode, import_bundle
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import EVERYTHING
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

CLIENTS = 16
ALIASES = " ".join(
    f"a{n}: people(first: 100) {{ nodes {{ id displayName jobTitle level }} }}" for n in range(10)
)
READS = {
    "one person with 40 ties": """{ person(key: {source: "sample", externalId: "p-0044"}) { displayName
        ties(first: 40) { edges { strength node { id displayName } } } } }""",
    "100 conversations, goals, authors": """{ conversations(first: 100) { nodes { id title
        goals { nodes { id title } } messages(first: 1) { nodes { author { displayName } } } } } }""",
    "10 aliases of 100 people": f"{{ {ALIASES} }}",
}
Sent = list[tuple[str, Mapping[str, object]]]


class Recording(Store):
    """A store that notes the statements it sends."""

    sent: Sent

    async def _read(self, name: str, text: str, params: Mapping[str, object]) -> Any:
        self.sent.append((text, dict(params)))
        return await super()._read(name, text, params)


def serve(target: Target, port: Any) -> None:
    """Serve the API until it is ended."""
    from api.http.server import listening_socket, server_of
    from api.http.service import goalgraph_app

    sock = listening_socket("127.0.0.1", 0)
    port.put(sock.getsockname()[1])
    server_of(goalgraph_app(target, Settings.from_env())).run(sockets=[sock])


async def statements_of(store: Store, query: str) -> Sent:
    """The statements that a warm read of this query sends, with their parameters."""
    recording = Recording(store.driver, store.target)
    for _ in range(2):
        recording.sent = []
        result = await schema.execute(query, context_value=Context(recording, LOCAL))
        assert not result.errors, result.errors
    await recording.close()
    return recording.sent


async def rate(once: Callable[[], Awaitable[None]], seconds: float) -> float:
    """How often a second CLIENTS at once do this."""
    done = 0
    end = time.perf_counter() + seconds

    async def client() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await once()
            done += 1

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return done / (time.perf_counter() - started)


async def over_http(port: int, query: str, seconds: float) -> float:
    """Requests a second over kept connections."""
    body = json.dumps({"query": query}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    free = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CLIENTS)]

    async def once() -> None:
        reader, writer = free.pop()
        writer.write(head + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer
        length = int(answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        free.append((reader, writer))

    await rate(once, 1)
    found = await rate(once, seconds)
    for _, writer in free:
        writer.close()
    return found


async def by_driver(store: Store, sent: Sent, seconds: float) -> float:
    """Reads a second of the same statements by the bare driver."""

    async def once() -> None:
        async with store.driver.session(
            database=store.database, default_access_mode="READ"
        ) as session:
            for text, params in sent:
                result = await session.run(text, dict(params))  # type: ignore[arg-type]
                [record async for record in result]

    await rate(once, 1)
    return await rate(once, seconds)


async def measure(target: Target, port: int, seconds: float) -> None:
    """Print a line a read: requests a second of both sides and their ratio."""
    async with Store.open(target) as store:
        print(f"{'read':36} {'GraphQL/s':>10} {'driver/s':>10} {'ratio':>6}  statements")
        for name, query in READS.items():
            sent = await statements_of(store, query)
            http = await over_http(port, query, seconds)
            bare = await by_driver(store, sent, seconds)
            print(f"{name:36} {http:10.0f} {bare:10.0f} {http / bare:6.2f}  {len(sent)}")


async def prepare(target: Target, folder: Path) -> None:
    """Load a sample company into the store and analyse it."""
    async with Store.open(target) as store:
        await migrate(store)
        write_sample(folder, SampleSettings())
        await import_bundle(store, folder, Options(text=TextMode.FULL))
        await analyse(store, EVERYTHING)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5.0, help="a side and read")
    seconds = parser.parse_args().seconds
    spawn = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as folder,
        ensure_running(Path(folder) / "data", Settings.from_env().cache_dir) as engine,
    ):
        asyncio.run(prepare(engine.target, Path(folder) / "sample"))
        port: Any = spawn.Queue()
        server = spawn.Process(target=serve, args=(engine.target, port), daemon=True)
        server.start()
        asyncio.run(measure(engine.target, port.get(), seconds))
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
