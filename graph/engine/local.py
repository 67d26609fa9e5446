"""The store of a data folder: started, joined, stopped, looked at."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from graph.config import Target
from graph.engine import data_folder as data
from graph.engine.data_folder import LOOPBACK, Folder
from graph.engine.file_locks import hold, is_held, open_lock, take
from graph.engine.jar_lock import NEO4J_VERSION, lock
from graph.engine.jars import provision
from graph.engine.settings import memory
from graph.engine.start_progress import SilentWatcher, Watcher
from graph.errors import EngineError, FolderInUse

START_S = 240
STOP_S = 90
PROVISION_S = 1800
BEAT_S = 0.05
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Engine:
    """A running local store and this process's claim to it.

    The store stops when the last claim is given back, be it by `stop` or by the end of a process,
    unless it was asked to stay (`detach`).
    """

    folder: Folder
    target: Target
    joined: bool
    _claim: int | None = field(repr=False)

    def stop(self) -> None:
        """Give the claim back, and wait for the end of the store if it was the last."""
        if self._claim is None:
            return
        claim, self._claim = self._claim, None
        try:
            if not self.folder.keep.exists() and take(claim):
                _stop_supervisor(self.folder)
        finally:
            os.close(claim)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a running store."""

    target: Target
    browser: str | None
    pid: int
    store_pid: int
    neo4j: str
    gds: str
    folder: Path
    password_file: Path
    resident_bytes: int
    heap_mib: int
    pages_mib: int
    since: float
    detached: bool
    status: str


def ensure_running(
    data_dir: Path,
    cache_dir: Path,
    *,
    detach: bool = False,
    progress: Watcher | None = None,
) -> Engine:
    """The store of `data_dir`, ready for statements: the one that runs already, or a new one.

    With `detach` it runs on until `stop_running`. Raises the family of EngineError.
    """
    watcher = progress or SilentWatcher()
    folder = Folder(data_dir.expanduser().absolute())
    data.prepare(folder)
    claim = open_lock(folder.users)
    try:
        if not take(claim, shared=True, wait_s=STOP_S):
            raise _in_use(folder, "it is being stopped and does not end")
        with _sole_starter(folder):
            if detach:
                folder.keep.touch()
            joined = is_held(folder.running) and _wait_until_ready(folder, watcher, joining=True)
            if not joined:
                _start(folder, cache_dir, watcher)
        return Engine(folder, _target(folder, data.read_json(folder.state)), joined, claim)
    except BaseException:
        os.close(claim)
        raise


@contextlib.contextmanager
def _sole_starter(folder: Folder) -> Any:
    try:
        with hold(folder.starting, wait_s=PROVISION_S):
            yield
    except TimeoutError as error:
        raise _in_use(folder, "another process has been starting it for too long") from error


