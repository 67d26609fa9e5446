"""Where something may be sent: https addresses outside, and programs on this machine that are named so.

A name is looked up once for each request, every address of it is looked at, and the connection is made to one of
those: a name that leads elsewhere a moment later leads nowhere.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx

from graph.config import Network
from graph.errors import BadInput

Address = IPv4Address | IPv6Address
_LOCAL = re.compile(r"localhost|(.+\.)?localhost\.?")
PORTS = {"http": 80, "https": 443}
NETWORKS_REMEDY = "name one that everybody reaches, or name its network in GOALGRAPH_HOOKS_NETWORKS"


@dataclass(frozen=True, slots=True)
class Destination:
    """An address that was looked at: `url` as it is sent to; `is_local`: on this machine, by its name."""

    url: httpx.URL
    host: str
    port: int
    is_local: bool

    @property
    def authority(self) -> str:
        """Host and port as the header `Host` names them."""
        return self.url.netloc.decode("ascii")

    def at(self, address: Address) -> httpx.URL:
        """The same, with an address in place of the name."""
        return self.url.copy_with(host=str(address))


def destination_of(url: str) -> Destination:
    """The destination that a text names. Raises BadInput for what is none."""
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise _unusable(url, "is no address") from None
    if parsed.scheme not in PORTS or not host or not 0 < (parsed.port or 1) < 65_536:
        raise _unusable(url, "is no https address")
    if parsed.userinfo or parsed.fragment:
        raise _unusable(url, "holds a user, a password or a fragment")
    literal = _literal(host)
    is_local = literal.is_loopback if literal else bool(_LOCAL.fullmatch(host.lower()))
    if parsed.scheme == "http" and not is_local:
        raise _unusable(url, "is no https address")
    return Destination(parsed, host, parsed.port or PORTS[parsed.scheme], is_local)


def _unusable(url: str, why: str) -> BadInput:
    return BadInput(
        f"{url[:200]!r} {why}",
        remedy="name it as `https://tools.example/hook`; http is for this machine only",
    )


def _literal(host: str) -> Address | None:
    """The IP address that a host is; None of a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


async def addresses_of(destination: Destination, networks: Sequence[Network]) -> list[Address]:
    """The addresses of a destination, all of which something may be sent to.

    Raises BadInput where there are none, or one of them is not for everybody and in none of `networks`.
    """
    literal = _literal(destination.host)
    found = [literal] if literal else await _looked_up(destination)
    for address in found:
        is_fine = address.is_loopback if destination.is_local else is_allowed(address, networks)
        if not is_fine:
            raise BadInput(
                f"{destination.host[:200]!r} is at {address}, which is not an address for everybody",
                remedy=NETWORKS_REMEDY,
            )
    return found


async def _looked_up(destination: Destination) -> list[Address]:
    loop = asyncio.get_running_loop()
    try:
        rows = await loop.getaddrinfo(
            destination.host, destination.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
        found = [ip_address(row[4][0]) for row in rows]
    except (OSError, UnicodeError, ValueError):
        found = []
    if not found:
        raise BadInput(
            f"the host {destination.host[:200]!r} is not known", remedy="look at how it is written"
        )
    return list(dict.fromkeys(found))


def is_allowed(address: Address, networks: Sequence[Network]) -> bool:
    """Whether something may be sent there: everybody reaches it, or its network is named.

    >>> [is_allowed(ip_address(text), ()) for text in ("93.184.215.14", "10.0.0.1", "169.254.169.254")]
    [True, False, False]
    """
    if any(address in network for network in networks):
        return True
    inner = _inside(address)
    if inner is not None:
        return is_allowed(inner, networks)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inside(address: Address) -> IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads; None where it leads to none."""
    if isinstance(address, IPv4Address):
        return None
    packed = address.packed
    if packed[:12] in (bytes.fromhex("0064ff9b" + "00" * 8), bytes(12)):  # NAT64, and compatible
        return IPv4Address(packed[12:])
    if packed[:6] == bytes.fromhex("0064ff9b0001"):  # NAT64 of one's own network
        return IPv4Address(packed[12:])
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
