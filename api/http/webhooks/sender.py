"""What sends for all hooks of a store; any number of processes do so side by side."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from contextlib import suppress
from datetime import UTC, datetime

from api.http.webhooks.conventions import HAD_SECONDS, LOOK_SECONDS
from api.http.webhooks.hook_turn import HookTurn, SenderSetup
from graph.config import Network
from graph.errors import BadInput, GoalgraphError
from graph.identity.hook_secrets import HookKey
from graph.identity.hooks import Hook, hooks, release_hooks, taken_hook
from graph.organisation.change_stream import change_stream_of
from graph.store.driver import Store
from graph.store.shared_poll import patiently

LOG = logging.getLogger("goalgraph.hooks")


def sender_name() -> str:
    """A name that no other process has."""
    return f"{socket.gethostname()[:64]}-{os.getpid()}-{secrets.token_hex(4)}"


class HookSender:
    """Sends the changes of all hooks that no other process has."""

    def __init__(self, store: Store, key: HookKey, networks: tuple[Network, ...] = ()) -> None:
        self._store = store
        self._setup = SenderSetup(sender_name(), key, networks)
        self._turns: dict[str, asyncio.Task[HookTurn | None]] = {}
        self._refused: set[str] = set()
        self._taken: set[str] = set()

    async def run(self) -> None:
        """Send until it is cancelled; what it has is then given back."""
        log = change_stream_of(self._store)
        try:
            async with log.following():
                while True:
                    for hook in await patiently(lambda: hooks(self._store)):
                        if self._is_mine_to_send(hook):
                            turn = self._turn(hook, until_idle=False)
                            self._turns[hook.id] = asyncio.create_task(turn)
                    await asyncio.sleep(LOOK_SECONDS)
                    self._note_ends()
        finally:
            await self._stop()

    async def run_once(self) -> list[HookTurn]:
        """Send what is due, hook by hook; how each turn ended."""
        log = change_stream_of(self._store)
        try:
            async with log.following():
                due = [one for one in await hooks(self._store) if self._is_mine_to_send(one)]
                turns = await asyncio.gather(*(self._turn(one, until_idle=True) for one in due))
        finally:
            await self._release()
        return [turn for turn in turns if turn is not None]

    def _is_mine_to_send(self, hook: Hook) -> bool:
        """Whether it is worth asking for a hook: it is not sent here already, nor surely by another."""
        now = datetime.now(UTC)
        is_had = (
            hook.sender not in (None, self._setup.name)
            and hook.sender_until is not None
            and hook.sender_until > now
        )
        waits = hook.retry_at is not None and hook.retry_at > now
        return not (hook.paused_at or is_had or waits or hook.id in self._turns)

    async def _turn(self, hook: Hook, *, until_idle: bool) -> HookTurn | None:
        """One turn of a hook; None where it is another's."""
        try:
            self._setup.key.secrets(hook.id, hook.secrets)
        except BadInput as refused:
            if hook.id not in self._refused:
                LOG.warning("%s; mend: %s", refused.message, refused.remedy)
                self._refused.add(hook.id)
            return None
        taken = await patiently(
            lambda: taken_hook(self._store, hook.id, self._setup.name, HAD_SECONDS)
        )
        if taken is None:
            return None
        self._taken.add(taken.id)
        turn = HookTurn(self._store, change_stream_of(self._store), self._setup, taken)
        await turn.run(until_idle=until_idle)
        return turn

    def _note_ends(self) -> None:
        """Forget the turns that are over; the next look begins others."""
        for id_, task in list(self._turns.items()):
            if task.done():
                del self._turns[id_]
                if (error := task.exception()) is not None:
                    LOG.error("hook %s: %s", id_, type(error).__name__, exc_info=error)

    async def _stop(self) -> None:
        """End what is under way and give back what this process has."""
        for task in self._turns.values():
            task.cancel()
        await asyncio.gather(*self._turns.values(), return_exceptions=True)
        await self._release()

    async def _release(self) -> None:
        """Give back what this process has; where the store is away, others wait until its time is over."""
        with suppress(GoalgraphError):
            await release_hooks(self._store, sorted(self._taken), self._setup.name)