def _start(folder: Folder, cache_dir: Path, watcher: Watcher) -> None:
    """Start the store by a supervisor of its own."""
    size = memory()
    data.ports(folder)
    jars = provision(lock(), cache_dir, watcher)
    folder.state.unlink(missing_ok=True)
    command = [sys.executable, "-m", "graph.engine.supervisor", str(folder.path), str(jars)]
    with (folder.home / "logs" / "supervisor.log").open("wb") as log:
        done = subprocess.run(
            [*command, str(size.heap), str(size.pages)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )
    if done.returncode:
        raise _in_use(folder, "another supervisor holds it")
    if not _wait_until_ready(folder, watcher, joining=False):
        raise _failure(folder, "its supervisor ended")


def _wait_until_ready(folder: Folder, watcher: Watcher, *, joining: bool) -> bool:
    """Whether the store answers; False when it has ended, so that a new one may be started."""
    watcher.stage("joining the running Neo4j" if joining else f"starting Neo4j {NEO4J_VERSION}")
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        state = data.read_json(folder.state)
        if state.get("status") == "failed" and not joining:
            raise _failure(folder, str(state["problem"]))
        if not is_held(folder.running):
            return False
        if state.get("status") == "running" and _supervisor(state) is not None:
            return True
        time.sleep(BEAT_S)
    raise _in_use(folder, f"its store does not answer within {START_S} s")


def _failure(folder: Folder, problem: str) -> EngineError:
    """The error of a start that failed, with the last lines that Neo4j said."""
    lines: list[str] = []
    for log in (folder.console, folder.home / "logs" / "neo4j.log"):
        log_text = log.read_text("utf-8", "replace") if log.exists() else ""
        whole = [line for line in log_text.splitlines() if line.strip() and line.lstrip() == line]
        lines += whole[-3:]
    tail = "\n  ".join(lines)
    return EngineError(
        f"Neo4j does not run in {folder.path}: {problem}" + (f"\n  {tail}" if tail else ""),
        remedy=f"read {folder.home / 'logs'}; if the data is of no worth, delete {folder.path}",
    )


def _in_use(folder: Folder, why: str) -> FolderInUse:
    state = data.read_json(folder.state)
    return FolderInUse(
        f"the data folder {folder.path} is in use: {why}",
        remedy=f"run `goalgraph down`, or end process {state.get('pid', 'of the other program')},"
        " or name another folder with --data",
    )


def _target(folder: Folder, state: dict[str, Any]) -> Target:
    return data.target(folder, int(state["bolt"]))


def _supervisor(state: dict[str, Any]) -> psutil.Process | None:
    """The supervisor's process; None where it has ended, whoever has its number now."""
    try:
        process = psutil.Process(int(state["pid"]))
        same = abs(process.create_time() - float(state["pid_since"])) < 1
        if same and process.status() != psutil.STATUS_ZOMBIE:
            return process
    except (psutil.Error, KeyError, ValueError, TypeError):
        pass
    return None


def failure(data_dir: Path) -> EngineError | None:
    """Why the store of the folder ended by itself; None where it did not."""
    folder = Folder(data_dir.expanduser().absolute())
    state = data.read_json(folder.state)
    return _failure(folder, str(state["problem"])) if state.get("status") == "failed" else None


def stop_running(data_dir: Path) -> bool:
    """Whether a store ran in the folder; it has ended now, cleanly, with everything written."""
    folder = Folder(data_dir.expanduser().absolute())
    folder.keep.unlink(missing_ok=True)
    if not is_held(folder.running):
        return False
    _stop_supervisor(folder)
    return True


def _stop_supervisor(folder: Folder) -> None:
    """Ask the supervisor to stop the store and wait until it has."""
    signalled = False
    deadline = time.monotonic() + STOP_S
    while is_held(folder.running):
        process = _supervisor(data.read_json(folder.state))
        if process is not None and not signalled:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGTERM)
            signalled = True
        if time.monotonic() > deadline:
            raise _in_use(folder, f"its store does not stop within {STOP_S} s")
        time.sleep(BEAT_S)


def status(data_dir: Path) -> Status | None:
    """What runs in the folder; None where nothing does."""
    folder = Folder(data_dir.expanduser().absolute())
    state = data.read_json(folder.state)
    if not is_held(folder.running) or not state.get("store_pid"):
        return None
    resident = 0
    for pid in (state["pid"], state["store_pid"]):
        with contextlib.suppress(psutil.Error):
            resident += psutil.Process(pid).memory_info().rss
    return Status(
        target=_target(folder, state),
        browser=f"http://{LOOPBACK}:{state['http']}/browser/" if state["browser"] else None,
        pid=state["pid"],
        store_pid=state["store_pid"],
        neo4j=state["neo4j"],
        gds=state["gds"],
        folder=folder.path,
        password_file=folder.own / "password",
        resident_bytes=resident,
        heap_mib=state["heap_mib"],
        pages_mib=state["pages_mib"],
        since=state["since"],
        detached=folder.keep.exists(),
        status=state["status"],
    )
