"""Requests a second beside `@neo4j/graphql`, on one store, the same questions: `make bench-peer`.

    make bench-peer                                # all parts, about five minutes
    make bench-peer ARGS="--part sample"           # or large, or writes
    make bench-peer ARGS="--questions my.json"     # [{"name", "ours", "peer"}], on the sample
    make bench-peer ARGS="--seconds 8"             # a side and question

Three sides in turn, 16 clients each, both servers in processes of their own: the API; the peer with
Apollo Server (Node, pinned in `bench/peer_server`); and the bare async driver, which sends one statement,
written by hand, that packs just what is shown into one record, and looks at nothing of it. Every side sorts, and
answers are compared before they are timed. `large` are 10,000 people with 100,000 messages. Processor time is
that of the API's, the peer's and the driver's process a request, and that of the store for each of them.
Without Node nothing is measured, and it says so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from api.types.cursors import to_cursor
from api.types.page_arguments import places_of
from bench.peer_company import time_key, write_large
from bench.peer_load import Load, Side, driver_load, packed_answer, plain, values
from bench.peer_writes import compare_writes
from bench.requests import prepare, serve, statements_of
from graph.config import Settings, Target
from graph.engine import ensure_running, status
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

HOME = Path(__file__).parent / "peer_server"
PARTS = ("sample", "large", "writes")
DEEP = 90_000
"""Messages before the page that lies deep inside the list."""
HEAD = (
    f"{'question':42}{'ours/s':>8}{'peer/s':>8}{'ratio':>7}{'driver/s':>9}{'share':>6}"
    "   processor ms: ours peer driver | store for each   p50, p95: ours peer   answers"
)


def questions(file: Path) -> list[dict[str, str]]:
    """The questions of a file, with the cursor and the sort key of the deep page put in."""
    key = time_key(DEEP - 1)
    text = file.read_text(encoding="utf-8")
    deep = to_cursor(places_of("messages", {})[0], key)
    text = text.replace("$DEEP", deep).replace("$KEY", json.dumps(key)[1:-1].replace("\\", "\\\\"))
    found: list[dict[str, str]] = json.loads(text)
    return found


async def compare(
    store: Store, sides: tuple[Side, Side], engine: int, file: Path, seconds: float
) -> None:
    """Print a line a question."""
    ours, peer = sides
    print(HEAD)
    for one in questions(file):
        sent = [(one["packed"], {})] if "packed" in one else await statements_of(store, one["ours"])
        said = await agreement(store, sides, one)
        a = await ours.load(one["ours"], seconds, engine)
        b = await peer.load(one["peer"], seconds, engine)
        print(line(one["name"], a, b, await driver_load(store, sent, seconds, engine), said))


def line(name: str, a: Load, b: Load, bare: Load, said: str) -> str:
    """One question's figures."""
    return (
        f"{name[:41]:42}{a.speed:8.0f}{b.speed:8.0f}{a.speed / b.speed:7.2f}{bare.speed:9.0f}{a.speed / bare.speed:6.2f}"
        f"   {a.processor:6.2f} {b.processor:6.2f} {bare.processor:6.2f} | {a.store:5.2f} {b.store:5.2f} {bare.store:5.2f}"
        f"   {a.median:4.0f} {a.late:4.0f} ms, {b.median:4.0f} {b.late:4.0f} ms   {said}"
    )


async def agreement(store: Store, sides: tuple[Side, Side], one: dict[str, str]) -> str:
    """Whether the answers of all sides say the same, in the same order."""
    found = [
        await side.answer({"query": one[name]})
        for side, name in zip(sides, ("ours", "peer"), strict=True)
    ]
    if one.get("packed"):
        found.append(await packed_answer(store, one["packed"]))
    first, *others = (plain(values(answer)) for answer in found)
    if all(other == first for other in others):
        return "equal"
    same = all(sorted(map(str, other)) == sorted(map(str, first)) for other in others)
    return "equal but for the order" if same else "DIFFERENT"


@contextmanager
def peer_server(target: Target, folder: Path, npm: str, node: str) -> Iterator[Side]:
    """The peer's server on the store, ended at the end of the block."""
    for name in ("package.json", "package-lock.json", "server.mjs"):
        shutil.copy(HOME / name, folder)
    install = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=600)
    command = [node, "server.mjs", target.uri, target.username, target.password, "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            yield Side(int(address.rstrip("/").rpartition(":")[2]), "/", process.pid)
        finally:
            process.terminate()


@contextmanager
def own_server(target: Target) -> Iterator[Side]:
    """The API on the store, ended at the end of the block."""
    spawn = multiprocessing.get_context("spawn")
    port: Any = spawn.Queue()
    server = spawn.Process(target=serve, args=(target, port), daemon=True)
    server.start()
    try:
        yield Side(port.get(), "/graphql", server.pid or 0)
    finally:
        server.terminate()
        server.join()


async def measure(
    target: Target, sides: tuple[Side, Side], engine: int, asked: argparse.Namespace
) -> None:
    """Print what was asked for, part by part."""
    async with Store.open(target) as store:
        if "sample" in asked.part:
            print("\nThe sample company: 300 people, 19,000 messages")
            file = asked.questions or HOME / "questions.json"
            await compare(store, sides, engine, file, asked.seconds)
        if {"large", "writes"} & set(asked.part):
            await write_large(store)
        if "large" in asked.part:
            print("\n10,000 people, 100,000 messages")
            await compare(store, sides, engine, HOME / "questions_large.json", asked.seconds)
        if "writes" in asked.part:
            print("\nWrites, one request each, beside 10,000 people")
            await compare_writes(store, *sides, engine)


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="a side and question")
    parser.add_argument("--part", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--questions", type=Path, help="these questions about the sample")
    asked = parser.parse_args()
    if asked.questions:
        asked.part = ["sample"]
    return asked


def main() -> None:
    """Run the benchmark."""
    asked = arguments()
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("node and npm are not installed: the peer was not measured")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ensure_running(folder / "data", Settings.from_env().cache_dir) as engine:
            state = status(folder / "data")
            assert state is not None
            if "sample" in asked.part:
                asyncio.run(prepare(engine.target, folder / "sample"))
            else:
                asyncio.run(migrated(engine.target))
            (folder / "peer").mkdir()
            with (
                own_server(engine.target) as ours,
                peer_server(engine.target, folder / "peer", npm, node) as peer,
            ):
                asyncio.run(measure(engine.target, (ours, peer), state.store_pid, asked))


async def migrated(target: Target) -> None:
    """The schema in an empty store."""
    async with Store.open(target) as store:
        await migrate(store)


if __name__ == "__main__":
    main()
