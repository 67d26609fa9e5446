"""Import rows/s against a bare `UNWIND` loop: `python -m bench.imports [--people 300]`.

The bare loop sends the same statements with the same, already prepared parameters through the
driver, one batch after the other: no reading, no checks, no hashes, no report. Both run in one
process against one store that is emptied before each turn; the best turn of each counts.

`--once --people 10000 --messages 17`: 1,000,000 messages, once, with processor time and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import psutil

from graph.config import Settings, Target
from graph.engine import ensure_running, status
from graph.importing import Options, TextMode, import_bundle
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.sources.kinds import Kind
from graph.store.driver import Store, Summary, Transaction
from graph.store.statements import statement
from graph.upkeep.migrations import migrate

EMPTY = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Lock
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS
"""

T = TypeVar("T")
Steps = Sequence[tuple[str, Mapping[str, object]]]


class Heard(Transaction):
    """A transaction that remembers what is sent in it."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx._tx)
        self.steps: list[tuple[str, Mapping[str, object]]] = []

    async def run(self, name: str, /, **params: object) -> Summary:
        """What one statement did, which is remembered too."""
        self.steps.append((name, params))
        return await super().run(name, **params)


class Recording(Store):
    """A store that remembers what is written in batches."""

    batches: list[Steps]

    async def unit(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """What `work` gives; what its last attempt sent is remembered."""
        sent: list[Heard] = []

        async def heard(tx: Transaction) -> T:
            sent.append(Heard(tx))
            return await work(sent[-1])

        found = await super().unit(heard)
        self.batches.append(sent[-1].steps)
        return found

    async def write_all(self, steps: Steps) -> list[Summary]:
        """What the steps did, which are remembered too."""
        self.batches.append(steps)
        return await super().write_all(steps)


async def empty(store: Store) -> None:
    """Delete everything but the schema."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(EMPTY)).consume()


async def bare(store: Store, batches: Sequence[Steps]) -> float:
    """Seconds that the bare loop takes for these batches."""
    began = time.perf_counter()
    async with store.driver.session(database=store.database) as session:
        for steps in batches:
            async with await session.begin_transaction() as tx:
                for name, params in steps:
                    await (await tx.run(statement(name).text, dict(params))).consume()
                await tx.commit()
    return time.perf_counter() - began


async def timed_import(store: Store, bundle: Path) -> tuple[float, int]:
    """Seconds and rows of importing the bundle with its text."""
    began = time.perf_counter()
    report = await import_bundle(store, bundle, Options(text=TextMode.FULL))
    return time.perf_counter() - began, report.total("read")


async def measure_once(target: Target, bundle: Path, engine: int) -> None:
    """Print rows/s, messages/s, processor time and memory of one import into an empty store."""
    async with Store.open(target) as store:
        await migrate(store)
        await empty(store)
        processes = psutil.Process(), psutil.Process(engine)
        before = [_work(process) for process in processes]
        began = time.perf_counter()
        report = await import_bundle(store, bundle, Options(text=TextMode.FULL))
        seconds, rows = time.perf_counter() - began, report.total("read")
        ours, theirs = (
            (_work(process) - at) * 1e6 / rows
            for process, at in zip(processes, before, strict=True)
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        messages = report.of(Kind.MESSAGES).read
        print(f"import        {rows / seconds:>9,.0f} rows/s  ({rows:,} rows in {seconds:.1f} s)")
        print(f"messages      {messages:>9,}         ({messages / seconds:,.0f}/s)")
        print(f"processor     {ours:>9,.0f} µs a row here, {theirs:,.0f} µs in Neo4j")
        print(f"memory        {peak:>9,.0f} MB at most, here")


def _work(process: psutil.Process) -> float:
    """Seconds of the processor that a process has had."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def measure(target: Target, bundle: Path, turns: int) -> None:
    """Print rows/s of both and their ratio."""
    async with Store.open(target) as plain:
        await migrate(plain)
        store = Recording(plain.driver, target)
        imports, loops, rows = [], [], 0
        for _ in range(turns + 1):
            store.batches = []
            await empty(store)
            seconds, rows = await timed_import(store, bundle)
            imports.append(seconds)
            await empty(store)
            loops.append(await bare(store, store.batches))
        await store.close()
        ours, theirs = min(imports[1:]), min(loops[1:])
        print(f"import        {rows / ours:>9,.0f} rows/s  ({rows:,} rows in {ours:.2f} s)")
        print(f"bare UNWIND   {rows / theirs:>9,.0f} rows/s  (the same statements and parameters)")
        print(f"ratio         {theirs / ours:>9.2f}")


def main() -> None:
    """Make a sample organisation and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--messages", type=float, default=11.0, help="a person and month")
    parser.add_argument("--once", action="store_true", help="one import, without the bare loop")
    parser.add_argument("--bundle", type=Path, help="this bundle instead of a sample")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goalgraph-bench-") as folder:
        bundle = asked.bundle
        if bundle is None:
            bundle = Path(folder) / "bundle"
            write_sample(bundle, _settings(asked))
        with ensure_running(Path(folder) / "data", Settings.from_env().cache_dir) as engine:
            if asked.once:
                running = status(Path(folder) / "data")
                assert running is not None
                asyncio.run(measure_once(engine.target, bundle, running.store_pid))
            else:
                asyncio.run(measure(engine.target, bundle, asked.turns))


def _settings(asked: argparse.Namespace) -> SampleSettings:
    return SampleSettings(people=asked.people, messages_per_person=asked.messages)


if __name__ == "__main__":
    main()
