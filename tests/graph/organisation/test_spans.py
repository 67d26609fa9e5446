"""Who belongs on a day: spans of seconds against the end of a day, at each boundary."""

from __future__ import annotations

import pytest

from graph.organisation.coverage import GroupMembers, _holds
from graph.records.window import DAY

AT = 100
"""The day before is 99: its first second is 99 days after the beginning, its last one less than 100."""


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (99 * DAY, None, True),
        (100 * DAY - 1, None, True),
        (100 * DAY, None, False),
        (101 * DAY, None, False),
        (0, None, True),
        (None, 99 * DAY, False),
        (None, 100 * DAY - 1, False),
        (None, 100 * DAY, True),
        (None, 0, False),
        (99 * DAY, 100 * DAY, True),
        (98 * DAY, 99 * DAY, False),
        (100 * DAY, 101 * DAY, False),
    ],
)
def test_a_span_holds_at_the_end_of_the_day_before(
    since: int | None, until: int | None, holds: bool
) -> None:
    assert _holds(since, until, AT) is holds


def test_archived_groups_and_other_kinds_are_no_nodes() -> None:
    members = {"acme/a": ["x"], "acme/b": ["y"], "acme/c": ["z"]}
    kinds = {"acme/a": "team", "acme/b": "team", "acme/c": None}
    found = GroupMembers(members, kinds, frozenset({"acme/b"}))
    assert found.of_kind("team") == {"acme/a": ["x"]}
    assert found.of_kind(None) == {"acme/c": ["z"]}
    assert found.of_kind("unit") == {}
