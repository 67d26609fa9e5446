"""The jars on this machine: downloaded once, checked against the lock, shared by all data folders.

They come from Maven Central, or from the repositories that the user's `jgo.conf` names; a jar that the
user's local Maven repository already holds is taken from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from graph.engine.download import Source, good
from graph.engine.file_locks import hold
from graph.engine.jar_lock import Jar, Lock
from graph.engine.start_progress import SilentWatcher, Watcher
from graph.errors import EngineError

WORKERS = 16
STAMP = "verified.json"
Seen = dict[str, tuple[int, int]]


def jars_below(lock: Lock, cache_dir: Path) -> Path:
    """The folder in the cache where the jars of `lock` lie, or would lie."""
    return cache_dir / f"{lock.name}-{lock.digest}" / "lib"


def provision(lock: Lock, cache_dir: Path, watcher: Watcher | None = None) -> Path:
    """The folder whose jars are exactly those of `lock`; downloads what is missing or damaged.

    Every file is hashed once; later calls only compare size and time of change with the stamp.
    Raises NoNetwork, CorruptDownload.
    """
    folder = jars_below(lock, cache_dir).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold(folder / ".lock", wait_s=600):
            return _provision(lock, folder, watcher or SilentWatcher())
    except OSError as error:
        raise EngineError(
            f"the jars cannot be written to {folder}: {error.strerror or error}",
            remedy="free space there, or name another folder in GOALGRAPH_CACHE",
        ) from error


def _provision(lock: Lock, folder: Path, watcher: Watcher) -> Path:
    jars = folder / "lib"
    jars.mkdir(exist_ok=True)
    stamp = _stamp(folder)
    suspect = [jar for jar in lock.jars if not _unchanged(jars / jar.name, stamp)]
    missing = [jar for jar in suspect if not good(jars / jar.name, jar)]
    if missing:
        watcher.stage(f"downloading {len(missing)} jars", len(missing))
        _fetch_all(missing, jars, watcher)
    if suspect:
        _write_stamp(folder, jars, lock)
    names = {jar.name for jar in lock.jars}
    for stray in jars.iterdir():
        if stray.name not in names:
            stray.unlink()
    return jars


def _stamp(folder: Path) -> Seen:
    """File name → (size, time of change) as they were when the hash was right."""
    try:
        rows = json.loads((folder / STAMP).read_text("utf-8"))
        return {str(name): (int(size), int(at)) for name, (size, at) in rows.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write_stamp(folder: Path, jars: Path, lock: Lock) -> None:
    rows = {}
    for jar in lock.jars:
        stat = (jars / jar.name).stat()
        rows[jar.name] = (stat.st_size, stat.st_mtime_ns)
    fresh = folder / f"{STAMP}.new"
    fresh.write_text(json.dumps(rows), "utf-8")
    fresh.replace(folder / STAMP)


def _unchanged(path: Path, stamp: Seen) -> bool:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return False
    return stamp.get(path.name) == (stat.st_size, stat.st_mtime_ns)


def _fetch_all(missing: Iterable[Jar], jars: Path, watcher: Watcher) -> None:
    source = Source()
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="jars")
    try:
        waiting = [pool.submit(source.fetch, jar, jars / jar.name) for jar in missing]
        for done in as_completed(waiting):
            done.result()
            watcher.advance()
    finally:
        pool.shutdown(cancel_futures=True)
