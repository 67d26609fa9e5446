"""Several processes that serve on one port, each with its own memory, and the one that watches them.

The kernel spreads connections over the workers' sockets. A worker that ends unasked is replaced by one that
listens when it has read what it holds, and nobody is sent to it before. Whoever asks `/readyz`, of whichever
worker, hears whether all that listen have read theirs.

    SIGTERM, Ctrl-C    to the watcher: every worker drains and ends, and then it does
    a second one       ends them at once
    SIGTERM            to a worker: it drains; the watcher replaces it
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, MutableSequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

import structlog

from api.http.logs import log_json
from api.http.server import DRAIN_SECONDS, bound_socket, listening_socket, server_of
from api.http.service import Share, goalgraph_app
from graph.config import Settings, Target

END_SECONDS = DRAIN_SECONDS + 10.0
"""Seconds after which a worker that was told to drain is killed."""
SHORT_LIFE = 10.0
"""A worker that ended sooner is replaced later, each time twice as late."""
LATEST = 30.0
"""Seconds that a worker is replaced after it ended, at most."""
TICK = 0.5
SPAWN = multiprocessing.get_context("spawn")
log = structlog.get_logger("goalgraph.workers")


@dataclass(frozen=True)
class Work:
    """What every worker is told."""

    target: Target
    settings: Settings
    host: str
    port: int
    any_host: bool


@dataclass
class Worker:
    """One worker and when it began."""

    number: int
    process: BaseProcess | None = None
    began: float = 0.0
    pause: float = 0.0
    """Seconds after which it is replaced."""
    due: float = 0.0
    last_moment: float = field(default=float("inf"))
    """When it is killed."""
    told: int = 0
    """How many of the watcher's signals it has been sent."""


class Watcher:
    """The process that starts the workers, replaces those that end, and passes signals on."""

    def __init__(self, work: Work, number: int) -> None:
        self.work = work
        self.workers = [Worker(place) for place in range(number)]
        self.reading: MutableSequence[int] = SPAWN.Array("b", [1] * number, lock=False)
        """For each worker whether it listens and still reads what it holds."""
        self.signals = 0

    @property
    def stopping(self) -> bool:
        """Whether a signal has come: then no worker is started any more."""
        return self.signals > 0

    def run(self) -> None:
        """Watch until all have ended after a signal."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.handle_exit)
        for worker in self.workers:
            if not self.stopping:
                self._start(worker, is_first=True)
        while not self.stopping or any(one.process for one in self.workers):
            wait([one.process.sentinel for one in self.workers if one.process], TICK)
            for worker in self.workers:
                self._look_at(worker)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Tell every worker to drain, or at the second signal to end at once."""
        self.signals += 1
        for worker in self.workers:
            self._tell(worker)

    def _tell(self, worker: Worker) -> None:
        """Send a worker what it has not been sent: one that was being started when a signal came, later."""
        pid = worker.process and worker.process.pid
        while pid and worker.told < self.signals:
            worker.told += 1
            worker.last_moment = time.monotonic() + END_SECONDS
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if worker.told == 1 else signal.SIGINT)

    def _look_at(self, worker: Worker) -> None:
        """Note that a worker has ended, replace it when its time has come, kill it when it is late."""
        self._tell(worker)
        now, process = time.monotonic(), worker.process
        if process is None:
            if not self.stopping and now >= worker.due:
                self._start(worker, is_first=False)
        elif process.exitcode is not None:
            self._note_end(worker, process, now)
        elif now > worker.last_moment:
            process.kill()

    def _note_end(self, worker: Worker, process: BaseProcess, now: float) -> None:
        code = process.exitcode
        process.join()
        worker.process = None
        self.reading[worker.number] = 0
        if self.stopping:
            return
        self._put_off(worker, now)
        log.error("worker ended", worker=worker.number, exit_code=code, again_in=worker.pause)

    def _put_off(self, worker: Worker, now: float) -> None:
        """Say when a worker is started again."""
        self.reading[worker.number] = 0
        is_short = now - worker.began < SHORT_LIFE
        worker.pause = min(LATEST, max(1.0, worker.pause * 2)) if is_short else 0.0
        worker.due = now + worker.pause

    def _start(self, worker: Worker, *, is_first: bool) -> None:
        """Start a worker. It is told of signals, and watched, once it has a process id."""
        worker.began = time.monotonic()
        process = SPAWN.Process(
            target=serve_worker,
            args=(self.work, worker.number, self.reading, is_first),
            name=f"goalgraph worker {worker.number}",
        )
        try:
            process.start()
        except OSError as error:  # The machine has no process or memory left; it may have later.
            self._put_off(worker, worker.began)
            log.error("worker not started", worker=worker.number, error=str(error))
            return
        worker.process = process


def serve_by_workers(
    target: Target,
    settings: Settings,
    host: str,
    port: int,
    number: int,
    *,
    any_host: bool,
    announce: Callable[[int], None],
) -> None:
    """Serve by so many processes until a signal; `announce` is told the port."""
    listening_socket(host, port).close()  # With shared sockets a taken port would go unnoticed.
    with bound_socket(host, port, shared=True) as place:
        # It is bound and does not listen: so a port that was free stays known while no worker listens yet.
        port = place.getsockname()[1]
        announce(port)
        log_json()
        work = Work(target, settings, host, port, any_host)
        Watcher(work, number).run()


def serve_worker(work: Work, number: int, reading: MutableSequence[int], is_first: bool) -> None:
    """Serve as one of several processes, until a signal or until the watcher is gone."""
    os.setsid()  # Ctrl-C goes to the watcher alone, which passes it on.
    log_json()
    structlog.contextvars.bind_contextvars(worker=number)
    threading.Thread(target=_end_with_watcher, daemon=True).start()

    def note_read() -> None:
        reading[number] = 0

    share = Share(
        of=len(reading), on_read=note_read, still_reading=lambda: sum(reading), late=not is_first
    )
    app = goalgraph_app(work.target, work.settings, any_host=work.any_host, share=share)
    server = server_of(app, is_worker=True)
    server.run(sockets=[bound_socket(work.host, work.port, shared=True)])


def _end_with_watcher() -> None:
    """Drain when the watcher has ended, however it did."""
    watcher = multiprocessing.parent_process()
    assert watcher is not None
    watcher.join()
    os.kill(os.getpid(), signal.SIGTERM)
