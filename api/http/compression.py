"""Large answers packed with gzip, where the client says that it reads it."""

from __future__ import annotations

import asyncio
import gzip
from functools import partial

LEAST = 64 * 1024
"""Bytes below which an answer goes out as it is: packing costs more than the way does."""
LEVEL = 3
NAMES = ("gzip", "x-gzip", "*")
VARY = {"Vary": "Accept-Encoding"}


async def content_coding(
    body: bytes, accept_encoding: bytes | None
) -> tuple[bytes, dict[str, str]]:
    """An answer as it goes to a client of this `Accept-Encoding`, and the headers that say how.

    What is packed is packed in a thread, beside other requests.
    """
    if len(body) < LEAST:
        return body, {}
    if not is_gzip_wanted(accept_encoding):
        return body, VARY
    packed = await asyncio.to_thread(partial(gzip.compress, body, LEVEL, mtime=0))
    return packed, VARY | {"Content-Encoding": "gzip"}


def is_gzip_wanted(accept_encoding: bytes | None) -> bool:
    """Whether a client of this header reads gzip (RFC 9110, 12.5.3); one that sends none is not asked to."""
    weights = dict(map(_weight, (accept_encoding or b"").decode("latin-1").lower().split(",")))
    return next((weights[name] > 0 for name in NAMES if name in weights), False)


def _weight(coding: str) -> tuple[str, float]:
    """A coding of the header and how welcome it is: 0 is not at all; what cannot be read is not."""
    name, _, parameter = coding.partition(";")
    key, _, value = parameter.partition("=")
    if not parameter.strip():
        return name.strip(), 1.0
    try:
        return name.strip(), float(value) if key.strip() == "q" else 0.0
    except ValueError:
        return name.strip(), 0.0
