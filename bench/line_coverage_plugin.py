"""A pytest plugin that keeps which lines of `api/` and `graph/` each test runs, its fixtures included.

`python -m pytest -p bench.line_coverage_plugin` with GOALGRAPH_REACH naming a folder. There it writes coverage's
own file, whose contexts are tests and the fixtures that several tests share (`fixture:…`), and
`measured.json`: test → the shared fixtures behind it, its seconds, whether it passed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

FOLDER = Path(os.environ["GOALGRAPH_REACH"])
DATA = "reach.coverage"
measured: dict[str, dict[str, Any]] = {}
current = [""]
"""The test that runs now; its context is taken up again after a shared fixture's."""
coverage = Coverage(
    data_file=str(FOLDER / DATA),
    config_file=False,
    source=[str(Path.cwd() / name) for name in ("api", "graph")],
    concurrency=["thread"],
    messages=False,
)
coverage.set_option("run:relative_files", True)
coverage.start()


def shared(definition: Any) -> str:
    """The context of a fixture that outlives a test; an empty text for others."""
    if definition.scope == "function":
        return ""
    return f"fixture:{definition.baseid}:{definition.argname}"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Know which shared fixtures stand behind each test."""
    for item in session.items:
        found = getattr(item, "_fixtureinfo", None)
        definitions = found.name2fixturedefs.values() if found else ()
        contexts = {shared(each) for several in definitions for each in several}
        fixtures = sorted(contexts - {""})
        measured[item.nodeid] = {"fixtures": fixtures, "seconds": 0.0, "passed": True}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What runs from here on, this test runs."""
    current[0] = item.nodeid
    coverage.switch_context(item.nodeid)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Iterator[None]:
    """What sets up a fixture for several tests belongs to each of them."""
    before, context = current[0], shared(fixturedef)
    if not context:
        return (yield)
    current[0] = context
    coverage.switch_context(context)
    try:
        return (yield)
    finally:
        current[0] = before
        coverage.switch_context(before)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep how long the test took, and that it passed."""
    facts = measured[report.nodeid]
    facts["seconds"] = round(facts["seconds"] + report.duration, 3)
    facts["passed"] = facts["passed"] and report.passed


def pytest_sessionfinish() -> None:
    """Write what was found."""
    coverage.stop()
    coverage.save()
    (FOLDER / "measured.json").write_text(json.dumps(measured), encoding="utf-8")
