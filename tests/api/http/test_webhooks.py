"""Webhooks to a real receiver: signed, in order, at least once, as their viewers may read."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.http.webhooks import attempts, hook_turn
from api.http.webhooks.conventions import RETRY_WAITS
from api.http.webhooks.sender import HookSender
from graph.config import Settings
from graph.errors import BadInput
from graph.identity.api_keys import api_keys, revoke_key
from graph.identity.hook_secrets import HookKey, secret_text
from graph.identity.hooks import (
    Hook,
    HookRequest,
    add_secret,
    create_hook,
    drop_old_secrets,
    hook_by_id,
    hooks,
    pause_hook,
    remove_hook,
    resume_hook,
    taken_hook,
)
from graph.identity.roles import Role
from graph.organisation.change_stream import change_stream_of
from graph.records.change_kinds import ChangeKind
from graph.store.driver import Store
from tests.api.http.webhook_receiver import Receiver, receiving
from tests.api.mutations.small_organisation import key, mutate, save_goals, save_talk
from tests.command_line import goalgraph
from tests.conftest import emptied

ROOT = Path(__file__).parents[3]
KEY = HookKey(b"0123456789abcdef0123456789abcdef")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def small(store: Store) -> Store:
    """Three people, talk, and a goal below another."""
    await emptied(store)
    await save_talk(store)
    await save_goals(
        store, {"name": "top", "title": "T"}, {"name": "leaf", "parents": [{"goal": key("top")}]}
    )
    return store


async def raw(store: Store, text: str, **params: Any) -> list[Any]:
    async with store.driver.session(database=store.database) as session:
        return [row.values() async for row in await session.run(text, params)]


@asynccontextmanager
async def hooked(store: Store, **wanted: Any) -> AsyncIterator[tuple[Receiver, Hook]]:
    """A receiver and the only hook, which leads to it."""
    await raw(store, "MATCH (h:Hook) DELETE h")
    async with receiving() as receiver:
        place = await change_stream_of(store).latest()
        request = {"url": receiver.url, "role": Role.ADMIN, "place": place} | wanted
        _, hook = await create_hook(store, KEY, HookRequest(**request))
        yield receiver, hook


async def titled(store: Store, *titles: str, goal: str = "leaf") -> None:
    for title in titles:
        await save_goals(store, {"name": goal, "title": title})


async def sent(store: Store) -> list[hook_turn.HookTurn]:
    return await HookSender(store, KEY).run_once()


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once."""
    monkeypatch.setattr(hook_turn, "RETRY_WAITS", (0,) * len(RETRY_WAITS))


