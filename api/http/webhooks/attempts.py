"""One request of a hook, and what came of it: no redirect is followed, no proxy asked, no answer believed."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import httpx

from api.http.webhooks.addresses import Address, Destination, addresses_of, destination_of
from api.http.webhooks.conventions import (
    ANSWER_READ,
    ATTEMPT_SECONDS,
    LONGEST_RETRY_AFTER,
    MOST_ADDRESSES,
)
from api.http.webhooks.signatures import headers_of
from graph.config import Network
from graph.errors import BadInput

GONE = 410
"""The status by which a receiver says that it wants no more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: None in `failure` where it was taken.

    `wait`: seconds that the receiver asks for before the next; `is_final`: it wants no more.
    """

    failure: str | None = None
    wait: int = 0
    is_final: bool = False


@cache
def _trust() -> ssl.SSLContext:
    """Which certificates are believed; also those of the environment's SSL_CERT_FILE."""
    return httpx.create_ssl_context()


def client_of_hook() -> httpx.AsyncClient:
    """A client for the requests of one hook: never of two, since connections are known by their address."""
    return httpx.AsyncClient(
        verify=_trust(), trust_env=False, follow_redirects=False, timeout=ATTEMPT_SECONDS
    )


async def attempt(
    client: httpx.AsyncClient,
    url: str,
    message: tuple[str, bytes],
    secrets: Sequence[bytes],
    networks: Sequence[Network],
) -> Outcome:
    """Send a message, its id and body, once, signed by each of the secrets."""
    id_, body = message
    headers = headers_of(secrets, id_, int(time.time()), body)
    try:
        async with asyncio.timeout(ATTEMPT_SECONDS):
            destination = destination_of(url)
            found = await addresses_of(destination, networks)
            return await _sent(client, destination, found[:MOST_ADDRESSES], headers, body)
    except (TimeoutError, httpx.TimeoutException):
        return Outcome(f"no answer within {ATTEMPT_SECONDS:g} s")
    except BadInput as refused:
        return Outcome(refused.message)
    except (httpx.HTTPError, OSError) as error:
        is_doubtful = "CERTIFICATE" in str(error).upper()
        return Outcome(
            "its certificate is not believed"
            if is_doubtful
            else f"no answer ({type(error).__name__})"
        )


async def _sent(
    client: httpx.AsyncClient,
    destination: Destination,
    addresses: Sequence[Address],
    headers: dict[str, str],
    body: bytes,
) -> Outcome:
    """What came of a request to the first of these addresses that lets itself be connected to."""
    for number, address in enumerate(addresses, 1):
        request = client.build_request(
            "POST",
            destination.at(address),
            headers=headers | {"host": destination.authority},
            content=body,
            extensions={"sni_hostname": destination.host},
        )
        try:
            response = await client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if number == len(addresses):
                raise
            continue
        try:
            await _read(response)
            return _outcome(response)
        finally:
            await response.aclose()
    raise AssertionError("a destination has addresses")


async def _read(response: httpx.Response) -> None:
    """Read the answer, as far as it is read, so that its connection can be used again."""
    read = 0
    async for part in response.aiter_raw():
        read += len(part)
        if read > ANSWER_READ:
            return


def _outcome(response: httpx.Response) -> Outcome:
    """What a status means."""
    status = response.status_code
    if response.is_success:
        return Outcome()
    if response.is_redirect:
        return Outcome(f"status {status}: redirects are not followed")
    asked = response.headers.get("retry-after", "")
    wait = min(int(asked), LONGEST_RETRY_AFTER) if asked.isascii() and asked.isdigit() else 0
    return Outcome(f"status {status}", wait, is_final=status == GONE)
