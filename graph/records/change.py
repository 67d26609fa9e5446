"""Record of what was changed: from what, to what, when, by whom."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from graph.records.base import NodeRecord, prop, record
from graph.records.change_kinds import ChangeKind


@record
class Change(NodeRecord):
    """What was changed of a goal, a link or a person: from what, to what, when, by whom."""

    label: ClassVar[str] = "Change"
    orders: ClassVar[dict[str, str]] = {"id": "order in which the store wrote them"}
    id: str = prop("Its place in the order of all changes of the store.")
    kind: ChangeKind = prop("What was changed.")
    at: datetime = prop("When it was written.")
    subject: str = prop("Label and id of what was changed; a hash where that was erased.")
    item_id: str | None = prop("Id of the parent whose weight, or the group in which a membership.")
    before: str | None = prop("What it was; absent where there was nothing.")
    after: str | None = prop("What it is since; absent where there is nothing.")
    recorded_by: str | None = prop("Who was signed in: `key:` or `oidc:` and what names it.")
    source: str | None = prop("The source whose import made it.")
