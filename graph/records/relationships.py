"""Records of what relationships carry."""

from __future__ import annotations

from datetime import datetime

from graph.records.base import Record, prop, record
from graph.records.enums import LineKind, Precision


@record
class Membership(Record):
    """One span in which a person belonged to a group."""

    role: str = prop("`member`, `lead` or the source's own word.")
    since: datetime | None = prop("From when; absent where unknown.")
    since_precision: Precision | None = prop("DAY where only the day is known.")
    until: datetime | None = prop("Until when; absent while it lasts.")
    until_precision: Precision | None = prop("DAY where only the day is known.")


@record
class Belonging(Membership):
    """One span in which a person belonged to a group, which it names."""

    group: str = prop("The group.", points_at="Group")


@record
class Span(Record):
    """From when until when something held."""

    since: datetime | None = prop("From when; absent where unknown.")
    since_precision: Precision | None = prop("DAY where only the day is known.")
    until: datetime | None = prop("Until when; absent while it lasts.")
    until_precision: Precision | None = prop("DAY where only the day is known.")


@record
class ReportingLine(Record):
    """From when until when somebody reported to somebody, and how."""

    kind: LineKind = prop("LINE to the manager, DOTTED to others beside the line.")
    since: datetime | None = prop("From when; absent where unknown.")
    since_precision: Precision | None = prop("DAY where only the day is known.")
    until: datetime | None = prop("Until when; absent while it lasts.")
    until_precision: Precision | None = prop("DAY where only the day is known.")


@record
class Moment(Record):
    """When something was done."""

    at: datetime | None = prop("When; absent where unknown.")
    at_precision: Precision | None = prop("DAY where only the day is known.")


@record
class Reaction(Record):
    """A sign that somebody left on a message."""

    kind: str = prop("The sign, `like` where the source names none.")
    at: datetime | None = prop("When; absent where unknown.")
    at_precision: Precision | None = prop("DAY where only the day is known.")


@record
class Support(Record):
    """How much a goal counts for its parent."""

    weight: float | None = prop("Weight among the parent's children; absent means equal.")


@record
class Claim(Record):
    """The confirmed link by which a conversation advances a goal."""

    link: str = prop("The link, with its method, reasons and decisions.", points_at="Link")
