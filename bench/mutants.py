"""Whether the tests catch small faults: `make mutants ARGS="--count 50 --seed 7"`.

Draws faults at random in `api/` and `graph/` (a comparison turned, and/or, a constant one more or
less, a `not` dropped, two answers swapped, min/max, a state for another), puts each into a copy of the
tree by itself and runs the fast tests that run the statement at fault, nearest first, up to the first
that fails. What no test catches is printed for a reader: it is equivalent, or a test is missing.

Which test runs which lines is measured once, and again for test files that have changed (`--fresh`:
for all). With `--store`, what the fast tests let through is also given to the tests on the store;
point GOALGRAPH_TEST_URI at a Neo4j that may be emptied to save its start for each.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from bench.line_coverage import Reach, reach_of
from bench.mutation_places import Fault, faults_of

ROOT = Path(__file__).resolve().parent.parent
FAST = "not store and not slow and not oracle"
STORE = "store and not slow and not oracle"
OPTIONS = (
    "-q",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "--hypothesis-seed=0",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
WARM = (
    "pytest",
    "_hypothesis_pytestplugin",
    "hypothesis.strategies",
    "networkx",
    "igraph",
    "rustworkx",
    "sklearn.metrics",
    "scipy.sparse",
    "strawberry",
    "fastapi",
    "httpx",
    "neo4j",
    "openpyxl",
    "faker",
    "typer",
    "uvicorn",
)
"""Packages that are imported once, so that each fault does not pay for them; none of ours."""
PASSED, FAILED, NO_TEST, TOO_LONG = 0, 1, 5, 124
"""What pytest answers; another figure (a module that cannot be imported) is told and counts as caught."""
TIMES = 20
"""A fault may make its tests so many times slower, and half a minute, before it counts as caught."""


def drawn(count: int, seed: int, only: str = "") -> list[Fault]:
    """So many places of the code, each with one fault, always the same for a seed."""
    places: dict[tuple[str, int], list[Fault]] = {}
    for path in sorted([*ROOT.glob("api/**/*.py"), *ROOT.glob("graph/**/*.py")]):
        name = path.relative_to(ROOT).as_posix()
        for fault in faults_of(ROOT, name) if name.startswith(only) else ():
            places.setdefault((name, fault.start), []).append(fault)
    chance = random.Random(seed)
    chosen = chance.sample(sorted(places), min(count, len(places)))
    return [chance.choice(places[place]) for place in chosen]


def copied(into: Path) -> None:
    """Copy what git knows of this checkout, changes not yet committed included, with its bytecode."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into / name)
    for folder in [
        path for name in ("api", "graph", "tests") for path in ROOT.glob(f"{name}/**/__pycache__")
    ]:
        shutil.copytree(folder, into / folder.relative_to(ROOT))
    (into / ".venv").symlink_to(ROOT / ".venv")
    (into.parent / "shared").symlink_to(ROOT.parent / "shared")  # data that some tests look for


def answer(tree: Path, words: Sequence[str], seconds: float, **more: str) -> tuple[int, str]:
    """What pytest answers in the copy, and which test failed first; a process of its own, forked."""
    out = tree / ".out"
    child = os.fork()
    if not child:
        _become_pytest(tree, words, out, more)
    ends, code = time.monotonic() + seconds, TOO_LONG
    try:
        while time.monotonic() < ends and code == TOO_LONG:
            time.sleep(0.05)
            ended, status = os.waitpid(child, os.WNOHANG)
            code = os.waitstatus_to_exitcode(status) if ended else TOO_LONG
    finally:
        if code == TOO_LONG:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
    lines = out.read_text("utf-8", "replace").splitlines()
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    return code, (failed or lines[-1:] or [""])[0][:160]


