"""The parsers of texts: within their limits, without control characters, addresses that are safe to follow.

What can be used once something of it is left out raises `PartlyInvalidValue` with what stays: an import keeps
that and says so, a mutation refuses it.
"""

from __future__ import annotations

import hashlib
import re

from graph.records.email_address import mail_address
from graph.sources.conventions import KEY_BYTES
from graph.sources.limits import LIMITS, Limit
from graph.sources.values import (
    LEFT_OUT,
    InvalidValue,
    Parser,
    PartlyInvalidValue,
    Slip,
    kind_of,
    list_of,
)

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
CONTROL_IN_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_ADDRESS = re.compile(r"(?:https?://[^\s/?#\\].*|mailto:\S.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(//)?", re.IGNORECASE)
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_RUNNING = """
    about blob callto chrome cid data facetime feed file filesystem ftp ftps geo gopher imap
    intent irc ircs itms jar javascript ldap ldaps livescript magnet mid mocha news nfs nntp
    opera resource rtsp sftp sip sips skype sms smsto ssh svn tel telnet tftp urn vbs
    vbscript view-source webcal ws wss wyciwyg xmpp
"""
RUNNING_SCHEMES = frozenset(_RUNNING.split())
"""Schemes by which a browser runs something or opens a program, where no `//` shows an address."""


def text(limit: Limit) -> Parser:
    """The parser of a text of this limit."""
    control = CONTROL_IN_LINES if limit.lines else CONTROL
    most = limit.characters

    def parse(value: object) -> str:
        if type(value) is not str:
            raise InvalidValue(
                f"a text is wanted, not {kind_of(value)}", "put it in quotation marks"
            )
        if len(value) <= most and (value.isprintable() or not control.search(value)):
            return value
        raise _unfit(value, limit, control)

    return parse


def _unfit(value: str, limit: Limit, control: re.Pattern[str]) -> PartlyInvalidValue:
    """What is wrong with a text that is too long or holds control characters, and what stays."""
    slips = []
    match = control.search(value)
    if match:
        but = " other than line breaks and tabs" if limit.lines else ""
        at = f"U+{ord(match[0]):04X} at character {match.start() + 1:,}"
        reason = f"it holds a control character{but} ({at})"
        slips.append(Slip(reason, "take it out", "it was taken out"))
        value = control.sub(lambda match: " " if match[0] in "\t\n\r\x0b\x0c\x85" else "", value)
    if len(value) > limit.characters:
        reason = f"it has {len(value):,} characters, at most {limit.characters:,} are allowed"
        slips.append(Slip(reason, "shorten it", "it was cut"))
        value = value[: limit.characters]
    return PartlyInvalidValue(value, slips)


def texts(limit: Limit) -> Parser:
    """The parser of a list of texts of this limit."""
    return list_of(text(limit), limit.items)


def is_address(value: str) -> bool:
    """Whether a text is an address that is safe to follow.

    >>> is_address("https://a.example/x"), is_address("javascript:alert(1)")
    (True, False)
    """
    return _plain(value) and _ADDRESS.fullmatch(value) is not None


def address(value: object) -> str:
    """An address that is safe to follow: `http`, `https` or `mailto`."""
    url = str(text(LIMITS["address"])(value)) if _plain(value) else ""
    if _ADDRESS.fullmatch(url):
        return url
    if not isinstance(value, str):
        raise InvalidValue(
            f"an address is wanted, not {kind_of(value)}", "put it in quotation marks"
        )
    raise PartlyInvalidValue(None, [_why_not(value)])


def mail(value: object) -> str:
    """The bare mail address of a text; the spaces around it tell nothing."""
    if type(value) is not str:
        raise InvalidValue(f"a text is wanted, not {kind_of(value)}", "put it in quotation marks")
    stripped = value.strip()
    email = None if CONTROL.search(stripped) else mail_address(stripped)
    if email is None:
        raise PartlyInvalidValue(
            None, [Slip("that is no mail address", 'write it as "ann@acme.com"', _OUT)]
        )
    if email != stripped:
        slip = Slip("there is more than an address", "give the address alone", "that was kept")
        raise PartlyInvalidValue(email, [slip])
    return email


def _plain(value: object) -> bool:
    """Whether a value can be an address as far as its length and its characters go."""
    return (
        isinstance(value, str)
        and len(value) <= LIMITS["address"].characters
        and not CONTROL.search(value)
    )


def _why_not(value: str) -> Slip:
    """What is wrong with an address."""
    mend = "give an address that begins with http://, https:// or mailto:, or leave it out"
    most = LIMITS["address"].characters
    if len(value) > most:
        return Slip(f"it has {len(value):,} characters, at most {most:,} are allowed", mend, _OUT)
    if CONTROL.search(value):
        return Slip("an address holds no control characters", mend, _OUT)
    return Slip("only addresses of http, https and mailto are kept", mend, _OUT)


_OUT = LEFT_OUT


def ref_key(key: str) -> str:
    """The key of a carried thing as an index can hold it: a long one becomes its hash."""
    if len(key) <= KEY_BYTES // 4 or len(key.encode()) <= KEY_BYTES:
        return key
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def is_safe(key: str) -> bool:
    """Whether following a carried thing can do no harm: it is no address, or a safe one.

    >>> is_safe("#tag"), is_safe("sha256:ab12"), is_safe("Trilogy:_Past"), is_safe("https://a.b/")
    (True, True, True, True)
    >>> is_safe("JavaScript:alert(1)"), is_safe("ftp://a.b/"), is_safe("data:text/html,x")
    (False, False, False)
    """
    match = _SCHEME.match(key.strip())
    if match is None or match[1].lower() in SAFE_SCHEMES:
        return True
    scheme = match[1].lower()
    return not (match[2] or scheme in RUNNING_SCHEMES or scheme.startswith("ms-"))


def key(value: object) -> str:
    """What a message carries: an address that is safe to follow, a hashtag, a hash, a name."""
    if type(value) is not str:
        raise InvalidValue(f"a text is wanted, not {kind_of(value)}", "put it in quotation marks")
    plain = value if value.isprintable() else CONTROL.sub("", value)
    slips = []
    if not is_safe(plain):
        slips = [Slip("of addresses only http, https and mailto are kept", "leave it out", _OUT)]
        raise PartlyInvalidValue(None, slips)
    if plain != value:
        slips.append(Slip("it holds control characters", "take them out", "they were taken out"))
    short = ref_key(plain)
    if short != plain:
        size = f"{len(plain):,} characters, {len(plain.encode()):,} bytes"
        reason = f"the key has {size}; at most {KEY_BYTES:,} bytes are allowed"
        slips.append(Slip(reason, "shorten it", "its sha256 is kept"))
    if slips:
        raise PartlyInvalidValue(short, slips)
    return value


keys = list_of(key, LIMITS["keys"].items)
