"""Requests a second beside `@neo4j/graphql`, on one store, the same questions: `make bench-peer`.

Three sides in turn, 16 clients each, both servers in processes of their own: the API; the peer with
Apollo Server (Node, pinned in `bench/peer_server`); and the bare async driver, which sends the one packed
statement of the question and does nothing with its record. Processor time is that of the API's, the
peer's and the driver's process a request. Without Node nothing is measured, and it says so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.requests import CLIENTS, by_driver, prepare, serve, statements_of
from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.store.driver import Store

HOME = Path(__file__).parent / "peer_server"
HERTZ = 100
"""Ticks a second of `/proc/PID/stat`."""
HEAD = f"{'question':42}{'ours/s':>9}{'peer/s':>9}{'ratio':>7}{'driver/s':>10}{'share':>7}"
TIMES = f"{'ours':>8}{'peer':>8}{'driver':>8}  ms of processor a request; p95 ours, peer"


def processor(pid: int | str) -> float:
    """Milliseconds of processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / HERTZ


async def ask(port: int, path: str, query: str, seconds: float) -> tuple[float, float, int]:
    """Requests a second, the 95th percentile in ms, and how many there were."""
    body = json.dumps({"query": query}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    taken: list[float] = []
    end = time.perf_counter() + seconds

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        while time.perf_counter() < end:
            began = time.perf_counter()
            writer.write(head + body)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert answer.startswith(b"http/1.1 200"), answer
            length = int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            text = await reader.readexactly(length)
            assert b'"errors"' not in text, text[:500]
            taken.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    late = sorted(taken)[int(0.95 * len(taken))] * 1000
    return len(taken) / (time.perf_counter() - began), late, len(taken)


async def measured(
    once: Callable[[float], Awaitable[tuple[float, float, int]]], pid: int | str, seconds: float
) -> tuple[float, float, float]:
    """Requests a second, the 95th percentile and the processor's ms a request, once warm."""
    await once(min(1.0, seconds))
    before = processor(pid)
    speed, late, number = await once(seconds)
    return speed, late, (processor(pid) - before) / number


async def compare(
    target: Target, ours: tuple[int, int], peer: tuple[int, int], seconds: float
) -> None:
    """Print a line a question; `ours` and `peer` are port and process."""
    print(HEAD + TIMES)
    async with Store.open(target) as store:
        for one in json.loads((HOME / "questions.json").read_text(encoding="utf-8")):
            a = await measured(
                lambda s, q=one["ours"]: ask(ours[0], "/graphql", q, s), ours[1], seconds
            )  # type: ignore[misc]
            b = await measured(lambda s, q=one["peer"]: ask(peer[0], "/", q, s), peer[1], seconds)  # type: ignore[misc]
            sent = await statements_of(store, one["ours"])
            before = processor("self")
            bare = await by_driver(store, sent, seconds)
            bare_ms = (processor("self") - before) / (bare * (seconds + 1))
            print(
                f"{one['name'][:41]:42}{a[0]:9.0f}{b[0]:9.0f}{a[0] / b[0]:7.2f}{bare:10.0f}{a[0] / bare:7.2f}"
                f"{a[2]:8.2f}{b[2]:8.2f}{bare_ms:8.2f}  {a[1]:.0f} ms, {b[1]:.0f} ms",
                flush=True,
            )


@contextmanager
def peer_server(target: Target, folder: Path, npm: str, node: str) -> Iterator[tuple[int, int]]:
    """Port and process of the peer's server on the store, ended at the end of the block."""
    for name in ("package.json", "package-lock.json", "server.mjs"):
        shutil.copy(HOME / name, folder)
    install = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=600)
    command = [node, "server.mjs", target.uri, target.username, target.password, "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            yield int(address.rstrip("/").rpartition(":")[2]), process.pid
        finally:
            process.terminate()


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=4.0, help="a side and question")
    seconds = parser.parse_args().seconds
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("node and npm are not installed: the peer was not measured")
        return
    spawn = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as folder,
        ensure_running(Path(folder) / "data", Settings.from_env().cache_dir) as engine,
    ):
        asyncio.run(prepare(engine.target, Path(folder) / "sample"))
        (Path(folder) / "peer").mkdir()
        port: Any = spawn.Queue()
        server = spawn.Process(target=serve, args=(engine.target, port), daemon=True)
        server.start()
        with peer_server(engine.target, Path(folder) / "peer", npm, node) as peer:
            ours = (port.get(), server.pid or 0)
            asyncio.run(compare(engine.target, ours, peer, seconds))
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
