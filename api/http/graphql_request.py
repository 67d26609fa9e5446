"""From bytes to a GraphQL request: capped, decoded and checked, so that nothing below can choke.

What cannot be used is `Refused` with the status, message and remedy that the client sees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn
from urllib.parse import parse_qsl

import orjson

from api.http.document_limits import Limits
from graph.errors import BadInput, GoalgraphError, TooCostly

LARGEST_INTEGER = 2**63 - 1
MARKS = 4
"""Brackets in a body for each value that it may hold: texts may hold some, too."""
MANY_DIGITS = re.compile(rb"\d{19}")


class GraphQLRequest(NamedTuple):
    """The parameters of GraphQL over HTTP."""

    query: str
    operation_name: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any] | None
    size: int = 0
    """Bytes of the body."""
    document_id: str | None = None
    """The hash of a trusted document, sent in place of it."""


class Refused(Exception):
    """A request that is answered with an HTTP status and an expected failure."""

    def __init__(
        self, status: int, failure: GoalgraphError, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(failure.message)
        self.status = status
        self.failure = failure
        self.headers = headers or {}


class ClientLeft(Exception):
    """The client left before its request was read."""


def refuse(status: int, message: str, remedy: str, **headers: str) -> NoReturn:
    """Raise Refused for input that cannot be used."""
    raise Refused(status, BadInput(message, remedy=remedy), headers)


def check_size(request: GraphQLRequest, limits: Limits) -> None:
    """Refuse a body that is larger than that of a query may be."""
    if request.size > limits.body_bytes:
        refuse_size(limits.body_bytes)


def refuse_size(most: int) -> NoReturn:
    """Raise Refused for a body that is too large."""
    failure = TooCostly(
        f"The body is larger than {most // 1024} KiB.",
        remedy="send less in one request; whole organisations are loaded with `goalgraph import`",
    )
    raise Refused(413, failure, {"Connection": "close"})


@lru_cache(maxsize=64)
def check_content_type(value: bytes) -> None:
    """Refuse a body that is not declared as JSON in UTF-8."""
    kind, *parameters = (part.strip().lower() for part in value.decode("latin-1").split(";"))
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    if kind != "application/json" or any(c not in ("utf-8", "utf8") for c in charsets):
        refuse(
            415,
            f"The body is declared as {kind[:80]!r}, not as JSON in UTF-8."
            if kind
            else "The request does not say what its body is.",
            "send `Content-Type: application/json`",
        )


def request_of_body(body: bytes, limits: Limits) -> GraphQLRequest:
    """The request in a JSON body."""
    data = json_value(body, limits)
    if not isinstance(data, dict):
        if isinstance(data, list):
            refuse(400, "The body is a list; batches are not served.", "send one request each")
        refuse(400, "The body is not a JSON object.", _SHAPE)
    return request_of(data)._replace(size=len(body))


def request_of_url(query_string: bytes, limits: Limits) -> GraphQLRequest:
    """The request in the parameters of a URL; variables and extensions are JSON there."""
    if len(query_string) > limits.body_bytes:
        refuse_size(limits.body_bytes)
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20
        )
    except ValueError:
        refuse(400, "The parameters of the URL cannot be decoded.", "percent-encode them as UTF-8")
    data: dict[str, Any] = dict(pairs)
    for name in ("variables", "extensions"):
        if name in data:
            data[name] = (
                json_value(data[name].encode(), limits, f"`{name}`") if data[name] else None
            )
    data["operationName"] = data.get("operationName") or None
    return request_of(data)


_SHAPE = 'send {"query": "...", "variables": {...}, "operationName": "..."}'


def request_of(data: dict[str, Any]) -> GraphQLRequest:
    """The request in an object of JSON; refused where it is none."""
    query, document_id = data.get("query"), None
    if query is None:
        document_id = _document_id(data)
        query = "" if document_id is not None else query
    if not isinstance(query, str) or not (query.strip() or document_id is not None):
        refuse(400, "`query` is missing, empty or not text.", _SHAPE)
    name = data.get("operationName")
    if name is not None and not isinstance(name, str):
        refuse(400, "`operationName` is neither text nor null.", _SHAPE)
    for key in ("variables", "extensions"):
        if not isinstance(data.get(key), dict | None):
            refuse(400, f"`{key}` is neither an object nor null.", _SHAPE)
    return GraphQLRequest(
        query, name, data.get("variables"), data.get("extensions"), document_id=document_id
    )


def _document_id(data: dict[str, Any]) -> str | None:
    """The hash that a request sends in place of its document; None where it sends none."""
    named = data.get("documentId")
    extensions = data.get("extensions")
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    if named is None and isinstance(persisted, dict):
        named = persisted.get("sha256Hash")
    return named.removeprefix("sha256:") if isinstance(named, str) else None


def json_value(text: bytes, limits: Limits, what: str = "The body") -> Any:
    """The JSON value of a text: UTF-8, no lone surrogates, no deep nesting, 64-bit integers."""
    if text.count(b"[") + text.count(b"{") > MARKS * limits.values:
        _refuse_values(limits, what)
    try:
        value = orjson.loads(text)
        # orjson reads integers beyond 64 bits as floats: only the slow parser shows them.
        if MANY_DIGITS.search(text):
            _check_shape(value, limits, what)
            json.loads(text, parse_int=lambda digits: _integer(digits, what))
    except ValueError as error:
        refuse(400, f"{what} is not JSON: {error}", "send JSON in UTF-8")
    _check_shape(value, limits, what)
    return value


def _integer(digits: str, what: str) -> int:
    value = int(digits) if len(digits) <= 20 else LARGEST_INTEGER + 1
    if not -LARGEST_INTEGER - 1 <= value <= LARGEST_INTEGER:
        refuse(400, f"{what} holds an integer beyond 64 bits.", "send it as text")
    return value


def _check_shape(value: Any, limits: Limits, what: str) -> None:
    """Refuse a value that holds more than is allowed, or deeper than that."""
    level = [value] if isinstance(value, dict | list) else []
    count = 0
    for _ in range(limits.nesting):
        if not level:
            return
        count += sum(map(len, level))
        if count > limits.values:
            _refuse_values(limits, what)
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    if level:
        refuse(
            400,
            f"{what} nests lists and objects more than {limits.nesting} levels deep.",
            "flatten the variables",
        )


def _refuse_values(limits: Limits, what: str) -> NoReturn:
    failure = TooCostly(
        f"{what} holds more than {limits.values:,} values.",
        remedy="send fewer rows in one request",
    )
    raise Refused(413, failure)
