"""API keys: 256 random bits that are shown once; the store holds their SHA-256, who they stand for, and until when.

goalgraph_abcdefghijkl_<64 hexadecimal digits>
          the key's id  its secret
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import BadInput, NotFound, Unauthenticated
from graph.identity.conventions import LONGEST_NAME, MOST_KEYS
from graph.identity.principals import Principal
from graph.identity.roles import Role
from graph.organisation.people import people_of_accounts
from graph.sources.times import time_text
from graph.store.driver import Row, Store

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_TEXT = re.compile(r"goalgraph_(?P<id>[a-z2-7]{12})_(?P<secret>[0-9a-f]{64})")
_SOURCE = re.compile(r"[a-z0-9-]{1,100}")
REFUSAL = "This credential is not valid, or no longer."
"""What anybody is told whom no credential lets in: not whether there ever was such a one."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as the store holds it; fields as the statement `api_keys` names them.

    `account`: the account of the person who asks by it, and `person` whose that is now;
    `source`: what a tool writes.
    """

    id: str
    name: str
    role: str
    account: str | None
    person: str | None
    source: str | None
    speaks_for_others: bool
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        """`valid`, `expired`, `revoked`, or `nobody's` where its person is gone."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "nobody's" if self.account is not None and self.person is None else "valid"


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """What a new key shall be: its name, the role, and whom or what it stands for."""

    name: str
    role: Role
    account: str | None = None
    source: str | None = None
    speaks_for_others: bool = False
    expires_at: datetime | None = None

    def check(self, now: datetime) -> None:
        """Raise BadInput where there is no such key."""
        if not (0 < len(self.name.strip()) <= LONGEST_NAME and self.name.isprintable()):
            raise BadInput(
                f"the name of a key has 1 to {LONGEST_NAME} printable characters",
                remedy="name what uses it, for example `dashboard`",
            )
        if self.role is Role.MEMBER and self.account is None:
            raise BadInput("a member is a person", remedy="name the person's account")
        if (self.role is Role.TOOL) != (self.source is not None):
            raise BadInput(
                "a tool, and nobody else, has a source that it writes",
                remedy="name the source of a tool, for example `jira`; leave it out for people",
            )
        if self.source is not None and not _SOURCE.fullmatch(self.source):
            raise BadInput(
                f"{self.source[:80]!r} is no source",
                remedy="a source is small letters, digits and hyphens",
            )
        if self.expires_at is not None and self.expires_at <= now:
            raise BadInput("the key would have ended already", remedy="name a day to come")


async def create_key(store: Store, wanted: KeyRequest) -> tuple[str, ApiKey]:
    """A new key's text, which is told nowhere else, and the key. Raises BadInput, NotFound."""
    now = datetime.now(UTC)
    wanted.check(now)
    person = None
    if wanted.account is not None:
        person = (await people_of_accounts(store, [wanted.account])).get(wanted.account)
        if person is None:
            raise NotFound(
                f"there is no account {wanted.account[:200]!r}",
                remedy="name it as SOURCE/ID; `people { nodes { accounts { nodes { id } } } }` lists them",
            )
    id_ = new_id()
    secret = secrets.token_hex(32)
    row = {
        "id": id_,
        "hash": _hash(secret),
        "name": wanted.name.strip(),
        "role": wanted.role.value,
        "account": wanted.account,
        "source": wanted.source,
        "speaks_for_others": wanted.speaks_for_others,
        "created_at": time_text(now),
        "expires_at": None if wanted.expires_at is None else time_text(wanted.expires_at),
    }
    await store.write("save_api_keys", rows=[row])
    key = ApiKey(
        id_,
        wanted.name.strip(),
        wanted.role.value,
        wanted.account,
        person,
        wanted.source,
        wanted.speaks_for_others,
        now,
        wanted.expires_at,
        None,
    )
    return f"goalgraph_{id_}_{secret}", key


async def api_keys(store: Store, limit: int = MOST_KEYS) -> list[ApiKey]:
    """The keys that were made, the newest first."""
    return [ApiKey(*row) for row in await store.rows("api_keys", limit=limit)]


async def revoke_key(store: Store, id_: str) -> datetime:
    """End a key for good; when it ended. Raises NotFound."""
    named = _TEXT.fullmatch(id_)
    row = {"id": named["id"] if named else id_, "at": time_text(datetime.now(UTC))}
    rows = (await store.write("revoke_api_keys", rows=[row])).rows
    if not rows:
        raise NotFound("there is no such key", remedy="`goalgraph keys list` shows them")
    ended: datetime = rows[0][1]
    return ended


def new_id() -> str:
    """A name of 60 random bits for a key, or for what else is made by hand.

    >>> len(new_id())
    12
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def is_api_key(text: str) -> bool:
    """Whether a credential has the form of an API key."""
    return _TEXT.fullmatch(text) is not None


async def principal_of_key(store: Store, text: str) -> Principal:
    """Who asks by this key. Raises Unauthenticated."""
    named = _TEXT.fullmatch(text)
    if named is None:
        raise Unauthenticated(REFUSAL)
    rows = await store.rows("api_key_of_secret", id=named["id"], hash=_hash(named["secret"]))
    return _principal(rows)


async def principal_of_key_id(store: Store, id_: str) -> Principal:
    """Whom the key of this id stands for. Raises Unauthenticated."""
    return _principal(await store.rows("api_keys_by_id", ids=[id_]))


def _principal(rows: Sequence[Row]) -> Principal:
    """Whom the key that a row says stands for. Raises Unauthenticated where it is not valid."""
    key = ApiKey(*rows[0]) if rows else None
    if key is None or key.state(datetime.now(UTC)) != "valid":
        raise Unauthenticated(REFUSAL)
    return Principal(
        key.person or f"key:{key.id}",
        f"key:{key.id}",
        frozenset({key.role}),
        key.person,
        key.source,
        key.speaks_for_others,
        key.expires_at,
    )


def _hash(secret: str) -> str:
    """The hash of 256 random bits: nothing slower than SHA-256 makes them harder to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
