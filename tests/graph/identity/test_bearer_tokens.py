"""Bearer tokens, verified against a real issuer: which are let in, and everything that must not be."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.config import Issuer
from graph.errors import Unauthenticated
from graph.identity.bearer_tokens import Tokens
from graph.identity.conventions import KEYS_FRESH, KEYS_STALE, LEEWAY, UNKNOWN_KEY_WAIT
from graph.identity.signing_keys import IssuerDown, SigningKeys
from tests.graph.identity.issuer import AUDIENCE, TestIssuer, issuer, signing_key
from tests.graph.identity.issuer import encoded as encoded_bytes

ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1e6

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def issuing() -> Iterator[TestIssuer]:
    with issuer() as one:
        one.add_key("first")
        yield one


def tokens_of(issuing: TestIssuer, clock: Callable[[], float] = time.monotonic) -> Tokens:
    settings = Issuer(issuing.url, AUDIENCE, ALGORITHMS)
    return Tokens(settings, SigningKeys(settings, clock))


@pytest.mark.parametrize(
    ("kind", "algorithm"),
    [("RSA", "RS256"), ("RSA", "PS256"), ("EC", "ES256"), ("OKP", "Ed25519")],
)
async def test_tokens_of_the_issuer_are_let_in(
    issuing: TestIssuer, kind: str, algorithm: str
) -> None:
    issuing.add_key("own", kind)
    claims = await tokens_of(issuing).claims(issuing.token("own", algorithm))
    assert (claims["sub"], claims["iss"]) == ("ada", issuing.url)


LET_IN: dict[str, dict[str, Any]] = {
    "several audiences": {"aud": ["other", AUDIENCE]},
    "over, but within the leeway": {"exp": lambda now: now - LEEWAY + 30},
    "no time of issue": {"iat": None},
}
REFUSED: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://other.example"},
    "the issuer with a slash": {"iss": "{url}/"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "other"},
    "an audience that begins so": {"aud": AUDIENCE + "-2"},
    "no audience": {"aud": None},
    "an audience that is no text": {"aud": 7},
    "over": {"exp": lambda now: now - LEEWAY - 30},
    "never over": {"exp": None},
    "over at a text": {"exp": "tomorrow"},
    "over at the end of time, twice": {"exp": True},
    "not yet valid": {"nbf": lambda now: now + LEEWAY + 300},
    "issued tomorrow": {"iat": lambda now: now + 86_400},
    "nobody's": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is a number": {"sub": 7},
}


def said(changes: dict[str, Any], issuing: TestIssuer) -> dict[str, Any]:
    """The changes with the issuer's address, and with times that are told from now."""
    now = int(time.time())
    return {
        name: value.replace("{url}", issuing.url)
        if isinstance(value, str)
        else value(now)
        if callable(value)
        else value
        for name, value in changes.items()
    }


@pytest.mark.parametrize("changes", LET_IN.values(), ids=LET_IN)
async def test_claims_that_are_let_in(issuing: TestIssuer, changes: dict[str, Any]) -> None:
    token = issuing.token("first", **said(changes, issuing))
    assert (await tokens_of(issuing).claims(token))["sub"] == "ada"


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
async def test_claims_that_are_refused(issuing: TestIssuer, changes: dict[str, Any]) -> None:
    token = issuing.token("first", **said(changes, issuing))
    with pytest.raises(Unauthenticated) as refused:
        await tokens_of(issuing).claims(token)
    assert "ada" not in refused.value.message and issuing.url not in refused.value.message


def encoded(part: Any) -> str:
    return encoded_bytes(json.dumps(part).encode())


def forgeries(issuing: TestIssuer) -> dict[str, str]:
    """Tokens that somebody made who has none of the issuer's keys."""
    stranger = signing_key("first", "stranger")
    own = stranger.as_dict(private=False)
    good = issuing.token("first")
    head, body, signature = good.split(".")
    public = f"{issuing.url}/keys"
    return {
        "signed by another": issuing.token("first", key=stranger),
        "with its own key in the header": issuing.token("first", "RS256", {"jwk": own}, stranger),
        "with an address of keys": issuing.token("first", "RS256", {"jku": public}, stranger),
        "with a certificate": issuing.token("first", "RS256", {"x5u": public}, stranger),
        "confused: the public key as a secret": issuing.confused_token("first"),
        "unsigned": f"{encoded({'alg': 'none', 'kid': 'first'})}.{body}.",
        "unsigned, in capitals": f"{encoded({'alg': 'None', 'kid': 'first'})}.{body}.",
        "no algorithm": f"{encoded({'kid': 'first'})}.{body}.{signature}",
        "an algorithm that is a list": f"{encoded({'alg': ['RS256'], 'kid': 'first'})}.{body}.{signature}",
        "an algorithm that is not allowed": issuing.token("first", "RS512"),
        "a key id that is a list": f"{encoded({'alg': 'RS256', 'kid': ['first']})}.{body}.{signature}",
        "other claims": f"{head}.{encoded(issuing.claims(sub='bob'))}.{signature}",
        "no signature": f"{head}.{body}.",
        "cut": good[:-5],
        "two parts": f"{head}.{body}",
        "five parts": f"{good}.a.b",
        "a critical extension": f"{encoded({'alg': 'RS256', 'kid': 'first', 'crit': ['x'], 'x': 1})}.{body}.{signature}",
        "no JSON": f"{base64.urlsafe_b64encode(b'{').decode()}.{body}.{signature}",
        "no base64": f"!!!.{body}.{signature}",
        "a list for a header": f"{encoded([])}.{body}.{signature}",
        "very long": good + "a" * 10_000,
        "empty": "",
    }


