"""Bearer tokens of an OpenID Connect issuer: signed by its keys, made for us, not over; whose they are, and which role.

Only the algorithms of the settings count, whatever the token's header says; `jku`, `x5u`, `x5c` and `jwk` of the
header are never looked at. What is wrong with a token is said to nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64decode

from graph.config import Issuer
from graph.errors import Unauthenticated
from graph.identity.api_keys import REFUSAL
from graph.identity.conventions import LEEWAY, LONGEST_TOKEN
from graph.identity.principals import Principal
from graph.identity.roles import Role
from graph.identity.signing_keys import SigningKeys
from graph.organisation.people import people_of_accounts, person_ids_by_email
from graph.store.driver import Store

PEOPLE = frozenset(Role) - {Role.TOOL}
"""Roles that a token may give; tools have API keys."""


class Tokens:
    """The tokens of one issuer."""

    def __init__(self, issuer: Issuer, keys: SigningKeys | None = None) -> None:
        self.issuer = issuer
        self.keys = keys or SigningKeys(issuer)
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer.url},
            aud={"essential": True, "value": issuer.audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    async def claims(self, token: str) -> Mapping[str, Any]:
        """What a valid token claims. Raises Unauthenticated, IssuerDown."""
        header = _header(token)
        algorithm, key_id = header.get("alg"), header.get("kid")
        if algorithm not in self.issuer.algorithms or not isinstance(key_id, str | None):
            raise Unauthenticated(REFUSAL)
        key = await self.keys.key(key_id, algorithm)
        try:
            claims = jwt.decode(token, key, algorithms=[algorithm]).claims
            self._claims.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise Unauthenticated(REFUSAL) from error
        if not claims["sub"]:
            raise Unauthenticated(REFUSAL)
        return claims

    async def principal(self, store: Store, token: str) -> Principal:
        """Who asks by this token. Raises Unauthenticated, IssuerDown."""
        claims = await self.claims(token)
        person = await self._person(store, claims)
        subject = hashlib.sha256(f"{self.issuer.url}\0{claims['sub']}".encode()).hexdigest()
        credential = f"subject:{subject[:32]}"
        return Principal(
            person or credential,
            credential,
            self._roles(claims),
            person,
            until=datetime.fromtimestamp(min(claims["exp"], 253402300799), UTC),
        )

    async def _person(self, store: Store, claims: Mapping[str, Any]) -> str | None:
        """The person whose account the subject is, else the only one with the verified mail address."""
        if self.issuer.source is not None:
            account = f"{self.issuer.source}/{claims['sub']}"
            found = (await people_of_accounts(store, [account])).get(account)
            if found is not None:
                return found
        address = claims.get("email")
        if not isinstance(address, str) or claims.get("email_verified") not in (True, "true"):
            return None
        people = await person_ids_by_email(store, address)
        return people[0] if len(people) == 1 else None

    def _roles(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """The roles of people that the token names; a member where it names none."""
        claimed = claims.get(self.issuer.role_claim)
        names = claimed if isinstance(claimed, list) else [claimed]
        return frozenset(role.value for role in PEOPLE if role.value in names) or frozenset(
            {Role.MEMBER.value}
        )


def _header(token: str) -> dict[str, Any]:
    """The header of a token, which nobody has vouched for yet. Raises Unauthenticated."""
    parts = token.split(".")
    if len(token) > LONGEST_TOKEN or len(parts) != 3:
        raise Unauthenticated(REFUSAL)
    try:
        header = orjson.loads(urlsafe_b64decode(parts[0].encode("ascii")))
    except ValueError as error:
        raise Unauthenticated(REFUSAL) from error
    if not isinstance(header, dict):
        raise Unauthenticated(REFUSAL)
    return header
