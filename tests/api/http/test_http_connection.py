"""Connections to a real server: unfinished, idle, unread and too many ones, beside clients that are served."""

import json
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from api.http.admission import Traffic
from api.http.connection_bounds import Connections, address_of
from api.http.document_limits import Limits
from tests.api.http.server_process import serving

QUICK = {"head_seconds": 1.0, "body_seconds": 1.0, "idle_seconds": 1.0, "running": 4, "waiting": 2}
PATIENT = {"wait_seconds": 10.0}
"""Who waits for a place is not sent away by a slow machine."""
HEAD = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
WHO = b'{"query": "{ who }"}'
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(WHO) + WHO


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    more = {"GOALGRAPH_CONNECTIONS": "60", "GOALGRAPH_CONNECTIONS_PER_ADDRESS": "40"}
    with serving(LIMITS=json.dumps(QUICK | PATIENT), **more) as (url, _):
        yield int(url.rpartition(":")[2])


def connection_to(port: int, data: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(data)
    return connection


def rest(connection: socket.socket) -> bytes:
    """All that the server still says until it closes the connection."""
    answer = b""
    with connection:
        while True:
            try:
                part = connection.recv(65536)
            except ConnectionResetError:
                return answer
            if not part:
                return answer
            answer += part


def asks(port: int, times: int = 20) -> set[int]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
        return {http.post("/graphql", content=WHO, headers={"content-type": "application/json"})
                .status_code for _ in range(times)}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", b""),
        (b"POST /graphql HT", b"408"),
        (HEAD, b"408"),
        (HEAD + b"Content-Length: 100\r\n\r\n{", b"408"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{", b"408"),
        (WHOLE, b"200"),
        (WHOLE + b"POST /gra", b"200"),
        (b"GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", b"200"),
        (b"DELETE /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{", b"404"),
    ],
)
def test_a_connection_that_waits_for_its_client_ends(port: int, data: bytes, status: bytes) -> None:
    connection = connection_to(port, data)
    answer = rest(connection)  # ends: the server closed it

    assert answer[9:12] == status


@pytest.mark.slow
def test_slow_senders_keep_nobody_out(port: int) -> None:
    slow = [connection_to(port, HEAD + b"Content-Length: 100\r\n\r\n{  ") for _ in range(30)]

    assert asks(port) == {200}
    for connection in slow:
        connection.close()


@pytest.mark.slow
def test_one_address_does_not_hold_all_connections_and_new_ones_are_served(port: int) -> None:
    idle = [connection_to(port) for _ in range(40)]
    first = connection_to(port, WHOLE)
    more = [connection_to(port) for _ in range(30)]

    assert first.recv(65536).startswith(b"HTTP/1.1 200")
    assert asks(port) == {200}
    closed = 0
    for connection in idle:
        connection.settimeout(0.2)
        try:
            closed += connection.recv(1) == b""
        except TimeoutError:
            pass
        except ConnectionResetError:
            closed += 1
    assert closed >= 30
    for connection in (*idle, *more, first):
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"GET /graphql?query=" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nHost: localhost\r\n" + b"a: b\r\n" * 30_000,
        b"GET /" + b"x" * 200_000,
    ],
)
def test_too_large_headers_are_refused(port: int, data: bytes) -> None:
    connection = connection_to(port)
    try:
        connection.sendall(data)
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = rest(connection)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 431")
    assert asks(port, 2) == {200}


@pytest.mark.slow
def test_refusals_leave_the_connection_usable_and_carry_the_request_id(port: int) -> None:
    slow = b'{"query": "{ slow(seconds: 1.2) }"}'
    request = HEAD + b"Content-Length: %d\r\n\r\n" % len(slow) + slow
    busy = [connection_to(port, request) for _ in range(6)]
    time.sleep(0.4)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
        refused = http.post(
            "/graphql", content=WHO,
            headers={"content-type": "application/json", "x-request-id": "a-1"},
        )  # fmt: skip
        seen_by_page = http.post("/graphql", content=WHO, headers={"origin": "http://evil.example"})
        alive = http.get("/livez")
        answers = [connection.recv(65536)[9:12] for connection in busy]
        after = http.post("/graphql", content=WHO, headers={"content-type": "application/json"})

    assert refused.status_code == 503
    assert refused.json()["errors"][0]["extensions"]["code"] == "OVERLOADED"
    assert (refused.headers["x-request-id"], refused.headers["retry-after"]) == ("a-1", "1")
    assert seen_by_page.status_code == 503
    assert alive.status_code == after.status_code == 200
    assert answers == [b"200"] * 6
    for connection in busy:
        connection.close()


@pytest.mark.slow
def test_requests_of_one_write_are_answered_in_order(port: int) -> None:
    connection = connection_to(port, WHOLE * 5)
    answers = b""
    while answers.count(b'"who"') < 5:
        answers += connection.recv(65536)
    connection.close()

    assert answers.count(b"HTTP/1.1 200") == 5


@pytest.mark.slow
def test_a_server_with_slow_connections_stops_in_time() -> None:
    with serving() as (url, process):
        port = int(url.rpartition(":")[2])
        connections = [
            connection_to(port, HEAD + b"Content-Length: 100\r\n\r\n{") for _ in range(20)
        ]
        connections += [connection_to(port, WHOLE) for _ in range(20)]
        time.sleep(0.3)
        stopper = threading.Timer(0, process.terminate)
        stopper.start()
        code = process.wait(timeout=15)
        for connection in connections:
            connection.close()

    assert code == 0


def test_addresses_are_counted_by_network() -> None:
    assert address_of(("10.0.0.1", 1)) == address_of(("::ffff:10.0.0.1", 2)) == "10.0.0.1"
    assert address_of(("2001:db8::1", 1)) == address_of(("2001:db8::ffff", 1)) == "2001:db8::/64"
    assert address_of(("fe80::1%eth0", 1)) == "fe80::/64"
    assert address_of(None) == ""


def test_one_address_may_hold_half_of_all_unless_another_share_is_set() -> None:
    traffic = Traffic(Limits())

    assert Connections(traffic, 1024).share == 512
    assert Connections(traffic, 1024, 900).share == 900
    assert Connections(traffic, 10, 900).share == 10
    assert Connections(traffic, 1).share == 1
