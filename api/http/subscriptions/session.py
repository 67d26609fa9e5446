"""One connection: who it is, whether they still may, and whether anything is asked of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from strawberry.exceptions import ConnectionRejectionError

from api.execution.viewer import Viewer
from api.http.document_limits import Limits
from api.http.subscriptions.close_codes import FORBIDDEN, LATER, NORMAL
from api.http.subscriptions.messages import Messages
from graph.errors import GoalgraphError, Unauthenticated

LOOK = 1.0
"""Seconds between two looks whether who asks still may."""
ENDED = "The credential has ended or was revoked."
EMPTY = "Nothing was subscribed to for some time."
AWAY = "Who asks cannot be looked up at the moment; try again."
CROWDED = "There are too many connections of this principal; try again when one is closed."
AUTHORIZATION, PURPOSE = "authorization", "goalgraph-purpose"

Authenticate = Callable[[Mapping[bytes, bytes]], Awaitable[Viewer]]


class Session:
    """What is known of one connection; Strawberry's handler takes it as its context."""

    connection_params: Any = None
    """What the client sent to be let in."""

    def __init__(
        self,
        messages: Messages,
        headers: Mapping[bytes, bytes],
        request_id: str,
        limits: Limits,
        authenticate: Authenticate,
        has_room: Callable[[Viewer], bool],
    ) -> None:
        self.messages = messages
        self.request_id = request_id
        self.viewer: Viewer | None = None
        self._headers = dict(headers)
        self._limits = limits
        self._authenticate = authenticate
        self._has_room = has_room

    async def let_in(self) -> None:
        """Know the viewer, by what was sent at last; raises ConnectionRejectionError for nobody."""
        for name, value in (self.connection_params or {}).items():
            # Editors send their headers there, with capitals.
            if name.lower() in (AUTHORIZATION, PURPOSE) and isinstance(value, str):
                self._headers[name.lower().encode()] = value.encode()
        try:
            viewer = await self.renewed()
        except Unauthenticated as failure:
            raise ConnectionRejectionError from failure
        except GoalgraphError:
            await self.messages.close(LATER, AWAY)
            return
        if not self._has_room(viewer):
            await self.messages.close(LATER, CROWDED)
            return
        self.viewer = viewer

    async def renewed(self) -> Viewer:
        """Who asks by now. Raises Unauthenticated, StoreDown."""
        viewer = await self._authenticate(self._headers)
        viewer = viewer.asking_for(self._headers.get(PURPOSE.encode()))
        if self.viewer is not None:
            if viewer.id != self.viewer.id:
                raise Unauthenticated(ENDED)
            self.viewer = viewer
        return viewer

    async def end(self) -> None:
        """Close it, since the viewer may ask no more."""
        await self.messages.close(FORBIDDEN, ENDED)

    async def watch(self, is_empty: Callable[[], bool]) -> None:
        """End the connection once nobody may ask, or nothing was asked for long."""
        since = time.monotonic()
        while True:
            await asyncio.sleep(LOOK)
            if not is_empty():
                since = time.monotonic()
            elif time.monotonic() - since > self._limits.empty_seconds:
                await self.messages.close(NORMAL, EMPTY)
            if self.viewer is None:
                continue
            try:
                await self.renewed()
            except Unauthenticated:
                await self.end()
            except GoalgraphError:
                continue  # The store is away: who was let in waits for it.
