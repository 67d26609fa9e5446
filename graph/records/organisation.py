"""Records of the people, the accounts they use, the groups they form and what they can do."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from graph.keys import fold
from graph.records.base import UPDATED, NodeRecord, prop, record, updated
from graph.records.enums import GroupKind, Precision


@record
class Person(NodeRecord):
    """Somebody (or a bot) who takes part in conversations and works towards goals."""

    label: ClassVar[str] = "Person"
    orders: ClassVar[dict[str, str]] = {"by_name": "display name", **UPDATED}
    id: str = prop("`source/native`, unique among people.")
    name: str | None = prop("Name as the source gives it; often absent.", key="name_key")
    title: str | None = prop("Job title.", shown="job_title")
    level: int | None = prop("Level in the formal order, 1 = top.", filtered=True)
    bot: bool = prop("Whether this is a program; bots are left out of measures.", filtered=True)
    joined_at: datetime | None = prop("When the person joined the organisation.", filtered=True)
    joined_at_precision: Precision | None = prop("DAY where only the day of joining is known.")
    left_at: datetime | None = prop("When the person left the organisation.", filtered=True)
    left_at_precision: Precision | None = prop("DAY where only the day of leaving is known.")
    updated_at: datetime | None = updated()


@record
class Account(NodeRecord):
    """A person in one source."""

    label: ClassVar[str] = "Account"
    orders: ClassVar[dict[str, str]] = {"id": "id", **UPDATED}
    id: str = prop("`source/native`, unique among accounts.")
    email: str | None = prop("Mail address in that source.", key="email_key", folded=fold)
    updated_at: datetime | None = updated()


@record
class Group(NodeRecord):
    """A unit of the formal tree, a team, a community or a project."""

    label: ClassVar[str] = "Group"
    orders: ClassVar[dict[str, str]] = {"by_name": "name", **UPDATED}
    id: str = prop("`source/native`, unique among groups.")
    name: str = prop("Name of the group.", key="name_key")
    kind: GroupKind | None = prop("What kind of group it is.", filtered=True)
    description: str | None = prop("What the group says of itself.")
    archived: bool = prop("Whether the group has ended.", filtered=True)
    updated_at: datetime | None = updated()


@record
class Capability(NodeRecord):
    """Something that people can do and that needs ask for."""

    label: ClassVar[str] = "Capability"
    orders: ClassVar[dict[str, str]] = {"by_name": "name", **UPDATED}
    id: str = prop("The folded name, unique among capabilities.")
    name: str = prop("Name as first met.", key="id", folded=fold)
    updated_at: datetime | None = updated()