async def test_forgeries_are_refused(issuing: TestIssuer) -> None:
    tokens = tokens_of(issuing)
    assert await tokens.claims(issuing.token("first"))
    let_in = []
    for name, token in forgeries(issuing).items():
        try:
            await tokens.claims(token)
        except Unauthenticated:
            continue
        let_in.append(name)
    assert let_in == []


async def test_a_key_serves_only_what_it_is_for(issuing: TestIssuer) -> None:
    """An entry for encryption, of another algorithm, or of no type that signs is no signing key."""
    good = issuing.keys.pop("first")
    entry = good.as_dict(private=False)
    token = issuing.token("first", key=good)
    for change in ({"use": "enc"}, {"alg": "RS512"}, {"kty": "oct", "k": "c2VjcmV0"}):
        issuing.extra = [entry | change]
        with pytest.raises(Unauthenticated):
            await tokens_of(issuing).claims(token)
    issuing.extra = [entry | {"use": "sig", "alg": "RS256"}]
    assert await tokens_of(issuing).claims(token)


async def test_rotated_keys_are_found_and_old_ones_forgotten(issuing: TestIssuer) -> None:
    clock = Clock()
    tokens = tokens_of(issuing, clock)
    old = issuing.token("first")
    await tokens.claims(old)
    assert issuing.asked == 1
    issuing.add_key("second")
    new = issuing.token("second")
    with pytest.raises(Unauthenticated):  # asked a moment ago: unknown ids do not make us ask again
        await tokens.claims(new)
    clock.now += UNKNOWN_KEY_WAIT + 1
    assert await tokens.claims(new)
    assert issuing.asked == 2
    del issuing.keys["first"]
    assert await tokens.claims(old)
    clock.now += KEYS_FRESH + 1
    with pytest.raises(Unauthenticated):
        await tokens.claims(old)
    assert await tokens.claims(new)
    assert issuing.asked == 3


async def test_unknown_key_ids_ask_the_issuer_once_in_half_a_minute(issuing: TestIssuer) -> None:
    clock = Clock()
    tokens = tokens_of(issuing, clock)
    stranger = signing_key("", "stranger")
    await tokens.claims(issuing.token("first"))
    for number in range(50):
        with pytest.raises(Unauthenticated):
            await tokens.claims(issuing.token(f"none-{number}", key=stranger))
        clock.now += UNKNOWN_KEY_WAIT / 100
    assert issuing.asked == 1


async def test_an_issuer_that_is_down_is_remembered_for_an_hour(issuing: TestIssuer) -> None:
    clock = Clock()
    tokens = tokens_of(issuing, clock)
    token = issuing.token("first")
    await tokens.claims(token)
    issuing.is_down = True
    clock.now += KEYS_STALE - 1
    assert await tokens.claims(token)
    clock.now += 2
    with pytest.raises(IssuerDown):
        await tokens.claims(token)
    issuing.is_down = False
    clock.now += UNKNOWN_KEY_WAIT + 1
    assert await tokens.claims(token)


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://other.example", "jwks_uri": "{url}/keys"},
        {"issuer": "{url}"},
        {"issuer": "{url}", "jwks_uri": 7},
        {"issuer": "{url}", "jwks_uri": "file:///etc/passwd"},
        {"issuer": "{url}", "jwks_uri": "{url}/nothing"},
    ],
)
async def test_a_document_that_is_not_the_issuers_own_is_not_believed(
    issuing: TestIssuer, document: dict[str, Any]
) -> None:
    issuing.document = said(document, issuing)
    with pytest.raises(IssuerDown):
        await tokens_of(issuing).claims(issuing.token("first"))
