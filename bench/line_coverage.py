"""Which tests run which lines: measured in layers, so that only test files that changed are measured again.

A layer is a folder: coverage's file (contexts are tests and shared fixtures), what the tests were
(`tests.json`), and the sources as they were, by which lines are found again after a change.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from coverage import CoverageData

from bench.mutation_places import Fault

EVERYWHERE = ("tests/api/schema/", "tests/test_", "tests/graph/upkeep/test_conventions")
"""Tests that hold what importing makes: the schema, the documents, the pages of conventions."""
WIDEST = 400
"""Mentions of a name that are followed; a name used more often concerns all tests of its module."""


def state_of(path: Path) -> str:
    """A short text that changes with the file."""
    return blake2b(path.read_bytes()).hexdigest()[:16]


def test_files(tree: Path) -> dict[str, str]:
    """Every file of tests and its state."""
    return {
        p.relative_to(tree).as_posix(): state_of(p) for p in sorted(tree.glob("tests/**/test_*.py"))
    }


@dataclass
class Layer:
    """One measurement: lines by test for the test files whose state is still the same."""

    folder: Path
    current: dict[str, str]

    @cached_property
    def tests(self) -> dict[str, dict[str, list[str] | float | bool]]:
        """Test → the shared fixtures behind it, its seconds, whether it passed; of valid files only."""
        known = json.loads((self.folder / "tests.json").read_text("utf-8"))
        return {t: facts for t, facts in known["tests"].items() if self.valid(t, known["files"])}

    def valid(self, test: str, files: dict[str, str]) -> bool:
        """Whether the test's file is still as it was measured."""
        name = test.partition("::")[0]
        return name in self.current and files.get(name) == self.current[name]

    @property
    def files(self) -> set[str]:
        """The test files that this layer knows of, as they are now."""
        known = json.loads((self.folder / "tests.json").read_text("utf-8"))["files"]
        return {name for name, state in known.items() if self.current.get(name) == state}

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """Context → the tests it stands for: itself, or those that a shared fixture serves."""
        found: dict[str, list[str]] = defaultdict(list)
        for test, facts in self.tests.items():
            for context in [test, *facts["fixtures"]]:  # type: ignore[misc]
                found[context].append(test)
        return found

    @cached_property
    def data(self) -> CoverageData:
        """Coverage's file."""
        data = CoverageData(str(self.folder / "reach.coverage"))
        data.read()
        return data

    def tests_by_line(self, path: str, now: list[str]) -> dict[int, set[str]]:
        """Line of the file as it is now → the tests that run it."""
        if path not in self.data.measured_files():
            return {}
        before = (self.folder / "source" / path).read_text("utf-8").splitlines()
        blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
        moved = {a + i + 1: b + i + 1 for a, b, size in blocks for i in range(size)}
        return {
            moved[line]: {test for context in contexts for test in self.users.get(context, ())}
            for line, contexts in self.data.contexts_by_lineno(path).items()
            if line in moved
        }


