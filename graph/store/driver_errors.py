"""The driver's expected errors as ours, with what mends them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    TransientError,
)

from graph.config import Target
from graph.errors import BadInput, Conflict, GoalgraphError, Overloaded, StoreDown

OUT_OF_TIME = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")


@contextmanager
def translated_errors(target: Target) -> Iterator[None]:
    """A block in which the driver's expected errors become ours, with their remedies."""
    try:
        yield
    except GoalgraphError:
        raise
    except Exception as error:
        ours = _translation(error, target)
        if ours is None:
            raise
        raise ours from error


def _translation(error: BaseException, target: Target) -> GoalgraphError | None:
    """Our error for one of the driver's; None for what is no expected failure."""
    if isinstance(error, AuthError):
        return StoreDown(
            f"Neo4j at {target.uri} refused the user {target.username!r} or the password",
            remedy="set NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    if isinstance(error, ClientError) and (error.code or "").endswith(OUT_OF_TIME):
        return StoreDown("the store did not answer in time", remedy="ask for less, or try again")
    if isinstance(error, TransientError):
        return Overloaded("the store has too much to do at once", remedy="send it again")
    if isinstance(error, Neo4jError) and error.code and "ConstraintValidation" in error.code:
        return Conflict(f"the store refused a duplicate: {error.message}")
    if isinstance(error, ClientError) and error.code and "Database.DatabaseNotFound" in error.code:
        return BadInput(f"there is no database {target.database!r}", remedy="set NEO4J_DATABASE")
    if isinstance(error, (ServiceUnavailable, DriverError, OSError)):
        return StoreDown(
            f"Neo4j at {target.uri} cannot be reached",
            remedy="start it with `goalgraph up`, or point NEO4J_URI at a running one",
        )
    return None
