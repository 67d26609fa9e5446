"""Errors as clients see them: coded, with a remedy; what nobody expected is masked and logged.

Expected failures (`graph.errors`) show their message. GraphQL's own complaints about the document
or its variables are the caller's to mend: BAD_INPUT. Everything else says one masked sentence with
the request id, under which the log has the rest.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from typing import Any

import structlog
from graphql import GraphQLError

from api.types.graphql_names import camel
from graph.errors import ErrorCode, GoalgraphError

log = structlog.get_logger("goalgraph.errors")

LONGEST = 1_000
"""Characters of a complaint; names and values of the document are quoted in it."""
MASKED = "Something went wrong inside the server; quote the request id to those who run it."


def error_of(failure: GoalgraphError) -> dict[str, Any]:
    """The error object of an expected failure."""
    extensions: dict[str, Any] = {"code": failure.code.value}
    if failure.remedy:
        extensions["remedy"] = failure.remedy
    if failure.retryable:
        extensions["retryable"] = True
    if failure.path:
        extensions["argument"] = [camel(step) for step in failure.path]
    return {"message": failure.message, "extensions": extensions}


def masked_error(error: BaseException, request_id: str) -> dict[str, Any]:
    """The error object of a failure that nobody expected; logs what it was, without its text."""
    log.error(
        "unexpected error",
        request_id=request_id,
        error=type(error).__qualname__,
        frames=_frames(error),
    )
    code = ErrorCode.INTERNAL.value
    return {"message": MASKED, "extensions": {"code": code, "requestId": request_id}}


def refusals(errors: Iterable[GraphQLError | GoalgraphError]) -> list[dict[str, Any]]:
    """The error objects of a document or of variables that were refused before execution."""
    return [error_of(e) if isinstance(e, GoalgraphError) else _complaint(e) for e in errors]


def failures(errors: Iterable[GraphQLError], request_id: str) -> list[dict[str, Any]]:
    """The error objects of fields that failed during execution."""
    return [_failure(error, request_id) for error in errors]


def _failure(error: GraphQLError, request_id: str) -> dict[str, Any]:
    cause = _cause(error)
    if isinstance(cause, GoalgraphError):
        return _place(error) | error_of(cause)
    if isinstance(cause, GraphQLError) and cause.message.startswith("Argument "):
        return _complaint(error)
    return _place(error) | masked_error(cause, request_id)


def _cause(error: BaseException) -> BaseException:
    """What was raised in the first place."""
    while isinstance(error, GraphQLError) and error.original_error is not None:
        error = error.original_error
    return error


def _complaint(error: GraphQLError) -> dict[str, Any]:
    """GraphQL's own words about a document, an argument or a variable."""
    code = ErrorCode.BAD_INPUT.value
    message = error.message
    if len(message) > LONGEST:
        message = message[:LONGEST] + "…"
    return {"message": message} | _place(error) | {"extensions": {"code": code}}


def _place(error: GraphQLError) -> dict[str, Any]:
    """Where an error lies in the document and in the answer."""
    place: dict[str, Any] = {}
    if error.locations:
        place["locations"] = [
            {"line": location.line, "column": location.column} for location in error.locations
        ]
    if error.path is not None:
        place["path"] = error.path
    return place


def _frames(error: BaseException) -> list[str]:
    """Where an error was raised, innermost last: files, lines and functions, no values."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
