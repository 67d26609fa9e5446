"""A watcher of three workers that sends itself SIGTERM around one of the starts: `python -m … WHEN START`.

Its workers do nothing; the first ends at once where the start named is not one of the first three.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from multiprocessing.context import SpawnProcess
from typing import Any

WORKERS = 3
starts = 0


def idle_worker(short: bool, number: int, *_: object) -> None:
    """Do what a worker does to the watcher: live, or end."""
    time.sleep(0 if short and number == 0 else 600)


class SignalledProcess(SpawnProcess):
    """A process whose start comes with a signal to the watcher, or fails."""

    def start(self) -> None:
        """Start it; at the start that was named send the signal before, within or after."""
        global starts
        starts += 1
        is_named = starts == int(sys.argv[2])
        if is_named and sys.argv[1] == "before":
            os.kill(os.getpid(), signal.SIGTERM)
        if is_named and sys.argv[1] == "instead":
            signal.setitimer(signal.ITIMER_REAL, 0.5)
            raise BlockingIOError("no more processes")
        super().start()
        if is_named and sys.argv[1] == "after":
            os.kill(os.getpid(), signal.SIGTERM)
        if is_named and sys.argv[1] == "twice":
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGINT)


def main() -> None:
    """Watch until the signal has ended all; print how many starts there were."""
    from api.http import workers

    named: Any = workers
    named.SPAWN.Process = SignalledProcess
    named.serve_worker = idle_worker
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    work: Any = int(sys.argv[2]) > WORKERS
    watcher = workers.Watcher(work, WORKERS)
    watcher.run()
    told = [one.told for one in watcher.workers]
    print(starts, sum(count > 0 for count in told), max(told), flush=True)


if __name__ == "__main__":
    main()
