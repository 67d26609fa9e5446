"""The keys by which an issuer signs its tokens, read from its address and believed for a while.

They are read again after ten minutes, and where a token names a key that is not among them, at most once
in thirty seconds. While the issuer cannot be reached the old ones serve for an hour; then nobody is let in.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from graph.config import Issuer
from graph.errors import StoreDown, Unauthenticated
from graph.identity.api_keys import REFUSAL
from graph.identity.conventions import (
    ISSUER_TIMEOUT,
    KEYS_FRESH,
    KEYS_STALE,
    LARGEST_ANSWER,
    UNKNOWN_KEY_WAIT,
)

WELL_KNOWN = "/.well-known/openid-configuration"
KEY_TYPES = {"R": "RSA", "P": "RSA", "E": "EC"}
"""First letter of an algorithm → the type of its keys; `Ed25519` stands apart."""


class NoKeys(ValueError):
    """What the issuer answered is no set of keys."""


class IssuerDown(StoreDown):
    """The issuer's keys cannot be read, and those that were known are too old."""


class SigningKeys:
    """The signing keys of one issuer."""

    def __init__(self, issuer: Issuer, clock: Callable[[], float] = time.monotonic) -> None:
        self.issuer = issuer
        self._clock = clock
        self._keys: dict[str | None, dict[str, Any]] = {}
        self._read_at = self._asked_at = -KEYS_STALE
        self._lock = asyncio.Lock()

    async def key(self, key_id: str | None, algorithm: str) -> Key:
        """The key of this id, which fits the algorithm. Raises Unauthenticated, IssuerDown."""
        if self._clock() - self._read_at > KEYS_FRESH:
            await self._renew(wait=UNKNOWN_KEY_WAIT if self._keys else 1.0)
        entry = self._entry(key_id)
        if entry is None:
            await self._renew(wait=UNKNOWN_KEY_WAIT)
            entry = self._entry(key_id)
        if self._clock() - self._read_at > KEYS_STALE:
            raise IssuerDown(
                "The issuer of tokens does not answer.", remedy="try again in a minute"
            )
        if entry is None or not _fits(entry, algorithm):
            raise Unauthenticated(REFUSAL)
        try:
            return import_key(entry)
        except (JoseError, ValueError, TypeError) as error:
            raise Unauthenticated(REFUSAL) from error

    def _entry(self, key_id: str | None) -> dict[str, Any] | None:
        """The key of this id; a token that names none means the only one that there is."""
        if key_id is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(key_id)

    async def _renew(self, wait: float) -> None:
        """Read the keys, unless that was tried within this time; what cannot be read changes nothing."""
        async with self._lock:
            if self._clock() - self._asked_at < wait:
                return
            self._asked_at = self._clock()
            try:
                keys = await _read_keys(self.issuer)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError):
                return
            self._keys, self._read_at = keys, self._clock()


async def _read_keys(issuer: Issuer) -> dict[str | None, dict[str, Any]]:
    """Key id → key, as the issuer publishes them. Raises NoKeys for what is no set of keys."""
    async with httpx.AsyncClient(timeout=ISSUER_TIMEOUT, follow_redirects=False) as client:
        address = issuer.keys_url
        if address is None:
            document = await _read_json(client, issuer.url.rstrip("/") + WELL_KNOWN)
            if document.get("issuer") != issuer.url:
                raise NoKeys("the document is another issuer's")
            address = document.get("jwks_uri")
        if not isinstance(address, str) or (
            not address.startswith("https://") and not issuer.url.startswith("http://")
        ):
            raise NoKeys("the keys are not at an https address")
        listed = (await _read_json(client, address)).get("keys")
    if not isinstance(listed, list):
        raise NoKeys("no list of keys")
    entries = [entry for entry in listed if isinstance(entry, dict) and entry.get("use") != "enc"]
    return {
        entry.get("kid"): entry for entry in entries if entry.get("kty") in ("RSA", "EC", "OKP")
    }


async def _read_json(client: httpx.AsyncClient, address: str) -> dict[str, Any]:
    """The object that is published there. Raises NoKeys for anything else."""
    async with client.stream("GET", address) as response:
        if response.status_code != 200:
            raise NoKeys(f"status {response.status_code}")
        body = b""
        async for part in response.aiter_bytes():
            body += part
            if len(body) > LARGEST_ANSWER:
                raise NoKeys("the answer is too long")
    document = orjson.loads(body)
    if not isinstance(document, dict):
        raise NoKeys("no object")
    return document


def _fits(entry: dict[str, Any], algorithm: str) -> bool:
    """Whether a key may have made a signature of this kind."""
    own = entry.get("alg")
    type_ = "OKP" if algorithm == "Ed25519" else KEY_TYPES[algorithm[0]]
    return entry.get("kty") == type_ and (own is None or own == algorithm)
