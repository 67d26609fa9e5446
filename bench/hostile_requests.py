"""Thousands of hostile requests at a running server, `/livez` polled beside.

    python -m bench.hostile_requests --port 8000 [--count 3000] [--seed N]

Documents whose fragments go in circles and fan out, mutilated and oversized bodies, odd values for
every argument of the schema (mutations too: not for a store that matters), broken HTTP and clients that
leave. Prints the answers by status and the longest wait for `/livez`; ends with 1 where something was
answered as our own fault. `--seed` repeats a run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from graphql import (
    GraphQLSchema,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

CLIENTS = 8
PATIENCE = 30.0
EDGES: list[Any] = [
    None, True, 0, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63 - 1, 1e308, -0.0, 1.5, "", " ", "\0", "x" * 5000,
    "ß", "\u202e", "😀" * 50, "0001-01-01", "9999-12-31", "2026-02-30", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "10000-01-01", "NaN", "1,5", "javascript:alert(1)", "[" * 40, "'; RETURN 1 //",
    "Person:", "UGVyc29uOg", "e30", "bnVsbA", [], {}, [[]], {"a": {}}, ["a", None, 1], [0] * 300,
]  # fmt: skip
Dice = random.Random
Request = tuple[bytes, bool]
"""What is sent, and whether it is whole: for the rest of it nobody waits long."""


@dataclass
class Report:
    """What a run saw."""

    seed: int
    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    health: list[float] = field(default_factory=list)


def literal(value: Any) -> str:
    """A value as GraphQL writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value)


def value_of(type_: Any, dice: Dice, depth: int = 0) -> str:
    """A value for an argument: mostly of its type, at an edge of it, sometimes anything."""
    if dice.random() < 0.15 or depth > 3:
        return literal(dice.choice(EDGES))
    if is_non_null_type(type_):
        return value_of(type_.of_type, dice, depth)
    if is_list_type(type_):
        inner = [value_of(type_.of_type, dice, depth + 1) for _ in range(dice.choice([0, 1, 1, 3]))]
        return "[" + ", ".join(inner) + "]"
    if is_enum_type(type_):
        return dice.choice([*type_.values, "NOPE"])
    if is_input_object_type(type_):
        names = [n for n, f in type_.fields.items() if is_non_null_type(f.type)]
        names += dice.sample(sorted(type_.fields), min(len(type_.fields), dice.randrange(4)))
        inner = [f"{n}: {value_of(type_.fields[n].type, dice, depth + 1)}" for n in set(names)]
        return "{" + ", ".join(inner) + "}"
    return literal(dice.choice(EDGES))


def selection(type_: Any, dice: Dice, depth: int) -> str:
    """Some fields of a type, with odd arguments."""
    named = get_named_type(type_)
    if is_leaf_type(named):
        return ""
    if not is_object_type(named) or depth > 4:
        return " { __typename }"
    parts = ["__typename"]
    for name in dice.sample(sorted(named.fields), min(len(named.fields), 3)):
        parts.append(call(name, named.fields[name], dice, depth + 1))
    return " { " + " ".join(parts) + " }"


def call(name: str, of: Any, dice: Dice, depth: int) -> str:
    """A field with odd arguments and some of what is below it."""
    needed = [a for a, one in of.args.items() if is_non_null_type(one.type)]
    more = dice.sample(sorted(of.args), min(len(of.args), dice.randrange(3)))
    given = ", ".join(f"{a}: {value_of(of.args[a].type, dice)}" for a in {*needed, *more})
    return f"a{depth}: {name}" + (f"({given})" if given else "") + selection(of.type, dice, depth)


def tangle(dice: Dice) -> str:
    """A document whose fragments spread each other at random."""
    names = [f"F{i}" for i in range(dice.randrange(1, 90))]
    ways = [
        "...{0}",
        "a{{...{0}}} b{{...{0}}}",
        "people{{nodes{{...{0}}}}}",
        "x{{...{0}}}",
        "... on X{{...{0}}}",
    ]
    way = dice.choice(ways)
    texts = [dice.choice(["{__typename}", "{...F0}", "{x{...F0 ...F0}}", "query A{a} query A{a}"])]
    for place, name in enumerate(names):
        to = dice.choice([[f"F{place + 1}"] * 2, [name], names[:place], dice.choices(names, k=2)])
        on = dice.choice(["X", "Query", "Person"])
        texts.append(f"fragment {name} on {on}{{{' '.join(way.format(t) for t in to)} id}}")
    return " ".join(texts)


def document(schema: GraphQLSchema, dice: Dice) -> str:
    """A hostile document."""
    query, mutation = schema.query_type, schema.mutation_type
    assert query is not None
    if dice.random() < 0.3:
        return tangle(dice)
    root = mutation if mutation is not None and dice.random() < 0.2 else query
    name = dice.choice(sorted(root.fields))
    return (
        ("mutation" if root is mutation else "query")
        + " { "
        + call(name, root.fields[name], dice, 0)
        + " }"
    )


def mutilated(body: bytes, dice: Dice) -> bytes:
    """A body with some bytes changed, left out or repeated."""
    found = bytearray(body)
    for _ in range(dice.randrange(1, 5)):
        place = dice.randrange(len(found) or 1)
        how = dice.randrange(3)
        if how == 0 and found:
            found[place] = dice.randrange(256)
        elif how == 1:
            del found[place : place + dice.randrange(1, 9)]
        else:
            found[place:place] = found[place : place + 9] * dice.randrange(1, 4)
    return bytes(found)


