"""Bytes as the opaque texts of the API: URL-safe base64 without padding."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode


def opaque_text(raw: bytes) -> str:
    """The opaque text of some bytes."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def bytes_of_opaque(text: str) -> bytes | None:
    """The bytes that an opaque text stands for; None where it is none."""
    try:
        return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
