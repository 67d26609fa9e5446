"""Answers as JSON in UTF-8: bounded in size, and large ones encoded part by part beside other work."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import orjson
from starlette.types import Send

from graph.errors import TooCostly

PART = 256 * 1024
"""Bytes that are encoded before other requests have their turn."""
SCALARS = (str, int, float, bool, type(None))


def json_bytes(body: Any) -> bytes:
    """A small body, at once."""
    return orjson.dumps(body, default=str)


async def answer_bytes(body: Mapping[str, Any], most: int) -> bytes:
    """An answer of any size; raises TooCostly where it has more than `most` bytes."""
    if _is_small(body):
        return json_bytes(body)
    parts: list[bytes] = []
    size = turn = 0
    for part in _parts(body):
        parts.append(part)
        size += len(part)
        if size > most:
            raise _too_large(most)
        if size > turn + PART:
            turn = size
            await asyncio.sleep(0)
    return b"".join(parts)


def _too_large(most: int) -> TooCostly:
    return TooCostly(
        f"The answer is larger than {most // 1024**2} MiB.",
        remedy="ask for smaller pages (`first`, `last`), or for fewer long texts",
    )


def _is_small(body: Any) -> bool:
    """Whether an answer is encoded in no time; looks at no more of it than that takes."""
    budget = PART
    stack = [body]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            budget -= len(value)
        elif isinstance(value, dict):
            budget -= 16 * len(value)
            stack.extend(value.values())
        elif isinstance(value, list):
            budget -= 8 * len(value)
            stack.extend(value)
        if budget < 0:
            return False
    return True


def _parts(value: Any) -> Iterator[bytes]:
    """JSON in parts: a list or object of scalars is one part, others are taken apart."""
    if isinstance(value, dict) and not _is_plain(value.values()):
        mark = b"{"
        for name, inner in value.items():
            yield mark + orjson.dumps(name) + b":"
            yield from _parts(inner)
            mark = b","
        yield b"}" if mark == b"," else b"{}"
    elif isinstance(value, list) and not _is_plain(value):
        mark = b"["
        for inner in value:
            yield mark
            yield from _parts(inner)
            mark = b","
        yield b"]"
    else:
        yield json_bytes(value)


def _is_plain(values: Any) -> bool:
    return all(map(SCALARS.__contains__, map(type, values)))


async def respond(
    send: Send, status: int, kind: str, body: bytes, extra: Mapping[str, str] | None = None
) -> None:
    """Send a whole response that no cache keeps."""
    further_headers = (
        (name.lower().encode(), value.encode()) for name, value in (extra or {}).items()
    )
    headers = chain(
        (
            (b"content-type", kind.encode() + b"; charset=utf-8"),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
        ),
        further_headers,
    )
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
