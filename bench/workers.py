"""Requests a second as workers are added: `python -m bench.workers [--workers 1 2 4 --seconds 3]`.

A read of one goal and one of 100 conversations with goals and people, on the sample company, by 16 clients on
kept connections. The clients run in this process and the store in one of its own, on the same cores: what
they take is printed beside the workers', since it bounds what another worker can add.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from bench.peer_load import CLIENTS, Side, processor, repeated
from bench.requests import prepare, serve
from graph.config import Settings, Target
from graph.engine import ensure_running, status

READS = {
    "one goal": '{ goal(key: {source: "sample", externalId: "kr-02"}) { title kind status } }',
    "100 conversations": """{ conversations(first: 100) { nodes { title goals(first: 25) { nodes { title } }
        participants(first: 25) { nodes { displayName } } } } }""",
}


def serve_by(target: Target, number: int, port: Any) -> None:
    """Serve by so many processes until a signal."""
    from api.http.workers import serve_by_workers

    if number == 1:
        serve(target, port)
    else:
        settings = Settings.from_env()
        serve_by_workers(
            target, settings, "127.0.0.1", 0, number, any_host=False, announce=port.put
        )


@contextmanager
def served(target: Target, number: int) -> Iterator[Side]:
    """A server that has read what it holds, ended at the end of the block."""
    spawn = multiprocessing.get_context("spawn")
    port: Any = spawn.Queue()
    process = spawn.Process(target=serve_by, args=(target, number, port))
    process.start()
    try:
        side = Side(port.get(), "/graphql", process.pid or 0)
        for _ in range(600):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{side.port}/readyz").read()
                break
            time.sleep(0.1)
        yield side
    finally:
        process.terminate()
        process.join()


def worked(pid: int) -> float:
    """Milliseconds of processor that a process and those that it started have taken."""
    children = psutil.Process(pid).children(recursive=True)
    return processor(pid) + sum(processor(child.pid) for child in children)


async def measure(side: Side, query: str, seconds: float, store: int) -> tuple[float, str]:
    """Requests a second, and a line that says more."""
    once, close = await side.clients({"query": query})
    await repeated(once, seconds / 2)
    before = worked(side.pid), processor(store), processor("self")
    speed, taken = await repeated(once, seconds)
    number = len(taken)
    spent = [
        (now - then) / number
        for now, then in zip(
            (worked(side.pid), processor(store), processor("self")), before, strict=True
        )
    ]
    close()
    late = taken[int(0.95 * number)] * 1000
    return speed, f"{late:7.0f} ms   {spent[0]:6.2f} {spent[1]:6.2f} {spent[2]:6.2f}"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--seconds", type=float, default=3.0, help="a read and number of workers")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ensure_running(folder / "data", Settings.from_env().cache_dir) as engine:
            state = status(folder / "data")
            assert state is not None
            asyncio.run(prepare(engine.target, folder / "sample"))
            print(f"{os.cpu_count()} cores, {CLIENTS} clients on them, too")
            print(
                f"{'read':20}{'workers':>9}{'requests/s':>12}{'to one':>8}{'p95':>10}"
                "   processor ms a request: workers, store, clients"
            )
            alone: dict[str, float] = {}
            for number in asked.workers:
                with served(engine.target, number) as side:
                    for read, query in READS.items():
                        speed, more = asyncio.run(
                            measure(side, query, asked.seconds, state.store_pid)
                        )
                        first = alone.setdefault(read, speed)
                        print(
                            f"{read:20}{number:9}{speed:12.0f}{speed / first:8.2f}{more}",
                            flush=True,
                        )


if __name__ == "__main__":
    main()
