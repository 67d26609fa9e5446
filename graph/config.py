"""The settings, read once from the environment; every setting is documented in docs/settings.md."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import BadInput


@dataclass(frozen=True, slots=True)
class Target:
    """A Neo4j to speak to over Bolt."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; absent variables have the defaults of docs/settings.md."""

    neo4j_uri: str | None
    neo4j_username: str
    neo4j_password: str = field(repr=False)
    neo4j_database: str
    data_dir: Path
    cache_dir: Path
    mode: str
    cors_origins: tuple[str, ...] = ()
    connections: int = 1024
    connections_per_address: int | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment (or `env` instead of it) describes."""
        env = os.environ if env is None else env
        origins = (env.get("GOALGRAPH_CORS_ORIGINS") or "").strip(", \t\n")
        cache_home = env.get("XDG_CACHE_HOME") or str(Path(env.get("HOME", "~")) / ".cache")
        return cls(
            neo4j_uri=env.get("NEO4J_URI") or None,
            neo4j_username=env.get("NEO4J_USERNAME") or "neo4j",
            neo4j_password=env.get("NEO4J_PASSWORD") or "",
            neo4j_database=env.get("NEO4J_DATABASE") or "neo4j",
            data_dir=Path(env.get("GOALGRAPH_DATA") or ".goalgraph").expanduser().absolute(),
            cache_dir=Path(env.get("GOALGRAPH_CACHE") or f"{cache_home}/goalgraph").expanduser(),
            mode=env.get("GOALGRAPH_MODE") or "development",
            cors_origins=tuple(re.split(r"[\s,]+", origins)) if origins else (),
            connections=_count(env, "GOALGRAPH_CONNECTIONS") or 1024,
            connections_per_address=_count(env, "GOALGRAPH_CONNECTIONS_PER_ADDRESS"),
        )

    @property
    def external(self) -> Target | None:
        """The Neo4j that the environment points at; None where the local engine is meant."""
        if self.neo4j_uri is None:
            return None
        return Target(self.neo4j_uri, self.neo4j_username, self.neo4j_password, self.neo4j_database)


def _count(env: Mapping[str, str], name: str) -> int | None:
    """A whole number from 1 on; None where the variable is absent or empty."""
    text = env.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**6):
        raise BadInput(f"{name} is {text[:80]!r}", remedy="set it to a whole number from 1 on")
    return int(text)