def _become_pytest(tree: Path, words: Sequence[str], out: Path, more: dict[str, str]) -> None:
    """Run pytest in place of this process, with the modules of the copy, and end."""
    os.setpgid(0, 0)
    said = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.environ.update(more, PYTHONPATH=str(tree))
    os.chdir(tree)
    sys.path[:] = [str(tree), *(path for path in sys.path if path not in ("", str(ROOT)))]
    for name in [name for name in sys.modules if name.partition(".")[0] == "bench"]:
        del sys.modules[name]
    code = 2
    try:
        import pytest

        code = int(pytest.main([*OPTIONS, *words]))
    except Exception:  # noqa: BLE001 - whatever it is, it is told and the process ends
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def reach_by_marks(tree: Path, marks: str, fresh: bool) -> Reach:
    """What each test of these marks runs; kept beside pytest's own cache."""

    def measure(files: list[str], folder: Path) -> None:
        words = ["-p", "bench.line_coverage_plugin", "--timeout=900", "-m", marks, *files]
        code, told = answer(tree, words, 4 * 3600, GOALGRAPH_REACH=str(folder))
        if code not in (PASSED, FAILED, NO_TEST):
            raise SystemExit(f"error: the tests do not run without any fault: {told}")
        if code == FAILED:
            print(f"left out, as they fail without any fault: {told} ...", flush=True)

    kept = ROOT / ".pytest_cache" / "reach" / blake2b(marks.encode()).hexdigest()[:8]
    return reach_of(tree, kept, fresh, measure)


def verdict(tree: Path, tests: Sequence[str], reach: Reach, marks: str) -> str:
    """The test that catches the fault, or an empty text; the three nearest files are asked first."""
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    for part in (set(files[:3]), set(files[3:])):
        words = [test for test in tests if test.partition("::")[0] in part]
        if words:
            listed = tree / ".tests"
            listed.write_text("\n".join(words) + "\n", encoding="utf-8")
            starts = 300 if marks == STORE else 60
            limit = starts + TIMES * (30 + sum(map(reach.seconds, words)))
            code, told = answer(tree, ["-x", "-m", marks, f"@{listed}"], limit)
            if code not in (PASSED, NO_TEST):
                return told if code in (FAILED, TOO_LONG) else f"(pytest {code}) {told}"
    return ""


def tried(
    tree: Path, faults: Iterable[Fault], reach: Reach, marks: str
) -> Iterator[tuple[Fault, int, str]]:
    """Each fault, how many tests of these marks run it, and which catches it, printed as it is known."""
    for number, fault in enumerate(faults, 1):
        path, begun = tree / fault.path, time.monotonic()
        tests, source, times = reach.tests_of(fault), path.read_bytes(), path.stat()
        path.write_bytes(fault.applied(source))
        try:
            told = verdict(tree, tests, reach, marks)
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        word = "caught " if told else "THROUGH"
        spent = f"{time.monotonic() - begun:.0f} s, {len(tests)} tests"
        print(f"{number:3} {word} {fault}  [{spent}] {told}", flush=True)
        yield fault, len(tests), told


def share(caught: int, count: int) -> str:
    """Caught of so many, in words."""
    return f"{caught} of {count} caught, {caught / max(count, 1):.0%}"


def judged(given: argparse.Namespace, tree: Path) -> None:
    """Try the faults that were drawn, with the fast tests and, if asked, those on the store."""
    faults = drawn(given.count, given.seed, given.only)
    print(f"{len(faults)} faults, seed {given.seed}", flush=True)
    reach = reach_by_marks(tree, FAST, given.fresh)
    fates = list(tried(tree, faults, reach, FAST))
    caught = sum(bool(told) for _, _, told in fates)
    entered = sum(bool(tests) for _, tests, _ in fates)
    print(f"fast tests: {share(caught, len(faults))}; of those they run, {share(caught, entered)}")
    through = [fault for fault, _, told in fates if not told]
    if given.store:
        reach = reach_by_marks(tree, STORE, given.fresh)
        fates = list(tried(tree, through, reach, STORE))
        caught += sum(bool(told) for _, _, told in fates)
        through = [fault for fault, _, told in fates if not told]
        print(f"with the tests on the store: {share(caught, len(faults))}")
    print("through:", *through, sep="\n  ")


def main() -> None:
    """Draw, try, and print the share that was caught; nothing is left behind but what was measured."""
    reading = argparse.ArgumentParser(
        prog="make mutants", description=(__doc__ or "").split("\n")[0]
    )
    reading.add_argument("--count", type=int, default=50)
    reading.add_argument("--seed", type=int, default=random.randrange(10**6))
    reading.add_argument(
        "--only", default="", help="the beginning of the paths, as graph/measures/"
    )
    reading.add_argument("--fresh", action="store_true", help="measure anew which test runs what")
    reading.add_argument("--store", action="store_true", help="also the tests on the store")
    given = reading.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the copy goes with the process
    for name in WARM:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="goalgraph-mutants-") as folder:
        tree = Path(folder).resolve() / ROOT.name
        copied(tree)
        judged(given, tree)


if __name__ == "__main__":
    main()
