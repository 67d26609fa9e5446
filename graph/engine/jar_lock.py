"""The jars of the local engine: exact coordinates and sha256 sums, from `jgo.lock.toml`."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SERVER = HERE / "jgo.lock.toml"
SHELL = HERE / "shell" / "jgo.lock.toml"


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the lock."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, unique within its environment."""
        ending = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{ending}.jar"

    @property
    def path(self) -> str:
        """The file's place inside any Maven repository."""
        return "/".join([*self.group.split("."), self.artifact, self.version, self.name])


@dataclass(frozen=True, slots=True)
class Lock:
    """One environment: its jars, main class and an identity that changes with any of them."""

    name: str
    main_class: str
    digest: str
    jars: tuple[Jar, ...]

    def version(self, artifact: str) -> str:
        """The version of `artifact` in this environment; StopIteration where it is not there."""
        return next(jar.version for jar in self.jars if jar.artifact == artifact)


@cache
def lock(path: Path = SERVER) -> Lock:
    """What a `jgo.lock.toml` pins."""
    data = tomllib.loads(path.read_text("utf-8"))
    jars = tuple(
        Jar(
            row["groupId"],
            row["artifactId"],
            row["version"],
            row.get("classifier", ""),
            row["sha256"],
        )
        for row in data["dependencies"]
        if row["packaging"] == "jar"
    )
    sums = "\n".join(sorted(f"{jar.name} {jar.sha256}" for jar in jars))
    entry = data["entrypoints"]
    return Lock(
        name=data["environment"]["name"],
        main_class=entry[entry["default"]],
        digest=hashlib.sha256(sums.encode()).hexdigest()[:12],
        jars=jars,
    )


NEO4J_VERSION = lock().version("neo4j")
GDS_VERSION = lock().version("proc")
