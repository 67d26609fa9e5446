"""Subscriptions on real servers: who is let in and for how long, and a store that is away for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from graph.identity.api_keys import ApiKey, KeyRequest, create_key, revoke_key
from graph.identity.roles import Role
from graph.store.driver import Store
from tests.api.http.server_process import ready_at, serving
from tests.api.http.web_socket_client import connected
from tests.api.mutations.small_organisation import key, mutate, save_goals, save_talk
from tests.api.store_query import ask
from tests.conftest import emptied
from tests.patience import until

TITLES = "subscription { changes(kinds: [GOAL_TITLE]) { cursor change { to } } }"
AFTER = "subscription($since: String) { changes(since: $since) { cursor change { kind to } } }"


class Line:
    """The way to the store, which can be cut: what a restart of the store looks like from outside."""

    def __init__(self, host: str, port: int) -> None:
        self.store = host, port
        self.is_cut = False
        self.open: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what a client and the store say to each other."""
        if self.is_cut:
            writer.close()
            return
        there_reader, there_writer = await asyncio.open_connection(*self.store)
        self.open |= {writer, there_writer}
        await asyncio.gather(pass_on(reader, there_writer), pass_on(there_reader, writer))

    def cut(self) -> None:
        """Let nothing through any more."""
        self.is_cut = True
        for writer in self.open:
            writer.close()
        self.open.clear()


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass bytes on until the end."""
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def line_to(store: Store) -> AsyncIterator[tuple[Line, str]]:
    """A line to a store, and the address of its near end."""
    parts = urlsplit(store.target.uri)
    line = Line(parts.hostname or "", parts.port or 7687)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    async with server:
        yield line, f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        line.cut()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def keys(store: Store) -> dict[str, tuple[str, ApiKey]]:
    """Keys of an administrator and a member, and one to be revoked."""
    await emptied(store)
    await save_talk(store)
    return {
        "admin": await create_key(store, KeyRequest("operations", Role.ADMIN)),
        "member": await create_key(store, KeyRequest("phone", Role.MEMBER, "acme/ann")),
        "lost": await create_key(store, KeyRequest("lost", Role.ADMIN)),
    }


@pytest.fixture(scope="module")
def url(store: Store, keys: dict[str, tuple[str, ApiKey]]) -> Iterator[str]:
    """A server in production that wants to know who asks."""
    with serving(
        "tests.api.http.real_application",
        NEO4J_URI=store.target.uri,
        NEO4J_USERNAME=store.target.username,
        NEO4J_PASSWORD=store.target.password,
        GOALGRAPH_MODE="production",
        GOALGRAPH_AUTHENTICATION="keys",
        GOALGRAPH_WEB_SOCKETS_PER_PRINCIPAL="2",
    ) as (address, _):
        until(lambda: ready_at(address).status_code == 200)
        yield address


@pytest.mark.slow
async def test_a_credential_comes_with_the_first_message_or_the_header(
    url: str, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    admin, member = (f"Bearer {keys[name][0]}" for name in ("admin", "member"))
    for credential in (None, "Bearer x", admin[:-1], admin.removeprefix("Bearer ")):
        async with connected(url) as client:
            payload = {} if credential is None else {"authorization": credential}
            await client.send({"type": "connection_init", "payload": payload})
            assert (await client.end())[0] == 4403, credential
    async with connected(url, additional_headers={"authorization": admin}) as client:
        await client.let_in()
    async with connected(url, additional_headers={"authorization": "Bearer x"}) as client:
        await client.let_in(Authorization=member)  # as the editor sends it
        await client.subscribe("subscription { chnges { cursor } }")
        assert "Did you mean" not in (await client.error())["message"]  # as over HTTP
    async with connected(url) as one, connected(url) as two, connected(url) as three:
        await one.let_in(authorization=member)
        await two.let_in(authorization=member)
        await three.send({"type": "connection_init", "payload": {"authorization": member}})
        code, reason = await three.end()
        assert (code, "too many connections of this principal" in reason) == (1013, True)


@pytest.mark.slow
async def test_a_revoked_key_ends_what_it_opened_within_five_seconds(
    url: str, store: Store, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    text, lost = keys["lost"]
    async with connected(url) as client, connected(url) as other:
        await client.let_in(authorization=f"Bearer {text}")
        await client.subscribe(TITLES)
        await other.let_in(authorization=f"Bearer {keys['admin'][0]}")
        await other.subscribe(TITLES)
        await asyncio.sleep(1)
        await revoke_key(store, lost.id)
        revoked = time.monotonic()
        assert await client.end() == (4403, "The credential has ended or was revoked.")
        assert time.monotonic() - revoked < 10  # 5 s, on a machine that does nothing else
        await save_goals(store, {"name": "g", "title": "Still told"})
        assert (await other.event())["changes"]["change"]["to"] == "Still told"


@pytest.mark.slow
async def test_a_credential_that_ends_by_itself_ends_what_it_opened(
    url: str, store: Store, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=6)
    text, _ = await create_key(store, KeyRequest("short", Role.ADMIN, expires_at=ends))
    async with connected(url) as client, connected(url) as late:
        await client.let_in(authorization=f"Bearer {text}")
        await client.subscribe(TITLES)
        assert await client.end() == (4403, "The credential has ended or was revoked.")
        assert datetime.now(UTC) >= ends
        await late.send({"type": "connection_init", "payload": {"authorization": f"Bearer {text}"}})
        assert (await late.end())[0] == 4403


@pytest.mark.slow
async def test_what_is_written_while_the_store_is_away_for_a_server_is_told_when_it_is_back(
    store: Store, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    async with line_to(store) as (line, uri):
        server = serving(
            "tests.api.http.real_application",
            NEO4J_URI=uri,
            NEO4J_USERNAME=store.target.username,
            NEO4J_PASSWORD=store.target.password,
        )
        with ExitStack() as stack:
            # in a thread, since the line is served here
            url, _ = await asyncio.to_thread(stack.enter_context, server)
            async with connected(url) as client:
                await client.let_in()
                await client.subscribe(AFTER)
                await asyncio.sleep(1)
                seen = []

                async def next_event() -> None:
                    event = (await client.event())["changes"]
                    seen.append(event["change"]["to"])

                number = 0
                while not seen:  # until the first is told, so that it has begun
                    number += 1
                    await save_goals(store, {"name": "g", "title": f"before {number}"})
                    with suppress(TimeoutError):
                        await asyncio.wait_for(next_event(), 3)
                line.cut()
                titles = [f"away {n}" for n in range(5)]
                for title in titles:
                    await save_goals(store, {"name": "g", "title": title})
                    await asyncio.sleep(0.5)
                assert (await asyncio.to_thread(ready_at, url)).status_code == 503
                line.is_cut = False
                while seen[-1] != titles[-1]:
                    await next_event()
                assert [title for title in seen if title.startswith("away")] == titles
                assert len(seen) == len(set(seen))


@pytest.mark.slow
async def test_the_rights_of_a_member_are_those_over_http(
    url: str, store: Store, keys: dict[str, tuple[str, ApiKey]]
) -> None:
    answer = await ask(store, "{ changes(last: 1) { pageInfo { endCursor } } }")
    since = answer.data["changes"]["pageInfo"]["endCursor"]
    for name in ("bob", "ann"):
        person = key(name) | {"jobTitle": f"Head {name}"}
        await mutate(store, "savePerson", {"person": person}, "status")
    await save_goals(store, {"name": "g", "title": "For all"})
    for name, told in (("admin", ["Head bob", "Head ann"]), ("member", ["Head ann"])):
        async with connected(url) as client:
            await client.let_in(authorization=f"Bearer {keys[name][0]}")
            await client.subscribe(AFTER, since=since)
            found = [(await client.event())["changes"]["change"]["to"] for _ in [*told, "For all"]]
            assert found == [*told, "For all"]
