"""An import that is killed anywhere and run again leaves the graph of one clean run."""

from __future__ import annotations

import asyncio
import copy
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from graph.importing import Options, TextMode, import_bundle
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import WHOLE, whole_graph
from tests.graph.sources.bundles import Rows, folder

FULL = Options(text=TextMode.FULL)
ROUNDS = 3
PEOPLE, GOALS, TALKS = 200, 150, 300


def large(turn: int) -> dict[str, list[dict[str, Any]]]:
    """An organisation of some thousand rows; the second `turn` changes a part of all kinds."""
    rows = copy.deepcopy(WHOLE)
    people = [f"p{n:04}" for n in range(PEOPLE)]
    rows["people"] += [
        {"id": id_, "manager": people[(n + 1) // 2 + 1], "home_group": "root" if n % 3 else "core"}
        for n, id_ in enumerate(people)
        if n > 5
    ]
    rows["people"] += [{"id": id_, "level": turn} for id_ in people[:6]]
    rows["goals"] += [
        {
            "id": f"g{n}",
            "title": f"G {n * turn}",
            "parents": [f"g{n + 1}"] if n < GOALS - 1 else ["why"],
        }
        for n in range(GOALS)
    ]
    rows["conversations"] += [
        {"id": f"c{n:04}", "title": "T" * turn, "accepted_answer": f"m{n:04}-3"}
        for n in range(TALKS)
    ]
    rows["messages"] += [
        {
            "id": f"m{n:04}-{k}",
            "conversation": f"c{(n + k * (turn - 1)) % TALKS:04}",
            "at": f"2026-01-0{k + 1}",
            "author": people[(n * 7 + k * turn) % PEOPLE],
            "mentions": [people[(n + k) % PEOPLE]],
            "reply_to": f"m{(n + 1) % TALKS:04}-{k + 1}" if k < 4 else None,
            "text": f"#tag{n % 50} of turn {turn if k == 2 else 1}",
        }
        for n in range(TALKS)
        for k in range(5)
    ]
    rows["links"] += [
        {
            "conversation": f"c{n:04}",
            "goal": f"g{n % GOALS}",
            "state": "confirmed",
            "score": turn / 2,
        }
        for n in range(TALKS)
    ]
    rows["reactions"] += [
        {"message": f"m{n:04}-1", "person": people[n % PEOPLE], "at": f"2026-02-0{turn}"}
        for n in range(TALKS)
    ]
    return rows


def begin_import(store: Store, bundle: Path) -> subprocess.Popen[bytes]:
    """A process of its own that imports the bundle."""
    environment = os.environ | {
        "NEO4J_URI": store.target.uri,
        "NEO4J_USERNAME": store.target.username,
        "NEO4J_PASSWORD": store.target.password,
    }
    command = [sys.executable, "-m", "tests.graph.importing.run_import", str(bundle)]
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE)


async def killed_while(store: Store, bundle: Path, picked: random.Random, longest: float) -> int:
    """How often an import was killed, at random moments, before one was let through."""
    for _ in range(ROUNDS):
        process = begin_import(store, bundle)
        assert process.stdout is not None
        process.stdout.readline()  # it begins to write
        await asyncio.sleep(picked.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    await import_bundle(store, bundle, FULL)
    return ROUNDS


@pytest.mark.slow
async def test_killed_and_run_again_is_one_clean_run(empty_store: Store, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    picked = random.Random(seed)
    turns: list[Rows] = [large(1), large(2)]
    bundles = [
        folder(tmp_path / str(n), rows, exported_at=f"2026-0{n + 1}-01")
        for n, rows in enumerate(turns)
    ]
    clean, took = [], []
    for bundle in bundles:
        began = time.monotonic()
        report = await import_bundle(empty_store, bundle, FULL)
        took.append(time.monotonic() - began)
        assert report.rejected == 0
        clean.append(await whole_graph(empty_store, moments=False))
    await emptied(empty_store)
    for bundle, expected, seconds in zip(bundles, clean, took, strict=True):
        await killed_while(empty_store, bundle, picked, seconds)
        assert await whole_graph(empty_store, moments=False) == expected
        again = await import_bundle(empty_store, bundle, FULL)
        assert again.total("unchanged") == again.total("read")
