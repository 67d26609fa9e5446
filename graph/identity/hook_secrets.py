"""The secrets by which hooks sign: made from one key that lies outside the store, and kept nowhere.

So who reads the store, or a backup of it, learns no secret; the store holds the number of each and the
beginning of a hash, by which one is known that was made from another key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from graph.config import Settings
from graph.errors import BadInput, NotFound
from graph.identity.conventions import LEAST_HOOKS_KEY

FILE = "hooks.key"
PREFIX = "whsec_"
"""How secrets begin by the specification of Standard Webhooks; base64 follows."""


@dataclass(frozen=True, slots=True)
class HookKey:
    """The key that all secrets of hooks are made from."""

    value: bytes = field(repr=False)

    def secret(self, hook: str, number: int) -> bytes:
        """The secret of this number of a hook: 256 bits."""
        return hmac.digest(self.value, f"goalgraph hook {hook} {number}".encode(), "sha256")

    def mark(self, hook: str, number: int) -> str:
        """What the store keeps of a secret: its number and the beginning of its hash."""
        return f"{number} {hashlib.sha256(self.secret(hook, number)).hexdigest()[:16]}"

    def secrets(self, hook: str, marks: Sequence[str]) -> list[bytes]:
        """The secrets that sign for a hook, the newest first. Raises BadInput where the key is another."""
        numbers = [int(mark.partition(" ")[0]) for mark in marks]
        if [self.mark(hook, number) for number in numbers] != list(marks):
            raise BadInput(
                f"the secret of hook {hook} was made from another key",
                remedy=f"set GOALGRAPH_HOOKS_KEY, or the file {FILE} of the data folder, as it was "
                "when the hook was added",
            )
        return [self.secret(hook, number) for number in sorted(numbers, reverse=True)]


def secret_text(secret: bytes) -> str:
    """A secret as receivers are given it.

    >>> secret_text(bytes(3))
    'whsec_AAAA'
    """
    return PREFIX + base64.b64encode(secret).decode()


def hook_key(settings: Settings, data_dir: Path, *, make: bool = False) -> HookKey:
    """The key of this environment, or of the data folder, where it is made if need be.

    Raises BadInput where it is too short, and NotFound where there is none.
    """
    path = data_dir / FILE
    if settings.hooks_key is not None:
        return HookKey(_checked(settings.hooks_key, "GOALGRAPH_HOOKS_KEY"))
    if make and not path.exists():
        _make(path)
    try:
        return HookKey(_checked(path.read_text(encoding="utf-8").strip(), str(path)))
    except FileNotFoundError:
        raise NotFound(
            f"there is no key for hooks: {path} is not there",
            remedy="set GOALGRAPH_HOOKS_KEY as it was when hooks were added, or use that data folder",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path} cannot be read: {type(error).__name__}",
            remedy="let this user read it, or set GOALGRAPH_HOOKS_KEY",
        ) from None


def _checked(text: str, name: str) -> bytes:
    if len(text) < LEAST_HOOKS_KEY:
        raise BadInput(
            f"{name} has {len(text)} characters, {LEAST_HOOKS_KEY} are the least",
            remedy="take random ones, for example of `openssl rand -hex 32`",
        )
    return text.encode()


def _make(path: Path) -> None:
    """Make a key that only this user may read; of two that are made at once one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink()
