"""Web sockets on a real server: the protocol, and clients who keep to none of it."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode

from tests.api.http.sample import SECRET
from tests.api.http.server_process import running, serving
from tests.api.http.web_socket_client import connected, subscription
from tests.patience import until_async

INIT = {"type": "connection_init"}
LIMITS = {"init_seconds": 1.0, "slow_seconds": 1.0, "subscriptions": 5, "event_bytes": 300_000}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server of the sample schema with short limits."""
    with serving(LIMITS=json.dumps(LIMITS)) as (address, _):
        yield address


async def streams(url: str, number: int) -> None:
    """Wait until so many endless streams run."""

    async def are_there() -> bool:
        return await asyncio.to_thread(running, url) == number

    await until_async(are_there)


async def test_a_subscription_gives_its_events_and_ends(url: str) -> None:
    async with connected(url) as client:
        await client.let_in()
        await client.send({"type": "ping"})
        assert await client.message() == {"type": "pong"}
        await client.subscribe("subscription($n: Int!) { ticks(count: $n) }", id="a", n=2)
        for number in (1, 2):
            assert await client.message() == {
                "id": "a",
                "type": "next",
                "payload": {
                    "data": {"ticks": number},
                    "extensions": {"cost": {"requested": 1, "limit": 20_000}},
                },
            }
        assert await client.message() == {"id": "a", "type": "complete"}
        await client.subscribe("subscription { ticks }", id="a")  # the id is free again
        assert await client.event() == {"ticks": 1}


async def test_what_is_completed_by_the_client_is_stopped(url: str) -> None:
    async with connected(url) as client:
        await client.let_in()
        await client.subscribe("subscription { endless }")
        await streams(url, 1)
        await client.send({"id": "1", "type": "complete"})
        await streams(url, 0)
        await client.subscribe("subscription { endless }")
        await streams(url, 1)
    await streams(url, 0)


REFUSED = [
    ("subscription {", "BAD_INPUT", "Syntax Error"),
    ("subscription { nothing }", "BAD_INPUT", "Cannot query field 'nothing'"),
    ("subscription { ticks broken { here } }", "BAD_INPUT", "must select only one top level field"),
    ("subscription($n: Int!) { ticks(count: $n) }", "BAD_INPUT", "Variable '$n'"),
    ("{ person { name } }", "BAD_INPUT", "Only subscriptions are served here."),
    ("mutation { rename }", "BAD_INPUT", "Only subscriptions are served here."),
    ("subscription { dear }", "COST", "The operation costs 30,000; 20,000 are allowed."),
    ("subscription { " + " ".join(["ticks"] * 2_000) + " }", "COST", "more than 2,000 tokens"),
    ("", "BAD_INPUT", "`query` is missing, empty or not text."),
]


@pytest.mark.parametrize(("query", "code", "message"), REFUSED, ids=[q[:40] for q, _, _ in REFUSED])
async def test_operations_are_refused_as_over_http(
    url: str, query: str, code: str, message: str
) -> None:
    async with connected(url) as client:
        await client.let_in()
        await client.subscribe(query)
        error = await client.error()
        assert error["extensions"]["code"] == code
        assert message in error["message"]
        await client.subscribe("subscription { ticks }")
        assert await client.event() == {"ticks": 1}


