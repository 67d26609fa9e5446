"""When a worker that has ended is started again: at once, and ever later where it lives but shortly."""

from __future__ import annotations

from typing import Any

import pytest

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
