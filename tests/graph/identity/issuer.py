"""A real issuer of OpenID Connect tokens on a free port: publishes its keys over HTTP and signs with them."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

AUDIENCE = "goalgraph-tests"


def encoded(part: bytes) -> str:
    """Bytes as a part of a token."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@cache
def signing_key(key_id: str, kind: str) -> Key:
    """A key of this id, made once a session."""
    if kind == "EC":
        return ECKey.generate_key("P-256", {"kid": key_id})
    if kind == "OKP":
        return OKPKey.generate_key("Ed25519", {"kid": key_id})
    return RSAKey.generate_key(2048, {"kid": key_id})


class TestIssuer:
    """Keys by id, and the tokens that they sign."""

    __test__ = False

    def __init__(self, url: str) -> None:
        self.url = url
        self.keys: dict[str, Key] = {}
        self.asked = 0
        self.is_down = False
        self.extra: list[dict[str, Any]] = []
        self.document: dict[str, Any] = {"issuer": url, "jwks_uri": f"{url}/keys"}

    def add_key(self, key_id: str, kind: str = "RSA") -> Key:
        """A new signing key, published from now on."""
        self.keys[key_id] = signing_key(key_id, kind)
        return self.keys[key_id]

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Claims that are let in, but for the changes; None leaves a claim out."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": AUDIENCE, "sub": "ada", "iat": now, "exp": now + 300}
        return {name: value for name, value in (claims | changes).items() if value is not None}

    def token(
        self,
        key_id: str,
        algorithm: str = "RS256",
        header: dict[str, Any] | None = None,
        key: Key | None = None,
        **changes: Any,
    ) -> str:
        """A token signed by this key (or `key` in its name)."""
        whole = {"alg": algorithm, "kid": key_id} | (header or {})
        return jwt.encode(
            whole, self.claims(**changes), key or self.keys[key_id], algorithms=[algorithm]
        )

    def confused_token(self, key_id: str) -> str:
        """A token that is signed by the public key's own text as a shared secret."""
        parts = ({"alg": "HS256", "kid": key_id}, self.claims())
        body = ".".join(encoded(json.dumps(part).encode()) for part in parts)
        secret = self.keys[key_id].as_pem(private=False)  # type: ignore[union-attr]
        return f"{body}.{encoded(hmac.digest(secret, body.encode(), 'sha256'))}"

    def answer(self, path: str) -> tuple[int, bytes]:
        """What is published at a path."""
        if self.is_down:
            return 503, b"down"
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self.document).encode()
        if path == "/keys":
            self.asked += 1
            published = [key.as_dict(private=False) for key in self.keys.values()]
            return 200, json.dumps({"keys": [*published, *self.extra]}).encode()
        return 404, b"nothing"


@contextmanager
def issuer() -> Iterator[TestIssuer]:
    """An issuer that answers until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = issuing.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing: the tests look at what was asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuing = TestIssuer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuing
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
