"""Locks on files that end with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POLL_S = 0.05


def open_lock(path: Path) -> int:
    """The descriptor of a lock file, made where it is absent; not inherited by programs started."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def take(descriptor: int, *, shared: bool = False, wait_s: float = 0) -> bool:
    """Whether the lock was had within `wait_s`; a descriptor that held another kind changes it."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL_S)


def is_held(path: Path) -> bool:
    """Whether some process holds the lock exclusively."""
    if not path.exists():
        return False
    descriptor = open_lock(path)
    try:
        return not take(descriptor, shared=True)
    finally:
        os.close(descriptor)


@contextmanager
def hold(path: Path, *, wait_s: float) -> Iterator[None]:
    """Holds the lock; TimeoutError (an OSError) where another process keeps it longer than `wait_s`."""
    descriptor = open_lock(path)
    try:
        if not take(descriptor, wait_s=wait_s):
            raise TimeoutError(f"another process holds {path}")
        yield
    finally:
        os.close(descriptor)
