"""Who may be measured, and who belongs where on a day: spans hold to the end of their last day."""

from __future__ import annotations

from typing import Any

import pytest

from graph.organisation.coverage import (
    EndedGroups,
    coverage,
    ended_groups,
    group_members,
    homes,
    managers,
)
from graph.records.window import DAY
from tests.statement_answers import StatementAnswers

AT = 100
"""Asked for is the end of day 99."""
SPANS = {
    "always": (None, None, True),
    "since the morning": (99 * DAY, None, True),
    "since the last second": (100 * DAY - 1, None, True),
    "since the next day": (100 * DAY, None, False),
    "until the next day": (None, 100 * DAY, True),
    "until the evening": (None, 100 * DAY - 1, False),
    "until the day before": (None, 99 * DAY, False),
    "both around": (98 * DAY, 101 * DAY, True),
    "long ago": (1 * DAY, 50 * DAY, False),
}


def answers(**rows: list[tuple[Any, ...]]) -> Any:
    return StatementAnswers(dict(rows))


@pytest.mark.parametrize(("since", "until", "holds"), SPANS.values(), ids=SPANS)
async def test_a_span_holds_at_the_end_of_a_day(
    since: int | None, until: int | None, holds: bool
) -> None:
    store = answers(
        home_spans=[("ann", "east", 0, since, until)],
        reporting_spans=[("ann", "bob", since, until)],
        membership_spans=[("east", "unit", False, "ann", since, until)],
    )

    assert await homes(store, AT) == ({"ann": "east"} if holds else {})
    assert await managers(store, AT) == ({"ann": "bob"} if holds else {})
    assert (await group_members(store, AT)).members == ({"east": ["ann"]} if holds else {})


async def test_of_several_homes_and_managers_the_first_counts() -> None:
    store = answers(
        home_spans=[
            ("ann", "gone", 0, None, DAY), ("ann", "east", 1, None, None),
            ("ann", "west", 2, None, None), ("bob", "west", 0, None, None),
        ],
        reporting_spans=[("ann", "bob", None, None), ("ann", "cy", None, None)],
    )  # fmt: skip

    assert await homes(store, AT) == {"ann": "east", "bob": "west"}
    assert await managers(store, AT) == {"ann": "bob"}


async def test_members_are_told_once_in_order_with_the_kind_of_their_group() -> None:
    store = answers(
        membership_spans=[
            ("east", "unit", False, "bob", None, None), ("east", "unit", False, "ann", None, None),
            ("east", "unit", False, "ann", 5, None), ("old", "unit", True, "ann", None, None),
            ("run", "community", False, "cy", None, None), ("late", "unit", False, "cy", AT * DAY, None),
        ],
    )  # fmt: skip

    members = await group_members(store, AT)

    assert members.members == {"east": ["ann", "bob"], "old": ["ann"], "run": ["cy"]}
    assert members.archived == {"old"}
    assert members.of_kind("unit") == {"east": ["ann", "bob"]}
    assert members.of_kind("community") == {"run": ["cy"]}
    assert members.of_kind(None) == {}


async def test_programs_are_people_only_where_they_are_asked_for() -> None:
    rows = [("ann", False, 1, None), ("bot", True, None, 2)]

    without = await coverage(answers(presence_spans=rows))
    with_bots = await coverage(answers(presence_spans=rows), bots=True)

    assert (without.people, without.bots) == ({"ann": (1, None)}, {"bot"})
    assert (with_bots.people, with_bots.bots) == ({"ann": (1, None), "bot": (None, 2)}, set())


@pytest.mark.parametrize(
    ("rows", "ended"),
    [
        ([], None),
        ([("a", False, None, None)], None),
        ([("a", False, None, 90 * DAY)], EndedGroups(1, 89)),
        ([("a", False, None, 90 * DAY + 5), ("a", False, None, 70 * DAY)], EndedGroups(1, 89)),
        ([("a", False, None, 99 * DAY + 7)], EndedGroups(1, 98)),
        ([("a", False, None, 100 * DAY - 1)], EndedGroups(1, 98)),
        ([("a", True, None, 90 * DAY)], None),
        ([("a", False, None, 90 * DAY), ("a", False, 95 * DAY, None)], None),
        ([("a", False, None, 90 * DAY), ("b", False, None, 80 * DAY)], EndedGroups(2, 89)),
        ([("a", False, None, 90 * DAY), ("b", False, None, None)], EndedGroups(1, 89)),
        ([("a", False, 120 * DAY, 130 * DAY)], None),
        ([("a", False, 120 * DAY, None)], None),
    ],
)
async def test_groups_that_have_ended_and_the_last_day_of_them(
    rows: list[tuple[str, bool, int | None, int | None]], ended: EndedGroups | None
) -> None:
    store = answers(
        membership_spans=[
            (group, "unit", archived, "ann", since, until) for group, archived, since, until in rows
        ]
    )

    assert await ended_groups(store, AT) == ended
