"""Hooks: addresses to which changes are sent, as an API key of their own may read them.

Nobody holds the secret of that key: it says whom a hook stands for, and ends by `goalgraph keys revoke`.
One process at a time sends for a hook: it has it for some seconds, by the clock of the store, and notes
each change that was taken before the next. A process that is killed loses a hook when its time is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.errors import BadInput, Conflict, NotFound
from graph.identity.api_keys import KeyRequest, create_key, new_id, revoke_key
from graph.identity.conventions import LONGEST_URL, MOST_HOOKS, MOST_SECRETS
from graph.identity.hook_secrets import HookKey
from graph.identity.roles import Role
from graph.records.change_kinds import ChangeKind
from graph.sources.times import time_text
from graph.store.driver import Store


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook as the store holds it; fields as the statement `hooks` names them.

    `kinds`: of changes that are sent, none: all; `goal`: whose changes are sent, with `below` also those
    of what supports it; `place`: the last change that was sent or passed over; `failures`: how often in a
    row the next could not be sent; `sender`: who sends it, until when.
    """

    id: str
    url: str
    key: str
    kinds: tuple[str, ...]
    goal: str | None
    below: bool
    secrets: tuple[str, ...]
    place: str
    created_at: datetime
    delivered_at: datetime | None
    failures: int
    failure: str | None
    failed_at: datetime | None
    retry_at: datetime | None
    paused_at: datetime | None
    sender: str | None
    sender_until: datetime | None

    @classmethod
    def of(cls, row: Sequence[Any]) -> Hook:
        """The hook that a row of a statement says."""
        values: list[Any] = [tuple(one) if isinstance(one, list) else one for one in row]
        return cls(*values)

    def state(self, now: datetime) -> str:
        """`paused`, `failing` while it is tried again, `sending` while a process has it, or `waiting`."""
        if self.paused_at is not None:
            return "paused"
        if self.failures:
            return "failing"
        is_had = self.sender_until is not None and self.sender_until > now
        return "sending" if is_had else "waiting"


@dataclass(frozen=True, slots=True)
class HookRequest:
    """What a new hook shall be: where it sends what, as whom; after which change it begins."""

    url: str
    role: Role
    place: str
    account: str | None = None
    expires_at: datetime | None = None
    kinds: tuple[ChangeKind, ...] = ()
    goal: str | None = None
    below: bool = False


async def create_hook(store: Store, key: HookKey, wanted: HookRequest) -> tuple[bytes, Hook]:
    """A new hook's secret, and the hook. Raises BadInput, NotFound; who asks has checked the address."""
    if len(wanted.url) > LONGEST_URL:
        raise BadInput(f"the address has more than {LONGEST_URL:,} characters", remedy="shorten it")
    if wanted.role is Role.TOOL:
        raise BadInput("a tool writes, and is told nothing", remedy="choose another role")
    if wanted.below and wanted.goal is None:
        raise BadInput("--below is below a goal", remedy="name it with --goal")
    if len(await hooks(store)) >= MOST_HOOKS:
        raise Conflict(f"there are {MOST_HOOKS:,} hooks already", remedy="remove some")
    id_ = new_id()
    asks = KeyRequest(f"hook {id_}", wanted.role, wanted.account, expires_at=wanted.expires_at)
    _, api_key = await create_key(store, asks)
    row = {
        "id": id_,
        "url": wanted.url,
        "key": api_key.id,
        "kinds": sorted(kind.value for kind in wanted.kinds),
        "goal": wanted.goal,
        "below": wanted.below,
        "secrets": [key.mark(id_, 1)],
        "place": wanted.place,
        "created_at": time_text(datetime.now(UTC)),
    }
    await store.write("save_hooks", rows=[row])
    return key.secret(id_, 1), await hook_by_id(store, id_)


async def hooks(store: Store) -> list[Hook]:
    """The hooks that there are, the newest first."""
    return [Hook.of(row) for row in await store.rows("hooks", limit=MOST_HOOKS)]