@dataclass
class Reach:
    """What the tests of some marks run, over all layers."""

    tree: Path
    layers: list[Layer]
    _lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)

    def tests_by_line(self, path: str) -> dict[int, set[str]]:
        """Line → the tests that run it."""
        if path not in self._lines:
            now = (self.tree / path).read_text("utf-8").splitlines()
            found: dict[int, set[str]] = defaultdict(set)
            for layer in self.layers:
                for line, tests in layer.tests_by_line(path, now).items():
                    found[line] |= tests
            self._lines[path] = found
        return self._lines[path]

    def seconds(self, test: str) -> float:
        """How long the test took; nothing for one that failed without any fault."""
        for layer in self.layers:
            if test in layer.tests:
                return float(layer.tests[test]["seconds"])  # type: ignore[arg-type]
        return 0.0

    def tests_of(self, fault: Fault) -> list[str]:
        """The tests that run the statement at fault and pass without it, those of its own room first.

        Where the statement was changed since it was measured, those of its function. What runs when
        a module is imported concerns the tests of all that mentions the name.
        """
        if fault.function:
            found = self._between(fault.path, fault.first, fault.last)
            found = found or self._between(fault.path, *fault.span)
            if not found and fault.first in self.tests_by_line(fault.path):  # run by imports alone
                name = fault.function.rpartition(".")[2]
                found = self._of_import(replace(fault, makes=name))
        else:
            found = self._of_import(fault)
        passing = {
            t for layer in self.layers for t, facts in layer.tests.items() if facts["passed"]
        }
        room = Path("tests", fault.path).with_suffix("").parts

        def distance(test: str) -> tuple[int, float, str]:
            parts = test.partition("::")[0].replace("test_", "").removesuffix(".py").split("/")
            shared = [one for one, other in zip(parts, room, strict=False) if one == other]
            return -len(shared), self.seconds(test), test

        return sorted(found & passing, key=distance)

    def _between(self, path: str, first: int, last: int) -> set[str]:
        lines = self.tests_by_line(path)
        return {t for line in range(first, last + 1) for t in lines.get(line, ())}

    def _of_import(self, fault: Fault) -> set[str]:
        """The tests of the functions that mention what the statement makes, and those of the module."""
        found = {t for layer in self.layers for t in layer.tests if t.startswith(EVERYWHERE)}
        mentions = list(self._mentions(fault)) if fault.makes else []
        if not mentions or len(mentions) > WIDEST:
            mentions = [(fault.path, 0)]
        for path, line in mentions:
            tests = self.tests_by_line(path).get(line, set()) if line else set()
            found |= tests or self._of_module(path)
        return found

    def _of_module(self, path: str) -> set[str]:
        return {t for tests in self.tests_by_line(path).values() for t in tests}

    def _mentions(self, fault: Fault) -> Iterator[tuple[str, int]]:
        """Every other line that says the name; where importing runs it, line 0: the whole module."""
        word = re.compile(rf"\b{fault.makes}\b")
        for path in self._sources:
            text = (self.tree / path).read_text("utf-8")
            if word.search(text):
                inside = _lines_of_functions(text)
                for number, line in enumerate(text.splitlines(), 1):
                    if word.search(line) and (path, number) != (fault.path, fault.line):
                        if number in inside:
                            yield path, number
                        elif not line.startswith(("from ", "import ", "    " + fault.makes + ",")):
                            yield path, 0

    @cached_property
    def _sources(self) -> list[str]:
        paths = [*self.tree.glob("api/**/*.py"), *self.tree.glob("graph/**/*.py")]
        return [path.relative_to(self.tree).as_posix() for path in sorted(paths)]


def _lines_of_functions(text: str) -> set[int]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, functions)]
    return {
        line for node in nodes for line in range(node.body[0].lineno, (node.end_lineno or 0) + 1)
    }


def reach_of(
    tree: Path, store: Path, fresh: bool, measure: Callable[[list[str], Path], None]
) -> Reach:
    """What each test runs: known of before, or measured now for the test files that have changed."""
    if fresh:
        shutil.rmtree(store, ignore_errors=True)
    current = test_files(tree)
    folders = sorted(path.parent for path in store.glob("*/tests.json"))
    layers = [Layer(folder, current) for folder in folders]
    missing = sorted(current.keys() - {name for layer in layers for name in layer.files})
    if missing:
        print(f"what the tests of {len(missing)} files run is measured ...", flush=True)
        folder = store / f"{len(folders):03}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        measure(missing, folder)
        for name in ("api", "graph"):
            copy = folder / "source" / name
            shutil.copytree(tree / name, copy, ignore=shutil.ignore_patterns("__pycache__"))
        known = json.loads((folder / "measured.json").read_text("utf-8"))
        whole = {"tests": known, "files": {name: current[name] for name in missing}}
        (folder / "tests.json").write_text(json.dumps(whole), encoding="utf-8")
        layers.append(Layer(folder, current))
    return Reach(tree, layers)
