"""The body of a request: read within a time and a size, and counted while it is held in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

from api.http.admission import Traffic
from api.http.graphql_request import ClientLeft, Refused, refuse_size
from graph.errors import BadInput

Receive = Callable[[], Awaitable[Any]]


class BodyReader:
    """The reading of one body; at the end of the block its bytes no longer count."""

    def __init__(self, traffic: Traffic) -> None:
        self.traffic = traffic
        self.limits = traffic.limits
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.traffic.hold(-self.size)

    async def body(self, receive: Receive, headers: Mapping[bytes, bytes]) -> bytes:
        """The whole body; refused where it comes too slowly, or as soon as it is too large.

        Only a mutation may be larger than `body_bytes`; its `query` must then come before its variables.
        """
        declared = headers.get(b"content-length", b"")
        most = self.limits.write_body_bytes
        if declared.isdigit() and (len(declared) > 20 or int(declared) > most):
            refuse_size(most)
        try:
            async with asyncio.timeout(self.limits.body_seconds):
                return await self._parts(receive)
        except TimeoutError:
            raise Refused(
                408,
                BadInput(
                    f"The body did not come within {self.limits.body_seconds:g} s.",
                    remedy="send it at once, or less of it",
                ),
                {"Connection": "close"},
            ) from None

    async def _parts(self, receive: Receive) -> bytes:
        most = self.limits.body_bytes
        parts: list[bytes] = []
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientLeft
            part = message.get("body", b"")
            self.traffic.hold(len(part))
            self.size += len(part)
            parts.append(part)
            if self.size > most:
                most = self._more_for_a_mutation(parts)
            if not message.get("more_body", False):
                return parts[0] if len(parts) == 1 else b"".join(parts)

    def _more_for_a_mutation(self, parts: list[bytes]) -> int:
        """The bytes that a mutation may have; refused where it is none, or has more."""
        limits = self.limits
        if self.size > limits.write_body_bytes:
            refuse_size(limits.write_body_bytes)
        parts[:] = [b"".join(parts)]
        if limits.write_body_bytes <= limits.body_bytes or b"mutation" not in parts[0]:
            refuse_size(limits.body_bytes)
        return limits.write_body_bytes
