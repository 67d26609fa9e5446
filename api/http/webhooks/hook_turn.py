"""The changes of one hook, sent in their order, for as long as one process has the hook."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from api.http.webhooks.attempts import Outcome, attempt, client_of_hook
from api.http.webhooks.conventions import (
    ATTEMPT_SECONDS,
    HAD_SECONDS,
    RETRY_WAITS,
    TURN_SECONDS,
    WAIT_SPREAD,
)
from api.http.webhooks.messages import Unshown, message_of, viewer_of
from api.nouns.change_event import Wanted
from graph.config import Network
from graph.errors import Unauthenticated
from graph.identity.hook_secrets import HookKey
from graph.identity.hooks import Hook, save_failure, save_place
from graph.organisation.change_audience import OF_GOALS, OF_LINKS, changes_at_goal
from graph.organisation.change_stream import ChangeStream
from graph.records import Change
from graph.store.driver import Store
from graph.store.filter_terms import Filter
from graph.store.shared_poll import patiently


def wanted_of(hook: Hook) -> Wanted:
    """Which changes a hook sends."""
    kinds: Sequence[str] = hook.kinds
    goal = hook.goal
    if goal is None:
        return Wanted((Filter("kind", "in", tuple(kinds)),) if kinds else ())

    async def of(log: ChangeStream, changes: Sequence[Change]) -> list[Change]:
        return await changes_at_goal(log, changes, goal, below=hook.below)

    near = OF_GOALS + OF_LINKS
    picked = tuple(kind for kind in near if kind in kinds) if kinds else near
    return Wanted((Filter("kind", "in", picked),), of)


@dataclass(frozen=True, slots=True)
class SenderSetup:
    """What a sender has: its name, the key of secrets, and private networks that it may send to."""

    name: str
    key: HookKey
    networks: tuple[Network, ...] = ()


class HookTurn:
    """One process has one hook for a while."""

    def __init__(self, store: Store, log: ChangeStream, setup: SenderSetup, hook: Hook) -> None:
        self._store = store
        self._log = log
        self._setup = setup
        self._hook = hook
        self._secrets = setup.key.secrets(hook.id, hook.secrets)
        self._place = hook.place
        self._had = time.monotonic()
        self.sent = 0
        self.outcome = Outcome()

    @property
    def id(self) -> str:
        """The hook's."""
        return self._hook.id

    async def run(self, *, until_idle: bool) -> None:
        """Send what there is, until something fails, the turn is over, or, as asked, nothing is left."""
        wanted, end = wanted_of(self._hook), time.monotonic() + TURN_SECONDS
        async with client_of_hook() as client:
            while time.monotonic() < end:
                place = self._place
                changes, reached = await patiently(lambda: self._log.after(place, wanted.terms))  # noqa: B023
                passing = [change for change in changes if wanted.passes(change)]
                picked = (
                    await patiently(lambda: wanted.of(self._log, passing))  # noqa: B023
                    if passing
                    else ()
                )
                for change in picked:
                    if not await self._send(client, change):
                        return
                    if not until_idle and time.monotonic() > end:
                        return
                if reached != self._place and not await self._note(reached, is_delivered=False):
                    return
                if until_idle and not changes and reached == place:
                    return
                end = time.monotonic() + TURN_SECONDS if until_idle else end

    async def _send(self, client: httpx.AsyncClient, change: Change) -> bool:
        """Send one change; whether the next may follow."""
        try:
            viewer = await patiently(lambda: viewer_of(self._store, self._hook))
            message = await patiently(lambda: message_of(self._store, viewer, self._hook, change))
        except Unauthenticated:
            why = "its key has ended, was revoked, or stands for nobody any more"
            return await self._failed(Outcome(why, is_final=True))
        except Unshown as unshown:
            return await self._failed(Outcome(f"the change cannot be shown ({unshown})"))
        if message is None:
            return True
        if time.monotonic() - self._had > HAD_SECONDS - ATTEMPT_SECONDS:
            return False  # the store was away, and another sender may have the hook by now
        outcome = await attempt(
            client, self._hook.url, message, self._secrets, self._setup.networks
        )
        if outcome.failure is not None:
            return await self._failed(outcome)
        self.sent += 1
        return await self._note(change.id, is_delivered=True)

    async def _note(self, place: str, *, is_delivered: bool) -> bool:
        """Note up to where all is told; whether this process still has the hook."""
        moment = time.monotonic()
        if await patiently(
            lambda: save_place(
                self._store,
                self._hook,
                self._setup.name,
                place,
                HAD_SECONDS,
                is_delivered=is_delivered,
            )
        ):
            self._place, self._had = place, moment
            return True
        return False

    async def _failed(self, outcome: Outcome) -> bool:
        """Note that a change was not taken, and when it is sent again; no other may follow."""
        assert outcome.failure is not None
        before = self._hook.failures if self._place == self._hook.place else 0
        failure, wait = outcome.failure, wait_after(before, outcome)
        id_, name = self._hook.id, self._setup.name
        await patiently(lambda: save_failure(self._store, id_, name, before + 1, failure, wait))
        self.outcome = outcome
        return False


def wait_after(failures: int, outcome: Outcome) -> int | None:
    """Seconds until what has failed so often before, and now again, is sent again; None: never.

    >>> wait_after(len(RETRY_WAITS), Outcome("status 500"))
    """
    if outcome.is_final or failures >= len(RETRY_WAITS):
        return None
    longer = 1 + random.random() * WAIT_SPREAD
    return max(round(RETRY_WAITS[failures] * longer), outcome.wait)
