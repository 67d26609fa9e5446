"""What the HTTP shell costs: requests/s of answers that need no store, by server and by query.

    python -m bench.http_shell

Each server is a process of its own with 16 clients; beside the requests a second stands the server's
processor time of one request, which other work on the machine disturbs less. In process it then
times the steps of one request.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import orjson
import psutil
import strawberry
import uvicorn
from graphql import parse, validate
from strawberry.execution import optimized_is_awaitable

from api.execution.executor import Executor
from api.http.app import create_app
from api.http.document_limits import Limits
from api.http.documents import Documents
from api.http.server import Server, listening_socket
from graph.config import Settings

CLIENTS = 16
SECONDS = 3.0
SERVERS = (("asyncio", "h11"), ("asyncio", "httptools"), ("uvloop", "httptools"))
FIELDS = "a b c d e f g h"


@dataclass(slots=True)
class Cell:
    """Two scalars under a row."""

    a: str
    b: int


@dataclass(slots=True)
class Row:
    """Eight scalars and two objects."""

    a: str
    b: str
    c: str
    d: str
    e: int
    f: int
    g: float
    h: bool
    x: Cell
    y: Cell


ROWS = [
    Row("ada", "b", "c", "d" * 20, i, 2, 0.5, True, Cell("x", i), Cell("y", i)) for i in range(1000)
]

CellType = strawberry.type(type("Cell", (), {"__annotations__": {"a": str, "b": int}}))
RowType = strawberry.type(
    type(
        "Row",
        (),
        {
            "__annotations__": {
                **dict.fromkeys("abcd", str),
                **dict.fromkeys("ef", int),
                "g": float,
                "h": bool,
                "x": CellType,
                "y": CellType,
            }
        },
    )
)


def rows(first: int = 25) -> Any:
    return ROWS[:first]


rows.__annotations__["return"] = list[RowType]  # type: ignore[valid-type]
rows.__annotations__["first"] = int
Query = strawberry.type(
    type("Query", (), {"__annotations__": {}, "rows": strawberry.field(resolver=rows)})
)

SMALL = "{ rows(first: 1) { a } }"
LARGE = f"{{ rows(first: 1000) {{ {FIELDS} x {{ a b }} y {{ a b }} }} }}"
QUERIES = {
    "1 row of 1 scalar": SMALL,
    "100 rows of 12 scalars": LARGE.replace("1000", "100"),
    "1,000 rows of 12 scalars": LARGE,
}


def schema(executor: Any = None) -> strawberry.Schema:
    """The schema, with stock execution or with that executor."""
    return strawberry.Schema(query=Query, execution_context_class=executor)


def serve(loop: Any, http: Any) -> None:
    """Serve until a signal and print its port."""

    async def context(_: object) -> None:
        return None

    app = create_app(schema(Executor), context, Settings.from_env({}))
    config = uvicorn.Config(app, loop=loop, http=http, log_config=None, access_log=False)
    sock = listening_socket("127.0.0.1", 0)
    print(sock.getsockname()[1], flush=True)
    Server(config, app.state.connections).run(sockets=[sock])


async def rate(port: int, query: str) -> float:
    """Answered requests a second with all clients."""
    body = json.dumps({"query": query}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    request = f"{head}Content-Type: application/json\r\n\r\n".encode() + body
    until = time.perf_counter() + SECONDS

    async def client() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        done = 0
        while time.perf_counter() < until:
            writer.write(request)
            headers = await reader.readuntil(b"\r\n\r\n")
            assert headers.startswith(b"HTTP/1.1 200"), headers
            size = headers.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(size))
            done += 1
        writer.close()
        return done

    return sum(await asyncio.gather(*(client() for _ in range(CLIENTS)))) / SECONDS


def servers() -> None:
    """Print requests a second and milliseconds of processor a request by server."""
    print(f"{'requests/s (server ms each)':28}" + "".join(f"{name:>26}" for name in QUERIES))
    for loop, http in SERVERS:
        command = [sys.executable, "-m", "bench.http_shell", loop, http]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        cells = []
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            for query in QUERIES.values():
                before = sum(psutil.Process(process.pid).cpu_times()[:2])
                found = asyncio.run(rate(port, query))
                took = sum(psutil.Process(process.pid).cpu_times()[:2]) - before
                cells.append(f"{found:,.0f} ({took / (found * SECONDS) * 1000:.2f})")
        finally:
            process.terminate()
            process.wait()
        print(f"{loop + ' + ' + http:28}" + "".join(f"{cell:>26}" for cell in cells), flush=True)


def milliseconds(work: Any, times: int) -> float:
    """The best of `times` runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


async def executed(executor: Any, graphql_schema: Any, document: Any) -> Any:
    """The result of an execution."""
    built = executor.build(
        graphql_schema, document, is_awaitable=optimized_is_awaitable, operation_extensions=None
    )
    result = built.execute_operation()
    return await result if optimized_is_awaitable(result) else result


def steps() -> None:
    """Print the milliseconds of each step of a large answer."""
    stock = schema()._schema
    document = parse(LARGE)
    default = schema().execution_context_class
    documents = Documents(stock, Limits(), open_schema=True)
    data = asyncio.run(executed(default, stock, document)).data
    assert asyncio.run(executed(Executor, stock, document)).data == data
    print()
    for name, work, times in (
        ("parse", lambda: parse(LARGE), 50),
        ("validate", lambda: validate(stock, document), 20),
        ("both and the limits, remembered", lambda: documents.document_of(LARGE), 50),
        ("execute, stock", lambda: asyncio.run(executed(default, stock, document)), 5),
        ("execute, ours", lambda: asyncio.run(executed(Executor, stock, document)), 5),
        ("json", lambda: json.dumps(data), 20),
        ("orjson", lambda: orjson.dumps(data), 20),
    ):
        print(f"{name:36}{milliseconds(work, times):10.3f} ms")


def main() -> None:
    """Run all of it."""
    servers()
    steps()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve(*sys.argv[1:])
    else:
        main()
