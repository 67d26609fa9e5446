"""The real cypher-shell on this machine: statement files run in it as they are."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from graph.config import Target
from graph.engine.jar_lock import SHELL, lock
from graph.engine.jars import provision
from graph.engine.java import class_path, environment, java
from graph.engine.start_progress import Watcher

WAIT_S = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """What cypher-shell printed and how it ended (0: every statement ran)."""

    code: int
    output: str
    errors: str


def cypher_shell(
    target: Target,
    script: Path | str,
    cache_dir: Path,
    *,
    progress: Watcher | None = None,
) -> Answer:
    """What cypher-shell says to a statement file, or to the text of several, `:param` lines included.

    A text is run to its end even if a statement fails. A call costs 2 s, so put many into one text.
    The password travels in the environment, where other users cannot read it.
    """
    shell = lock(SHELL)
    jars = provision(shell, cache_dir, progress)
    command = [
        str(java()),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        class_path(shell, jars),
        shell.main_class,
        f"--address={target.uri}",
        f"--username={target.username}",
        f"--database={target.database}",
        "--format=plain",
        "--non-interactive",
        "--fail-at-end",
    ]
    if isinstance(script, Path):
        command.append(f"--file={script.absolute()}")
    done = subprocess.run(
        command,
        cwd=jars,
        env={**environment(), "NEO4J_PASSWORD": target.password},
        input=script if isinstance(script, str) else "",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WAIT_S,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
