"""Answers on a bare connection to a real server: each is whole, in order, and no byte of it is kept back."""

import socket
from collections.abc import Iterator

import pytest

from tests.api.http.server_process import serving
from tests.api.http.test_http_connection import HEAD, WHO, WHOLE, connection_to

CLOSE = b"Connection: close\r\n"
HEALTH = b" /livez HTTP/1.1\r\nHost: localhost\r\n"
ANSWER = b'"data":{"who":'


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(GOALGRAPH_CORS_ORIGINS="http://localhost:1") as (url, _):
        yield int(url.rpartition(":")[2])


def all_of(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b""))


def until(connection: socket.socket, end: bytes) -> bytes:
    """All that comes up to these bytes."""
    answer = b""
    while end not in answer:
        part = connection.recv(65536)
        assert part, answer
        answer += part
    return answer


@pytest.mark.slow
def test_answers_of_requests_sent_at_once_come_in_their_order(port: int) -> None:
    requests = WHOLE * 3 + b"HEAD" + HEALTH + b"\r\n" + b"GET" + HEALTH + CLOSE + b"\r\n"
    answer = all_of(connection_to(port, requests))
    heads = answer.split(b"HTTP/1.1 200 OK\r\n")[1:]
    assert [ANSWER in head for head in heads] == [True, True, True, False, False]
    assert heads[3].endswith(b"\r\n\r\n"), "HEAD has no body"
    assert not heads[4].endswith(b"\r\n\r\n")


@pytest.mark.slow
def test_what_has_no_body_is_sent_at_once(port: int) -> None:
    with connection_to(port, b"HEAD" + HEALTH + b"\r\n") as connection:
        assert until(connection, b"\r\n\r\n").startswith(b"HTTP/1.1 200 OK\r\n")
        preflight = (
            b"OPTIONS /graphql HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\n"
        )
        connection.sendall(preflight + b"Access-Control-Request-Method: POST\r\n\r\n")
        assert until(connection, b"\r\n\r\n").startswith(b"HTTP/1.1 204 No Content\r\n")
        connection.sendall(WHOLE)
        assert ANSWER in until(connection, b"}}")


@pytest.mark.slow
def test_a_client_that_waits_before_its_body_is_told_to_go_on(port: int) -> None:
    length = b"Content-Length: %d\r\nExpect: 100-continue\r\n" % len(WHO)
    with connection_to(port, HEAD + length + CLOSE + b"\r\n") as connection:
        assert until(connection, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(WHO)
        answer = all_of(connection)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert ANSWER in answer
