"""The one tree of expected failures, each with its code, its place and its remedy.

GoalgraphError
├── BadInput          BAD_INPUT        what was given cannot be used
│   ├── BundleError   BAD_INPUT        the whole file or archive cannot be read
│   └── StatementError BAD_INPUT       a statement file breaks its contract
├── Unauthenticated   UNAUTHENTICATED
├── Forbidden         FORBIDDEN
├── NotFound          NOT_FOUND
├── Conflict          CONFLICT         somebody changed it meanwhile
├── TooCostly         COST             beyond a published limit
├── Overloaded        OVERLOADED       try again later
├── StoreDown         STORE_DOWN       Neo4j cannot be reached
│   └── StoreVersion  STORE_DOWN       the store's schema is not the one this code needs
└── EngineError       INTERNAL         the local Neo4j cannot be provided
    ├── NoNetwork                      the registry of jars cannot be reached
    ├── PortTaken
    ├── LittleMemory
    ├── OtherVersion                   the data folder belongs to another version
    ├── CorruptDownload                a file's hash is not the locked one
    └── FolderInUse
"""

from __future__ import annotations

from enum import Enum


class ErrorCode(Enum):
    """What kind of failure a client sees in `extensions.code` and in a payload's `userErrors`."""

    BAD_INPUT = "BAD_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    COST = "COST"
    OVERLOADED = "OVERLOADED"
    STORE_DOWN = "STORE_DOWN"
    INTERNAL = "INTERNAL"


class GoalgraphError(Exception):
    """An expected failure: `message` says what and where, `remedy` how to mend it.

    `path` names the place inside the input, e.g. `("input", "goals", 3, "weight")`.
    """

    code = ErrorCode.INTERNAL
    retryable = False

    def __init__(
        self,
        message: str,
        *,
        remedy: str | None = None,
        path: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.path = path


class BadInput(GoalgraphError):
    """What was given cannot be used."""

    code = ErrorCode.BAD_INPUT


class BundleError(BadInput):
    """The whole file or archive cannot be read; nothing was loaded."""


class StatementError(BadInput):
    """A statement file breaks its contract; the message names file and line."""


class Unauthenticated(GoalgraphError):
    """Nobody has shown who they are."""

    code = ErrorCode.UNAUTHENTICATED


class Forbidden(GoalgraphError):
    """The viewer may not do this."""

    code = ErrorCode.FORBIDDEN


class NotFound(GoalgraphError):
    """There is no such thing, or the viewer may not know of it."""

    code = ErrorCode.NOT_FOUND


class Conflict(GoalgraphError):
    """Somebody changed it meanwhile."""

    code = ErrorCode.CONFLICT


class TooCostly(GoalgraphError):
    """The request goes beyond a published limit."""

    code = ErrorCode.COST


class Overloaded(GoalgraphError):
    """There is too much to do at the moment."""

    code = ErrorCode.OVERLOADED
    retryable = True


class StoreDown(GoalgraphError):
    """Neo4j cannot be reached."""

    code = ErrorCode.STORE_DOWN
    retryable = True


class StoreVersion(StoreDown):
    """The store's schema is older or newer than this code needs."""

    retryable = False


class EngineError(GoalgraphError):
    """The local Neo4j cannot be provided."""


class NoNetwork(EngineError):
    """The registry of jars cannot be reached."""


class PortTaken(EngineError):
    """Another program listens on the port of this data folder."""


class LittleMemory(EngineError):
    """Too little memory is free to start Neo4j."""


class OtherVersion(EngineError):
    """The data folder belongs to another version."""


class CorruptDownload(EngineError):
    """A downloaded file's hash is not the locked one."""


class FolderInUse(EngineError):
    """Another process holds the data folder and cannot be joined."""
