"""Time of an analysis by both engines: `python -m bench.analysis [--people 300 3000]`.

Each size is a sample organisation in an emptied local store. Steps are timed as an analysis runs:
reading talk, saving ties, measuring, saving scores; `again` is the same analysis of unchanged data.
The measuring of both engines is of the same ties; its ratio is Graph Data Science / in process.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.imports import empty
from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.importing import Options, TextMode, import_bundle
from graph.network.analyses.run import Result, analyse
from graph.network.ties.tie_query import TieQuery
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

FORGET = "MATCH (n:Analysis) DETACH DELETE n"
STEPS = ("reading talk", "saving ties", "measuring", "saving scores")


class Watch:
    """Seconds by step, told as an analysis goes on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._step = "starting"
        self._since = time.perf_counter()

    def __call__(self, step: str, done: int, whole: int | None) -> None:
        """Book the time since the last call on the step that was under way."""
        now = time.perf_counter()
        self.seconds[self._step] += now - self._since
        self._step, self._since = " ".join(step.split()[:2]), now
        if step.startswith("measuring"):
            self._step = "measuring"


async def timed(store: Store, engine: str) -> tuple[Result, dict[str, float], float]:
    """The analysis, its seconds by step and in all."""
    watch, began = Watch(), time.perf_counter()
    result = await analyse(store, TieQuery(engine=engine), watch)
    watch("end", 0, None)
    return result, watch.seconds, time.perf_counter() - began


async def forget(store: Store) -> None:
    """Delete what analyses left, so that the next begins anew."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(FORGET)).consume()
        await (await session.run("MATCH ()-[r:INTERACTED|HELPED]->() DELETE r")).consume()


async def measure(target: Target, bundle: Path, people: int) -> None:
    """Print the times for one organisation."""
    async with Store.open(target) as store:
        await migrate(store)
        await empty(store)
        await import_bundle(store, bundle, Options(text=TextMode.NONE))
        measuring = {}
        await timed(store, "gds")  # the first use of the library loads it
        for engine in ("in-process", "gds"):
            await forget(store)
            result, seconds, whole = await timed(store, engine)
            measuring[engine] = seconds["measuring"]
            steps = "".join(f"{seconds[step]:>10.2f}s" for step in STEPS)
            print(f"{people:>7,} {result.analysis.messages:>9,} {result.analysis.ties:>8,} "
                  f"{engine:>11}{steps}{whole:>9.2f}s")  # fmt: skip
        _, _, again = await timed(store, "auto")
        ratio = measuring["gds"] / measuring["in-process"]
        print(f"{'':>37} again {again:.2f}s   ratio of measuring {ratio:.1f}")


def main() -> None:
    """Make the samples and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[300, 3000])
    asked = parser.parse_args()
    heads = "".join(f"{step.split()[-1]:>11}" for step in STEPS)
    print(f"{'people':>7} {'messages':>9} {'ties':>8} {'engine':>11}{heads}{'in all':>10}")
    with tempfile.TemporaryDirectory(prefix="goalgraph-bench-") as folder:
        data = Path(folder) / "data"
        with ensure_running(data, Settings.from_env().cache_dir) as engine:
            for people in asked.people:
                bundle = Path(folder) / f"bundle-{people}"
                write_sample(bundle, SampleSettings(people=people))
                asyncio.run(measure(engine.target, bundle, people))


if __name__ == "__main__":
    main()
