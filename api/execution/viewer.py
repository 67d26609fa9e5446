"""Who asks: with authentication off, the local viewer who may do everything on this machine."""

from __future__ import annotations

from dataclasses import dataclass

from graph.store.policy import EVERYBODY, Reader, Scope


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks: id (of the person or the key), roles, and the stated purpose."""

    id: str
    roles: frozenset[str]
    purpose: str | None = None

    @property
    def reader(self) -> Reader:
        """What the viewer may read: analysts and admins all, others as they took part in talk."""
        if self.roles & {"analyst", "admin"}:
            return EVERYBODY
        scope = Scope.LISTED if self.roles & {"steward", "tool"} else Scope.OWN
        return Reader(scope, self.id)


LOCAL = Viewer(id="local", roles=frozenset({"member", "steward", "analyst", "admin"}))
"""The viewer of a server whose authentication is off."""
