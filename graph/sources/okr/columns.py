"""The columns of an OKR file under our own names, and what stands in each."""

from __future__ import annotations

from collections.abc import Mapping

CANONICAL = (
    "goal_id",
    "parent_ids",
    "kind",
    "title",
    "owner_email",
    "group",
    "start",
    "end",
    "metric_kind",
    "start_value",
    "target",
    "current",
    "weight",
    "status",
    "updated_at",
)
"""The header of the format."""

MORE = (
    "description",
    "unit",
    "metric_current",
    "checkin_status",
    "checkin_progress",
    "checkin_note",
    "checkin_by",
    "checkin_id",
    "tags",
    "synonyms",
    "archived",
    "predecessor",
    "blocked_by",
    "source",
)
"""Columns that an export adds so that nothing of a goal is lost; each may be missing."""

ALL = CANONICAL + MORE

LEVEL = "level"
"""A column that only a mapping can name: how deep the row stands below those above it, as a number."""

COLUMN_OF: Mapping[str, str] = {
    "id": "goal_id",
    "parents": "parent_ids",
    "owners": "owner_email",
    "groups": "group",
    "starts_on": "start",
    "due_on": "end",
    "metric": "target",
    "metric.kind": "metric_kind",
    "metric.unit": "unit",
    "metric.baseline": "start_value",
    "metric.target": "target",
    "metric.current": "current",
    "goal": "goal_id",
    "at": "updated_at",
    "value": "current",
    "progress": "checkin_progress",
    "note": "checkin_note",
    "by": "checkin_by",
}
"""Field of a bundle's goal or check-in → the column that it comes from, where the names differ."""


def column_of(field: str) -> str:
    """The column behind a field as a note names it.

    >>> column_of("parents[1].weight"), column_of("metric.target"), column_of("title")
    ('weight', 'target', 'title')
    """
    if field.startswith("parents") and field.endswith(".weight"):
        return "weight"
    bare = field.partition("[")[0]
    return COLUMN_OF.get(bare, bare)


def letter(place: int) -> str:
    """The letters that a spreadsheet shows above a column, the first being 0.

    >>> letter(0), letter(25), letter(26), letter(701), letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
