"""When a worker that has ended is started again: at once, and ever later where it lives but shortly."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest

from api.http import workers
from api.http.workers import LATEST, SHORT_LIFE, Watcher


def watcher() -> Watcher:
    """One that has started nothing yet."""
    work: Any = None
    return Watcher(work, 2)


def test_a_worker_that_ends_again_and_again_is_started_ever_later() -> None:
    watch = watcher()
    worker, other = watch.workers
    pauses = []
    for now in range(8):
        worker.began = float(now)
        watch._put_off(worker, float(now))
        pauses.append(worker.pause)
        assert worker.due == now + worker.pause
    assert pauses == [1, 2, 4, 8, 16, LATEST, LATEST, LATEST]
    assert other.pause == 0
    assert list(watch.reading) == [0, 1]


@pytest.mark.parametrize(("lived", "pause"), [(SHORT_LIFE - 0.5, 8), (SHORT_LIFE, 0)])
def test_one_that_has_lived_is_started_at_once(lived: float, pause: float) -> None:
    watch = watcher()
    worker = watch.workers[0]
    worker.began, worker.pause = 100.0, 4.0
    watch._put_off(worker, 100.0 + lived)
    assert (worker.pause, worker.due) == (pause, 100.0 + lived + pause)


class Process:
    """A process of which a watcher knows whether it has ended."""

    def __init__(self, exitcode: int | None) -> None:
        self.exitcode, self.killed, self.joined = exitcode, False, False

    def kill(self) -> None:
        self.killed = True

    def join(self) -> None:
        self.joined = True


@pytest.mark.parametrize(
    ("has", "exitcode", "signals", "due", "late", "does"),
    [
        (False, None, 0, -1, 9, "start"),
        (False, None, 0, 9, 9, ""),
        (False, None, 1, -1, 9, ""),
        (True, None, 0, -1, 9, ""),
        (True, None, 1, -1, 9, ""),
        (True, None, 1, -1, -1, "kill"),
        (True, 0, 0, -1, 9, "join"),
        (True, 1, 1, -1, -1, "join"),
    ],
)
def test_what_is_done_for_a_worker(
    monkeypatch: pytest.MonkeyPatch,
    has: bool, exitcode: int | None, signals: int, due: float, late: float, does: str,
) -> None:  # fmt: skip
    """One that is not there is started in time, one that has ended is noted, one that is late is killed."""
    watch, started = watcher(), list[int]()
    worker: Any = watch.workers[0]
    process = Process(exitcode)
    monkeypatch.setattr(watch, "_tell", lambda _: None)
    monkeypatch.setattr(watch, "_start", lambda one, *, is_first: started.append(one.number))
    now = time.monotonic()
    watch.signals, worker.process = signals, process if has else None
    worker.due, worker.last_moment, worker.began = now + due, now + late, now
    watch._look_at(worker)
    assert (started, process.killed, process.joined) == (
        [0] if does == "start" else [], does == "kill", does == "join",
    )  # fmt: skip
    assert (worker.process is None) == (does == "join" or not has)
    assert watch.reading[0] == (0 if does == "join" else 1)
    assert (worker.pause > 0) == (does == "join" and not signals)


@pytest.mark.parametrize(
    ("told", "signals", "sent"),
    [
        (0, 0, []),
        (0, 1, ["SIGTERM"]),
        (1, 1, []),
        (1, 2, ["SIGINT"]),
        (0, 2, ["SIGTERM", "SIGINT"]),
    ],
)
def test_a_worker_is_told_what_it_was_not(
    monkeypatch: pytest.MonkeyPatch, told: int, signals: int, sent: list[str]
) -> None:
    kills = list[tuple[int, str]]()
    monkeypatch.setattr(workers.os, "kill", lambda pid, one: kills.append((pid, one.name)))
    watch = watcher()
    worker: Any = watch.workers[0]
    worker.process, worker.told, watch.signals = SimpleNamespace(pid=7), told, signals
    watch._tell(worker)
    assert kills == [(7, name) for name in sent]
    assert worker.told == max(told, signals)
    assert (worker.last_moment < float("inf")) == bool(sent)