async def hook_by_id(store: Store, id_: str) -> Hook:
    """The hook of this id. Raises NotFound."""
    for hook in await hooks(store):
        if hook.id == id_:
            return hook
    raise _unknown()


def _unknown() -> NotFound:
    return NotFound("there is no such hook", remedy="`goalgraph hooks list` shows them")


async def remove_hook(store: Store, id_: str) -> None:
    """Take a hook out of the store and end its API key. Raises NotFound."""
    rows = (await store.write("remove_hooks", rows=[{"id": id_}])).rows
    if not rows:
        raise _unknown()
    with suppress(NotFound):
        await revoke_key(store, rows[0][0])


async def pause_hook(store: Store, id_: str) -> None:
    """Send nothing for a hook until it is resumed. Raises NotFound."""
    await _pause(store, {"id": id_, "is_paused": True, "place": None})


async def resume_hook(store: Store, id_: str, place: str | None = None) -> None:
    """Let a hook go on where it stopped, or after the change `place`. Raises NotFound."""
    await _pause(store, {"id": id_, "is_paused": False, "place": place})


async def _pause(store: Store, row: dict[str, Any]) -> None:
    if not (await store.write("save_pauses_of_hooks", rows=[row])).rows:
        raise _unknown()


async def add_secret(store: Store, key: HookKey, hook: Hook) -> bytes:
    """A new secret that signs for a hook beside those that did. Raises BadInput, Conflict."""
    key.secrets(hook.id, hook.secrets)
    if len(hook.secrets) >= MOST_SECRETS:
        raise BadInput(
            f"the hook has {MOST_SECRETS} secrets already",
            remedy="end the old ones first: `goalgraph hooks rotate ID --drop-old`",
        )
    number = 1 + max(int(mark.partition(" ")[0]) for mark in hook.secrets)
    await _save_secrets(store, hook, [*hook.secrets, key.mark(hook.id, number)])
    return key.secret(hook.id, number)


async def drop_old_secrets(store: Store, id_: str) -> int:
    """Let only the newest secret sign for a hook; how many sign no longer. Raises NotFound, Conflict."""
    hook = await hook_by_id(store, id_)
    await _save_secrets(store, hook, [*hook.secrets[-1:]])
    return len(hook.secrets) - 1


async def _save_secrets(store: Store, hook: Hook, marks: list[str]) -> None:
    row = {"id": hook.id, "known": list(hook.secrets), "secrets": marks}
    if not (await store.write("save_secrets_of_hooks", rows=[row])).rows:
        raise Conflict("somebody changed its secrets meanwhile", remedy="try again")


async def taken_hook(store: Store, id_: str, sender: str, seconds: int) -> Hook | None:
    """The hook, which this sender now has for so long; None where it is not due or another has it."""
    row = {"id": id_, "sender": sender, "seconds": seconds}
    rows = (await store.write("save_senders_of_hooks", rows=[row])).rows
    return Hook.of(rows[0]) if rows else None


async def save_place(
    store: Store, hook: Hook, sender: str, place: str, seconds: int, *, is_delivered: bool
) -> bool:
    """Note up to which change a hook is told; whether the sender still had it, and has it for so long."""
    row = {
        "id": hook.id,
        "sender": sender,
        "seconds": seconds,
        "place": place,
        "delivered_at": time_text(datetime.now(UTC)) if is_delivered else None,
    }
    return bool((await store.write("save_places_of_hooks", rows=[row])).rows)


async def save_failure(
    store: Store, id_: str, sender: str, failures: int, failure: str, wait: int | None
) -> None:
    """Note why the next change could not be sent, and how often; after so many seconds again, None: pause."""
    row = {
        "id": id_,
        "sender": sender,
        "failures": failures,
        "failure": failure,
        "wait": wait or 0,
        "is_paused": wait is None,
    }
    await store.write("save_failures_of_hooks", rows=[row])


async def release_hooks(store: Store, ids: Sequence[str], sender: str) -> None:
    """Let any other sender have these hooks at once."""
    await store.write("release_hooks", rows=[{"id": id_, "sender": sender} for id_ in sorted(ids)])
