"""A load of questions over HTTP or by the bare driver, and what it takes of each process."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.store.driver import Store

CLIENTS = 16
HERTZ = 100
"""Ticks a second of `/proc/PID/stat`."""
Once = Callable[[], Awaitable[None]]
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Load:
    """What a side did: requests a second, percentiles in ms, ms of processor a request and of the store."""

    speed: float
    median: float
    late: float
    processor: float
    store: float


@dataclass(frozen=True)
class Side:
    """A server: where it listens, and its process."""

    port: int
    path: str
    pid: int

    async def answer(self, body: Mapping[str, Any]) -> Any:
        """The data of one answer; it must have no error."""
        connection = await self._connection()
        text = await exchange(connection, self.request(body))
        connection[1].close()
        found = json.loads(text)
        assert "errors" not in found, found["errors"]
        return found["data"]

    def request(self, body: Mapping[str, Any]) -> bytes:
        """The bytes of one request."""
        text = json.dumps(body).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        return head.encode() + text

    async def load(self, query: str, seconds: float, store: int) -> Load:
        """The load of one question, warm, by clients on kept connections."""
        once, close = await self.clients({"query": query})
        try:
            return await loaded(once, seconds, self.pid, store)
        finally:
            close()

    async def clients(self, body: Mapping[str, Any]) -> tuple[Once, Callable[[], None]]:
        """What asks once over one of CLIENTS kept connections, and what closes them."""
        request = self.request(body)
        free = [await self._connection() for _ in range(CLIENTS)]

        async def once() -> None:
            connection = free.pop()
            try:
                text = await exchange(connection, request)
            except (asyncio.IncompleteReadError, ConnectionError):
                # A server may close what was idle while a slow answer was waited for.
                connection = await self._connection()
                text = await exchange(connection, request)
            assert b'"errors"' not in text, text[:500]
            free.append(connection)

        def close() -> None:
            for _, writer in free:
                writer.close()

        return once, close

    async def _connection(self) -> Connection:
        return await asyncio.open_connection("127.0.0.1", self.port, limit=2**24)


async def exchange(connection: Connection, request: bytes) -> bytes:
    """The body of the answer to a request."""
    reader, writer = connection
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head.startswith(b"http/1.1 200"), head
    if b"content-length: " in head:
        return await reader.readexactly(
            int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        )
    text = b""
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        text += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return text


async def loaded(once: Once, seconds: float, pid: int | str, store: int) -> Load:
    """What CLIENTS at once do in so many seconds, after a third of that to become warm."""
    await repeated(once, max(0.5, seconds / 3))
    before, store_before = processor(pid), processor(store)
    speed, taken = await repeated(once, seconds)
    number = len(taken)
    return Load(
        speed,
        taken[number // 2] * 1000,
        taken[int(0.95 * number)] * 1000,
        (processor(pid) - before) / number,
        (processor(store) - store_before) / number,
    )


async def repeated(once: Once, seconds: float) -> tuple[float, list[float]]:
    """How often a second CLIENTS at once do this, and how long each took, in order."""
    taken: list[float] = []
    began = time.perf_counter()
    end = began + seconds

    async def client() -> None:
        while (start := time.perf_counter()) < end:
            await once()
            taken.append(time.perf_counter() - start)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return len(taken) / (time.perf_counter() - began), sorted(taken)


async def driver_load(
    store: Store, sent: Sequence[tuple[str, Mapping[str, Any]]], seconds: float, engine: int
) -> Load:
    """The load of statements by the bare driver, which looks at nothing of their records."""

    async def once() -> None:
        async with store.driver.session(
            database=store.database, default_access_mode="READ"
        ) as session:
            for text, params in sent:
                result = await session.run(text, dict(params))  # type: ignore[arg-type]
                [record async for record in result]

    return await loaded(once, seconds, "self", engine)


async def packed_answer(store: Store, text: str) -> Any:
    """The one value of the one record of a packed statement."""
    async with store.driver.session(database=store.database) as session:
        result = await session.run(text)  # type: ignore[arg-type]
        record = await result.single()
        return None if record is None else record[0]


def processor(pid: int | str) -> float:
    """Milliseconds of processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / HERTZ


def values(answer: Any) -> Any:
    """An answer as lists of its values in the order of its fields, whatever these are called.

    >>> values({"people": {"nodes": [{"displayName": "Ada", "groups": {"nodes": []}}]}})
    [['ada', []]]
    """
    if isinstance(answer, dict):
        parts = [values(one) for one in answer.values()]
        return parts[0] if len(parts) == 1 and isinstance(parts[0], list) else parts
    if isinstance(answer, list):
        return [values(one) for one in answer]
    return answer.lower() if isinstance(answer, str) else answer


UNTITLED = re.compile(r"c-\d{6}")
"""What this API calls a conversation of the sample that has no title: its id there. Others say null."""


def plain(answer: Any) -> list[Any]:
    """All values of an answer, one after the other; no title is none, whatever stands for it.

    >>> plain([["ada", []], ["c-000005", [["x"]]]])
    ['ada', None, 'x']
    """
    if isinstance(answer, list):
        return [value for part in answer for value in plain(part)]
    return [None if isinstance(answer, str) and UNTITLED.fullmatch(answer) else answer]
