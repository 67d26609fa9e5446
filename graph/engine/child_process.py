"""Child processes that cannot outlive the process that started them."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
LINUX = sys.platform.startswith("linux")


def start(
    command: Sequence[str],
    *,
    folder: Path,
    log: Path,
    environment: Mapping[str, str],
    at_parents_end: signal.Signals,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """The running child; it gets `at_parents_end` from the system when this process dies.

    To be called from a process with one thread: the request is made between fork and exec.
    """
    with log.open("wb") as out:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            pass_fds=keep_open,
            preexec_fn=_ask_for(at_parents_end),  # noqa: PLW1509 -- one thread, see above
        )


def _ask_for(end: signal.Signals) -> Callable[[], None] | None:
    """What the child does before it becomes another program; only Linux can be asked."""
    if not LINUX:
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, end)

    return ask