async def test_failures_are_told_and_what_nobody_expected_is_masked(url: str) -> None:
    async with connected(url) as client:
        await client.let_in()
        await client.subscribe("subscription { wrong }")
        assert await client.event() == {"wrong": 1}
        message = await client.message()
        assert message["payload"]["errors"] == [
            {
                "message": "`x` is wrong",
                "extensions": {"code": "BAD_INPUT", "remedy": "send another", "argument": ["x"]},
            }
        ]
        assert (await client.message())["type"] == "complete"
        await client.subscribe("subscription { broken { here } }")
        first, second = await client.message(), await client.message()
        assert first["payload"]["data"] == {"broken": {"here": None}}
        assert first["payload"]["errors"][0]["path"] == ["broken", "here"]
        for message in (first, second):
            assert message["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL"
            assert SECRET not in json.dumps(message)


HOSTILE: dict[str, tuple[list[Any], int]] = {
    "binary": ([INIT, b"\x00\x01"], 4400),
    "garbage": ([INIT, "{garbage"], 4400),
    "no object": ([INIT, []], 4400),
    "no type": ([INIT, {}], 4400),
    "type of no text": ([INIT, {"type": [1]}], 4400),
    "unknown type": ([INIT, {"type": "hello"}], 4400),
    "id of no text": ([INIT, {"type": "subscribe", "id": {}, "payload": {"query": "x"}}], 4400),
    "no id": ([INIT, {"type": "complete"}], 4400),
    "long id": ([INIT, subscription("subscription { endless }", "x" * 129)], 4400),
    "no payload": ([INIT, {"type": "subscribe", "id": "1"}], 4400),
    "payload of init": ([{"type": "connection_init", "payload": 7}], 4400),
    "deep": ([INIT, "[" * 100 + "]" * 100], 4400),
    "two inits": ([INIT, INIT], 4429),
    "before init": ([subscription("subscription { ticks }")], 4401),
    "no init": ([], 4408),
    "one id twice": ([INIT, *[subscription("subscription { endless }")] * 2], 4409),
    "huge": ([INIT, "x" * 300_000], 1009),
    "ten thousand": (
        [INIT, *(subscription("subscription { endless }", str(n)) for n in range(10_000))],
        1008,
    ),
    "ten thousand faults": (
        [INIT, *(subscription("subscription { nothing }", str(n)) for n in range(10_000))],
        1008,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_who_keeps_to_no_protocol_is_sent_away(url: str, name: str) -> None:
    messages, code = HOSTILE[name]
    async with connected(url) as client:
        sending = asyncio.create_task(client.send(*messages))
        found, reason = await client.end()
        await asyncio.gather(sending, return_exceptions=True)
        assert found == code, reason
    await streams(url, 0)


async def test_subscriptions_of_one_connection_are_counted(url: str) -> None:
    async with connected(url) as client:
        await client.let_in()
        for number in range(6):
            await client.subscribe("subscription { endless }", str(number))
        error = await client.error()
        assert error["extensions"]["code"] == "OVERLOADED"
        assert error["message"] == "This connection has 5 subscriptions already."
        await client.send({"type": "complete", "id": "0"})
        await client.subscribe("subscription { ticks }", "6")
        assert await client.event() == {"ticks": 1}


async def test_who_reads_too_slowly_is_cut_off(url: str) -> None:
    async with connected(url, max_queue=1) as client:
        await client.let_in()
        await client.subscribe("subscription { endless(size: 200000) }")
        # the client reads no more, and its end of the line is full
        await streams(url, 0)
        assert await client.end() == (
            1013,
            "The messages were read too slowly; connect again after the last cursor.",
        )


async def test_an_event_that_is_too_large_says_so(url: str) -> None:
    async with connected(url) as client:
        await client.let_in()
        await client.subscribe("subscription { endless(size: 400000) }")
        payload = (await client.message())["payload"]
        assert payload["data"] is None
        assert payload["errors"][0]["extensions"]["code"] == "COST"


REFUSED_HANDSHAKES: dict[str, tuple[dict[str, Any], int]] = {
    "page of another site": ({"origin": "https://evil.example"}, 403),
    "no page": ({"origin": "null"}, 403),
    "said by the browser": ({"additional_headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    "name of another site": ({"additional_headers": {"Host": "evil.example"}}, 421),
}


@pytest.mark.parametrize("name", REFUSED_HANDSHAKES)
async def test_pages_of_other_sites_open_no_web_socket(url: str, name: str) -> None:
    options, status = REFUSED_HANDSHAKES[name]
    with pytest.raises(InvalidStatus) as refused:
        async with connected(url, **options):
            pass
    assert refused.value.response.status_code == status
    assert json.loads(refused.value.response.body)["errors"][0]["extensions"]["code"]


async def test_own_pages_open_web_sockets(url: str) -> None:
    async with connected(url, origin=url) as client:
        await client.let_in()


async def test_another_protocol_is_not_spoken(url: str) -> None:
    for protocols in (["graphql-ws"], None):
        async with connected(url, subprotocols=protocols) as client:
            assert await client.end() == (4406, "Subprotocol not acceptable")


def test_without_a_web_socket_the_way_is_told(url: str) -> None:
    for method in ("GET", "POST"):
        answer = httpx.request(method, f"{url}/graphql/ws", timeout=30)
        assert (answer.status_code, answer.headers["upgrade"]) == (426, "websocket")
        assert "graphql-transport-ws" in answer.json()["errors"][0]["extensions"]["remedy"]
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Accept": "application/json"}
    answer = httpx.get(f"{url}/graphql?query={{person{{name}}}}", headers=headers, timeout=30)
    assert answer.json()["data"] == {"person": {"name": "Ada"}}


async def test_there_are_as_many_web_sockets_as_are_allowed() -> None:
    with serving(GOALGRAPH_WEB_SOCKETS="2") as (address, process):
        async with connected(address) as one, connected(address) as other:
            await one.let_in()
            with pytest.raises(InvalidStatus) as refused:
                async with connected(address):
                    pass
            assert refused.value.response.status_code == 503
            assert refused.value.response.headers["retry-after"] == "1"
            await one.subscribe("subscription { endless }")
            await other.let_in()
            # at a stop clients are sent to another process at once, whatever they are at
            process.send_signal(signal.SIGTERM)
            assert await one.end() == await other.end() == (1001, "The server is stopping.")
        assert await asyncio.to_thread(process.wait, 30) == 0
        assert process.stderr is not None and process.stderr.read() == ""


async def test_who_answers_no_ping_or_asks_nothing_is_let_go() -> None:
    with serving(LIMITS=json.dumps({"ping_seconds": 3.0, "empty_seconds": 2.0})) as (address, _):
        async with connected(address) as silent, connected(address) as idle:
            protocol = silent.connection.protocol
            send_frame = protocol.send_frame

            def without_pongs(frame: Frame) -> None:
                if frame.opcode is not Opcode.PONG:
                    send_frame(frame)

            protocol.send_frame = without_pongs  # type: ignore[method-assign]
            await silent.send(INIT, subscription("subscription { endless }"))
            await idle.send(INIT)
            assert await idle.end() == (1000, "Nothing was subscribed to for some time.")
            assert await silent.end() == (1013, "No answer to a ping.")
        await streams(address, 0)
