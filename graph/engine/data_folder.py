"""What lies in a data folder: where, written how, and which store version it belongs to.

<data>/engine/   version.json ports.json password (0600) engine.json keep locks
<data>/neo4j/    the home of Neo4j: conf data logs plugins import run
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from graph.config import Target
from graph.engine.jar_lock import NEO4J_VERSION
from graph.errors import EngineError, OtherVersion, PortTaken

LOOPBACK = "127.0.0.1"
HASH_ROUNDS = 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """One data folder: one store, one password, one pair of ports."""

    path: Path

    @property
    def own(self) -> Path:
        """Where the engine keeps its own files."""
        return self.path / "engine"

    @property
    def home(self) -> Path:
        """The home of Neo4j."""
        return self.path / "neo4j"

    @property
    def console(self) -> Path:
        """What the Neo4j process prints."""
        return self.home / "logs" / "console.log"

    @property
    def starting(self) -> Path:
        """Locked by whoever is starting the store."""
        return self.own / "starting.lock"

    @property
    def running(self) -> Path:
        """Locked by the supervisor, and the store itself, as long as they live."""
        return self.own / "running.lock"

    @property
    def users(self) -> Path:
        """Locked, shared, by every process that uses the store."""
        return self.own / "users.lock"

    @property
    def keep(self) -> Path:
        """There while the store is to run on without users."""
        return self.own / "keep"

    @property
    def state(self) -> Path:
        """What the supervisor tells about itself."""
        return self.own / "engine.json"


def prepare(folder: Folder) -> None:
    """Make the folders, ours alone; they must hold no store of another version.

    Raises OtherVersion, EngineError where the folder cannot be written.
    """
    try:
        for path in (folder.own, *(folder.home / name for name in ("conf", "logs", "import"))):
            path.mkdir(parents=True, exist_ok=True)
        folder.own.chmod(0o700)
        folder.home.chmod(0o700)
        for path in (folder.own, folder.home):
            (path / ".gitignore").write_text("*\n", "ascii")
        _check_version(folder)
    except OSError as error:
        raise EngineError(
            f"the data folder {folder.path} cannot be written: {error.strerror or error}",
            remedy="name another folder with --data or GOALGRAPH_DATA, or make this one writable",
        ) from error


def _check_version(folder: Folder) -> None:
    """Refuse a store that was not made by the version that is about to open it."""
    stamp = folder.own / "version.json"
    if stamp.exists():
        version = str(read_json(stamp).get("neo4j", "unknown"))
    elif (folder.home / "data" / "databases").exists():
        version = "unknown"
    else:
        write_json(stamp, {"neo4j": NEO4J_VERSION})
        return
    if version != NEO4J_VERSION:
        raise OtherVersion(
            f"the data folder {folder.path} belongs to Neo4j {version}; this is {NEO4J_VERSION}",
            remedy="name another folder with --data or GOALGRAPH_DATA; to move the data, run"
            " `goalgraph export` with the release that made the folder and `goalgraph import` here",
        )


def target(folder: Folder, bolt: int) -> Target:
    """The folder's store, which listens for Bolt on this port."""
    return Target(f"bolt://{LOOPBACK}:{bolt}", "neo4j", password(folder), "neo4j")


def password(folder: Folder) -> str:
    """The folder's password, made at random at first; only the owner can read its file."""
    path = folder.own / "password"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(24)
        file.write(secret)
    return secret


def write_first_user(folder: Folder, secret: str) -> None:
    """Write the file from which Neo4j takes its first user at its first start.

    The form is that of `neo4j-admin dbms set-initial-password`, which would cost a second JVM.
    """
    path = folder.home / "data" / "dbms" / "auth.ini"
    if path.exists() or (folder.home / "data" / "databases").exists():
        return
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + secret.encode()).digest()
    for _ in range(HASH_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_text(f"neo4j:SHA-256,{digest.hex()},{salt.hex()},{HASH_ROUNDS}:\n", "ascii")


def ports(folder: Folder) -> tuple[int, int]:
    """The folder's ports for Bolt and HTTP: free ones at first, the same ones ever after.

    Raises PortTaken where another program listens on one of them.
    """
    path = folder.own / "ports.json"
    if path.exists():
        stored = read_json(path)
        bolt, http = int(stored["bolt"]), int(stored["http"])
        for port in (bolt, http):
            if not _is_free(port):
                raise PortTaken(
                    f"port {port} of the data folder {folder.path} is taken by {_listener(port)}",
                    remedy=f"stop that program, or delete {path} so that other ports are chosen",
                )
        return bolt, http
    bolt, http = _two_free_ports()
    write_json(path, {"bolt": bolt, "http": http})
    return bolt, http


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _two_free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind((LOOPBACK, 0))
        second.bind((LOOPBACK, 0))
        return first.getsockname()[1], second.getsockname()[1]


def _listener(port: int) -> str:
    """Who listens on the port, as far as the system tells."""
    with contextlib.suppress(psutil.Error, OSError):
        for row in psutil.net_connections("tcp"):
            if row.status == psutil.CONN_LISTEN and row.laddr[1:] == (port,) and row.pid:
                return f"{psutil.Process(row.pid).name()} (process {row.pid})"
    return "another program"


def read_json(path: Path) -> dict[str, Any]:
    """The object in the file; an empty one where there is none or it cannot be read."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, row: dict[str, Any]) -> None:
    """Write `row` to the file, all at once, for its owner only."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(0o600)
    fresh.write_text(json.dumps(row, indent=1), "utf-8")
    fresh.replace(path)
