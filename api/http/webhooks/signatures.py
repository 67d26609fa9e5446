"""The headers by which a receiver knows who sent a message: those of Standard Webhooks, version 1."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence


def signature(secret: bytes, id_: str, timestamp: int, body: bytes) -> str:
    """The signature of a message: HMAC-SHA256 over its id, the moment at which it is sent, and its body.

    >>> signature(b"secret", "1", 1767225600, b"{}")
    'v1,1TfhAOIbc37r4osrJgCnnTGAjPyTcZ0HSz/khBmWC1I='
    """
    signed = b".".join((id_.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()


def headers_of(secrets: Sequence[bytes], id_: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a message, with a signature by each secret."""
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(one, id_, timestamp, body) for one in secrets),
        "content-type": "application/json",
        "user-agent": "goalgraph",
        "accept-encoding": "identity",
    }
