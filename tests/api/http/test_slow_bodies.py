"""Bodies that do not come: they take no slot, end in time, and cannot fill the memory."""

import asyncio
from typing import Any

from fastapi import FastAPI

from api.http.document_limits import Limits
from tests.api.http.client import ask
from tests.api.http.sample import sample_app


async def sent_slowly(app: FastAPI, first: bytes, leave: asyncio.Event) -> list[dict[str, Any]]:
    """What is answered to a body of which only the first part comes."""
    messages: list[dict[str, Any]] = []
    parts = iter([first])

    async def receive() -> dict[str, Any]:
        part = next(parts, None)
        if part is not None:
            return {"type": "http.request", "body": part, "more_body": True}
        await leave.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        messages.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b""}
    await app(scope | {"headers": headers}, receive, send)  # type: ignore[arg-type]
    return messages


async def test_two_hundred_slow_bodies_keep_nobody_out() -> None:
    app = sample_app(limits=Limits(running=2, waiting=1))
    leave = asyncio.Event()
    slow = [asyncio.create_task(sent_slowly(app, b"{  ", leave)) for _ in range(200)]
    await asyncio.sleep(0.05)

    traffic = app.state.traffic
    assert (traffic.running, traffic.waiting, traffic.held) == (0, 0, 600)
    answers = [await ask("{ who }", app) for _ in range(20)]
    leave.set()

    assert {answer.status_code for answer in answers} == {200}
    assert await asyncio.gather(*slow) == [[]] * 200
    assert traffic.held == 0


async def test_a_body_that_does_not_come_is_408() -> None:
    app = sample_app(limits=Limits(body_seconds=0.05))

    start, body = await sent_slowly(app, b"{", asyncio.Event())

    assert start["status"] == 408
    assert b"did not come within 0.05 s" in body["body"]
    assert (b"connection", b"close") in start["headers"]


async def test_bodies_together_have_a_bound() -> None:
    app = sample_app(limits=Limits(held_bytes=100_000))
    leave = asyncio.Event()
    slow = [asyncio.create_task(sent_slowly(app, b" " * 40_000, leave)) for _ in range(4)]
    await asyncio.sleep(0.05)

    assert app.state.traffic.held == 80_000
    leave.set()
    answers = [answer[0]["status"] for answer in await asyncio.gather(*slow) if answer]
    assert answers == [503, 503]
    assert app.state.traffic.held == 0


async def test_requests_that_would_wait_too_long_are_refused_when_they_come() -> None:
    app = sample_app(limits=Limits(running=1, waiting=50, wait_seconds=0.3))
    requests = [asyncio.create_task(ask("{ slow(seconds: 0.1) }", app)) for _ in range(2)]
    await asyncio.sleep(0.25)
    more = await asyncio.gather(*(ask("{ slow(seconds: 0.1) }", app) for _ in range(30)))
    late = [answer for answer in more if answer.status_code == 503]

    assert {answer.status_code for answer in await asyncio.gather(*requests)} == {200}
    assert len(late) > 20
    assert app.state.traffic.running == app.state.traffic.waiting == 0
