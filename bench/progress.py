"""Progress of goals over a large graph: `python -m bench.progress [--goals 10000] [--runs 7]`.

Ten thousand goals below one, each with six check-ins below the upper fifth, once as a tree and once
with three parents a goal. Printed are the first answer after a start, the whole answer of `Goal.progress` in process once the
goals are held, a statement that reads the one goal without any progress, and their ratio; each the median of the runs.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path

import orjson

from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.goals.progress.goal_progress import progress_of_goals
from graph.importing import import_bundle
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

ON = date(2026, 12, 1)
BRANCHES = 7


def rows(goals: int, parents: int) -> Iterator[tuple[str, dict[str, object]]]:
    """The goals and check-ins: file and row."""
    chance = random.Random(7)
    for i in range(goals):
        above = sorted({max(0, (i - 1) // BRANCHES - k) for k in range(parents)}) if i else []
        row: dict[str, object] = {"id": f"g{i}", "title": f"Goal {i}"}
        row["parents"] = [{"goal": f"g{p}", "weight": chance.choice([1, 2, 0.5])} for p in above]
        if i > goals // 5:
            row["metric"] = {"kind": "reach", "target": chance.randint(50, 150)}
            for month in range(1, 7):
                said = {"goal": f"g{i}", "at": f"2026-0{month}-01", "value": chance.randint(0, 100)}
                yield "checkins", said
        yield "goals", row


def write(path: Path, goals: int, parents: int) -> Path:
    """The path of a bundle of these goals."""
    path.mkdir()
    manifest = {"format": "goalgraph-bundle", "version": 1, "source": path.name}
    (path / "manifest.json").write_bytes(orjson.dumps(manifest))
    with (path / "goals.jsonl").open("wb") as first, (path / "checkins.jsonl").open("wb") as second:
        for file, row in rows(goals, parents):
            (first if file == "goals" else second).write(orjson.dumps(row) + b"\n")
    return path


async def median(once: Callable[[], Awaitable[object]], runs: int) -> float:
    """The median of so many runs in milliseconds, after one that does not count."""
    spent = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        await once()
        spent.append(time.perf_counter() - began)
    return 1000 * statistics.median(spent[1:])


async def measure(target: Target, folder: Path, goals: int, runs: int) -> None:
    """Print a line for each shape."""
    async with Store.open(target) as store:
        await migrate(store)
        print(f"{'shape':24} {'first':>10} {'progress':>10} {'statement':>10} {'ratio':>6}")
        for name, parents in (("tree", 1), ("diamonds", 3)):
            await import_bundle(store, write(folder / name, goals, parents))
            root = f"{name}/g0"
            began = time.perf_counter()
            await progress_of_goals(store, [root], ON)
            first = 1000 * (time.perf_counter() - began)
            whole = await median(lambda: progress_of_goals(store, [root], ON), runs)  # noqa: B023
            bare = await median(lambda: store.rows("goals_by_id", ids=[root]), runs)  # noqa: B023
            print(
                f"{goals:,} goals, {name:10} {first:7.0f} ms {whole:7.0f} ms {bare:7.0f} ms {whole / bare:6.2f}"
            )


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--goals", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=7)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temp:
        cache = Settings.from_env().cache_dir
        with ensure_running(Path(temp) / "data", cache) as engine:
            asyncio.run(measure(engine.target, Path(temp), given.goals, given.runs))


if __name__ == "__main__":
    main()
