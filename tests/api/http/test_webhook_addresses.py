"""Where hooks may be sent: https outside, this machine by its name, and nowhere else unasked."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from api.http.webhooks.addresses import addresses_of, destination_of
from graph.config import Settings
from graph.errors import BadInput

UNUSABLE = (
    *("", "x", "https://", "https:///in", "ftp://tools.example", "//tools.example", "file:///etc"),
    *("http://tools.example", "http://10.0.0.1", "http://localhost.example", "http://127.1"),
    *("https://user:word@tools.example", "https://user@tools.example", "https://tools.example/#x"),
    *("https://tools.example:x", "https://tools.example:99999", "https://[::1", "https://\0"),
)
INSIDE = (
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("[fc00::1]", "[fe80::1]", "[ff02::1]", "[::]", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]"),
    *("[64:ff9b::10.0.0.1]", "[64:ff9b:1::10.0.0.1]", "[2002:0a00:0001::]", "[::10.0.0.1]"),
    *("[2001:0:4136:e378:8000:63bf:f5ff:fffe]", "[2001:db8::1]"),
)
NAMED_AS_NUMBERS = ("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "10.1", "0")
OUTSIDE = ("93.184.215.14", "[2606:4700::1111]", "[64:ff9b::93.184.215.14]")


@pytest.mark.parametrize("url", UNUSABLE)
def test_what_is_no_destination(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        destination_of(url)
    assert refused.value.remedy


def networks(text: str) -> Any:
    return Settings.from_env({"GOALGRAPH_HOOKS_NETWORKS": text}).hooks_networks


async def is_open(host: str, allowed: str = "") -> bool:
    try:
        await addresses_of(destination_of(f"https://{host}/in"), networks(allowed))
    except BadInput as refused:
        assert refused.remedy
        return False
    return True


async def test_private_addresses_however_they_are_written_are_refused() -> None:
    assert [host for host in (*INSIDE, *NAMED_AS_NUMBERS) if await is_open(host)] == []
    assert [host for host in OUTSIDE if not await is_open(host)] == []


async def test_the_operator_may_allow_networks() -> None:
    assert await is_open("10.1.2.3", "192.168.0.0/16, 10.0.0.0/8")
    assert await is_open("[fd00::1]", "fd00::/8")
    assert not await is_open("10.1.2.3", "10.1.2.4")
    for text in ("10.0.0.1/8", "tools.example", "10/33"):
        with pytest.raises(BadInput, match="GOALGRAPH_HOOKS_NETWORKS"):
            networks(text)


async def test_every_address_of_a_name_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "open.example": ["93.184.215.14", "2606:4700::1111"],
        "half.example": ["93.184.215.14", "10.0.0.1"],
        "inside.example": ["127.0.0.1"],
        "localhost": ["10.0.0.1"],  # whoever says so
    }

    async def getaddrinfo(host: str, port: int, **_: Any) -> Any:
        if host not in known:
            raise socket.gaierror(host)
        return [(0, 0, 0, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    assert await is_open("open.example")
    for host in ("half.example", "inside.example", "localhost", "unknown.example"):
        assert not await is_open(host)


async def test_this_machine_is_reached_by_its_names() -> None:
    for url in ("http://localhost:1/x", "http://127.0.0.1", "http://[::1]:8", "https://127.9.9.9"):
        found = await addresses_of(destination_of(url), ())
        assert found and all(address.is_loopback for address in found)
