"""What `up`, `down` and `status` do and print."""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from graph.config import Settings
from graph.engine.local import Engine, Status, ensure_running, failure, status, stop_running
from graph.engine.start_progress import ProgressBars

NOT_RUNNING = 3
MIB = 1 << 20
LOOK_S = 1.0
NO_BROWSER = "not served, as the cache's path is not ASCII; GOALGRAPH_CACHE names another folder"
KEPT = "It was started with --detach: Ctrl-C leaves it running, `goalgraph down` stops it."


def up(settings: Settings, data_dir: Path, *, detach: bool) -> None:
    """Run the store until Ctrl-C or SIGTERM, or with `detach` until `down`."""
    if settings.external is not None:
        print(f"NEO4J_URI is set: {settings.neo4j_uri} is used and nothing is started")
        return
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with ProgressBars() as bars:
            engine = ensure_running(data_dir, settings.cache_dir, detach=detach, progress=bars)
        if (running := status(data_dir)) is not None:
            print("joined the Neo4j that runs already" if engine.joined else "Neo4j is up")
            print(description_of(running))
            if not detach:
                _wait(engine, running)
    except KeyboardInterrupt:
        print("stopped before it was up")


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait(engine: Engine, running: Status) -> None:
    """Return with the claim given back after a signal, or when the store has ended."""
    stops = "Ctrl-C stops it, unless another process still uses it."
    try:
        print(f"\n{KEPT if running.detached else stops}", flush=True)
        while status(running.folder) is not None:
            time.sleep(LOOK_S)
        if (error := failure(running.folder)) is not None:
            raise error
        print("the store was stopped")
    except KeyboardInterrupt:
        print("stopping ...", flush=True)
    engine.stop()


def down(settings: Settings, data_dir: Path) -> None:
    """End the store of the folder."""
    if settings.external is not None:
        print(f"NEO4J_URI is set: {settings.neo4j_uri} is not ours to stop")
        return
    print("Neo4j is down" if stop_running(data_dir) else f"nothing runs in {data_dir}")


def show_status(settings: Settings, data_dir: Path) -> int:
    """0 where the store runs, 3 where it does not; prints what is known."""
    if settings.external is not None:
        print(f"NEO4J_URI is set: {settings.neo4j_uri} is used; the local Neo4j is not")
        return 0
    running = status(data_dir)
    if running is None:
        print(f"nothing runs in {data_dir}")
        return NOT_RUNNING
    print(description_of(running))
    return 0


def description_of(running: Status) -> str:
    """The lines that `status` prints."""
    since = datetime.fromtimestamp(running.since, UTC)
    lasts = "until `goalgraph down`" if running.detached else "as long as a process uses it"
    return "\n".join(
        f"  {name:<9}{text}"
        for name, text in {
            "state": running.status,
            "uri": running.target.uri,
            "user": f"{running.target.username}, password in {running.password_file}",
            "browser": running.browser or NO_BROWSER,
            "process": f"{running.store_pid} (supervisor {running.pid})",
            "versions": f"Neo4j {running.neo4j}, Graph Data Science {running.gds}",
            "data": str(running.folder),
            "memory": f"{running.resident_bytes // MIB} MiB resident (heap up to {running.heap_mib},"
            f" pages {running.pages_mib})",
            "since": f"{since:%Y-%m-%d %H:%M:%S} UTC, {lasts}",
        }.items()
    )
