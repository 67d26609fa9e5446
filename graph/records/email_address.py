"""Mail addresses: what is one, and the key by which two spellings of it are the same."""

from __future__ import annotations

import re

from graph.keys import fold

LONGEST = 320
"""Characters of an address: 64, an @ and 255."""

_WRAPPED = re.compile(r"^[^<>]*<\s*([^<>]+?)\s*>$")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]+")
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


def mail_address(text: str) -> str | None:
    """The address that a text holds, as it is written; None where it holds none.

    Around it may stand spaces, `mailto:`, a name with angle brackets, and a dot or comma at the end.

    >>> mail_address("Ann Lee <Ann.Lee@acme.com>, "), mail_address("mailto:ann@acme.com")
    ('Ann.Lee@acme.com', 'ann@acme.com')
    >>> mail_address("ann at acme"), mail_address("ann@localhost")
    (None, None)
    """
    address = text.strip().rstrip(".,;").strip()
    if address[:7].casefold() == "mailto:":
        address = address[7:].partition("?")[0].strip()
    wrapped = _WRAPPED.match(address)
    if wrapped is not None:
        address = wrapped[1]
    return address if _is_address(address) else None


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    labels = domain.rstrip(".").split(".")
    return bool(
        at
        and len(text) <= LONGEST
        and len(local) <= 64
        and _LOCAL.fullmatch(local)
        and not (local[0] == "." or local[-1] == "." or ".." in local)
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
    )


def mail_key(text: str | None) -> str | None:
    """The text by which addresses are compared: letter case and the spelling of the domain dropped.

    >>> mail_key("Ann.Lee@ACME.com "), mail_key("ann@xn--bcher-kva.example") == mail_key("ann@bücher.example")
    ('ann.lee@acme.com', True)
    """
    if text is None:
        return None
    local, at, domain = fold(mail_address(text) or text).rpartition("@")
    labels = [_label(label) for label in domain.rstrip(".").split(".")]
    return f"{local}{at}{fold('.'.join(labels))}"[:LONGEST]


def _label(label: str) -> str:
    """A part of a domain as people read it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def mailbox_key(key: str) -> str:
    """The key without what stands after a `+`, which many servers deliver to the same box.

    >>> mailbox_key("ann+work@acme.com")
    'ann@acme.com'
    """
    local, at, domain = key.rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"
