"""The settings, read once from the environment; every setting is documented in docs/settings.md."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from graph.errors import BadInput


@dataclass(frozen=True, slots=True)
class Target:
    """A Neo4j to speak to over Bolt."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"


Network = IPv4Network | IPv6Network
WAYS = ("keys", "oidc")
"""How somebody may show who they are."""
ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
)
"""Signatures of tokens that may be allowed: none of them is made with a secret that we would have to know."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose bearer tokens are believed, and how they name people and roles.

    `source`: the source in which a token's subject is an account; None: people are found by mail.
    """

    url: str
    audience: str
    algorithms: tuple[str, ...] = ("RS256", "ES256")
    role_claim: str = "goalgraph_role"
    source: str | None = None
    keys_url: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; absent variables have the defaults of docs/settings.md."""

    neo4j_uri: str | None
    neo4j_username: str
    neo4j_password: str = field(repr=False)
    neo4j_database: str
    data_dir: Path
    cache_dir: Path
    mode: str
    cors_origins: tuple[str, ...] = ()
    connections: int = 1024
    connections_per_address: int | None = None
    web_sockets: int = 512
    web_sockets_per_principal: int = 32
    rate: int = 20_000
    documents: str = "off"
    documents_file: Path | None = None
    authentication: tuple[str, ...] = ()
    issuer: Issuer | None = None
    audit_log: Path | None = None
    hooks_key: str | None = field(default=None, repr=False)
    hooks_networks: tuple[Network, ...] = ()

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment (or `env` instead of it) describes."""
        env = os.environ if env is None else env
        ways, manifest = _ways(env), env.get("GOALGRAPH_DOCUMENTS_FILE", "").strip()
        origins = (env.get("GOALGRAPH_CORS_ORIGINS") or "").strip(", \t\n")
        cache_home = env.get("XDG_CACHE_HOME") or str(Path(env.get("HOME", "~")) / ".cache")
        return cls(
            neo4j_uri=env.get("NEO4J_URI") or None,
            neo4j_username=env.get("NEO4J_USERNAME") or "neo4j",
            neo4j_password=env.get("NEO4J_PASSWORD") or "",
            neo4j_database=env.get("NEO4J_DATABASE") or "neo4j",
            data_dir=Path(env.get("GOALGRAPH_DATA") or ".goalgraph").expanduser().absolute(),
            cache_dir=Path(env.get("GOALGRAPH_CACHE") or f"{cache_home}/goalgraph").expanduser(),
            mode=env.get("GOALGRAPH_MODE") or "development",
            cors_origins=tuple(re.split(r"[\s,]+", origins)) if origins else (),
            connections=_count(env, "GOALGRAPH_CONNECTIONS") or 1024,
            connections_per_address=_count(env, "GOALGRAPH_CONNECTIONS_PER_ADDRESS"),
            web_sockets=_count(env, "GOALGRAPH_WEB_SOCKETS") or 512,
            web_sockets_per_principal=_count(env, "GOALGRAPH_WEB_SOCKETS_PER_PRINCIPAL") or 32,
            rate=_count(env, "GOALGRAPH_RATE") or 20_000,
            documents=env.get("GOALGRAPH_DOCUMENTS", "").strip() or "off",
            documents_file=Path(manifest).expanduser() if manifest else None,
            authentication=ways,
            issuer=_issuer(env) if "oidc" in ways else None,
            audit_log=_path(env.get("GOALGRAPH_AUDIT_LOG")),
            hooks_key=env.get("GOALGRAPH_HOOKS_KEY", "").strip() or None,
            hooks_networks=_networks(env.get("GOALGRAPH_HOOKS_NETWORKS", "")),
        )

    @property
    def external(self) -> Target | None:
        """The Neo4j that the environment points at; None where the local engine is meant."""
        if self.neo4j_uri is None:
            return None
        return Target(self.neo4j_uri, self.neo4j_username, self.neo4j_password, self.neo4j_database)


def _path(text: str | None) -> Path | None:
    """The absolute path that a text means; None where it is absent or empty."""
    return Path(text).expanduser().absolute() if text else None


def _count(env: Mapping[str, str], name: str) -> int | None:
    """A whole number from 1 on; None where the variable is absent or empty."""
    text = env.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**6):
        raise BadInput(f"{name} is {text[:80]!r}", remedy="set it to a whole number from 1 on")
    return int(text)


def _networks(text: str) -> tuple[Network, ...]:
    """The networks that a list names. Raises BadInput for what is none."""
    found = []
    for word in re.split(r"[\s,]+", text.strip(", \t\n")):
        if not word:
            continue
        try:
            found.append(ip_network(word))
        except ValueError:
            raise BadInput(
                f"GOALGRAPH_HOOKS_NETWORKS has {word[:80]!r}",
                remedy="name networks as `10.0.0.0/8` or `fd00::/8`, single addresses as `10.1.2.3`",
            ) from None
    return tuple(found)


def _ways(env: Mapping[str, str]) -> tuple[str, ...]:
    """How somebody shows who they are; none where authentication is off."""
    text = env.get("GOALGRAPH_AUTHENTICATION", "").strip().lower()
    ways = tuple(dict.fromkeys(re.split(r"[\s,]+", text))) if text not in ("", "off") else ()
    if not set(ways) <= set(WAYS):
        raise BadInput(
            f"GOALGRAPH_AUTHENTICATION is {text[:80]!r}",
            remedy="set it to off, keys, oidc, or keys,oidc",
        )
    return ways


def _issuer(env: Mapping[str, str]) -> Issuer:
    """The issuer whose tokens are believed. Raises BadInput where it is not wholly named."""
    url, audience = (
        env.get(f"GOALGRAPH_OIDC_{name}", "").strip() for name in ("ISSUER", "AUDIENCE")
    )
    for name, value in (("ISSUER", url), ("AUDIENCE", audience)):
        if not value:
            raise BadInput(
                f"GOALGRAPH_OIDC_{name} is empty",
                remedy="name whose tokens are believed, and the audience that they are made for",
            )
    keys_url = env.get("GOALGRAPH_OIDC_KEYS", "").strip() or None
    for address in filter(None, (url, keys_url)):
        if not re.match(r"https://|http://(127\.0\.0\.1|localhost|\[::1\])(:|/|$)", address):
            raise BadInput(
                f"{address[:200]!r} is no https address",
                remedy="name the issuer by its https address",
            )
    algorithms = tuple(
        re.split(r"[\s,]+", env.get("GOALGRAPH_OIDC_ALGORITHMS", "").strip() or "RS256,ES256")
    )
    wrong = [name for name in algorithms if name not in ALGORITHMS]
    if wrong:
        raise BadInput(
            f"GOALGRAPH_OIDC_ALGORITHMS has {wrong[0][:80]!r}",
            remedy=f"name some of {', '.join(ALGORITHMS)}",
        )
    source = env.get("GOALGRAPH_OIDC_SOURCE", "").strip() or None
    claim = env.get("GOALGRAPH_OIDC_ROLE_CLAIM", "").strip() or "goalgraph_role"
    return Issuer(url, audience, algorithms, claim, source, keys_url)
