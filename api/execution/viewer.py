"""Who asks: with authentication off, the local viewer who may do everything on this machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks: id (of the person or the key), roles, and the stated purpose."""

    id: str
    roles: frozenset[str]
    purpose: str | None = None


LOCAL = Viewer(id="local", roles=frozenset({"member", "steward", "analyst", "admin"}))
"""The viewer of a server whose authentication is off."""