def example() -> Any:
    """The function by which docs/webhooks.md checks a message."""
    text = (ROOT / "docs" / "webhooks.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own example
    return names["is_genuine"]


async def test_a_change_is_sent_as_the_api_shows_it_and_signed(small: Store) -> None:
    async with hooked(small) as (receiver, hook):
        await titled(small, "Told")
        (turn,) = await sent(small)
        (one,) = receiver.seen
        assert (turn.sent, turn.outcome.failure, one.path) == (1, None, "/in")
        assert one.told["type"] == one.told["data"]["kind"] == "GOAL_TITLE"
        assert one.told["timestamp"] == one.told["data"]["at"]
        assert one.told["data"]["of"]["title"] == one.to == "Told"
        assert one.headers["host"] == receiver.url.split("/")[2]
        is_genuine, secret = example(), secret_text(KEY.secret(hook.id, 1))
        assert is_genuine(secret, one.headers, one.body)
        assert not is_genuine(secret, one.headers, one.body + b" ")
        assert not is_genuine(secret, one.headers | {"webhook-id": "other"}, one.body)
        assert not is_genuine(secret, one.headers | {"webhook-timestamp": "1"}, one.body)
        assert not is_genuine(secret_text(KEY.secret(hook.id, 2)), one.headers, one.body)
        assert (await hook_by_id(small, hook.id)).place == one.id.partition("_")[2]
        assert [turn.sent for turn in await sent(small)] == [0]  # nothing twice
        await resume_hook(small, hook.id, hook.place)
        await sent(small)
        assert [one.id for one in receiver.seen] == [one.id] * 2  # asked for


async def test_what_is_sent_is_what_was_asked_for(small: Store) -> None:
    async with hooked(small, kinds=(ChangeKind.GOAL_TITLE,), goal="acme/top", below=True) as (
        receiver,
        _,
    ):
        await titled(small, "beside", goal="g")
        await titled(small, "below")
        await save_goals(small, {"name": "top", "status": "ACHIEVED", "title": "both"})
        await sent(small)
        assert [one.to for one in receiver.seen] == ["below", "both"]


async def test_rights_are_looked_at_for_each_message(small: Store) -> None:
    async with hooked(small, role=Role.MEMBER, account="acme/ann") as (receiver, hook):
        for name in ("bob", "ann"):
            person = key(name) | {"jobTitle": f"Head {name}"}
            await mutate(small, "savePerson", {"person": person}, "status")
        await titled(small, "For all")
        await sent(small)
        assert [one.to for one in receiver.seen] == ["Head ann", "For all"]
        await titled(small, "After")
        (api_key,) = [one for one in await api_keys(small) if one.name == f"hook {hook.id}"]
        await revoke_key(small, api_key.id)
        await sent(small)
        assert len(receiver.seen) == 2
        paused = await hook_by_id(small, hook.id)
        assert paused.state(datetime.now(UTC)) == "paused" and "revoked" in str(paused.failure)


async def test_a_hook_goes_with_its_person(small: Store) -> None:
    await mutate(small, "savePerson", {"person": key("dee") | {"name": "Dee"}}, "status")
    async with hooked(small, role=Role.MEMBER, account="acme/dee"):
        await mutate(small, "removePerson", {"person": key("dee"), "cascade": True}, "")
        assert await hooks(small) == []


FAILURES: dict[str, tuple[str | None, str]] = {
    "an error": ("500 No", "status 500"),
    "a redirect": ("302 Found\r\nlocation: http://localhost:1/", "redirects are not followed"),
    "no answer": (None, "no answer within"),
}


@pytest.mark.parametrize("name", FAILURES)
async def test_what_is_not_taken_is_sent_again_and_nothing_overtakes_it(
    small: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    impatient(monkeypatch)
    monkeypatch.setattr(attempts, "ATTEMPT_SECONDS", 0.5)
    answer, failure = FAILURES[name]
    async with hooked(small) as (receiver, hook):
        await titled(small, "1", "2", "3")
        receiver.answers = ["200 OK", answer, answer]
        for failures in (1, 2):
            (turn,) = await sent(small)
            assert failure in str(turn.outcome.failure)
            found = await hook_by_id(small, hook.id)
            assert (found.failures, found.state(datetime.now(UTC))) == (failures, "failing")
        await sent(small)
        assert [one.to for one in receiver.seen] == ["1", "2", "2", "2", "3"]
        assert len({one.id for one in receiver.seen}) == 3
        assert (await hook_by_id(small, hook.id)).failures == 0


async def test_a_receiver_that_is_down_is_waited_for_longer_and_longer_then_paused(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hooked(small, url="http://127.0.0.1:9/") as (receiver, hook):
        await titled(small, "kept", "too")
        await sent(small)
        found = await hook_by_id(small, hook.id)
        assert found.failed_at is not None and found.retry_at is not None
        assert 5 <= (found.retry_at - found.failed_at).total_seconds() <= 6
        assert await sent(small) == []  # not yet
        assert await taken_hook(small, hook.id, "another", 60) is None
        impatient(monkeypatch)
        await raw(small, "MATCH (h:Hook) SET h.retry_at = datetime()")
        for _ in RETRY_WAITS:
            await sent(small)
        found = await hook_by_id(small, hook.id)
        assert (found.failures, found.state(datetime.now(UTC))) == (13, "paused")
        assert await sent(small) == []
        await raw(small, "MATCH (h:Hook) SET h.url = $url", url=receiver.url)
        await resume_hook(small, hook.id)
        await sent(small)
        assert [one.to for one in receiver.seen] == ["kept", "too"]  # nothing is lost


async def test_who_wants_no_more_and_who_asks_for_time_is_heard(small: Store) -> None:
    async with hooked(small) as (receiver, hook):
        await titled(small, "1")
        receiver.answers = ["503 Later\r\nretry-after: 900", "410 Gone"]
        await sent(small)
        found = await hook_by_id(small, hook.id)
        assert found.retry_at is not None and found.failed_at is not None
        assert found.retry_at - found.failed_at == timedelta(seconds=900)
        await raw(small, "MATCH (h:Hook) SET h.retry_at = datetime()")
        await sent(small)
        assert (await hook_by_id(small, hook.id)).paused_at is not None


@asynccontextmanager
async def sending(store: Store) -> AsyncIterator[None]:
    """A block in which somebody sends."""
    task = asyncio.create_task(HookSender(store, KEY).run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_several_senders_send_each_change_once_in_order(small: Store) -> None:
    async with hooked(small) as (receiver, hook):
        titles = [f"N{number}" for number in range(8)]
        async with sending(small), sending(small):
            await titled(small, *titles)
            await receiver.until(*titles[-2:])
        assert [one.to for one in receiver.seen] == titles
        assert (await hook_by_id(small, hook.id)).sender is None  # it was given back
        claims = [taken_hook(small, hook.id, f"s{number}", 60) for number in range(12)]
        assert sum(one is not None for one in await asyncio.gather(*claims)) == 1


def running(store: Store) -> asyncio.Task[subprocess.CompletedProcess[str]]:
    """`goalgraph hooks run`, a process of its own."""
    given = {"target": store.target, "GOALGRAPH_HOOKS_KEY": KEY.value.decode()}
    return asyncio.create_task(asyncio.to_thread(goalgraph, "hooks", "run", **given))  # type: ignore[arg-type]


async def end(store: Store, by: signal.Signals) -> None:
    """Send a signal to the process that has the only hook."""
    (hook,) = await hooks(store)
    os.kill(int(str(hook.sender).split("-")[-2]), by)


async def test_a_sender_that_is_killed_before_it_noted_tells_twice_and_loses_nothing(
    small: Store,
) -> None:
    async with hooked(small) as (receiver, hook):
        receiver.holds = lambda one: one.to == "2"
        first = running(small)
        await titled(small, "1", "2", "3")
        await receiver.until("1", "2")
        await end(small, signal.SIGKILL)
        assert (await first).returncode == -signal.SIGKILL
        receiver.holds = lambda _: False
        assert await sent(small) == []  # it has the hook for some seconds still
        await raw(small, "MATCH (h:Hook) SET h.sender_until = datetime()")
        second = running(small)
        seen = await receiver.until("2", "3")
        assert (await hook_by_id(small, hook.id)).state(datetime.now(UTC)) == "sending"
        await end(small, signal.SIGTERM)
        done = await second
        assert (done.returncode, done.stderr) == (0, "sending what changes; Ctrl-C ends it\n")
        assert [one.to for one in seen] == ["1", "2", "2", "3"]
        assert seen[1].id == seen[2].id and seen[1].body == seen[2].body
        assert (await hook_by_id(small, hook.id)).sender is None  # given back at once


async def test_secrets_are_kept_nowhere_and_change_without_a_gap(small: Store) -> None:
    async with hooked(small) as (receiver, hook):
        old = KEY.secret(hook.id, 1)
        new = await add_secret(small, KEY, hook)
        await titled(small, "both")
        await sent(small)
        assert await drop_old_secrets(small, hook.id) == 1
        await titled(small, "new")
        await sent(small)
        is_genuine = example()
        good = [
            [is_genuine(secret_text(one), got.headers, got.body) for one in (old, new)]
            for got in receiver.seen
        ]
        assert good == [[True, True], [False, True]]
        everything = str(await raw(small, "MATCH (n) RETURN properties(n)"))
        for secret in (old, new):
            assert secret.hex() not in everything and secret_text(secret)[6:] not in everything
        with pytest.raises(BadInput, match="another key"):
            await add_secret(small, HookKey(b"x" * 32), await hook_by_id(small, hook.id))
        await titled(small, "unsigned")
        assert await HookSender(small, HookKey(b"x" * 32)).run_once() == []
        await remove_hook(small, hook.id)
        assert [one.revoked_at for one in await api_keys(small) if one.id == hook.key] != [None]


async def test_a_paused_hook_is_taken_from_who_sends(small: Store) -> None:
    async with hooked(small) as (receiver, hook):
        assert await taken_hook(small, hook.id, "one", 60) is not None
        assert await taken_hook(small, hook.id, "other", 60) is None
        await pause_hook(small, hook.id)
        assert await taken_hook(small, hook.id, "one", 60) is None
        await titled(small, "later")
        assert await sent(small) == []
        await resume_hook(small, hook.id)
        await sent(small)
        assert [one.to for one in receiver.seen] == ["later"]


def certificate(folder: Path, name: str) -> Path:
    """A file with a key and a certificate for a name, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, private.public_key(), 1)
    builder = builder.not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName(name)])
    signed = builder.add_extension(names, critical=False).sign(private, hashes.SHA256())
    pem = serialization.Encoding.PEM
    path = folder / "certificate.pem"
    path.write_bytes(
        private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(pem)
    )
    return path


async def test_a_name_is_looked_up_once_and_its_certificate_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path, "hooks.example")
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(file)
    trusted = ssl.create_default_context(cafile=str(file))
    monkeypatch.setattr(attempts, "_trust", lambda: trusted)
    loop, asked = asyncio.get_running_loop(), list[str]()
    looked_up = loop.getaddrinfo

    async def getaddrinfo(host: str, port: int, **more: Any) -> Any:
        asked.append(host)
        # the second time it leads elsewhere, as who wants in would have it
        return await looked_up("127.0.0.1" if asked.count(host) < 2 else "10.0.0.1", port, **more)

    monkeypatch.setattr(loop, "getaddrinfo", getaddrinfo)
    networks = Settings.from_env({"GOALGRAPH_HOOKS_NETWORKS": "127.0.0.0/8"}).hooks_networks

    async def failure(url: str, allowed: Any = networks) -> str | None:
        async with attempts.client_of_hook() as client:
            return (await attempts.attempt(client, url, ("1", b"{}"), [b"s"], allowed)).failure

    async with receiving(server) as receiver:
        port = receiver.url.rpartition(":")[2]
        assert await failure(f"https://hooks.example:{port}") is None
        assert receiver.seen[0].headers["host"] == f"hooks.example:{port.partition('/')[0]}"
        assert "not an address for everybody" in str(await failure(f"https://hooks.example:{port}"))
        assert asked == ["hooks.example"] * 2
        assert await failure(f"https://other.example:{port}") == "its certificate is not believed"
        assert "127.0.0.1, which" in str(await failure(f"https://third.example:{port}", ()))
        assert len(receiver.seen) == 1
