"""Who sends a request, by its `Authorization: Bearer …` header: an API key, or a token of the issuer.

What was found out about a credential is believed for three seconds, so that a key that is revoked lets
nobody in after five, whichever process is asked.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from api.execution.viewer import LOCAL, Viewer
from graph.config import Settings
from graph.errors import Unauthenticated
from graph.identity.api_keys import REFUSAL, is_api_key, principal_of_key
from graph.identity.bearer_tokens import Tokens
from graph.identity.conventions import FRESH, LONGEST_TOKEN, REMEMBERED
from graph.identity.principals import Principal
from graph.store.driver import Store

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="goalgraph"'}
_Known = tuple[Viewer, datetime | None]
"""A viewer, and when their credential ends."""
MISSING = "This server wants to know who asks."


class Authentication:
    """Tells who sends a request, by the ways that the settings allow."""

    def __init__(self, settings: Settings, store: Callable[[], Store]) -> None:
        self.ways = settings.authentication
        self._store = store
        self._tokens = Tokens(settings.issuer) if settings.issuer is not None else None
        self._known: OrderedDict[bytes, tuple[float, _Known | None]] = OrderedDict()

    async def viewer(self, headers: Mapping[bytes, bytes]) -> Viewer:
        """The viewer of a request with these headers. Raises Unauthenticated."""
        if not self.ways:
            return LOCAL
        known = await self._whose(_credential(headers.get(b"authorization")))
        if known is None or (known[1] is not None and known[1] <= datetime.now(UTC)):
            raise Unauthenticated(REFUSAL, remedy=self._remedy)
        return known[0]

    @property
    def _remedy(self) -> str:
        return "send `Authorization: Bearer …` with " + " or ".join(
            {"keys": "an API key (`goalgraph keys create`)", "oidc": "a token of the issuer"}[way]
            for way in self.ways
        )

    async def _whose(self, credential: str | None) -> _Known | None:
        """Who stands behind a credential; None where nobody does."""
        if credential is None:
            raise Unauthenticated(MISSING, remedy=self._remedy)
        digest = hashlib.sha256(credential.encode()).digest()
        known = self._known.get(digest)
        now = time.monotonic()
        if known is not None and known[0] > now:
            return known[1]
        try:
            principal = await self._read(credential)
            found: _Known | None = Viewer.of(principal), principal.until
        except Unauthenticated:
            found = None
        self._known[digest] = now + FRESH, found
        self._known.move_to_end(digest)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return found

    async def _read(self, credential: str) -> Principal:
        """Who stands behind a credential, asked anew. Raises Unauthenticated."""
        if is_api_key(credential):
            if "keys" not in self.ways:
                raise Unauthenticated(REFUSAL)
            return await principal_of_key(self._store(), credential)
        if self._tokens is None:
            raise Unauthenticated(REFUSAL)
        return await self._tokens.principal(self._store(), credential)


def _credential(header: bytes | None) -> str | None:
    """The credential of an `Authorization` header; None where there is none of ours."""
    if header is None or len(header) > LONGEST_TOKEN + 7:
        return None
    scheme, _, credential = header.partition(b" ")
    if scheme.lower() != b"bearer" or not credential.strip().isascii():
        return None
    return credential.strip().decode("ascii") or None