def odd_body(dice: Dice) -> bytes:
    """A body that is too deep, too wide or no request at all."""
    deep = b"[" * dice.choice([10, 63, 64, 5000]) + b"]" * 64
    wide = b"[" + b"[]," * dice.choice([10, 40_000, 80_000]) + b"1]"
    numbers = b"[" + b"-9999999999999999999," * dice.choice([1, 10_000]) + b"1]"
    values = [
        deep,
        wide,
        numbers,
        b'"\\ud800"',
        b"NaN",
        b"null",
        b"\xff",
        b'"' + b"x" * 200_000 + b'"',
    ]
    return b'{"query": "{ __typename }", "variables": {"x": ' + dice.choice(values) + b"}}"


def http(body: bytes, dice: Dice) -> Request:
    """A request with this body: whole, cut off or broken."""
    length = len(body) + dice.choice([0] * 12 + [1, 100, -1])
    lines = [
        dice.choice([b"POST"] * 12 + [b"PUT", b"GET", b"OPTIONS", b"post", b"P\0ST"])
        + b" /graphql HTTP/1.1",
        b"Host: " + dice.choice([b"localhost"] * 12 + [b"evil.example", b"", b"localhost\xff"]),
        b"Content-Type: "
        + dice.choice([b"application/json"] * 12 + [b"text/plain", b"a;charset=\xff", b""]),
        b"Content-Length: %d" % length,
    ]
    odd = [b"Origin: null", b"Sec-Fetch-Site: cross-site", b"Accept: \xff", b"Expect: 100-continue", b"Connection: close",
           b"Transfer-Encoding: chunked", b"X-Request-Id: " + b"x" * 70_000, b"Upgrade: websocket\r\nConnection: upgrade"]  # fmt: skip
    lines += dice.sample(odd, 1) if dice.random() < 0.2 else []
    found = b"\r\n".join(lines) + b"\r\n\r\n" + body
    if dice.random() < 0.05:
        return found[: dice.randrange(len(found))], False
    return found, length <= len(body) and b"chunked" not in found


def request(schema: GraphQLSchema, dice: Dice) -> Request:
    """One hostile request."""
    text = document(schema, dice)
    if dice.random() < 0.1:
        head = b"GET /graphql?query=" + quote(text).encode() + b" HTTP/1.1\r\nHost: localhost\r\n"
        return head + b"Accept: application/json\r\n\r\n", True
    if dice.random() < 0.03:
        return bytes(dice.randrange(256) for _ in range(200)) + b"\r\n\r\n", True
    body = json.dumps({"query": text, "variables": {"x": dice.choice(EDGES)}}).encode()
    kinds: list[Callable[[], bytes]] = [lambda: body] * 6 + [
        lambda: mutilated(body, dice),
        lambda: odd_body(dice),
    ]
    return http(dice.choice(kinds)(), dice)


async def answer(port: int, sent: bytes, patience: float = PATIENCE) -> bytes:
    """What a server says to this: the first response; nothing where it closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        async with asyncio.timeout(patience):
            head = await reader.readuntil(b"\r\n\r\n")
            while head.startswith(b"HTTP/1.1 100"):
                head = await reader.readuntil(b"\r\n\r\n")
            size = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            return head + (await reader.readexactly(int(size)) if size else b"")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""
    finally:
        writer.close()


async def fire(port: int, schema: GraphQLSchema, *, count: int, seed: int) -> Report:
    """The report of that many requests."""
    dice, report = Dice(seed), Report(seed)
    waiting = [request(schema, dice) for _ in range(count)]
    done = asyncio.Event()

    async def client() -> None:
        while waiting:
            sent, whole = waiting.pop()
            try:
                said = await answer(port, sent, PATIENCE if whole else 0.2)
            except TimeoutError:
                report.statuses["left"] += 1
                if whole:
                    report.faults.append(f"no answer in {PATIENCE:g} s: {sent[:2000]!r}")
                continue
            status = said[9:12].decode() or "closed"
            report.statuses[status] += 1
            if (status.startswith("5") and status not in ("503", "504")) or b'"INTERNAL"' in said:
                report.faults.append(f"{status}: {sent[:3000]!r} → {said[-600:]!r}")

    async def health() -> None:
        while not done.is_set():
            began = time.perf_counter()
            await answer(port, b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
            report.health.append(time.perf_counter() - began)
            await asyncio.sleep(0.02)

    watch = asyncio.create_task(health())
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    done.set()
    await watch
    return report


def main() -> None:
    """Fire at a server and print what it said."""
    from api.schema.schema import schema

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    given = parser.parse_args()
    report = asyncio.run(fire(given.port, schema._schema, count=given.count, seed=given.seed))
    print(f"seed {report.seed}")
    for status, times in sorted(report.statuses.items()):
        print(f"{status:>8} {times:6}")
    print(f"/livez   {max(report.health) * 1000:6.0f} ms at most of {len(report.health)}")
    print(*report.faults[:20], sep="\n")
    sys.exit(bool(report.faults))


if __name__ == "__main__":
    main()
