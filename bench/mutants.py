"""Whether the tests catch small faults: `make mutants ARGS="--count 50 --seed 7"`.

Draws faults at random in `api/` and `graph/` (a comparison turned, and/or, a constant one more or
less, a `not` dropped, two answers swapped, min/max, a state for another), puts each into a copy of the
tree by itself and runs the fast tests that enter the function at fault, nearest first, up to the first
that fails. What no test catches is printed for a reader: it is equivalent, or a test is missing.

Which test enters what is measured once, and again for test files that have changed (`--fresh`: for all).
With `--store`, what the fast tests let through is also given to the tests on the store; point
GOALGRAPH_TEST_URI at a Neo4j that may be emptied to save its start for each.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from bench.mutation_places import Fault, faults_of

ROOT = Path(__file__).resolve().parent.parent
FAST = "not store and not slow and not oracle"
STORE = "store and not slow and not oracle"
OPTIONS = (
    "-q",
    "-x",
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
    "hypothesis",
    "networkx",
    "igraph",
    "sklearn.metrics",
    "scipy.sparse",
    "strawberry",
)
"""Packages that are imported once, so that each fault does not pay for them; none of ours."""
PASSED, FAILED, NO_TEST, TOO_LONG = 0, 1, 5, 124
"""What pytest answers; another figure (a module that cannot be imported) is told and counts as caught."""

Reach = dict[str, list[str]]
"""Test → the functions it enters, as `file:function`; under "" what imports alone run."""


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
    """Copy what git knows of this checkout, changes not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into / name)
    (into / ".venv").symlink_to(ROOT / ".venv")


def answer(tree: Path, words: Sequence[str], seconds: float, **more: str) -> tuple[int, str]:
    """What pytest answers in the copy, and which test failed first; a process of its own, forked."""
    out = tree / ".out"
    child = os.fork()
    if not child:
        _become_pytest(tree, words, out, more)
    ends, code = time.monotonic() + seconds, TOO_LONG
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            break
        time.sleep(0.05)
    else:
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
    sys.dont_write_bytecode = True
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


def reach_of(tree: Path, marks: str, fresh: bool) -> Reach:
    """What each test enters: known of before, or measured now."""
    kept = ROOT / ".pytest_cache" / f"reach-{blake2b(marks.encode()).hexdigest()[:8]}.json"
    known: dict[str, Reach] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    states = {
        path.relative_to(tree).as_posix(): blake2b(path.read_bytes()).hexdigest()[:16]
        for path in sorted(tree.glob("tests/**/test_*.py"))
    }
    keys = {name: f"{name}@{state}" for name, state in states.items()}
    known = {key: known[key] for key in keys.values() if key in known and not fresh}
    missing = [name for name, key in keys.items() if key not in known]
    if missing:
        print(f"what the tests of {len(missing)} files enter is measured ...", flush=True)
        made = tree / ".reach.json"
        words = ["-p", "bench.test_reach", "--timeout=900", "-m", marks, *missing]
        code, told = answer(tree, words, 7200, GOALGRAPH_REACH=str(made))
        if code not in (PASSED, NO_TEST):
            raise SystemExit(f"error: the tests fail without any fault: {told}")
        found: Reach = json.loads(made.read_text("utf-8"))
        known |= {keys[name]: {"": found[""]} for name in missing}
        for test, entered in found.items():
            if test:
                known[keys[test.partition("::")[0]]][test] = entered
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(known), encoding="utf-8")
    whole: Reach = {"": sorted({one for part in known.values() for one in part.get("", ())})}
    for part in known.values():
        whole |= {test: entered for test, entered in part.items() if test}
    return whole


def tests_of(fault: Fault, reach: Reach) -> list[str]:
    """The tests that enter the function at fault, those of its own room first.

    What runs when a module is imported concerns every test that enters the module.
    """
    module, at = f"{fault.path}:", f"{fault.path}:{fault.function}"
    tests = [test for test, entered in reach.items() if test and at in entered]
    if not fault.function or at in reach[""]:
        enter = {t for t, entered in reach.items() if any(n.startswith(module) for n in entered)}
        tests += [test for test in reach if test in enter or test.startswith("tests/api/schema/")]
    room = Path("tests", fault.path).with_suffix("").parts

    def distance(test: str) -> tuple[int, int]:
        parts = test.partition("::")[0].replace("test_", "").removesuffix(".py").split("/")
        shared = [one for one, other in zip(parts, room, strict=False) if one == other]
        return -len(shared), len(reach[test])

    return sorted({test for test in tests if test}, key=distance)


def verdict(tree: Path, tests: Sequence[str], marks: str, limit: float) -> str:
    """The test that catches the fault, or an empty text; the three nearest files are asked first."""
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    for part in (set(files[:3]), set(files[3:])):
        words = [test for test in tests if test.partition("::")[0] in part]
        if words:
            listed = tree / ".tests"
            listed.write_text("\n".join(words) + "\n", encoding="utf-8")
            code, told = answer(tree, ["-m", marks, f"@{listed}"], limit)
            if code not in (PASSED, NO_TEST):
                return told if code in (FAILED, TOO_LONG) else f"(pytest {code}) {told}"
    return ""


def tried(
    tree: Path, faults: Iterable[Fault], reach: Reach, marks: str, limit: float
) -> list[Fault]:
    """The faults that no test of these marks catches; the fate of each is printed as it is known."""
    through = []
    for number, fault in enumerate(faults, 1):
        path, begun = tree / fault.path, time.monotonic()
        tests, source = tests_of(fault, reach), path.read_bytes()
        path.write_bytes(fault.applied(source))
        told = verdict(tree, tests, marks, limit)
        path.write_bytes(source)
        through += [] if told else [fault]
        word = "caught " if told else "THROUGH"
        spent = f"{time.monotonic() - begun:.0f} s, {len(tests)} tests"
        print(f"{number:3} {word} {fault}  [{spent}] {told}", flush=True)
    return through


def main() -> None:
    """Draw, try, and print the share that was caught."""
    reading = argparse.ArgumentParser(
        prog="make mutants", description=(__doc__ or "").split("\n")[0]
    )
    reading.add_argument("--count", type=int, default=50)
    reading.add_argument("--seed", type=int, default=random.randrange(10**6))
    reading.add_argument(
        "--only", default="", help="the beginning of the paths, as graph/measures/"
    )
    reading.add_argument("--timeout", type=float, default=600, help="seconds for the tests of one")
    reading.add_argument("--fresh", action="store_true", help="measure anew which test enters what")
    reading.add_argument("--store", action="store_true", help="also the tests on the store")
    given = reading.parse_args()
    through = drawn(given.count, given.seed, given.only)
    print(f"{len(through)} faults, seed {given.seed}", flush=True)
    for name in WARM:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="goalgraph-mutants-") as folder:
        tree, count = Path(folder).resolve(), len(through)
        copied(tree)
        for marks in (FAST, STORE) if given.store else (FAST,):
            reach = reach_of(tree, marks, given.fresh)
            through = tried(tree, through, reach, marks, given.timeout)
            caught = count - len(through)
            said = "fast tests" if marks is FAST else "with the tests on the store"
            print(f"{said}: {caught} of {count} caught, {caught / max(count, 1):.0%}", flush=True)


if __name__ == "__main__":
    main()
