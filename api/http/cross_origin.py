"""Which pages of other sites may send requests: none, or those of the named origins (CORS).

A browser says with `Sec-Fetch-Site` and `Origin` where a request comes from; what comes from
another site is refused unless its origin is named. Requests that no browser sends have neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from api.http.graphql_request import Refused, refuse
from graph.errors import BadInput, Forbidden

Headers = Mapping[bytes, bytes]
Pairs = list[tuple[bytes, bytes]]

OWN = frozenset({b"same-origin", b"none"})
"""What `Sec-Fetch-Site` says of our own pages and of what somebody typed in."""
PORTS = {"http": 80, "https": 443}
NAMES = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1024}")
MEDIA = (b"application/json", b"application/graphql-response+json")
EXPOSED = b"X-Request-Id, Retry-After"
SECONDS = b"600"


def origin_of(text: str) -> str:
    """An exact origin as browsers write it; raises BadInput for anything else.

    >>> origin_of("HTTP://localhost:5173/"), origin_of("https://tools.example:443")
    ('http://localhost:5173', 'https://tools.example')
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    plain = parts.hostname and not (parts.username or parts.query or parts.fragment)
    if parts.scheme not in PORTS or not plain or parts.path not in ("", "/") or "*" in text:
        raise BadInput(
            f"{text[:200]!r} in GOALGRAPH_CORS_ORIGINS is not an exact origin",
            remedy="write scheme, host and port: http://localhost:5173; several with commas",
        )
    host = parts.netloc.rpartition("@")[2].lower()
    if port == PORTS[parts.scheme]:
        host = host.rpartition(":")[0]
    if not host.isascii():
        host = host.encode("idna").decode()
    return f"{parts.scheme}://{host}"


class CrossOrigin:
    """The origins that are named, and what is answered to their pages."""

    def __init__(self, origins: tuple[str, ...] = (), *, methods: str = "GET, POST") -> None:
        self.origins = frozenset(origin_of(origin).encode() for origin in origins)
        self.methods = methods.encode()

    def check(self, headers: Headers) -> None:
        """Refuse what is no request of our own pages, of a named origin or of no browser."""
        origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site")
        if origin in self.origins and origin is not None:
            return
        foreign = site not in OWN if site is not None else not _own(origin, headers)
        if foreign:
            failure = Forbidden(
                "A page of another site sent this request; such requests are refused.",
                remedy="name the page's origin in GOALGRAPH_CORS_ORIGINS and send it by fetch",
            )
            raise Refused(403, failure)

    def marks(self, headers: Headers) -> Pairs:
        """The headers that every answer carries, so that the browser shows it to a named origin."""
        if not self.origins:
            return []
        vary = (b"vary", b"Origin")
        origin = headers.get(b"origin")
        if origin is None or origin not in self.origins:
            return [vary]
        return [
            vary,
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-expose-headers", EXPOSED),
        ]

    def preflight(self, headers: Headers) -> Pairs:
        """The headers that answer a preflight of a named origin; refused for others."""
        self.check(headers)
        answer_headers = [
            (b"access-control-allow-methods", self.methods),
            (b"access-control-max-age", SECONDS),
            (b"vary", b"Access-Control-Request-Headers"),
        ]
        names = headers.get(b"access-control-request-headers")
        if names is not None and NAMES.fullmatch(names):
            answer_headers.append((b"access-control-allow-headers", names))
        if headers.get(b"access-control-request-private-network") == b"true":
            answer_headers.append((b"access-control-allow-private-network", b"true"))
        return answer_headers


def check_get(headers: Headers) -> None:
    """Refuse a GET that a picture or script of a page can send.

    What a page fetches in the mode `cors` is none of these, and names its origin where that is foreign.
    """
    accepted = [part.partition(b";")[0].strip() for part in _lower(headers, b"accept").split(b",")]
    is_fetch = headers.get(b"sec-fetch-mode") == b"cors"
    if (
        is_fetch
        or b"graphql-require-preflight" in headers
        or any(kind in MEDIA for kind in accepted)
    ):
        return
    refuse(
        400,
        "A GET request must say that it wants JSON: pages of other sites could send it otherwise.",
        "send `Accept: application/json`, or any value of `GraphQL-Require-Preflight`",
    )


def is_preflight(method: str, headers: Headers) -> bool:
    """Whether a request asks on behalf of a page what it may send."""
    return (
        method == "OPTIONS" and b"origin" in headers and b"access-control-request-method" in headers
    )


def _own(origin: bytes | None, headers: Headers) -> bool:
    """Whether an origin is the address that the request was sent to; also where there is none."""
    if origin is None:
        return True
    scheme, _, host = origin.lower().partition(b"://")
    default = b":%d" % PORTS.get(scheme.decode("latin-1"), 0)
    return bool(host) and host == _lower(headers, b"host").removesuffix(default)


def _lower(headers: Headers, name: bytes) -> bytes:
    return headers.get(name, b"").lower()
