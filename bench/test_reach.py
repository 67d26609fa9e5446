"""A pytest plugin that writes which functions of `api/` and `graph/` each test enters.

`python -m pytest -p bench.test_reach` with GOALGRAPH_REACH naming the JSON file to write:
test → `["file:function", …]`, functions by their qualified names; under "" what importing the modules already runs.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import pytest

ROOTS = tuple(f"{Path.cwd() / name}{os.sep}" for name in ("api", "graph"))
seen: set[CodeType] = set()
reach: dict[str, list[str]] = {}


def entered(frame: FrameType, event: str, argument: object) -> None:
    """Keep the code that is entered; its lines are not traced."""
    seen.add(frame.f_code)


def places() -> list[str]:
    """What was entered since the last call, as `file:function`."""
    made = {
        f"{Path(code.co_filename).relative_to(Path.cwd()).as_posix()}:{code.co_qualname}"
        for code in seen.copy()
        if code.co_filename.startswith(ROOTS)
    }
    seen.clear()
    return sorted(made)


def pytest_configure() -> None:
    """Trace from the first import on."""
    threading.settrace(entered)
    sys.settrace(entered)


def pytest_collection_finish() -> None:
    """Part what the imports ran from what the tests do."""
    reach[""] = places()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note what this test entered, its fixtures included."""
    sys.settrace(entered)
    yield
    reach[item.nodeid] = places()


def pytest_sessionfinish() -> None:
    """Write what was found."""
    sys.settrace(None)
    Path(os.environ["GOALGRAPH_REACH"]).write_text(json.dumps(reach), encoding="utf-8")
