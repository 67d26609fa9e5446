"""Who asks, and what they may do; with authentication off, the local viewer who may do everything here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.errors import Forbidden
from graph.identity.conventions import PURPOSE_KEPT
from graph.identity.principals import Principal
from graph.identity.roles import (
    DECIDES_ANY_LINK,
    NAMES_NOBODY,
    READS_ALL_TALK,
    READS_GROUP_TALK,
    WHO_MAY,
    Permission,
    Role,
    permissions_of,
)
from graph.network.conventions import LEAST_MEMBERS
from graph.store.read_policy import EVERYBODY, Reader, Scope


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks: id (of the person or the key), roles, and the stated purpose.

    `source`: the only one that a tool writes; `speaks_for_others`: may name another as who decides,
    though the roles alone do not let them; `credential`: how what is decided names who was signed in,
    None where authentication is off.
    """

    id: str
    roles: frozenset[str]
    purpose: str | None = None
    person: str | None = None
    source: str | None = None
    speaks_for_others: bool = False
    credential: str | None = None

    @classmethod
    def of(cls, principal: Principal) -> Viewer:
        """The viewer that a credential stands for."""
        return cls(
            principal.id,
            roles_with_implied(principal.roles),
            person=principal.person,
            source=principal.source,
            speaks_for_others=principal.speaks_for_others,
            credential=principal.credential,
        )

    @property
    def is_authenticated(self) -> bool:
        """Whether the viewer has shown who they are; false where authentication is off."""
        return self != LOCAL

    @property
    def role(self) -> Role:
        """The role that lets the viewer do most."""
        ranks = (Role.ADMIN, Role.STEWARD, Role.ANALYST, Role.MEMBER, Role.TOOL)
        return next((role for role in ranks if role in self.roles), Role.TOOL)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the viewer may do beside reading what everybody may."""
        named = permissions_of(self.roles)
        return named | {Permission.SPEAK_FOR_OTHERS} if self.speaks_for_others else named

    def asking_for(self, purpose: bytes | None) -> Viewer:
        """The same viewer with a purpose, as a header states it: UTF-8, cut where it is too long."""
        if purpose is None or not self.is_authenticated:
            return self
        text = purpose.decode("utf-8", "replace").strip()[:PURPOSE_KEPT]
        return replace(self, purpose=text or None)

    def may_decide_any(self, by: str | None) -> bool:
        """Whether the viewer decides in their own name (`by`), and may on any link."""
        return by is not None and by == self.person and bool(self.roles & DECIDES_ANY_LINK)

    def may_speak_as(self, by: str | None) -> bool:
        """Whether the viewer may decide and propose in this name; a tool in nobody's."""
        if by is None:
            return bool(self.roles & NAMES_NOBODY) or self.may(Permission.SPEAK_FOR_OTHERS)
        return by in (self.id, self.person) or self.may(Permission.SPEAK_FOR_OTHERS)

    def may(self, permission: Permission) -> bool:
        """Whether the viewer may do this."""
        return permission in self.permissions

    def people_shown(self, people: int) -> int | None:
        """How many people, None for fewer than 5 to whoever may not see each person's numbers."""
        few = people < LEAST_MEMBERS and not self.may(Permission.SEE_EACH_PERSON)
        return None if few else people

    def require(self, permission: Permission) -> None:
        """Raise Forbidden where the viewer may not do this."""
        if not self.may(permission):
            raise Forbidden(
                f"your role does not let you: {permission.doc[0].lower()}{permission.doc[1:-1]}",
                remedy=f"ask somebody who is {WHO_MAY[permission]}",
            )

    @property
    def reader(self) -> Reader:
        """What the viewer may read: all talk by right, else as they took part in it."""
        if self.roles & READS_ALL_TALK:
            return EVERYBODY
        scope = Scope.LISTED if self.roles & READS_GROUP_TALK else Scope.OWN
        sees_people = self.may(Permission.SEE_CHANGES_OF_PEOPLE)
        return Reader(scope, self.person or self.id, sees_people)


def roles_with_implied(roles: frozenset[str]) -> frozenset[str]:
    """The roles with those that they hold: whoever is no tool is a member, an admin is all.

    >>> sorted(roles_with_implied(frozenset({"steward"})))
    ['member', 'steward']
    """
    people = frozenset({Role.MEMBER, Role.STEWARD, Role.ANALYST, Role.ADMIN})
    if Role.ADMIN in roles:
        return frozenset(map(str, people | roles))
    return frozenset(map(str, roles | {Role.MEMBER} if roles & people else roles))


LOCAL = Viewer(id="local", roles=roles_with_implied(frozenset({str(Role.ADMIN)})))
"""The viewer of a server whose authentication is off."""
