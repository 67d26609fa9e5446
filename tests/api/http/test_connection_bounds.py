"""Which connection makes room for a new one, and when one has taken too long: without any network."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from api.http.connection_bounds import (
    TOO_LARGE,
    TOO_MANY,
    TOO_SLOW,
    Connection,
    Connections,
    Phase,
    address_of,
)

LIMITS = SimpleNamespace(
    head_seconds=3, body_seconds=5, idle_seconds=7, unread_seconds=9, head_bytes=100
)


class Wire:
    """What a connection writes, and whether it was closed or cut off."""

    def __init__(self) -> None:
        self.written, self.closed, self.aborted, self.waiting = b"", False, False, 0

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = self.aborted = True

    def is_closing(self) -> bool:
        return self.closed

    def get_write_buffer_size(self) -> int:
        return self.waiting


def connection(
    connections: Connections, address: str = "a", phase: Phase = Phase.IDLE, since: float = 0
) -> Any:
    """A connection in this phase since then."""
    made: Any = Connection.__new__(Connection)
    made.transport, made.connections_here, made.limits = Wire(), connections, LIMITS
    made.address, made.phase, made.since = address, phase, since
    made.fed, made.unsaid, made.unread_since = 0, b"", None
    made.cycle = SimpleNamespace(keep_alive=True, response_complete=True)
    return made


def rooms(most: int, share: int | None = None) -> Connections:
    traffic: Any = SimpleNamespace(limits=LIMITS)
    return Connections(traffic, most, share)


@pytest.mark.parametrize(
    ("most", "share", "each"), [(10, None, 5), (1, None, 1), (10, 3, 3), (10, 99, 10), (3, None, 1)]
)
def test_one_address_has_its_share(most: int, share: int | None, each: int) -> None:
    assert rooms(most, share).share == each


def test_connections_are_counted_once_and_forgotten() -> None:
    connections = rooms(4)
    one, other = connection(connections), connection(connections, "b")
    assert connections.admit(one) and connections.admit(other)
    assert connections.of_address == {"a": 1, "b": 1}
    connections.leave(one)
    connections.leave(one)
    assert (connections.of_address, list(connections.open)) == ({"b": 1}, [other])


def test_the_one_that_waits_longest_for_its_client_makes_room() -> None:
    connections = rooms(4, 4)
    waiting = [
        connection(connections, "a", Phase.ANSWER, 0),
        connection(connections, "b", Phase.BODY, 1),
        connection(connections, "c", Phase.IDLE, 5),
        connection(connections, "d", Phase.IDLE, 4),
    ]
    for each in waiting:
        assert connections.admit(each)
    gone = []
    for _ in range(4):
        gone.append(connections.admit(connection(connections, "e", Phase.ANSWER)))
        gone.append([each.address for each in waiting if each.transport.aborted])
    assert gone == [
        True, ["d"], True, ["c", "d"], True, ["b", "c", "d"], False, ["b", "c", "d"],
    ]  # fmt: skip
    assert len(connections.open) == 4


def test_a_crowded_address_makes_room_among_its_own() -> None:
    connections = rooms(9, 2)
    other = connection(connections, "b", Phase.IDLE, 0)
    own = [connection(connections, "a", Phase.HEAD, n) for n in (2, 1)]
    for each in [other, *own]:
        assert connections.admit(each)
    assert connections.admit(connection(connections, "a"))
    assert [each.transport.aborted for each in [other, *own]] == [False, False, True]
    assert connections.of_address == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    ("phase", "seconds", "fed", "ends", "said"),
    [
        (Phase.HEAD, 3, 1, False, b""),
        (Phase.HEAD, 3.1, 1, True, TOO_SLOW),
        (Phase.HEAD, 3.1, 0, True, b""),
        (Phase.BODY, 6, 1, False, b""),
        (Phase.BODY, 6.1, 1, True, b""),
        (Phase.IDLE, 7, 0, False, b""),
        (Phase.IDLE, 7.1, 0, True, b""),
        (Phase.ANSWER, 999, 0, False, b""),
    ],
)
def test_each_phase_has_its_time(
    phase: Phase, seconds: float, fed: int, ends: bool, said: bytes
) -> None:
    slow = connection(rooms(4), phase=phase, since=100)
    slow.fed = fed
    slow.expire(100 + seconds)
    assert (slow.transport.closed, slow.transport.written) == (ends, said)


def test_an_answer_that_nobody_fetches_ends() -> None:
    unread = connection(rooms(4), phase=Phase.ANSWER)
    unread.transport.waiting = 1
    for now, aborted in ((100, False), (109, False), (109.1, True)):
        unread.expire(now)
        assert unread.transport.aborted == aborted
    fetched = connection(rooms(4), phase=Phase.ANSWER)
    for now, waiting in ((100, 1), (105, 0), (106, 1), (115, 1)):
        fetched.transport.waiting = waiting
        fetched.expire(now)
    assert not fetched.transport.aborted
    fetched.expire(115.1)
    assert fetched.transport.aborted


def test_a_sweep_ends_all_that_took_too_long() -> None:
    connections = rooms(4, 4)
    slow, quick = (connection(connections, phase=Phase.IDLE, since=since) for since in (-1e9, 1e18))
    for each in (slow, quick):
        connections.admit(each)
    connections.sweep()
    assert (slow.transport.closed, quick.transport.closed) == (True, False)


@pytest.mark.parametrize(("keep_alive", "closed"), [(True, False), (False, True)])
def test_a_refusal_is_said_once_and_may_leave_the_connection_open(
    keep_alive: bool, closed: bool
) -> None:
    refused = connection(rooms(4))
    refused.unsaid, refused.cycle.keep_alive = b"no", keep_alive
    refused.say()
    refused.say()
    assert (refused.transport.written, refused.transport.closed) == (b"no", closed)
    gone = connection(rooms(4))
    gone.unsaid, gone.transport.closed = b"no", True
    gone.say()
    assert gone.transport.written == b""


def test_what_is_unsaid_goes_before_the_end() -> None:
    ended = connection(rooms(4))
    ended.unsaid = b"no"
    ended._end(TOO_LARGE)
    ended._end(TOO_MANY)
    assert (ended.transport.written, ended.transport.closed) == (b"no" + TOO_LARGE, True)


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("192.0.2.1", 5), "192.0.2.1"),
        (("::ffff:192.0.2.1", 5), "192.0.2.1"),
        (("2001:db8:1:2:3::4", 5), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 5), "fe80::/64"),
        (("nonsense", 5), ""),
        (None, ""),
    ],
)
def test_what_counts_as_one_address(client: Any, address: str) -> None:
    assert address_of(client) == address
